// Puts the page together: unpack, restore the state from the address, draw, and listen.

import { el, lineSample, markSample, svg } from "./dom.js";
import { makeGraph } from "./graph.js";
import { LANGUAGES, makeIndex, unpack } from "./index.js";
import { makePanel } from "./panel.js";
import { attachSearch, find } from "./search.js";
import { keepState, writeHash } from "./state.js";
import { makeTable, shownTies } from "./table.js";
import { dateWords, dayOf, dayWords, holdsOn, iso, UNKNOWN, NO } from "./time.js";
import { many, STYLE_WORDS } from "./words.js";

/** Start the page; everything it needs is in the document. */
export async function start(vis) {
  const $ = (id) => document.getElementById(id);
  const marks = JSON.parse($("marks").textContent);
  marks.options = JSON.parse(marks.options);
  const index = makeIndex(await unpack($("index").textContent));
  const { raw } = index;
  const graph = makeGraph(vis, $("map"), index, marks, {
    entity: (entity) => keeper.change({ entity: raw.entities.id[entity], record: "", pair: "" }),
    record: (record) => keeper.change({ record: raw.records.id[record], pair: "" }),
    ties: openTies,
    table: () => keeper.change({ view: "table" }),
  });
  const go = {
    href: (part) => `#${writeHash({ ...keeper.get(), ...part }, defaults)}`,
    record: (record) => keeper.change({ record: raw.records.id[record], pair: "" }),
    tie: (tie) => openTies([tie]),
  };
  const panel = makePanel($("panel"), index, go);
  const table = makeTable($("table"), index, go);
  const { first, last } = sliderRange(index);
  const defaults = { day: raw.dataset.asOf, language: "en" };
  const keeper = keepState(defaults, show);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function openTies(ties) {
    const records = [...new Set(ties.map((tie) => raw.ties.record[tie]))];
    if (records.length === 1 && records[0] >= 0) return keeper.change({ record: raw.records.id[records[0]], pair: "" });
    const id = (ref) => (ref >= 0 ? raw.entities.id[ref] : raw.records.id[-1 - ref]);
    keeper.change({ pair: `${id(raw.ties.subject[ties[0]])}~${id(raw.ties.object[ties[0]])}`, record: "" });
  }

  /** The ties between a chosen pair, those that belong to the day first. */
  function chosen(state) {
    if (!state.pair) return [];
    const [a, b] = state.pair.split("~").map((id) => index.entityOf.get(id) ?? (index.recordOf.has(id) ? -1 - index.recordOf.get(id) : null));
    if (a === null || b === null) return [];
    const list = (a >= 0 ? index.tiesOf[a] : index.tiesOfEvent[-1 - a]).filter((tie) => index.other(tie, a) === b);
    const now = list.filter((tie) => index.answersOn(state.day)[tie] !== NO);
    return now.length ? now : list;
  }

  function show(state, before) {
    const same = (key) => before && before[key] === state[key];
    document.documentElement.lang = "en";
    const isTable = state.view === "table";
    $("map").hidden = isTable;
    $("legend").hidden = isTable;
    $("table").hidden = !isTable;
    $("to-map").setAttribute("aria-pressed", String(!isTable));
    $("to-table").setAttribute("aria-pressed", String(isTable));
    $("whole").hidden = !state.entity;
    $("language").value = state.language;
    $("day").value = iso(state.day);
    $("slider").value = String(Math.max(first, Math.min(last, state.day)));
    $("slider").setAttribute("aria-valuetext", dayWords(state.day));
    $("panel").classList.toggle("open", Boolean(state.entity || state.record || state.pair));
    $("beyond").hidden = state.day <= raw.dataset.coversTo;
    if (isTable) table.show(state);
    else if (!same("entity") || !same("day") || !same("language") || !same("view") || !same("pair") || !same("record")) graph.show(state);
    count(state);
    const panelStays = same("entity") && same("record") && same("pair") && same("language") && same("day");
    if (!panelStays) panel.show(state, chosen(state), same("entity") && same("record") && same("pair"));
    if (before && !(same("entity") && same("record") && same("pair"))) $("panel").querySelector("h2")?.focus({ preventScroll: true });
  }

  function count(state) {
    const ties = shownTies(index, state);
    const unknown = ties.filter((tie) => index.answersOn(state.day)[tie] === UNKNOWN).length;
    $("count").textContent = `${many(ties.length - unknown, "tie")}${unknown ? `, ${unknown} not known` : ""}`;
  }

  // ---- the bars ---------------------------------------------------------------------------------------------------

  const until = raw.dataset.knownAt === raw.dataset.edition ? "" : `, using sources up to ${dateWords(raw.dataset.knownAt)}`;
  $("edition").textContent = `Edition ${dateWords(raw.dataset.edition)}, covers to ${dayWords(raw.dataset.coversTo)}${until}`;
  $("language").append(...LANGUAGES.map(([tag, words]) => el("option", { value: tag }, words)));
  $("language").addEventListener("change", (event) => keeper.change({ language: event.target.value }, true));
  $("to-map").addEventListener("click", () => keeper.change({ view: "map" }));
  $("to-table").addEventListener("click", () => keeper.change({ view: "table" }));
  $("whole").addEventListener("click", () => keeper.change({ entity: "", record: "", pair: "" }));
  $("slider").min = String(first);
  $("slider").max = String(last);
  $("slider").addEventListener("input", (event) => keeper.change({ day: Number(event.target.value) }, true));
  $("day").addEventListener("change", (event) => {
    const day = dayOf(event.target.value.trim());
    if (day !== null) keeper.change({ day }, true);
    else event.target.value = iso(keeper.get().day);
  });
  $("today").addEventListener("click", () => keeper.change({ day: raw.dataset.coversTo }, true));
  histogram($("histogram"), index, first, last);
  legend($("legend-body"), index, marks);
  attachSearch($("find"), $("hits"), index, () => keeper.get().language, (entity) => keeper.change({ entity: raw.entities.id[entity], record: "", pair: "", view: "map" }));
  $("map").addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    if (steps[event.key]) graph.pan(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") graph.zoom(1.25);
    else if (event.key === "-") graph.zoom(0.8);
    else if (event.key === "0") graph.fit();
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target === $("find")) return;
    const state = keeper.get();
    if (state.record || state.pair) keeper.change({ record: "", pair: "" });
    else if (state.entity) keeper.change({ entity: "" });
  });

  const paint = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    graph.setTheme({ ink: colour("ink"), paper: colour("paper"), muted: colour("muted"), soft: colour("soft"), line: colour("line"), accent: colour("accent"), dark: dark.matches });
  };
  paint();
  dark.addEventListener("change", () => { paint(); graph.show(keeper.get()); });
  window.salween = { index, graph, keeper, find: (query) => find(index, query), get placed() { return graph.placed; } };
  keeper.start();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    window.salween.readyAt = performance.now();
    document.documentElement.dataset.ready = "yes";
  }));
}

