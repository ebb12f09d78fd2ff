// Find as you type, by any name in any script; what is found, and in which order, names.js says.

import { fold } from "./fold.js";
import { el } from "./dom.js";
import { alike, matches, RUNG } from "./names.js";
import { say } from "./say.js";

const MOST_FOUND = 12, MOST_ALIKE = 4;

/**
 * Return the entities that a query finds, best first; where none has the name or a part of it, those with one like it.
 * @returns {{entity: number, name: string, rung: number, group?: string}[]}
 */
export function find(index, query, limit = MOST_FOUND) {
  const found = matches(index, query).slice(0, limit);
  if (found.length) return found;
  return alike(index, query).slice(0, Math.min(limit, MOST_ALIKE)).map((hit) => ({ ...hit, name: "", group: "alike" }));
}

/** What a reader may want before typing: whom she has looked at, and those of whom most is known. */
export function offers(index, recent, limit = 12) {
  const before = (recent?.ids ?? []).map((id) => index.entityOf.get(id)).filter((entity) => entity !== undefined);
  const known = [...index.weight.keys()].filter((entity) => index.tiesOf[entity].length && !before.includes(entity));
  known.sort((a, b) => index.weight[b] - index.weight[a] || a - b);
  return [
    ...before.map((entity) => ({ entity, name: "", group: "recent" })),
    ...(before.length ? [{ forget: true, group: "recent" }] : []),
    ...known.slice(0, limit - before.length).map((entity) => ({ entity, name: "", group: "suggested" })),
  ];
}

/**
 * Make a search box of an input and a list: arrows, Home and End move, Enter chooses, Escape leaves, / comes here from
 * anywhere. Where there are recent ones, it offers something before a letter is typed.
 * @param {(entity: number) => void} choose
 * @param recent as recent.js makes it, or nothing
 */
export function attachSearch(input, list, index, language, choose, prefix = "hit", recent = null) {
  let hits = [], at = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const mark = () => {
    options().forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (hits.length && at >= 0) input.setAttribute("aria-activedescendant", `${prefix}-${at}`);
    else input.removeAttribute("aria-activedescendant");
    options()[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (n) => {
    if (!hits[n]) return;
    if (hits[n].forget) {
      recent.forget();
      return show();
    }
    input.value = "";
    close();
    choose(hits[n].entity);
  };
  const optionOf = ({ entity, name, forget }, n) => {
    const label = forget ? say("forget") : index.label(entity, language());
    const item = el("li", { id: `${prefix}-${n}`, role: "option", class: forget && "quiet" }, el("span", { class: "hit-name", lang: forget ? undefined : index.tagOf(entity, language()) }, label));
    if (name && name !== label) item.append(el("span", { class: "hit-other" }, name));
    if (!forget) item.append(el("span", { class: "hit-kind" }, index.kindLabel(entity)));
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n); });
    return item;
  };
  /** Fill the list with what is found, or with what is offered where nothing is typed. */
  function show() {
    const isTyped = Boolean(fold(input.value));
    hits = isTyped ? find(index, input.value) : recent ? offers(index, recent) : [];
    // Enter takes no guess: neither of a name that several have, nor of one that is only like what was typed
    const isOpen = hits[0]?.group || (hits[0]?.rung <= RUNG.folded && hits[1]?.rung === hits[0].rung);
    at = isTyped && hits.length && !isOpen ? 0 : -1;
    const items = [];
    hits.forEach((hit, n) => {
      if (hit.group && hit.group !== hits[n - 1]?.group) items.push(el("li", { class: "head", role: "presentation" }, say(hit.group)));
      items.push(optionOf(hit, n));
    });
    if (!hits.length && isTyped) items.push(el("li", { class: "none" }, say("noName")));
    list.replaceChildren(...items);
    list.hidden = !items.length;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  input.addEventListener("input", show);
  if (recent) for (const event of ["focus", "click"]) input.addEventListener(event, () => { if (list.hidden) show(); });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) show();
    if (step) at = Math.max(0, Math.min(hits.length - 1, at + step));
    else if ((event.key === "Home" || event.key === "End") && !input.value && !list.hidden) at = event.key === "Home" ? 0 : hits.length - 1;
    else if (event.key === "Enter" && !event.isComposing) return take(at);
    else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      input.value = "";
      return close();
    } else return;
    event.preventDefault();
    mark();
  });
  input.addEventListener("blur", close);
  if (prefix === "hit") addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      input.focus();
    }
  });
}
