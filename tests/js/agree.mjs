// What the page's own modules look up in an index, held to what Python answers. tests/test_agree.py writes the answers;
// SALWEEN_AGREE names their file, SALWEEN_JS the folder of the modules.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { pathToFileURL } from "node:url";

const { raw, cases } = JSON.parse(readFileSync(process.env.SALWEEN_AGREE, "utf8"));
const [{ makeIndex }, { stateOn, heldPlaces }, { ANSWERS, answerOn, recordOn }, { legalStages }] = await Promise.all(
  ["index", "holders", "time", "words"].map((name) => import(`${pathToFileURL(process.env.SALWEEN_JS)}/${name}.js`)));
const index = makeIndex(raw);
const idOf = (ref) => (ref >= 0 ? raw.entities.id[ref] : raw.records.id[-1 - ref]);

/** Go through the days of each day of knowledge. */
function each(check) {
  for (const one of cases) {
    index.seeFrom(one.step);
    check(one, one.day, `on ${one.day} by the sources of step ${one.step}`);
  }
}

test("the page names the answers as Python does", () => assert.deepEqual(ANSWERS, raw.answers));

test("each person's legal stage by case", () => each(({ stages }, day, when) => {
  const found = {};
  for (let entity = 0; entity < index.entities; entity++) {
    for (const { stage, case: inCase, record } of legalStages(index, entity, day)) found[`${raw.entities.id[entity]} ${inCase === null ? "" : idOf(inCase)}`] = [stage, raw.records.id[record]];
  }
  assert.deepEqual(found, stages, when);
}));

test("each place's state, the words for it, and by which records", () => each(({ places }, day, when) => {
  const found = Object.fromEntries(heldPlaces(index).map((place) => {
    const { answer, words, claims } = stateOn(index, place, day);
    return [idOf(place), [answer, index.text(words).replace(/\{(\d+)\}/g, (_, ref) => idOf(Number(ref))), claims.map((record) => raw.records.id[record])]];
  }));
  assert.deepEqual(found, places, when);
}));

test("each record's reading, words for its time, answer, sources, replies and disputes", () => each(({ records }, day, when) => {
  const known = [...Array(index.records).keys()].filter(index.isHeard);
  const found = Object.fromEntries(known.map((record) => [raw.records.id[record], [
    index.text(raw.records.reading[record]), index.text(raw.records.when[record]), recordOn(raw, record, day),
    raw.records.attestations[record].map((a) => raw.sources.id[raw.attestations.source[a]]), raw.records.replies[record].map(([says]) => index.text(says)),
    index.disputesOf[record].map((dispute) => [index.text(raw.disputes.field[dispute]), raw.disputes.isEqual[dispute]]).sort(),
  ]]));
  assert.deepEqual(found, records, when);
}));

test("each name in an event: when it was in it", () => each(({ fills }, day, when) => {
  const found = {};
  raw.fills.record.forEach((record, fill) => {
    if (raw.fills.shown[fill]) (found[raw.records.id[record]] ??= []).push([raw.roles.key[raw.fills.role[fill]], idOf(raw.fills.actor[fill]), answerOn(raw, raw.fills.validity[fill], day)]);
  });
  assert.deepEqual(found, fills, when);
}));

test("each tie and conclusion: its reading and answer", () => each(({ ties }, day, when) => {
  const answers = index.answersOn(day), found = {};
  for (let tie = 0; tie < index.ties; tie++) {
    if (index.isHidden(tie)) continue;
    const key = `${index.text(raw.ties.id[tie])}${raw.ties.record[tie] < 0 ? "" : ` ${raw.predicates.key[raw.ties.predicate[tie]]}`}`;
    found[key] = [raw.statuses[raw.ties.status[tie]], answers[tie]];
  }
  assert.deepEqual(found, ties, when);
}));
