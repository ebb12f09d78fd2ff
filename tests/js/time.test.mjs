// The page answers for a day as Python does: test_page.py writes every answer of the small record and where to find it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { dateWords, dayOf, happenedBy, holdsOn, iso, readDay, recordOn, spanWords, tieOn } from "../../graph/salween/render/page/js/time.js";

const one = (row) => Object.fromEntries(
  ["startEarliest", "startLatest", "endEarliest", "endLatest", "certain", "possible"].map((key, n) => [key, [row[n]]]));

test("it holds for certain, then perhaps, then nobody knows", () => {
  const v = one([10, 10, null, null, [10, 20], [10, 25]]);
  assert.deepEqual([9, 10, 20, 21, 25, 26].map((day) => holdsOn(v, 0, day)), [0, 3, 3, 2, 2, 1]);
});

test("what has ended no longer holds, and an open side has no end", () => {
  assert.deepEqual([19, 21].map((day) => holdsOn(one([10, 10, 20, 21, null, [null, null]]), 0, day)), [2, 0]);
  assert.equal(holdsOn(one([null, null, null, null, [null, null], null]), 0, 1), 3);
});

test("an occurrence may have happened within its span and has after it", () => {
  const v = one([10, 12, 11, 13, null, null]);
  assert.deepEqual([9, 10, 11, 12, 99].map((day) => happenedBy(v, 0, day)), [0, 2, 2, 3, 3]);
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

test("a span says both ends", () => {
  assert.equal(spanWords("2024-08-03", "2025-04-21", ""), "from 3 August 2024 until 21 April 2025");
  assert.equal(spanWords("unknown", "[2025-08-01..]", ""), "start unknown, ended on or after 1 August 2025");
});

test("every answer of the record is Python's", { skip: !process.env.SALWEEN_ANSWERS && "run by tests/test_page.py" }, () => {
  const { raw, days, records, ties } = JSON.parse(readFileSync(process.env.SALWEEN_ANSWERS, "utf8"));
  days.forEach((day, d) => {
    records[d].forEach((answer, record) => assert.equal(recordOn(raw, record, day), answer, `${raw.records.id[record]} on ${iso(day)}`));
    ties[d].forEach((answer, tie) => assert.equal(tieOn(raw, tie, day), answer, `${raw.strings[raw.ties.id[tie]]} on ${iso(day)}`));
  });
});
