// What needs no document: the look-ups, finding, the address, titles and citations, and the sums of the picture.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { FACETS, makeFilters } from "../../graph/salween/render/page/js/filters.js";
import { makeIndex } from "../../graph/salween/render/page/js/index.js";
import { findPaths } from "../../graph/salween/render/page/js/paths.js";
import { find } from "../../graph/salween/render/page/js/search.js";
import { even, mix, overlap } from "../../graph/salween/render/page/js/shapes.js";
import { readHash, writeHash } from "../../graph/salween/render/page/js/state.js";
import { shownTies } from "../../graph/salween/render/page/js/table.js";
import { citation, eventTitle, legalStages, lineStyle, stageWords, tieWhen } from "../../graph/salween/render/page/js/words.js";
import { dayOf } from "../../graph/salween/render/page/js/time.js";

const file = process.env.SALWEEN_ANSWERS;
const index = file && makeIndex(JSON.parse(readFileSync(file, "utf8")).raw);
const withRecord = { skip: !file && "run by tests/test_page.py" };
const names = (hits) => hits.map(({ entity }) => index.raw.entities.id[entity]);
const record = (id) => index.recordOf.get(id);
const entity = (id) => index.entityOf.get(id);

test("an address restores what it was written from, and leaves out what was so at first", () => {
  const days = [dayOf("2024-01-01"), dayOf("2025-01-01"), dayOf("2026-06-01")];
  const defaults = { day: dayOf("2026-04-30"), language: "en", view: "everything", known: 2, dayOfStep: (n) => days[n], stepOf: (day) => days.findLastIndex((d) => d <= day) };
  const at_first = readHash("", defaults);
  const state = {
    ...at_first, entity: "hill-army", record: "a.b.c", path: "a~b", day: dayOf("2024-10-01"), known: 1, language: "my", view: "justice",
    drawing: "table", kind: ["Person", "Town"], publisher: ["post"], both: true, camera: "-10,20,0.500",
  };
  assert.deepEqual(readHash(`#${writeHash(state, defaults)}`, defaults), state);
  assert.equal(writeHash(at_first, defaults), "");
  assert.equal(readHash("#day=nonsense&as=nonsense&at=nonsense", defaults).day, defaults.day);
  assert.equal(readHash("#as=nonsense", defaults).drawing, "");
  assert.equal(writeHash({ ...at_first, pair: "a~b" }, defaults), "between=a~b");
});

test("names are found in any script, by any alias, from the middle, and in any order of words", withRecord, () => {
  assert.deepEqual(names(find(index, "桥")), ["bridgetown"]);
  assert.deepEqual(names(find(index, "တပ်")), ["state-army"]);
  assert.deepEqual(names(find(index, "สมชาย")), ["somchai"]);
  assert.equal(names(find(index, "highland"))[0], "hill-army");
  assert.equal(names(find(index, "BRIDGE-TOWN"))[0], "bridgetown");
  assert.equal(names(find(index, "star south"))[0], "south-star");
  assert.equal(names(find(index, "border force nine"))[0], "river-guard");
  assert.deepEqual(find(index, "   "), []);
});

test("labels fall back to English, then to any", withRecord, () => {
  assert.equal(index.label(entity("bridgetown"), "zh"), "桥镇");
  assert.equal(index.label(entity("oxbow"), "zh"), "Oxbow");
  assert.equal(index.label(entity("person-1"), "my"), "person-1");
});

test("a stage is the latest by the day, in its case", withRecord, () => {
  const stage = (day) => legalStages(index, entity("lo-ban"), dayOf(day)).map((s) => s.stage);
  assert.deepEqual(stage("2025-05-29"), []);
  assert.deepEqual(stage("2025-06-01"), ["charged"]);
  assert.deepEqual(stage("2025-12-02"), ["convicted"]);
  assert.deepEqual(stage("2026-03-01"), ["final"]);
  assert.equal(stageWords(index, legalStages(index, entity("lo-ban"), dayOf("2025-12-02"))[0], "en").join(""), "convicted (The Lo case), since 1 December 2025");
});

