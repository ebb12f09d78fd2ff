// The engine, where the page has one: a worker made from the page's own text, given a time, ended and begun again after it.

import { declarations, formOf, limited, refusal, updateWord } from "./guard.js";
import { say } from "./say.js";

export const MOST_ROWS = 10_000;
const SECONDS = 20;
const JSON_ROWS = "application/sparql-results+json", TURTLE = "text/turtle", NO_PREFIX = "Prefix not found";

/**
 * @param {string} script of the worker @param {string} code of the engine @param {string} dataset the record; the last
 *   two as gzip in base64
 * @param about what asking.py packed: prefixes and graphs
 * @param {string} base of the record's IRIs
 */
export function makeEngine(script, code, dataset, about, base) {
  const graphs = about.graphs.map(([name, isApart]) => ({ name, isApart, iri: `${base}graph/${name}` }));
  let worker = null, ready = null, number = 0, waiting = new Map();

  function begin() {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = ({ data: { id, result, error, refused } }) => {
      const waits = waiting.get(id);
      waiting.delete(id);
      if (refused) waits?.failed(new Error(refusedWords(refused)));
      else if (error === undefined) waits?.done(result);
      else waits?.failed(new Error(error));
    };
    worker.onerror = (event) => { event.preventDefault(); end(say("engineDied")); };
    ready = send({ code, dataset });
    ready.then(() => URL.revokeObjectURL(address), () => {});
    return ready;
  }

  function send(message) {
    const id = ++number;
    return new Promise((done, failed) => {
      waiting.set(id, { done, failed });
      worker.postMessage({ ...message, id });
    });
  }

  /** End the worker, whatever it does; those who wait are told why. */
  function end(why) {
    worker?.terminate();
    worker = null;
    const left = [...waiting.values()];
    waiting = new Map();
    for (const { failed } of left) failed(new Error(why));
  }

  /**
   * Answer a query, with the graphs `apart` besides. Throws what is refused, what the engine says, or that time ran out.
   * @returns {Promise<{columns: string[], rows: any[][], isCut: boolean} | {text: string}>}
   */
  async function ask(query, apart = [], seconds = SECONDS) {
    const refused = refusal(query), all = graphs.map(({ iri }) => iri);
    if (refused) throw new Error(refused);
    await (worker ? ready : begin());
    const form = formOf(query), head = declarations(query, about.prefixes), isTable = form === "select" || form === "ask";
    const seen = graphs.filter(({ name, isApart }) => !isApart || apart.includes(name)).map(({ iri }) => iri);
    const timer = setTimeout(() => end(say("engineLate", { n: seconds })), seconds * 1000);
    try {
      const text = await send({ query: head + limited(query, MOST_ROWS + 1), format: isTable ? JSON_ROWS : TURTLE, base, seen, all });
      return isTable ? tableOf(JSON.parse(text)) : { text };
    } catch (error) {
      const word = updateWord(query);
      if (word && error.message.startsWith("error at")) throw new Error(say("refusedUpdate", { word }));
      throw new Error(faultWords(error.message, head.split("\n").length - 1, query.split("\n").length));
    } finally {
      clearTimeout(timer);
    }
  }

  return { ask, stop: () => end(say("engineStopped")), warm: () => (worker ? ready : begin()), get isOn() { return worker !== null; } };
}

/** Why the worker refused a query: it asks another server, names a graph that is not here, or one that cannot be read. */
function refusedWords({ service, graph }) {
  if (service) return say("refusedService");
  return graph === undefined ? say("refusedFrom") : say("refusedGraph", { graph });
}

/**
 * What the engine says against a query: its place counted in what was typed, without the lines put before and after it,
 * and of what it expected only what a person would type.
 */
export function faultWords(message, head, typed) {
  const found = /^error at (\d+):(\d+): (.*)$/s.exec(message);
  if (!found) return message;
  const line = Math.min(Math.max(1, Number(found[1]) - head), typed), column = Number(found[2]);
  const parts = found[3].replace(/^expected (?:one of )?/, "").split(/, (?=[A-Z"[])/).filter((part) => !part.startsWith("["));
  if (parts.includes(NO_PREFIX)) return say("faultPrefix", { line, column });
  return parts.length ? say("faultExpected", { line, column, words: parts.join(", ") }) : say("fault", { line, column });
}

/** SPARQL's JSON results as columns and plain values, as query/rows.py gives them. */
export function tableOf(answer) {
  if ("boolean" in answer) return { columns: ["answer"], rows: [[answer.boolean]], isCut: false };
  const columns = answer.head.vars, bindings = answer.results.bindings;
  return { columns, rows: bindings.slice(0, MOST_ROWS).map((binding) => columns.map((name) => plain(binding[name]))), isCut: bindings.length > MOST_ROWS };
}

function plain(term) {
  if (term === undefined) return null;
  const kind = term.datatype?.split("#")[1];
  if (kind === "integer" && /^[+-]?\d+$/.test(term.value)) return Number(term.value);
  if (kind === "boolean") return term.value === "true" || term.value === "1";
  return term.value;
}
