// The bar of time: the day in the world over a histogram, play, the end of coverage, and the day of knowledge.

import { svg } from "./dom.js";
import { say } from "./say.js";
import { dayOf, dayWords, iso, readDay } from "./time.js";

const STEP_MS = 420;

/** @param keeper the keeper of the state; `$` finds an element by its id; {first, last} as sliderRange gives them */
export function makeTimeBar($, index, keeper, { first, last }) {
  const { raw } = index, { coversTo } = raw.dataset;
  let playing = 0;
  $("slider").min = String(first);
  $("slider").max = String(last);
  $("slider").addEventListener("input", (event) => { stop(); keeper.change({ day: Number(event.target.value) }, true); });
  $("day").addEventListener("change", (event) => {
    stop();
    const given = event.target.value.trim(), day = given ? readDay(given) : keeper.get().day;
    keeper.change(day === null ? { unread: given } : { day }, true);
  });
  $("today").addEventListener("click", () => { stop(); keeper.change({ day: coversTo }, true); });
  $("known").max = String(index.lastStep);
  $("known").parentElement.hidden = index.lastStep < 1;
  $("known").addEventListener("input", (event) => keeper.change({ known: Number(event.target.value) }, true));
  $("play").addEventListener("click", () => (playing ? stop() : play()));
  const end = (coversTo - first) / Math.max(1, last - first);
  $("coverage").hidden = last <= coversTo;
  $("coverage").setAttribute("title", say("coverageEnds"));
  $("coverage").style.left = `calc(8px + ${end} * (100% - 16px))`;
  histogram($("histogram"), index, first, last);
  stop();

  /** Step through the months to the end of coverage; from the beginning where the day is at the end. */
  function play() {
    if (keeper.get().day >= coversTo) keeper.change({ day: first }, true);
    $("play").textContent = say("pause");
    playing = setInterval(() => {
      const next = nextMonth(keeper.get().day);
      if (next >= coversTo) stop();
      keeper.change({ day: Math.min(next, coversTo) }, true);
    }, STEP_MS);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    $("play").textContent = say("play");
  }

  return {
    first, last,
    show(state) {
      $("day").value = iso(state.day);
      const shown = { day: dayWords(state.day), known: dayWords(raw.known.days[state.known]) };
      $("no-day").textContent = state.unread ? `${say("noDay", { given: state.unread })} ${say("dayStays", shown)}` : "";
      $("slider").value = String(Math.max(first, Math.min(last, state.day)));
      $("slider").setAttribute("aria-valuetext", dayWords(state.day));
      $("beyond").hidden = state.day <= coversTo;
      const known = dayWords(raw.known.days[state.known]);
      $("known").value = String(state.known);
      $("known").setAttribute("aria-valuetext", known);
      $("known-words").textContent = `${say("known")} ${known}`;
      $("known").parentElement.classList.toggle("early", state.known < index.lastStep);
      $("known").parentElement.title = say("knownNote", { day: known });
    },
  };
}

/** The first day of the month after a day. */
export function nextMonth(day) {
  const [year, month] = iso(day).split("-").map(Number);
  return dayOf(`${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, "0")}-01`);
}

/** The days of the slider: from the year in which the record thickens to its edition, some way past its coverage. */
export function sliderRange(index) {
  const { validities, dataset } = index.raw;
  const starts = index.raw.records.validity.map((v) => validities.begin[v]).filter((d) => d !== null).sort((a, b) => a - b);
  const early = starts[Math.floor(starts.length * 0.06)] ?? dataset.coversTo - 365;
  const first = dayOf(`${iso(Math.min(early, dataset.coversTo - 365)).slice(0, 4)}-01-01`) ?? early;
  const beyond = Math.min(dayOf(dataset.edition) ?? dataset.coversTo, dataset.coversTo + Math.round((dataset.coversTo - first) * 0.06));
  return { first, last: Math.max(dataset.coversTo, beyond) };
}

/** Bars of how many events began, over the slider. */
function histogram(holder, index, first, last) {
  const bins = 120, counts = new Array(bins).fill(0);
  const { raw } = index;
  for (let record = 0; record < index.records; record++) {
    const start = raw.records.isEvent[record] ? raw.validities.begin[raw.records.validity[record]] : null;
    if (start !== null && start >= first && start <= last) counts[Math.min(bins - 1, Math.floor(((start - first) / (last - first + 1)) * bins))]++;
  }
  const most = Math.max(1, ...counts);
  holder.append(...counts.map((n, bin) => svg("rect", { x: bin, width: 0.8, y: 20 - (20 * n) / most, height: (20 * n) / most, fill: "currentColor" })));
  holder.setAttribute("viewBox", `0 0 ${bins} 20`);
}
