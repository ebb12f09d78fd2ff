// The control strip: a row for each place, and along it who held it, by days, with each of the ten answers drawn apart.

import { el, svg } from "./dom.js";
import { answerKey, makeFills } from "./hatch.js";
import { heldPlaces, isTold, looksOf, runsOf, statesIn, stateOn, stateWords } from "./holders.js";
import { nextMonth } from "./bars.js";
import { say } from "./say.js";
import { dayOf, dayWords, iso } from "./time.js";
import { refLabel } from "./words.js";

const STRIP = { row: 24, left: 190, narrow: 122, top: 28 };

/** @param span {first, last} of the bar of time @param theme() the colours @param widthOf(text, size) in pixels */
export function makeMonths(holder, index, go, span, theme, widthOf) {
  const { raw } = index;
  let left = STRIP.left;

  function draw(state, width) {
    left = holder.clientWidth < 500 ? STRIP.narrow : STRIP.left;
    const t = theme(), looks = looksOf(index), fills = makeFills(index, looks, t, "m");
    const last = raw.dataset.coversTo + 1, first = beginning(last);
    const x = (day) => left + ((Math.max(first, Math.min(last, day)) - first) / (last - first)) * (width - left - 10);
    const places = heldPlaces(index).filter((place) => runsOf(index, place).some((run) => isDrawn(run) && run.next > first) && passes(place));
    places.sort((a, b) => rankOf(looks, a, state.day) - rankOf(looks, b, state.day) || (refLabel(index, a, "en") < refLabel(index, b, "en") ? -1 : 1));
    const rows = places.map((place, n) => row(place, n, state, x, fills, t));
    const height = STRIP.top + places.length * STRIP.row + 12;
    const seen = statesIn(index, places.flatMap((place) => runsOf(index, place)).filter(isDrawn));
    const key = answerKey(index, fills, t, seen, looks, (one) => say(`answer ${one.answer}`).replace(/ (by|between)$/, ""), state.language);
    key.setAttribute("transform", `translate(${left},${height + 8})`);
    const whole = height + 20 + 20 * Math.max(9, seen.length);
    const drawing = svg("svg", { width, height: whole, viewBox: `0 0 ${width} ${whole}`, "font-family": "inherit", role: "group", "aria-label": say("months") },
      fills.defs, months(x, first, last, height - 12, t), ...rows, now(x(state.day), height - 12, t),
      svg("g", { class: "names" }, svg("rect", { width: left - 6, height, fill: t.paper }), ...places.map((place, n) => nameOf(place, n, state, t))), key);
    return drawing;
  }

  /** The year in which the strips begin to fill, so that one long strip does not squeeze the others. */
  function beginning(last) {
    const starts = heldPlaces(index).flatMap((place) => runsOf(index, place)).filter((run) => isDrawn(run) && run.answer !== "unknown" && run.first > span.first).map((run) => run.first).sort((a, b) => a - b);
    return Math.max(span.first, Math.min(dayOf(`${iso(starts[Math.floor(starts.length * 0.02)] ?? span.first).slice(0, 4)}-01-01`), last - 365));
  }

  const isDrawn = (run) => isTold(run) && run.first <= raw.dataset.coversTo;
  const passes = (place) => !index.mask || index.tiesOf[place]?.some((tie) => index.mask.ties[tie]);
  const rankOf = (looks, place, day) => {
    const found = stateOn(index, place, day);
    return found && found.claims.length ? looks.get(found.holders[0])?.rank ?? 98 : 99;
  };

  const labelOf = (place, language) => (place >= 0 ? index.shortLabel(place, language) : refLabel(index, place, language));
  const hrefOf = (place) => (place >= 0 ? go.href({ entity: raw.entities.id[place], record: "", pair: "" }) : undefined);

  function nameOf(place, n, state, t) {
    const name = labelOf(place, state.language);
    return svg("a", { href: hrefOf(place), class: "name" }, svg("title", {}, name),
      svg("text", { x: left - 10, y: STRIP.top + n * STRIP.row + 14, "text-anchor": "end", "font-size": 12.5, fill: t.ink }, fitted(name, left - 22)));
  }

  function row(place, n, state, x, fills, t) {
    const y = STRIP.top + n * STRIP.row, name = labelOf(place, state.language), href = hrefOf(place);
    return svg("g", {},
      ...runsOf(index, place).filter((run) => isDrawn(run) && x(run.next) > left).map((run) => {
        const from = x(run.first), wide = Math.max(2, x(run.next) - from - 0.6);
        const { fill, stroke, dash, opacity } = fills.fillOf(run), { answer } = run;
        const words = `${name}: ${stateWords(index, run, state.language)}, ${say("fromTo", { from: dayWords(Math.max(run.first, 2)), until: dayWords(Math.min(run.next - 1, raw.dataset.coversTo)) })}`;
        const short = answer === "unknown" ? "?" : run.holders.map((ref) => (ref >= 0 ? index.shortLabel(ref, state.language) : "")).join(answer === "contested" ? " × " : answer === "handover" ? " → " : " + ");
        const label = wide > 12 ? fitted(short, wide - 8, 11) : "";
        return svg("g", {}, svg("a", { href: run.claims.length ? go.href({ entity: raw.entities.id[place], record: raw.records.id[run.claims[0]], pair: "" }) : href, "aria-label": words },
          svg("title", {}, words),
          svg("rect", { x: from, y: y + 2, width: wide, height: STRIP.row - 6, fill, stroke, "stroke-width": 0.8, "stroke-dasharray": dash, "fill-opacity": opacity, class: `answer-of-${answer.replaceAll(" ", "-")}` })),
          label && svg("text", { "aria-hidden": true, x: from + wide / 2, y: y + 14, "text-anchor": "middle", "font-size": 11, fill: t.ink, "paint-order": "stroke", stroke: t.paper, "stroke-width": 2.6, "stroke-opacity": 0.75, "pointer-events": "none" }, label));
      }));
  }

  /** A text cut to a width, or nothing where not even a few letters fit. */
  function fitted(text, room, size = 12.5) {
    if (widthOf(text, size) <= room) return text;
    for (let n = text.length - 1; n > 2; n--) if (widthOf(`${text.slice(0, n)}…`, size) <= room) return `${text.slice(0, n)}…`;
    return "";
  }

  function months(x, first, last, height, t) {
    const marks = [];
    for (let day = first; day < last; day = nextMonth(day)) {
      const [year, month] = iso(day).split("-");
      const isYear = month === "01";
      marks.push(svg("line", { x1: x(day), x2: x(day), y1: isYear ? 8 : STRIP.top - 5, y2: isYear ? height : STRIP.top, stroke: t.rule, "stroke-width": isYear ? 1 : 0.7 }));
      if (isYear) marks.push(svg("text", { x: x(day) + 4, y: 17, "font-size": 11.5, fill: t.muted }, year));
    }
    return svg("g", { "aria-hidden": true }, ...marks);
  }

  const now = (x, height, t) => svg("line", { x1: x, x2: x, y1: 4, y2: height, stroke: t.accent, "stroke-width": 1.6, "aria-hidden": true });

  return {
    draw,
    show(state) {
      const drawing = draw(state, Math.max(640, holder.clientWidth - 36)), scroll = holder.scrollLeft;
      holder.replaceChildren(el("p", { class: "caption" }, say("monthsNote")), drawing);
      holder.scrollLeft = scroll || holder.scrollWidth; // the last years first
      const stick = () => drawing.querySelector(".names").setAttribute("transform", `translate(${Math.max(0, holder.scrollLeft - 18)},0)`);
      holder.onscroll = stick;
      stick();
    },
  };
}
