// Taking away what is seen: a picture with its edition, day, key and warning burnt in, a table, a network, a print sheet.

import { el, markSample, svg } from "./dom.js";
import { FONT } from "./labels.js";
import { say } from "./say.js";
import { shownTies } from "./table.js";
import { dayWords, ANSWER_WORDS, iso } from "./time.js";
import { lineStyle, refLabel, STYLE_WORDS, tieDetails, tieDoubt, tieWhen } from "./words.js";

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Who sees what: the title, the view, the edition, the day, and the day of knowledge if it is an earlier one. */
export function captionOf(index, state, view) {
  const { dataset } = index.raw, known = state.known < index.lastStep ? `, ${say("using", { day: dayWords(index.raw.known.days[state.known]) })}` : "";
  const entity = index.entityOf.get(state.entity);
  return [
    [dataset.title, view && view !== index.raw.views[0] ? view.title : "", entity === undefined ? "" : index.label(entity, state.language)].filter(Boolean).join(" · "),
    `${say("onDay", { day: dayWords(state.day) })}, ${say("edition", { edition: dataset.edition })}${known}. ${say("notFindings")}. ${dataset.licence}`,
  ];
}

/** The fonts that the page holds, by the element they stand in: whose name they have, and which letters they write. */
export const FONTS = [["font-my", "Salween Myanmar", /[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]/], ["font-th", "Salween Thai", /[\u0e00-\u0e7f]/]];

/** A picture as the text of a file, with the fonts whose letters stand in it; Latin and Chinese are every reader's own. */
export function fileOf(drawing) {
  const text = new XMLSerializer().serializeToString(drawing), words = drawing.textContent;
  const faces = FONTS.filter(([id, , letters]) => letters.test(words) && document.getElementById(id))
    .map(([id, family]) => `@font-face{font-family:"${family}";src:url(data:font/woff2;base64,${document.getElementById(id).textContent.trim()}) format("woff2")}`);
  return faces.length ? text.replace(/^(<svg[^>]*>)/, `$1<style>${faces.join("")}</style>`) : text;
}

/**
 * A picture in a frame: the title above, the key of lines and kinds and the caption below; it holds all that it needs.
 * @param {{shape: string, colour: string, label: string}[] | null} kinds of marks in it, or null where it has its own key
 * @param {string} language of its names, for the forms of their letters
 */
export function framed(picture, [title, line], theme, kinds, language, widthOf) {
  const width = Number(picture.getAttribute("width")), height = Number(picture.getAttribute("height")), withLines = kinds !== null;
  const top = 34, bottom = withLines ? 74 : 30;
  const copy = picture.cloneNode(true);
  copy.setAttribute("y", String(top));
  for (const a of copy.querySelectorAll("a")) { a.removeAttribute("href"); a.removeAttribute("class"); }
  const text = (x, y, size, words, look = {}) => svg("text", { x, y, "font-size": size, fill: theme.ink, ...look }, words);
  let at = 16;
  const samples = Object.entries(STYLE_WORDS).map(([style, words]) => {
    const x = at, y = top + height + 16, dash = { accepted: "", provisional: "1.5 4", disputed: "7 4", inferred: "", planned: "9 3 2 3" }[style];
    at += 60 + widthOf(words, 11.5);
    return svg("g", {}, ...(style === "inferred" ? [-2, 2] : [0]).map((off) => svg("line", { x1: x, x2: x + 28, y1: y + off, y2: y + off, stroke: theme.ink, "stroke-width": 1.5, "stroke-dasharray": dash })), text(x + 35, y + 4, 11.5, words, { fill: theme.soft }));
  });
  let x = 16;
  const marks = (kinds ?? []).flatMap(({ shape, colour, label }) => {
    const mark = markSample(shape, colour), left = x;
    x += 30 + widthOf(label, 11.5);
    if (x > width - 10) return [];
    mark.setAttribute("x", left);
    mark.setAttribute("y", top + height + 28);
    return [mark, text(left + 17, top + height + 38, 11.5, label, { fill: theme.soft })];
  });
  const whole = top + height + bottom;
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: whole, viewBox: `0 0 ${width} ${whole}`, "font-family": FONT, lang: language === "zh" ? "zh-Hans" : language },
    svg("title", {}, `${title}, ${line}`), svg("rect", { width, height: whole, fill: theme.paper }), text(16, 22, 16, title, { "font-weight": 600 }), copy,
    ...(withLines ? [...samples, ...marks] : []), text(16, whole - 10, 11.5, line, { fill: theme.soft }));
}

/** Rows as CSV; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvRows(rows) {
  const cell = (value) => { const safe = /^[=+\-@\t\r]/.test(value) && typeof value !== "number" ? `'${value}` : String(value); return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The ties that are shown as rows of CSV. */
export function csvOf(index, state) {
  const { raw, text } = index, id = (ref) => (ref >= 0 ? raw.entities.id[ref] : raw.records.id[-1 - ref] ?? "");
  const rows = [["id", "subject", "subject_name", "predicate", "relation", "object", "object_name", "when", "on_the_day", "reading", "confidence", "sources", "as_of", "known_at", "edition", "note"]];
  for (const tie of shownTies(index, state)) {
    const record = raw.ties.record[tie], s = raw.ties.subject[tie], o = raw.ties.object[tie], style = lineStyle(index, tie);
    const sources = record < 0 ? [] : [...new Set(raw.records.attestations[record].map((a) => raw.attestations.source[a]))].map((source) => text(raw.sources.url[source]) || raw.sources.id[source]);
    rows.push([text(raw.ties.id[tie]), id(s), refLabel(index, s, state.language), raw.predicates.key[raw.ties.predicate[tie]], raw.predicates.label[raw.ties.predicate[tie]] + tieDetails(index, tie), id(o), refLabel(index, o, state.language),
      tieWhen(index, tie), ANSWER_WORDS[index.answersOn(state.day)[tie]], tieDoubt(index, tie) || STYLE_WORDS[style], say(`confidence ${raw.confidences[raw.ties.confidence[tie]]}`),
      sources.join(" "), iso(state.day), iso(raw.known.days[state.known]), raw.dataset.edition, say("notFindings")]);
  }
  return csvRows(rows);
}