test("a plan and a citation say what they are", withRecord, () => {
  assert.match(eventTitle(index, record("gate-handover-2025-11"), "en"), /^Planned: Handover/);
  assert.match(eventTitle(index, record("wei-somchai-2025-01"), "th"), /^Meeting: Wei An, สมชาย$/);
  const cited = citation(index, record("hill-army.controls.bridgetown"), "en");
  assert.match(cited, /^Hill Army controls Bridgetown \(began between 3 and 6 August 2024, ended between 21 and 22 April 2025\)\. Reading: well supported/);
  assert.match(cited, /claim\/hill-army\.controls\.bridgetown/);
  assert.match(cited, /https:\/\/example\.org\/post\/1/);
  assert.match(cited, /not a finding\.$/);
});

test("one name that was delisted has dates of its own", withRecord, () => {
  const tie = index.tiesOf[entity("tun-younger")][0];
  assert.equal(tieWhen(index, tie), "from 5 May 2024 until 1 March 2025");
});

test("the table shows what holds, may hold or is not known, and nothing that has ended", withRecord, () => {
  const shown = (day) => shownTies(index, { entity: "hill-army", day: dayOf(day) }).map((tie) => index.text(index.raw.ties.id[tie]));
  assert.ok(shown("2024-10-01").includes("hill-army.controls.bridgetown"));
  assert.ok(!shown("2025-06-01").includes("hill-army.controls.bridgetown"));
});

const unticked = { ...Object.fromEntries(FACETS.map((facet) => [facet, []])), both: false, view: "", day: dayOf("2024-10-01") };

test("a tick lets through the ties that have it, and its count says how many", withRecord, () => {
  const filters = makeFilters(index);
  const shown = (state) => { index.mask = filters.maskOf(state); return index.shownOn(state.day).filter((answer) => answer).length; };
  const all = shown(unticked);
  for (const facet of FACETS) {
    for (const [value, count] of filters.counts(facet, unticked)) {
      assert.equal(shown({ ...unticked, [facet]: [value] }), count, `${facet} ${value}`);
      assert.ok(count <= all);
    }
  }
  const both = { ...unticked, kind: ["ArmedGroup"], both: true };
  assert.ok(shown(both) < shown({ ...both, both: false }));
  index.mask = null;
});

test("paths are those that Python finds: the same ties, in the same order", withRecord, () => {
  const { paths } = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(paths.some(([, , found]) => found.length > 1));
  for (const [start, goal, expected] of paths) {
    const found = findPaths(index, entity(start), entity(goal)).map((hops) => hops.map((hop) => index.text(index.raw.ties.id[hop.tie])));
    assert.deepEqual(found, expected, `${start} to ${goal}`);
  }
});

test("lines are drawn by our reading", withRecord, () => {
  const style = (id) => lineStyle(index, index.raw.ties.id.findIndex((t) => index.text(t) === id));
  assert.equal(style("hill-army.controls.bridgetown"), "accepted");
  assert.equal(style("lo-su.runs_scam_compound.sunpark"), "provisional");
});

test("a ring spreads evenly and leaves the right free for the name in the middle", () => {
  for (let count = 1; count < 50; count++) {
    const angles = even(count, 400, 250);
    assert.equal(angles.length, count);
    assert.equal(new Set(angles).size, count);
    assert.ok(angles.every((angle) => Math.abs(Math.sin(angle)) > 1e-3 || Math.cos(angle) < 0), String(count));
  }
});

test("boxes that touch do not overlap, and colours mix", () => {
  const box = (x, w) => ({ x, y: 0, w, h: 10 });
  assert.ok(!overlap(box(0, 10), box(10, 5)));
  assert.ok(overlap(box(0, 11), box(10, 5)));
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
  assert.equal(mix("#fff", "#000000", 1), "#ffffff");
});
