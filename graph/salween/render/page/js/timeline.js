// Events along time, a lane for each country, group or kind of relation, its name on a line of its own above it; names
// of events packed into rows so that none overlap.

import { el, svg } from "./dom.js";
import { nextMonth } from "./bars.js";
import { say, sayDate } from "./say.js";
import { iso } from "./time.js";
import { capital, eventTitle, whenWords } from "./words.js";

const LANE = { row: 19, top: 24, name: 22, month: 26, left: 14, most: 14 };
const LANE_CHOICES = ["country", "group", "relation"];

export function makeTimeline(holder, index, go, span, theme, widthOf) {
  const { raw } = index;
  let by = "country";

  /** The lane of an event: of its place, else of the first in it who has one. */
  function laneOf(record) {
    if (by === "relation") return capital(raw.families.label[raw.eventKinds.family[raw.records.term[record]]] ?? say("otherLane"));
    const fills = index.fillsOf[record], column = by === "country" ? raw.entities.home : raw.entities.group;
    const place = fills.filter((fill) => raw.roles.key[raw.fills.role[fill]] === "place"), found = new Map();
    for (const fill of by === "country" && place.length ? [...place, ...fills] : fills) {
      const ref = raw.fills.actor[fill], lane = ref >= 0 ? column[ref] : -1;
      if (lane < 0) continue;
      if (by === "country") return index.label(lane);
      found.set(lane, (found.get(lane) ?? 0) + index.weight[ref]);
    }
    const best = [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    return best ? index.label(best[0]) : say("otherLane");
  }

  /** The events of a state in order of time: {record, start, end}. */
  function eventsOf(state) {
    const entity = index.entityOf.get(state.entity), mine = entity === undefined ? null : new Set(index.eventsOf[entity]);
    const found = [];
    for (let record = 0; record < index.records; record++) {
      if (!raw.records.isEvent[record] || !index.isLive(record) || (index.mask && !index.mask.records[record]) || (mine && !mine.has(record))) continue;
      const v = raw.records.validity[record], start = raw.validities.begin[v];
      if (start === null || start < span.first) continue;
      const end = raw.validities.occurs[v] ? start + 1 : raw.validities.end[v] ?? start + 1;
      found.push({ record, start, end });
    }
    return found.sort((a, b) => a.start - b.start || a.record - b.record);
  }

  function draw(state, least) {
    const t = theme(), last = raw.dataset.coversTo + 31, first = span.first;
    const events = eventsOf(state), from = events.length ? Math.max(first, events[Math.floor(events.length * 0.03)].start - 40) : first;
    const width = Math.max(least, LANE.left + ((last - from) / 30.4) * LANE.month + 150);
    const x = (day) => LANE.left + ((Math.max(from, Math.min(last, day)) - from) / (last - from)) * (width - LANE.left - 150);
    const lanes = new Map();
    for (const event of events) {
      const lane = laneOf(event.record);
      lanes.set(lane, [...(lanes.get(lane) ?? []), event]);
    }
    const order = [...lanes].sort((a, b) => Number(a[0] === say("otherLane")) - Number(b[0] === say("otherLane")) || b[1].length - a[1].length);
    let y = LANE.top;
    const groups = order.map(([lane, list]) => {
      const rows = [], top = y, items = list.map((event) => item(event, rows, x, top + LANE.name, state, t));
      y += LANE.name + rows.length * LANE.row + 8;
      return svg("g", {}, svg("line", { x1: 0, x2: width, y1: top, y2: top, stroke: t.rule }), ...items,
        svg("text", { class: "lane", x: 4, y: top + 15, "font-size": 12.5, "font-weight": 600, fill: t.ink }, lane));
    });
    const marks = [];
    for (let day = nextMonth(from); day < last; day = nextMonth(day)) {
      const [year, month] = iso(day).split("-");
      if (month !== "01" && month !== "07") continue;
      marks.push(svg("line", { x1: x(day), x2: x(day), y1: 18, y2: y, stroke: t.rule, "stroke-width": month === "01" ? 1.2 : 0.6 }), svg("text", { x: x(day) + 3, y: 14, "font-size": 11.5, fill: t.muted }, month === "01" ? year : sayDate(["month", "year"], Number(year), Number(month))));
    }
    return svg("svg", { width, height: y + 6, viewBox: `0 0 ${width} ${y + 6}`, "font-family": "inherit", role: "group", "aria-label": say("timeline") },
      ...marks, svg("line", { x1: x(state.day), x2: x(state.day), y1: 4, y2: y, stroke: t.accent, "stroke-width": 1.6 }), ...groups);
  }

  function item({ record, start, end }, rows, x, top, state, t) {
    const left = x(start), right = Math.max(left + 7, x(end)), title = eventTitle(index, record, state.language), words = `${whenWords(index, record)}: ${title}`;
    const cut = title.length > 44 ? `${title.slice(0, 42).trimEnd()}…` : title, wide = widthOf(cut, 11.5);
    let row = rows.findIndex((until, n) => n < LANE.most && until <= left - 4);
    const bare = row < 0 && rows.length >= LANE.most;
    if (row < 0) row = bare ? LANE.most : rows.length;  // the last row is for those whose names find no room
    rows[row] = right + 6 + wide;
    const y = top + row * LANE.row, later = start > state.day, style = raw.records.status[record], chosen = state.record === raw.records.id[record];
    const family = raw.eventKinds.family[raw.records.term[record]], colour = raw.families.colour[family] ?? t.muted;
    const line = { stroke: chosen ? t.accent : colour, "stroke-width": chosen ? 3 : 1.6, "stroke-dasharray": ["", "1.5 2.5", "4 2.5", "4 2.5"][style] };
    return svg("g", { opacity: later ? 0.38 : undefined }, svg("a", { href: go.href({ record: raw.records.id[record], pair: "" }), "aria-label": words }, svg("title", {}, words),
      svg("rect", { x: left, y: y - 2, width: right - left + (bare ? 0 : wide + 6), height: 15, fill: t.paper, "fill-opacity": 0 }),
      svg("rect", { x: left, y: y + 1, width: right - left, height: 8, rx: 2, fill: style ? t.paper : colour, ...line })),
      bare ? "" : svg("text", { "aria-hidden": true, x: right + 5, y: y + 9, "font-size": 11.5, fill: t.soft, "paint-order": "stroke", stroke: t.paper, "stroke-width": 3, "pointer-events": "none" }, cut));
  }

  function show(state) {
    const choice = el("label", { class: "caption" }, `${say("laneBy")} `, el("select", { onchange: (event) => { by = event.target.value; show(state); } },
      ...LANE_CHOICES.map((lane) => el("option", { value: lane, selected: lane === by }, say(lane === "relation" ? "relation" : lane)))));
    const drawing = draw(state, holder.clientWidth - 36), scroll = holder.scrollLeft;
    holder.replaceChildren(choice, eventsOf(state).length ? drawing : el("p", {}, say("noEvents")));
    holder.scrollLeft = scroll || Math.max(0, drawing.clientWidth - holder.clientWidth);
    const stick = () => { for (const lane of drawing.querySelectorAll(".lane")) lane.setAttribute("transform", `translate(${Math.max(0, holder.scrollLeft - 14)},0)`); };
    holder.onscroll = stick;
    stick();
  }

  return { show, draw };
}
