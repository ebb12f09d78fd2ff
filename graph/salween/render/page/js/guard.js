// SPARQL text before the engine sees it, as query/guard.py has it: tokens, what is refused, parameters put in as terms.

import { say } from "./say.js";

const MAX_LENGTH = 100_000, MAX_NESTING = 100;
const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    String.raw`(?<string>"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`,
    String.raw`(?<iri><[^<>"{}|^\x60\\\x00-\x20]*>)`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_.-]*:(?:[\p{L}\p{N}_.%:-]|\\.)*|:(?:[\p{L}\p{N}_.%:-]|\\.)+)`,
    "(?<word>[A-Za-z_][\\p{L}\\p{N}_]*)",
    "(?<space>\\s+)",
    "(?<other>.)",
  ].join("|"), "gsu");
const UPDATES = new Set("insert delete load clear create drop copy move add".split(" "));
const FORMS = ["select", "ask", "construct", "describe"];

/** Every token of a query, white space and comments included: joined, they are the query again. */
export function tokens(query) {
  return [...query.matchAll(TOKEN)].map(({ 0: text, groups }) => ({ kind: Object.keys(groups).find((kind) => groups[kind] !== undefined), text }));
}

/** Why a query is refused, in words, or nothing: too long or deep, it would change something, or reach outside. */
export function refusal(query, graphs = []) {
  if (query.length > MAX_LENGTH) return say("refusedLength", { n: MAX_LENGTH });
  let depth = 0, first = "", afterFrom = false;
  for (const { kind, text } of tokens(query)) {
    if (kind === "space" || kind === "comment") continue;
    if (kind === "other" && "({[".includes(text) && ++depth > MAX_NESTING) return say("refusedNesting", { n: MAX_NESTING });
    if (kind === "other" && ")}]".includes(text)) depth -= 1;
    const word = kind === "word" ? text.toLowerCase() : "";
    if (word === "service") return say("refusedService");
    if (word && !first && word !== "base" && word !== "prefix") {
      first = word;
      if (UPDATES.has(word)) return say("refusedUpdate", { word: text.toUpperCase() });
    }
    if (kind === "iri" && afterFrom && !graphs.includes(text.slice(1, -1))) return say("refusedGraph", { graph: text });
    afterFrom = word === "from" || (afterFrom && word === "named");
  }
  return "";
}

/** Does a query say by FROM which graphs it is about? */
export function namesItsGraphs(query) {
  return tokens(query).some(({ kind, text }) => kind === "word" && text.toLowerCase() === "from");
}

/** The form of a query: select, ask, construct or describe; select where it has none, and the engine will say so. */
export function formOf(query) {
  return tokens(query).filter(({ kind }) => kind === "word").map(({ text }) => text.toLowerCase()).find((word) => FORMS.includes(word)) ?? "select";
}

/** The query with each `$name` that has a term replaced by it. Terms are serialised RDF, never text. */
export function substituted(query, terms) {
  return tokens(query).map(({ kind, text }) => (kind === "variable" && text[0] === "$" && Object.hasOwn(terms, text.slice(1)) ? terms[text.slice(1)] : text)).join("");
}

/** The PREFIX lines that a query needs and does not have; each has a line of its own. */
export function declarations(query, prefixes) {
  const used = new Set(tokens(query).filter(({ kind }) => kind === "name").map(({ text }) => text.split(":")[0]));
  const own = new Set([...query.matchAll(/\bPREFIX\s+([\p{L}\p{N}_.-]*):/giu)].map((match) => match[1]));
  return Object.keys(prefixes).filter((name) => used.has(name) && !own.has(name)).sort().map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("");
}

/** A query that gives no more rows than so many: with a LIMIT where it may be given one and has none. */
export function limited(query, most) {
  let depth = 0;
  for (const { kind, text } of tokens(query)) {
    if (kind === "other") depth += "({[".includes(text) ? 1 : ")}]".includes(text) ? -1 : 0;
    if (kind === "word" && depth === 0 && /^(?:limit|values|ask|construct|describe)$/i.test(text)) return query;
  }
  return `${query}\nLIMIT ${most}`;
}
