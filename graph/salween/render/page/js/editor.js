// Where SPARQL is typed: a plain text area with the numbers of its lines, the line of an error marked.

import { el } from "./dom.js";
import { say } from "./say.js";

/** The line that a fault names, or 0. */
export function lineOf(message) {
  const before = say("fault", { line: "\0", column: "" }).split("\0")[0];
  return message.startsWith(before) ? parseInt(message.slice(before.length), 10) || 0 : 0;
}

/**
 * @param {string} query @param {string[]} seen graphs that are seen besides
 * @param {string[]} apart those that can be
 * @param {(query: string, seen: string[]) => void} run
 */
export function makeEditor(query, seen, apart, run) {
  const lines = el("pre", { class: "lines", "aria-hidden": "true" });
  const area = el("textarea", { id: "sparql", spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", rows: 12, "aria-label": say("editor"), "aria-describedby": "sparql-help" });
  const ticks = apart.map((name) => el("input", { type: "checkbox", value: name, checked: seen.includes(name) }));
  let wrong = 0;

  function number() {
    const count = area.value.split("\n").length;
    lines.replaceChildren(...Array.from({ length: count }, (_, n) => el("span", { class: n + 1 === wrong ? "wrong" : "" }, `${n + 1}\n`)));
    area.rows = Math.max(8, Math.min(24, count + 1));
    lines.scrollTop = area.scrollTop;
  }

  area.value = query;
  area.addEventListener("input", () => { wrong = 0; number(); });
  area.addEventListener("scroll", () => { lines.scrollTop = area.scrollTop; });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    go();
  });
  number();
  const go = () => run(area.value, ticks.filter((tick) => tick.checked).map((tick) => tick.value));
  return {
    element: el("div", { class: "editor" }, lines, area),
    besides: el("fieldset", { class: "besides" }, el("legend", {}, say("seeBesides")), ...ticks.map((tick) => el("label", {}, tick, ` ${say(`besides ${tick.value}`)}`))),
    run: go,
    get query() { return area.value; },
    focus: () => area.focus(),
    /** Mark the line that an error names. */
    fault(message) { wrong = lineOf(message); number(); },
  };
}
