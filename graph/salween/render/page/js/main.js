// Puts the page together: unpack, restore the state from the address, draw, and listen.

import { makeAsk } from "./ask.js";
import { makeTimeBar, sliderRange } from "./bars.js";
import { makeCards } from "./cards.js";
import { el } from "./dom.js";
import { makeEngine } from "./engine.js";
import { makeFacets } from "./facets.js";
import { FACETS, makeFilters } from "./filters.js";
import { makeFocus } from "./focus.js";
import { makeMap } from "./geomap.js";
import { makeGraph } from "./graph.js";
import { bytesOf, LANGUAGES, makeIndex, unpack, unpackText } from "./index.js";
import { stepOf } from "./known.js";
import { kindsOf, showLegend } from "./legend.js";
import { FONT } from "./labels.js";
import { makeMonths } from "./months.js";
import { makePanel } from "./panel.js";
import { pictureOfTies } from "./picture.js";
import { copy } from "./pieces.js";
import { makeRecent } from "./recent.js";
import { captionOf, csvOf, fileOf, FONTS, framed, gexfOf, handOut, pngOf, printSheet } from "./save.js";
import { say } from "./say.js";
import { attachSearch, find } from "./search.js";
import { DRAWINGS, keepState, writeHash } from "./state.js";
import { countWords, makeTable } from "./table.js";
import { dateWords, dayWords, iso, NO } from "./time.js";
import { makeTimeline } from "./timeline.js";

/** What a change of these does not touch in the panel. */
const PANEL = ["entity", "record", "pair", "path", "group", "more", "pins", "hide", "language", "day", "known"];

