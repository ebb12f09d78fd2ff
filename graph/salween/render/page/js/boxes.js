// The boxes of a question's parameters: each completes what is typed, by any name in any script, and gives a term.

import { el } from "./dom.js";
import { fold } from "./fold.js";
import { meant } from "./names.js";
import { say } from "./say.js";
import { find } from "./search.js";
import { iso, readDay } from "./time.js";

const MOST_HITS = 12, DATE = "http://www.w3.org/2001/XMLSchema#date";

/**
 * Make the box of a parameter.
 * @param {{name: string, type: string, choices?: string[][]}} parameter
 * @param {string} value what stands in it at first: an id, a day, a text
 * @returns {{element: Node, read: () => {value: string, term: string}}} `read` throws, in words, where it is nothing
 */
export function makeBox(index, parameter, value, language) {
  const id = `set-${parameter.name}`, words = parameter.name.replaceAll("_", " ");
  if (parameter.choices) return choiceBox(parameter, id, words, value);
  if (parameter.type === "Date" || parameter.type === "Text") return plainBox(parameter, id, words, value);
  return thingBox(index, parameter, id, words, value, language);
}

function labelled(id, words, ...children) {
  return el("div", { class: "box" }, el("label", { for: id }, words), ...children);
}

function choiceBox({ choices }, id, words, value) {
  const select = el("select", { id }, ...choices.map(([key, label]) => el("option", { value: key, selected: key === value }, label)));
  return { element: labelled(id, words, select), read: () => ({ value: select.value, term: `<${choices.find(([key]) => key === select.value)[2]}>` }) };
}

function plainBox({ type }, id, words, value) {
  const input = el("input", { id, type: "text", value, autocomplete: "off", spellcheck: "false", ...(type === "Date" ? { size: 16, maxlength: 20 } : {}) });
  return {
    element: labelled(id, words, input),
    read() {
      const given = input.value.trim();
      if (type === "Text") return { value: given, term: JSON.stringify(given) };
      const day = readDay(given);
      if (day === null) throw new Error(say("noDay", { given }));
      input.value = iso(day);
      return { value: input.value, term: `"${input.value}"^^<${DATE}>` };
    },
  };
}

/** What a parameter can be: things with an id, a label, other words for it, and what kind it is. */
function candidates(index, { type }, query, language) {
  const { raw, text } = index;
  if (type === "Source" || type === "Record") {
    const [ids, words] = type === "Source" ? [raw.sources.id, (n) => text(raw.sources.title[n])] : [raw.records.id, () => ""];
    const wanted = fold(query), found = [];
    for (let n = 0; n < ids.length && found.length < MOST_HITS; n++) {
      if (ids[n] === query) found.unshift({ id: ids[n], label: words(n) || ids[n], other: ids[n] });
      else if (wanted && (fold(ids[n]).includes(wanted) || fold(words(n)).includes(wanted))) found.push({ id: ids[n], label: words(n) || ids[n], other: ids[n] });
    }
    return found;
  }
  return find(index, query, index.entities).filter(({ entity }) => index.isA(entity, type)).slice(0, MOST_HITS).map(({ entity, name }) => (
    { id: raw.entities.id[entity], label: index.label(entity, language), tag: index.tagOf(entity, language), other: name, kind: index.kindLabel(entity) }));
}

/** The id of the one thing that a text means by itself, or nothing. */
function sureOf(index, { type }, given) {
  if (type === "Source" || type === "Record") return given.trim();
  const entity = meant(index, given.trim(), (number) => index.isA(number, type));
  return entity === undefined ? "" : index.raw.entities.id[entity];
}

/** The label of a thing that has this id, or nothing. */
function labelOf(index, { type }, id, language) {
  const { raw, text } = index;
  if (type === "Source") return raw.sources.id.includes(id) ? text(raw.sources.title[raw.sources.id.indexOf(id)]) : "";
  if (type === "Record") return index.recordOf.has(id) ? id : "";
  return index.entityOf.has(id) ? index.label(index.entityOf.get(id), language) : "";
}

function termOf(index, { type }, id) {
  const room = type === "Source" ? "source" : id.includes(".") ? "claim" : "id";
  return `<${index.raw.dataset.base}${room}/${id}>`;
}

function thingBox(index, parameter, id, words, value, language) {
  const input = el("input", { id, type: "text", role: "combobox", value: labelOf(index, parameter, value, language) || value, "aria-expanded": "false", "aria-controls": `${id}-hits`, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
  const list = el("ul", { id: `${id}-hits`, role: "listbox", tabindex: -1, class: "hits", "aria-label": words, hidden: true });
  let chosen = value, hits = [], at = 0;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function take(n) {
    if (!hits[n]) return;
    chosen = hits[n].id;
    input.value = hits[n].label;
    close();
  }
  function mark() {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (hits.length) input.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }
  function offer() {
    chosen = "";
    hits = candidates(index, parameter, input.value, language);
    at = 0;
    list.replaceChildren(...hits.map(({ label, tag, other, kind }, n) => el("li", { id: `${id}-${n}`, role: "option", onpointerdown: (event) => { event.preventDefault(); take(n); } },
      el("span", { class: "hit-name", lang: tag }, label), other && other !== label ? el("span", { class: "hit-other" }, other) : "", kind ? el("span", { class: "hit-kind" }, kind) : "")));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      event.preventDefault();
      at = Math.max(0, Math.min(hits.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      mark();
    } else if (event.key === "Enter" && !list.hidden && !event.isComposing) {
      take(at);
      if ([...input.form.querySelectorAll("input")].some(({ value }) => !value.trim())) event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  return {
    element: labelled(id, words, el("span", { class: "find" }, input, list)),
    read() {
      if (!chosen) chosen = sureOf(index, parameter, input.value);
      if (!labelOf(index, parameter, chosen, language)) throw new Error(say("boxNone", { given: input.value, kind: words }));
      input.value = labelOf(index, parameter, chosen, language);
      return { value: chosen, term: termOf(index, parameter, chosen) };
    },
  };
}
