// Find as you type, by any name in any script: folded keys, ranked by how they match and by how much is known.

import { fold } from "./fold.js";
import { el } from "./dom.js";
import { say } from "./say.js";

/**
 * Return the entities that a query finds, best first: equal, beginning, containing, then all words in any order.
 * @returns {{entity: number, name: string}[]}
 */
export function find(index, query, limit = 12) {
  const whole = fold(query);
  if (!whole) return [];
  const parts = query.split(/\s+/u).map(fold).filter(Boolean);
  const found = [];
  for (let entity = 0; entity < index.entities; entity++) {
    let rank = 9, key = "";
    for (const candidate of index.keys[entity]) {
      const here = candidate === whole ? 0 : candidate.startsWith(whole) ? 1 : candidate.includes(whole) ? 2 : 9;
      if (here < rank) [rank, key] = [here, candidate];
    }
    if (rank === 9 && parts.length > 1 && parts.every((part) => index.keys[entity].some((candidate) => candidate.includes(part)))) rank = 3;
    if (rank < 9) found.push({ entity, rank, key, weight: index.weight[entity] });
  }
  found.sort((a, b) => a.rank - b.rank || b.weight - a.weight || a.entity - b.entity);
  return found.slice(0, limit).map(({ entity, key }) => {
    const name = index.namesOf[entity].find((n) => index.text(index.raw.names.key[n]) === key);
    return { entity, name: name === undefined ? "" : index.text(index.raw.names.text[name]) };
  });
}

/**
 * Return the few entities whose name is like a query that finds none: most of the pairs of letters are the same.
 * @returns {{entity: number, name: string, group: string}[]}
 */
export function alike(index, query, limit = 4) {
  const wanted = pairsOf(fold(query)), found = [];
  if (wanted.size < 3) return [];
  for (let entity = 0; entity < index.entities; entity++) {
    const share = Math.max(0, ...index.keys[entity].map((key) => {
      const here = pairsOf(key), both = [...wanted].filter((pair) => here.has(pair)).length;
      return (2 * both) / (wanted.size + here.size);
    }));
    if (share >= 0.5) found.push({ entity, name: "", group: "alike", share });
  }
  return found.sort((a, b) => b.share - a.share || a.entity - b.entity).slice(0, limit);
}

function pairsOf(text) {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, n) => letters[n] + letter));
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
    at = hits.length && isTyped ? 0 : -1;
    if (isTyped && !hits.length) hits = alike(index, input.value); // none is marked: Enter takes no guess
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