/** Start the page; everything it needs is in the document. */
export async function start() {
  const $ = (id) => document.getElementById(id);
  const marks = JSON.parse($("marks").textContent);
  marks.options = JSON.parse(marks.options);
  const index = makeIndex($("index").type === "application/json" ? JSON.parse($("index").textContent) : await unpack($("index").textContent));
  const { raw } = index;
  const filters = makeFilters(index);
  const graph = makeGraph(() => visOf($("vis-network").textContent), $("map"), index, marks, {
    entity: (entity) => focus.open(raw.entities.id[entity]),
    record: (record) => keeper.change({ record: raw.records.id[record], pair: "" }),
    ties: openTies,
    table: () => keeper.change({ drawing: "table" }),
    group: (id) => keeper.change({ group: id, camera: "", record: "", pair: "" }),
    expand: (id) => focus.expand(id),
    menu: (id, x, y) => focus.menu(id, x, y),
    camera: () => { if (!keeper.get().entity && !keeper.get().path) keeper.change({ camera: graph.camera }, true); },
  });
  const recent = makeRecent(raw.dataset.base);
  const focus = makeFocus($, index, () => graph, () => keeper);
  const go = {
    href: (part) => `#${writeHash({ ...keeper.get(), camera: "", ...(part.entity ? { more: [] } : {}), ...part }, defaults)}`,
    record: (record) => keeper.change({ record: raw.records.id[record], pair: "" }),
    tie: (tie) => openTies([tie]),
    change: (part, replace) => keeper.change(part, replace),
  };
  const panel = makePanel($("panel"), index, go);
  const sheet = $("sheet"), outlines = raw.outlines;
  let theme = {};
  const span = sliderRange(index), themeNow = () => theme, widthOf = measure();
  const sheets = {
    ...(outlines && raw.entities.point.some(Boolean) ? { map: makeMap(sheet, index, go, outlines, themeNow, widthOf) } : {}),
    ...(raw.control.place.length ? { months: makeMonths(sheet, index, go, span, themeNow, widthOf) } : {}),
    timeline: makeTimeline(sheet, index, go, span, themeNow, widthOf),
    cards: makeCards(sheet, index, go),
    table: makeTable(sheet, index, go),
    ...($("asking") ? { ask: makeAsk(sheet, index, go, () => unpack($("asking").textContent), engineOf) } : {}),
  };
  const defaults = {
    day: raw.dataset.asOf, language: "en", known: index.lastStep, view: raw.dataset.opens || raw.views[0]?.id || "",
    dayOfStep: (step) => raw.known.days[step], stepOf: (day) => stepOf(raw, day),
  };
  const keeper = keepState(defaults, show);
  const bar = makeTimeBar($, index, keeper, span);
  const facets = makeFacets($("filters"), index, filters, (part) => keeper.change(part));
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

  /** The engine that the page holds, or null. */
  function engineOf(about) {
    const parts = ["engine-script", "engine-code", "engine-dataset"].map((id) => $(id)?.textContent);
    return parts[0] ? makeEngine(...parts, about, raw.dataset.base) : null;
  }

  const drawingOf = (state) => {
    const wanted = state.drawing || filters.viewOf(state)?.draw || "ties";
    return wanted === "ties" || sheets[wanted] ? wanted : "ties";
  };

  function show(state, before) {
    const same = (...keys) => before && keys.every((key) => String(before[key]) === String(state[key]));
    index.seeFrom(state.known);
    index.mask = filters.maskOf(state);
    const drawing = drawingOf(state), drawn = sheets[drawing], view = filters.viewOf(state);
    $("map").hidden = Boolean(drawn);
    $("legend").hidden = Boolean(drawn);
    sheet.hidden = !drawn;
    sheet.dataset.drawing = drawing;
    for (const button of $("drawings").children) button.setAttribute("aria-pressed", String(button.value === drawing));
    $("view").value = state.view;
    $("whole").hidden = !state.entity && !state.path && !state.group && !state.camera;
    focus.show(state);
    if (before && state.entity && before.entity !== state.entity && index.entityOf.has(state.entity)) recent.add(state.entity);
    $("language").value = state.language;
    graph.network.canvas.frame.canvas.lang = state.language === "zh" ? "zh-Hans" : state.language;
    bar.show(state);
    if (before && !same("entity", "record", "pair", "path", "group")) $("panel").classList.remove("up", "down");
    $("panel").classList.toggle("open", Boolean(state.entity || state.record || state.pair || state.path || state.group));
    if (drawn) drawn.show(state, view);
    else if (!same("entity", "day", "known", "language", "view", "drawing", "pair", "record", "path", "group", "more", "pins", "both", "hide", ...FACETS) || (state.camera !== before.camera && state.camera !== graph.camera)) graph.show(state, panel.pathsOf(state)?.map(({ hops }) => hops));
    showLead(state, drawn);
    count(state);
    if (!$("filters").hidden) facets.show(state);
    $("to-filters").textContent = `${say("filters")}${filters.isAny(state) ? ` (${FACETS.reduce((sum, facet) => sum + state[facet].length, 0)})` : ""}`;
    if (!same(...PANEL) || (before.view !== state.view && !state.entity)) panel.show(state, chosen(state), view, same("entity", "record", "pair", "path", "group"));
    if (before && !same("entity", "record", "pair", "path")) $("panel").querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Say in a line what the map is, while all of it is seen. */
  function showLead(state, drawn) {
    $("lead").hidden = Boolean(drawn || state.entity || state.path || state.group || state.camera);
    const { marks, groups } = graph.overview.counts();
    if (!$("lead").hidden) $("lead").textContent = say("lead", { n: marks, groups, day: dayWords(state.day) });
  }

  function count(state) {
    $("count").textContent = countWords(index, state);
    $("said").textContent = `${$("count").textContent} ${say("onDay", { day: dayWords(state.day) })}`;
  }

  // ---- taking away ------------------------------------------------------------------------------------------------

  /** What is drawn as SVG in its frame, or nothing where what is shown is a list. */
  function picture(state = keeper.get()) {
    const drawing = drawingOf(state), view = filters.viewOf(state), width = Math.max(640, sheet.clientWidth), height = Math.max(420, sheet.clientHeight);
    const found = drawing === "ties" ? pictureOfTies(graph, theme)
      : drawing === "map" ? sheets.map.draw(state, width, height, sheets.map.camera ?? undefined)
      : drawing === "months" || drawing === "timeline" ? sheets[drawing].draw(state, width - 36) : null;
    return found && framed(found, captionOf(index, state, view), theme, drawing === "ties" ? kindsDrawn() : null, state.language, widthOf);
  }

  /** The kinds of the marks in the picture of ties, for its key. */
  function kindsDrawn() {
    const marks = graph.scene.kind === "map" ? graph.base : [...graph.scene.marks.values()];
    const kinds = kindsOf(index, marks.map((mark) => mark.entity).filter((entity) => entity !== undefined));
    return kinds.map((kind) => ({ shape: raw.kinds.shape[kind], colour: raw.kinds.colour[kind], label: raw.kinds.label[kind] }));
  }

  function nameOf(state) {
    return [raw.dataset.title, state.view, state.entity, iso(state.day)].filter(Boolean).join("-").toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  }

  const savers = {
    png: async (state) => { const found = picture(state); if (found) handOut(`${nameOf(state)}.png`, "image/png", await pngOf(found)); },
    svg: (state) => { const found = picture(state); if (found) handOut(`${nameOf(state)}.svg`, "image/svg+xml", fileOf(found)); },
    csv: (state) => handOut(`${nameOf(state)}.csv`, "text/csv", csvOf(index, state)),
    gexf: (state) => handOut(`${nameOf(state)}.gexf`, "application/xml", gexfOf(index, state, new Map(graph.base.map((mark) => [mark.entity, mark])))),
    print: (state) => {
      $("print")?.remove();
      document.body.append(printSheet(index, state, picture(state), captionOf(index, state, filters.viewOf(state))));
      window.print();
    },
    link: (state, button) => copy(button, location.href.replace(/#.*/, "") + (writeHash(state, defaults) ? `#${writeHash(state, defaults)}` : "")),
  };

  function saveMenu() {
    $("save").querySelector("summary").textContent = say("save");
    const items = Object.keys(savers).map((key) => el("li", {}, el("button", { type: "button", value: key, onclick: (event) => savers[key](keeper.get(), event.currentTarget) }, say(key))));
    $("save").querySelector("ul").append(...items);
    $("save").addEventListener("toggle", () => {
      const drawing = drawingOf(keeper.get()), without = { cards: ["png", "svg"], table: ["png", "svg"], ask: ["png", "svg", "csv", "gexf", "print"] }[drawing] ?? [];
      for (const button of $("save").querySelectorAll("button")) {
        button.parentElement.hidden = without.includes(button.value);
        if (button.value === "link") button.textContent = say("link");
      }
    });
    addEventListener("pointerdown", (event) => { if (!$("save").contains(event.target)) $("save").open = false; });
  }

  // ---- the bars ---------------------------------------------------------------------------------------------------

  const early = raw.dataset.knownAt !== raw.dataset.edition;
  $("edition").textContent = say("editionLine", { edition: dateWords(raw.dataset.edition), day: dayWords(raw.dataset.coversTo) }) + (early ? `, ${say("using", { day: dateWords(raw.dataset.knownAt) })}` : "");
  $("language").append(...LANGUAGES.map(([tag, words]) => el("option", { value: tag }, words)));
  $("language").addEventListener("change", (event) => keeper.change({ language: event.target.value }, true));
  $("view").append(...raw.views.map((view) => el("option", { value: view.id }, view.title)));
  $("view").parentElement.hidden = raw.views.length < 2;
  $("view").addEventListener("change", (event) => keeper.change({ view: event.target.value, drawing: "", entity: "", record: "", pair: "", path: "", group: "", camera: "", more: [] }));
  $("drawings").append(...DRAWINGS.filter((name) => name === "ties" || sheets[name]).map((name) => el("button", { type: "button", value: name, onclick: () => keeper.change({ drawing: name === filters.viewOf(keeper.get())?.draw ? "" : name }) }, say(name))));
  $("whole").addEventListener("click", () => keeper.change({ entity: "", record: "", pair: "", path: "", group: "", camera: "", more: [] }));
  $("undo").textContent = say("undo");
  $("to-known").textContent = say("knownAt");
  $("to-known").hidden = index.lastStep < 1;
  $("to-known").addEventListener("click", () => $("to-known").setAttribute("aria-expanded", String(document.querySelector("footer").classList.toggle("knowing"))));
  $("panel").addEventListener("click", (event) => {  // a phone's panel is a sheet: a touch of its head pulls it up or down
    if (event.target.closest("a, button, input, select") || event.clientY > $("panel").getBoundingClientRect().top + 56) return;
    const open = $("panel").matches(".open:not(.down), .up");
    $("panel").classList.toggle("down", open);
    $("panel").classList.toggle("up", !open);
  });
  $("undo").addEventListener("click", keeper.undo);
  $("to-filters").addEventListener("click", () => {
    const open = $("filters").hidden;
    $("filters").hidden = !open;
    $("to-filters").setAttribute("aria-expanded", String(open));
    document.querySelector("main").classList.toggle("filtering", open);
    if (open) facets.show(keeper.get());
  });
  saveMenu();
  showLegend($("legend-body"), index, graph.base);
  attachSearch($("find"), $("hits"), index, () => keeper.get().language, (entity) => focus.open(raw.entities.id[entity]), "hit", recent);
  $("map").addEventListener("keydown", (event) => { if (focus.key(event)) event.preventDefault(); });
  graph.onMove(() => { if (!keeper.get().entity && !keeper.get().path) keeper.change({ camera: graph.camera }, true); });
  addEventListener("keydown", (event) => {
    const isText = /^(text|search)$/.test(event.target.type ?? "") && event.target.value;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey && !isText) {
      event.preventDefault();
      return keeper.undo();
    }
    if (event.key !== "Escape" || event.target === $("find")) return;
    const state = keeper.get();
    if (focus.isOpen) focus.close();
    else if ($("save").open) $("save").open = false;
    else if (state.record || state.pair) keeper.change({ record: "", pair: "" });
    else if (state.path) keeper.change({ path: "" });
    else if (state.entity) keeper.change({ entity: "", more: [] });
    else if (state.group || state.camera) keeper.change({ group: "", camera: "" });
  });

  const paint = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    theme = { ...Object.fromEntries(["ink", "paper", "muted", "soft", "line", "accent", "rule", "no"].map((name) => [name, colour(name)])), dark: dark.matches };
    graph.setTheme(theme);
  };
  paint();
  graph.setReserved(() => [$("lead"), $("legend"), $("pins")].filter((one) => !one.hidden).map((one) => ({ x: one.offsetLeft, y: one.offsetTop, w: one.offsetWidth, h: one.offsetHeight })));
  dark.addEventListener("change", () => { paint(); show(keeper.get(), null); });
  window.salween = { index, graph, keeper, filters, picture, csv: () => csvOf(index, keeper.get()), gexf: () => gexfOf(index, keeper.get()), png: async () => { const found = picture(); return found ? (await pngOf(found)).size : 0; }, find: (query) => find(index, query), get placed() { return graph.placed; } };
  if (keeper.get().entity || keeper.get().path) await graph.wake();
  keeper.start();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    window.salween.drawnAt = performance.now();
    setTimeout(rouse);
  }));

  /** With the first picture before the reader's eyes, bring the mouse and the fonts. */
  async function rouse() {
    await graph.wake();
    window.salween.readyAt = performance.now();
    document.documentElement.dataset.ready = "yes";
    setTimeout(() => loadFonts($).then((loaded) => { if (loaded) { graph.forgetWidths(); graph.network.redraw(); } }));
  }
}

/** vis-network, from its packed text in the document, which is read only when it is asked for; the policy knows it by its hash. */
async function visOf(packed) {
  if (!window.vis) document.head.append(el("script", {}, await unpackText(packed)));
  return window.vis;
}

/** Return what measures a text of a size in pixels, as the page's font has it. */
function measure() {
  const ctx = document.createElement("canvas").getContext("2d"), known = new Map();
  return (text, size) => {
    const key = `${size} ${text}`;
    if (!known.has(key)) {
      ctx.font = `450 ${size}px ${FONT}`;
      known.set(key, ctx.measureText(text).width);
    }
    return known.get(key);
  };
}

/** Load the embedded fonts, from bytes, so that nothing is asked for; tell whether there were any. */
async function loadFonts($) {
  const faces = FONTS.filter(([id]) => $(id)).map(([id, family]) => new FontFace(family, bytesOf($(id).textContent)));
  for (const face of faces) document.fonts.add(await face.load());
  return faces.length > 0;
}
