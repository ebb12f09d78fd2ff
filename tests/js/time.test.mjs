// Looking days up in runs, and days as the page writes and reads them. What the runs of a dataset say, agree.mjs holds.
import assert from "node:assert/strict";
import test from "node:test";
import { answerOn, CERTAIN, dateWords, dayOf, isLater, iso, NO, OPEN, POSSIBLE, readDay, runOn, typeset, UNKNOWN } from "../../graph/salween/render/page/js/time.js";

const runs = (...cells) => ({ validities: { runs: [cells] } });

test("a day lies in the last run that begins by it", () => {
  const raw = runs(1, NO, 10, CERTAIN, 21, POSSIBLE, 26, UNKNOWN);
  assert.deepEqual([1, 9, 10, 20, 21, 25, 26, 999].map((day) => answerOn(raw, 0, day)), [NO, NO, CERTAIN, CERTAIN, POSSIBLE, POSSIBLE, UNKNOWN, UNKNOWN]);
  assert.deepEqual([0, 1, 5, 6, 7].map((day) => runOn([1, 6], day)), [0, 0, 0, 1, 1]);
});

test("what is not so is still to come where a later run says more, and over where none does", () => {
  const raw = runs(1, NO, 10, OPEN, 20, NO);
  assert.deepEqual([5, 15, 25].map((day) => isLater(raw, 0, day)), [true, false, false]);
});

test("days are Python's ordinals", () => {
  assert.equal(iso(739302), "2025-02-20");
  assert.equal(dayOf("2025-02-20"), 739302);
  assert.equal(dayOf("2025-02-30"), null);
  assert.equal(dayOf("20 February"), null);
});

for (const [given, day] of [
  [" 2024-08-03 ", "2024-08-03"], ["3 Aug 2024", "2024-08-03"], ["3 august 2024", "2024-08-03"], ["14 Sept. 2024", "2024-09-14"],
  ["30 Feb 2024", null], ["3 Foo 2024", null], ["3/8/2024", null], ["Aug 2024", null], ["", null],
]) test(`${given} typed for a day is ${day}`, () => assert.equal(readDay(given), day && dayOf(day)));

for (const [given, words] of [
  ["2024-08-03", "3 August 2024"], ["2024-08", "August 2024"], ["2024", "2024"], ["2024-08~", "about August 2024"],
  ["2019?", "perhaps 2019"], ["[2025-04-21..2025-04-22]", "between 21 and 22 April 2025"],
  ["[2023-12-30..2024-01-02]", "between 30 December 2023 and 2 January 2024"], ["[..2024-08-01]", "on or before 1 August 2024"],
  ["[2024-07-27..]", "on or after 27 July 2024"], ["[2024-01-01,2024-01-03]", "1 January 2024 or 3 January 2024"],
  ["2025-02-20/2025-02-22", "20 to 22 February 2025"], ["2025-02/..", "from February 2025 on"], ["202X", "the 2020s"], ["unknown", "unknown"],
]) test(`${given} is ${words}`, () => assert.equal(dateWords(given), words));

for (const [given, words] of [
  ["from 2024-08-03, ended between 2025-04-21 and 2025-04-22", "from 3 August 2024, ended between 21 and 22 April 2025"],
  ["2025-02-20 to 2025-02-22", "20 to 22 February 2025"], ["between 2024-12-30 and 2025-01-02", "between 30 December 2024 and 2 January 2025"],
  ["since 2024-02, no end known", "since February 2024, no end known"], ["by 2024-02-29", "by 29 February 2024"], ["from 2021", "from 2021"],
]) test(`${given} is written ${words}`, () => assert.equal(typeset(given), words));