/** The ties that are shown as GEXF 1.3, which Gephi and Gephi Lite read; `spots` gives where an entity stands. */
export function gexfOf(index, state, spots = new Map()) {
  const { raw, text } = index, ties = shownTies(index, state).filter((tie) => raw.ties.subject[tie] >= 0 && raw.ties.object[tie] >= 0);
  const xml = (value) => String(value).replace(CONTROLS, "").replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) || 0);
  const entities = [...new Set(ties.flatMap((tie) => [raw.ties.subject[tie], raw.ties.object[tie]]))].sort((a, b) => a - b);
  const nodes = entities.map((entity) => {
    const kind = raw.entities.kind[entity], [r, g, b] = rgb(raw.kinds.colour[kind]), spot = spots.get(entity);
    const place = spot ? `<viz:position x="${spot.x}" y="${-spot.y}" z="0"/>` : "";
    return `<node id="${xml(raw.entities.id[entity])}" label="${xml(index.label(entity, state.language))}"><attvalues><attvalue for="kind" value="${xml(raw.kinds.name[kind])}"/></attvalues><viz:color r="${r}" g="${g}" b="${b}"/>${place}</node>`;
  });
  const edges = ties.map((tie) => {
    const predicate = raw.ties.predicate[tie], record = raw.ties.record[tie], id = (ref) => xml(raw.entities.id[ref]);
    const values = { when: tieWhen(index, tie), on_the_day: ANSWER_WORDS[index.answersOn(state.day)[tie]], reading: tieDoubt(index, tie) || STYLE_WORDS.accepted };
    return `<edge id="${xml(text(raw.ties.id[tie]))}" source="${id(raw.ties.subject[tie])}" target="${id(raw.ties.object[tie])}" type="${raw.predicates.symmetric[predicate] ? "undirected" : "directed"}" kind="${xml(raw.predicates.key[predicate])}" label="${xml(raw.predicates.label[predicate])}"><attvalues>${Object.entries(values).map(([key, value]) => `<attvalue for="${key}" value="${xml(value)}"/>`).join("")}</attvalues></edge>`;
  });
  const column = (name) => `<attribute id="${name}" title="${name}" type="string"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" version="1.3">\n<meta lastmodifieddate="${xml(raw.dataset.edition)}"><creator>${xml(raw.dataset.creator)}</creator><description>${xml(captionOf(index, state).join(", "))}</description></meta>\n`
    + `<graph defaultedgetype="directed" mode="static" idtype="string">\n<attributes class="node" mode="static">${column("kind")}</attributes>\n<attributes class="edge" mode="static">${["when", "on_the_day", "reading"].map(column).join("")}</attributes>\n`
    + `<nodes count="${nodes.length}">\n${nodes.join("\n")}\n</nodes>\n<edges count="${edges.length}">\n${edges.join("\n")}\n</edges>\n</graph>\n</gexf>\n`;
}

/** A sheet for paper: the picture, the ties as sentences with the numbers of their sources, and the sources. */
export function printSheet(index, state, picture, caption) {
  const { raw, text } = index, numbers = new Map();
  const rows = shownTies(index, state).slice(0, 600).map((tie) => {
    const record = raw.ties.record[tie], style = lineStyle(index, tie);
    const cited = record < 0 ? [] : [...new Set(raw.records.attestations[record].map((a) => raw.attestations.source[a]))].map((source) => numbers.get(source) ?? (numbers.set(source, numbers.size + 1), numbers.size));
    return el("li", {}, `${refLabel(index, raw.ties.subject[tie], state.language)} ${raw.predicates.label[raw.ties.predicate[tie]]} ${refLabel(index, raw.ties.object[tie], state.language)}${tieDetails(index, tie)}`,
      ` (${[tieWhen(index, tie), tieDoubt(index, tie) || STYLE_WORDS[style]].filter(Boolean).join("; ")})`, cited.length ? el("sup", {}, cited.join(", ")) : "");
  });
  const sources = [...numbers].map(([source, n]) => el("li", { value: n }, [raw.sources.publisher[source] >= 0 ? index.label(raw.sources.publisher[source]) : "", say("quoted", { words: text(raw.sources.title[source]) }), text(raw.sources.published[source]) || text(raw.sources.retrieved[source]), text(raw.sources.url[source])].filter(Boolean).join(", ")));
  return el("section", { id: "print" }, el("h1", {}, caption[0]), el("p", {}, caption[1]), picture ?? "", el("h2", {}, say("ties")), el("ul", {}, ...rows), el("h2", {}, say("sources")), el("ol", {}, ...sources));
}

/** Hand a file to the reader. */
export function handOut(name, type, content) {
  const link = el("a", { download: name, href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** An SVG as a picture of points, twice as many as on the screen. */
export async function pngOf(drawing) {
  const width = Number(drawing.getAttribute("width")), height = Number(drawing.getAttribute("height"));
  const image = new Image(), address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(fileOf(drawing))}`;
  await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = address; });
  const canvas = el("canvas", { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
