// SPARQL text before the engine sees it, as query/guard.py has it: tokens, what is too long or too deep, parameters put
// in as terms. What a query reaches for is asked of the engine's parser, in the worker: see parsed.js.

import { say } from "./say.js";

const MAX_LENGTH = 100_000, MAX_NESTING = 100, MAX_OPERATORS = 300;
const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\r\\n]*)",
    String.raw`(?<string>"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`,
    String.raw`(?<iri><[^<>"{}|^\x60\\\x00-\x20]*>)`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_.-]*:(?:[\p{L}\p{N}_.%:-]|\\.)*|:(?:[\p{L}\p{N}_.%:-]|\\.)+)`,
    "(?<word>[A-Za-z_][\\p{L}\\p{N}_]*)",
    "(?<space>\\s+)",
    "(?<other>.)",
  ].join("|"), "gsu");
const UPDATES = new Set("insert delete load clear create drop copy move add".split(" "));
const CHAINED = new Set(["union", "optional", "minus", "filter", "bind", "exists", "graph", "as", "values"]);
const FORMS = ["select", "ask", "construct", "describe"];

/** Every token of a query, white space and comments included: joined, they are the query again. */
export function tokens(query) {
  return [...query.matchAll(TOKEN)].map(({ 0: text, groups }) => ({ kind: Object.keys(groups).find((kind) => groups[kind] !== undefined), text }));
}

/** Why a query is refused before it is parsed, in words, or nothing: it is too long or too deep. */
export function refusal(query) {
  if (query.length > MAX_LENGTH) return say("refusedLength", { n: MAX_LENGTH });
  let depth = 0, operators = 0, before = { kind: "space", text: "" };
  for (const token of tokens(query)) {
    if (token.kind === "other") {
      const pair = before.text + token.text; // << and >>, the brackets of a triple, are two tokens
      depth += ("({[".includes(token.text) || pair === "<<") - (")}]".includes(token.text) || pair === ">>");
    }
    operators += isOperator(token, before);
    if (depth > MAX_NESTING) return say("refusedNesting", { n: MAX_NESTING });
    if (operators > MAX_OPERATORS) return say("refusedOperators", { n: MAX_OPERATORS });
    before = token;
  }
  return "";
}

function isOperator({ kind, text }, before) {
  if (kind === "word") return CHAINED.has(text.toLowerCase());
  if (kind !== "other") return false;
  if ("|&".includes(text)) return before.kind !== "other" || before.text !== text; // the second of a pair is no other
  return "!+*/".includes(text) || (text === "-" && before.kind !== "word");
}

/** The word by which what the engine could not read as a query is an update, or nothing. */
export function updateWord(query) {
  const words = tokens(query).filter(({ kind }) => kind === "word").map(({ text }) => text.toLowerCase());
  const first = words.find((word) => !["base", "prefix", "version"].includes(word)) ?? "";
  return UPDATES.has(first) ? first.toUpperCase() : "";
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
