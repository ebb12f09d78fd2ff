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
 * Make a search box of an input and a list: arrows move, Enter chooses, Escape leaves, / comes here from anywhere.
 * @param {(entity: number) => void} choose
 */
export function attachSearch(input, list, index, language, choose, prefix = "hit") {
  let hits = [], at = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (hits.length) input.setAttribute("aria-activedescendant", `${prefix}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (n) => {
    if (!hits[n]) return;
    input.value = "";
    close();
    choose(hits[n].entity);
  };
  input.addEventListener("input", () => {
    hits = find(index, input.value);
    at = 0;
    list.replaceChildren(
      ...hits.map(({ entity, name }, n) => {
        const label = index.label(entity, language());
        const item = el("li", { id: `${prefix}-${n}`, role: "option" }, el("span", { class: "hit-name", lang: index.tagOf(entity, language()) }, label));
        if (name && name !== label) item.append(el("span", { class: "hit-other" }, name));
        item.append(el("span", { class: "hit-kind" }, index.kindLabel(entity)));
        item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n); });
        return item;
      }),
    );
    if (!hits.length && fold(input.value)) list.append(el("li", { class: "none" }, say("noName")));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = Math.max(0, Math.min(hits.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      mark();
    } else if (event.key === "Enter") take(at);
    else if (event.key === "Escape") { input.value = ""; close(); }
  });
  input.addEventListener("blur", close);
  if (prefix === "hit") addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      input.focus();
    }
  });
}