/** The days of the slider: from the year in which the record thickens to the end of its coverage. */
function sliderRange(index) {
  const { validities, dataset } = index.raw;
  const starts = index.raw.records.validity.map((v) => validities.startLatest[v] ?? validities.startEarliest[v]).filter((d) => d !== null).sort((a, b) => a - b);
  const early = starts[Math.floor(starts.length * 0.06)] ?? dataset.coversTo - 365;
  const first = dayOf(`${iso(Math.min(early, dataset.coversTo - 365)).slice(0, 4)}-01-01`) ?? early;
  return { first, last: dataset.coversTo };
}

/** Bars of how many events began, over the slider. */
function histogram(holder, index, first, last) {
  const bins = 120, counts = new Array(bins).fill(0);
  const { raw } = index;
  for (let record = 0; record < index.records; record++) {
    const start = raw.records.isEvent[record] ? raw.validities.startLatest[raw.records.validity[record]] : null;
    if (start !== null && start >= first && start <= last) counts[Math.min(bins - 1, Math.floor(((start - first) / (last - first + 1)) * bins))]++;
  }
  const most = Math.max(1, ...counts);
  holder.append(...counts.map((n, bin) => svg("rect", { x: bin, width: 0.8, y: 20 - (20 * n) / most, height: (20 * n) / most, fill: "currentColor" })));
  holder.setAttribute("viewBox", `0 0 ${bins} 20`);
}

/** What lines and marks mean: each style, and each kind that is on the map. */
function legend(holder, index, marks) {
  const { raw } = index;
  const kinds = new Map();
  for (const mark of marks.nodes) {
    const kind = raw.entities.kind[index.entityOf.get(mark.id)];
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const top = [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([kind]) => kind);
  holder.append(
    el("ul", {}, ...Object.entries(STYLE_WORDS).map(([style, words]) => el("li", {}, lineSample(style), words)),
      el("li", {}, svg("svg", { class: "line answer-1", width: 30, height: 10 }, svg("line", { x1: 1, x2: 29, y1: 5, y2: 5, stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": "2 6" })), "not known on this day")),
    el("ul", { class: "kinds" }, ...top.map((kind) => el("li", {}, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), raw.kinds.label[kind]))),
  );
}
