// The filters beside the picture: a tick narrows it, the count says to how many ties.

import { el } from "./dom.js";
import { FACETS } from "./filters.js";
import { LANGUAGES } from "./index.js";
import { say } from "./say.js";
import { capital } from "./words.js";

const FEW = 7;

/** @param change takes a part of a state */
export function makeFacets(holder, index, filters, change) {
  const { raw } = index, open = new Set();
  const kindLabel = new Map([...raw.kinds.name.map((name, n) => [name, raw.kinds.label[n]]), ...raw.eventKinds.name.map((name, n) => [name, raw.eventKinds.label[n]])]);
  const languages = new Map(LANGUAGES);

  function label(facet, value, language) {
    if (facet === "kind") return kindLabel.get(value) ?? value;
    if (facet === "family") return raw.families.label[raw.families.key.indexOf(value)] ?? value;
    if (facet === "publisher") return index.entityOf.has(value) ? index.label(index.entityOf.get(value), language) : value;
    if (facet === "status") return say(`status ${value}`);
    if (facet === "confidence") return say(`confidence ${value}`);
    return facet === "written" ? languages.get(value) ?? value : value;
  }

  function group(facet, state) {
    const found = filters.counts(facet, state);
    if (!found.length) return null;
    const all = open.has(facet), shown = all ? found : found.filter(([value], n) => n < FEW || state[facet].includes(value));
    return el("fieldset", {}, el("legend", {}, say(facet)),
      ...shown.map(([value, count]) => el("label", { class: count ? "" : "none" },
        el("input", { type: "checkbox", value, checked: state[facet].includes(value), "data-facet": facet, onchange: (event) => tick(facet, value, event.target.checked, state) }),
        el("span", {}, capital(label(facet, value, state.language))), el("span", { class: "n" }, say("number", { n: count })))),
      facet === "kind" && state.kind.length > 0 && el("label", {}, el("input", { type: "checkbox", checked: state.both, "data-facet": "both", onchange: (event) => change({ both: event.target.checked }) }), el("span", {}, say("both"))),
      found.length > shown.length || all && found.length > FEW
        ? el("button", { type: "button", class: "plain", onclick: () => { if (all) open.delete(facet); else open.add(facet); show(state); } }, all ? say("fewer") : say("more", { n: found.length })) : "");
  }

  function tick(facet, value, on, state) {
    change({ [facet]: on ? [...state[facet], value].sort() : state[facet].filter((other) => other !== value) });
  }

  function show(state) {
    const focus = document.activeElement?.dataset?.facet, value = document.activeElement?.value;
    holder.replaceChildren(
      ...FACETS.map((facet) => group(facet, state)).filter(Boolean),
      el("p", { class: "quiet" }, say("filtersNote")),
      filters.isAny(state) ? el("button", { type: "button", class: "plain", onclick: () => change({ ...Object.fromEntries(FACETS.map((facet) => [facet, []])), both: false }) }, say("clear")) : "");
    if (focus) [...holder.querySelectorAll("input")].find((input) => input.dataset.facet === focus && (focus === "both" || input.value === value))?.focus({ preventScroll: true });
  }

  return { show };
}
