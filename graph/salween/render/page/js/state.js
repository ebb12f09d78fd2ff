// What the reader looks at, kept in the address after #, so that a link, back and forward restore it.

import { dayOf, iso } from "./time.js";

/**
 * @typedef {{entity: string, record: string, pair: string, day: number, language: string, view: string}} State
 * `entity` and `record` are ids, `pair` two entity ids with ~ between; empty where nothing is chosen.
 */

/** @returns {State} */
export function readHash(hash, defaults) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const day = dayOf(given.get("day") ?? "");
  return {
    entity: given.get("of") ?? "",
    record: given.get("record") ?? "",
    pair: given.get("between") ?? "",
    day: day ?? defaults.day,
    language: given.get("names") ?? defaults.language,
    view: given.get("view") === "table" ? "table" : "map",
  };
}

/** Return the part of an address that restores a state; what is as it was at first is left out. */
export function writeHash(state, defaults) {
  const given = new URLSearchParams();
  if (state.entity) given.set("of", state.entity);
  if (state.pair) given.set("between", state.pair);
  if (state.record) given.set("record", state.record);
  if (state.day !== defaults.day) given.set("day", iso(state.day));
  if (state.language !== defaults.language) given.set("names", state.language);
  if (state.view !== "map") given.set("view", state.view);
  return given.toString().replace(/%7E/gi, "~");
}

/**
 * Keep a state in step with the address. `change` merges into it and, where `replace` is set, leaves no step behind;
 * then the address follows a moment later, since a browser lets a page write it only so often.
 * @param {State} defaults
 * @param {(state: State, before: State | null) => void} show
 */
export function keepState(defaults, show) {
  let state = readHash(location.hash, defaults), late = 0;
  addEventListener("popstate", restore);
  function restore() {
    clearTimeout(late);
    const before = state;
    state = readHash(location.hash, defaults);
    show(state, before);
  }
  function change(part, replace = false) {
    const before = state;
    state = { ...state, ...part };
    clearTimeout(late);
    if (replace) late = setTimeout(() => history.replaceState(null, "", `#${writeHash(state, defaults)}`), 200);
    else if (writeHash(before, defaults) !== writeHash(state, defaults)) history.pushState(null, "", `#${writeHash(state, defaults)}`);
    show(state, before);
  }
  return { get: () => state, change, start: () => show(state, null) };
}
