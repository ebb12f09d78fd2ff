// What the reader looks at, kept in the address after #, so that a link, back and forward restore it.

import { FACETS } from "./filters.js";
import { dayOf, iso } from "./time.js";

export const DRAWINGS = ["ties", "map", "months", "timeline", "cards", "table", "ask"];

/**
 * @typedef {{entity: string, record: string, pair: string, path: string, day: number, known: number, language: string,
 *   group: string, view: string, drawing: string, both: boolean, camera: string, ask: string, set: string, query: string,
 *   unread: string}} State
 * `entity` and `record` are ids, `pair` and `path` two ids with ~ between; empty where nothing is chosen. `known` is the
 * number of a day of knowledge. `view` is a named view, `drawing` how it is drawn, empty for as the view says. Each
 * facet of filters.js is a list of ticked values; `hide` are ids that the picture of another leaves out, `pins` such as
 * it keeps, `more` such as bring their own neighbours. `group` is the leader of the group that the map is near to. `ask`
 * is a question, `set` what stands in its boxes, written as in an address, `query` what was typed.
 * `unread` was given for a day and is none; it stands in no address.
 */

/** @param defaults {day, language, view, known, dayOfStep(number), stepOf(day)} @returns {State} */
export function readHash(hash, defaults) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const unread = ["day", "known"].map((key) => given.get(key) ?? "").find((text) => text && dayOf(text) === null) ?? "";
  const day = dayOf(given.get("day") ?? ""), known = dayOf(given.get("known") ?? ""), drawing = given.get("as") ?? "";
  const lists = Object.fromEntries(FACETS.map((facet) => [facet, (given.get(facet) ?? "").split(",").filter(Boolean)]));
  return {
    entity: given.get("of") ?? "",
    record: given.get("record") ?? "",
    pair: given.get("between") ?? "",
    path: given.get("path") ?? "",
    day: day ?? defaults.day,
    known: known === null ? defaults.known : defaults.stepOf(known),
    language: given.get("names") ?? defaults.language,
    view: given.get("view") ?? defaults.view,
    drawing: DRAWINGS.includes(drawing) ? drawing : "",
    both: given.get("both") === "yes",
    group: given.get("group") ?? "",
    more: (given.get("more") ?? "").split(",").filter(Boolean),
    pins: (given.get("pins") ?? "").split(",").filter(Boolean),
    hide: (given.get("hide") ?? "").split(",").filter(Boolean),
    ask: given.get("ask") ?? "",
    set: given.get("set") ?? "",
    query: given.get("query") ?? "",
    unread,
    camera: /^-?\d+,-?\d+,[\d.]+$/.test(given.get("at") ?? "") ? given.get("at") : "",
    ...lists,
  };
}

/** Return the part of an address that restores a state; what is as it was at first is left out. */
export function writeHash(state, defaults) {
  const given = new URLSearchParams();
  if (state.view !== defaults.view) given.set("view", state.view);
  if (state.drawing) given.set("as", state.drawing);
  if (state.entity) given.set("of", state.entity);
  if (state.pair) given.set("between", state.pair);
  if (state.path) given.set("path", state.path);
  if (state.record) given.set("record", state.record);
  if (state.day !== defaults.day) given.set("day", iso(state.day));
  if (state.known !== defaults.known) given.set("known", iso(defaults.dayOfStep(state.known)));
  if (state.language !== defaults.language) given.set("names", state.language);
  for (const facet of FACETS) if (state[facet].length) given.set(facet, state[facet].join(","));
  if (state.both) given.set("both", "yes");
  if (state.group) given.set("group", state.group);
  for (const key of ["more", "pins"]) if (state[key].length) given.set(key, state[key].join(","));
  if (state.hide.length) given.set("hide", state.hide.join(","));
  for (const key of ["ask", "set", "query"]) if (state[key] && state.drawing === "ask") given.set(key, state[key]);
  if (state.camera) given.set("at", state.camera);
  return given.toString().replace(/%7E/gi, "~").replace(/%2C/gi, ",");
}

/**
 * Keep a state in step with the address. `change` merges into it and, where `replace` is set, leaves no step behind;
 * then the address follows a moment later, since a browser lets a page write it only so often.
 * @param {State} defaults
 * @param {(state: State, before: State | null) => void} show
 */
export function keepState(defaults, show) {
  let state = readHash(location.hash, defaults), late = 0, depth = history.state?.depth ?? 0;
  addEventListener("popstate", restore);
  function restore() {
    clearTimeout(late);
    depth = history.state?.depth ?? 0;
    const before = state;
    state = readHash(location.hash, defaults);
    show(state, before);
  }
  function change(part, replace = false) {
    const before = state;
    const stays = replace && part.day === undefined && part.known === undefined; // a camera that moves tells nothing
    state = { ...state, unread: stays ? state.unread : "", ...part };
    clearTimeout(late);
    if (replace) late = setTimeout(() => history.replaceState({ depth }, "", `#${writeHash(state, defaults)}`), 200);
    else if (writeHash(before, defaults) !== writeHash(state, defaults)) history.pushState({ depth: ++depth }, "", `#${writeHash(state, defaults)}`);
    show(state, before);
  }
  return {
    get: () => state, change,
    /** How many steps there are to undo. */
    get depth() { return depth; },
    undo() { if (depth > 0) history.back(); },
    start: () => show(state, null),
  };
}
