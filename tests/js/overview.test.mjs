// The map as a list of shapes, and the rings around one actor: what is seen from far, from near, and on expanding.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { around, nearest } from "../../graph/salween/render/page/js/ego.js";
import { membersOf, toggled } from "../../graph/salween/render/page/js/focus.js";
import { makeIndex } from "../../graph/salween/render/page/js/index.js";
import { makeOverview } from "../../graph/salween/render/page/js/overview.js";
import { apart } from "../../graph/salween/render/page/js/rings.js";
import { dayOf } from "../../graph/salween/render/page/js/time.js";

const file = process.env.SALWEEN_ANSWERS, given = file && JSON.parse(readFileSync(file, "utf8"));
const index = file && makeIndex(given.raw);
const withRecord = { skip: !file && "run by tests/test_page.py" };
const day = dayOf("2024-10-01"), theme = { ink: "#000000", paper: "#ffffff", accent: "#0000ff", line: "#888888" };
const look = { theme, hovered: null, pair: "", picked: new Set() };
const state = (part = {}) => ({ day, language: "en", hide: [], more: [], pins: [], ...part });
const entity = (id) => index.entityOf.get(id);

/** A map of many groups of three that stand in rows, each tied within, and to the one before. */
function wide(groups) {
  const count = groups * 3, column = (value) => Array.from({ length: count }, (_, n) => value(n)), leader = (n) => n - (n % 3);
  const ties = [];
  for (let n = 0; n < count; n++) if (n % 3) ties.push([leader(n), n]); else if (n) ties.push([n - 3, n]);
  const raw = {
    entities: { id: column((n) => `e${n}`), kind: column(() => 0), x: column((n) => (leader(n) % 60) * 100 + (n % 3) * 70), y: column((n) => Math.floor(leader(n) / 60) * 300), group: column(leader), zone: column(() => -1) },
    kinds: { shape: ["dot"], colour: ["#336699"], label: ["thing"] },
    ties: { subject: ties.map(([a]) => a), object: ties.map(([, b]) => b), record: ties.map(() => 0), style: ties.map(() => 0) },
    styles: ["accepted"],
  };
  const many = { raw, entities: count, ties: ties.length, tiesOf: column((n) => ties.flatMap(([a, b], tie) => (a === n || b === n ? [tie] : []))), weight: column(() => 1), entityOf: new Map(raw.entities.id.map((id, n) => [id, n])), shownOn: () => ties.map(() => 3), label: (n) => `e${n}`, shortLabel: (n) => `e${n}`, kindLabel: () => "thing" };
  const marks = column((n) => n).filter((n) => n % 3 === 0).map((n) => ({ id: `e${n}`, x: raw.entities.x[n] + 70, y: raw.entities.y[n], size: 110, value: 3, color: "#336699", shape: "dot" }));
  const overview = makeOverview(many, marks);
  overview.weigh(day, false);
  return overview;
}

test("from far there is one mark a group, from near its members, and never more than a few hundred", () => {
  const overview = wide(2000), far = { x: 3000, y: 3000, scale: 0.1, width: 900, height: 700 };
  const seen = overview.list(far, look);
  assert.equal(seen.near, false);
  assert.equal(seen.bubbles.length, 2000);
  assert.equal(seen.marks.length, 0);
  const near = { ...far, x: 140, y: 300, scale: 0.8 }, list = overview.list(near, look);
  assert.ok(list.near && list.marks.length > 3 && list.marks.length <= 400, String(list.marks.length));
  assert.ok(list.marks.length < 60, "only what is in the window");
  assert.ok(overview.list({ ...near, width: 90000, height: 90000 }, look).marks.length <= 400);
  assert.ok(overview.names(far, "en", null).every((name) => name.bubble));
});

test("what is at a point is a group from far, a mark or a line from near", () => {
  const overview = wide(40), far = { x: 0, y: 0, scale: 0.1, width: 900, height: 700 };
  assert.equal(overview.hit(far, { x: 70, y: 10 }).bubble.id, "e0");
  assert.equal(overview.hit(far, { x: -900, y: -900 }), null);
  const near = { ...far, scale: 1 };
  assert.equal(overview.hit(near, { x: 1, y: 1 }).mark.id, "e0");
  assert.equal(overview.hit(near, { x: 35, y: 0 }).ties.length, 1);
});

test("from far a stroke between two groups counts all ties between them", withRecord, () => {
  const overview = makeOverview(index, given.marks);
  overview.weigh(day, false);
  const pairs = overview.bundles.filter((bundle) => overview.base[bundle.a].bubble !== overview.base[bundle.b].bubble && bundle.answer);
  const strokes = overview.list({ x: 0, y: 0, scale: 0.01, width: 900, height: 700 }, look);
  assert.ok(strokes.near, "so small a record is always seen from near");
  assert.ok(pairs.length > 3);
  assert.equal(overview.bubbles.reduce((sum, bubble) => sum + bubble.members.length, 0), overview.base.length, "each mark is in one bubble");
});

test("a second ring brings the neighbours of a neighbour, once each, and their relations", withRecord, () => {
  const plain = around(index, state(), entity("hill-army")), first = nearest(index, state(), entity("hill-army"));
  assert.ok(first.length > 1 && first.every((id) => plain.marks.has(id)));
  const wider = around(index, state({ more: first }), entity("hill-army"));
  assert.ok(wider.outer.length > 0 && wider.outer.every((mark) => !plain.marks.has(mark.id) && first.includes(mark.parent)));
  assert.equal(new Set(wider.outer.map((mark) => mark.id)).size, wider.outer.length);
  for (const line of wider.lines.values()) assert.ok(wider.marks.has(line.from) && wider.marks.has(line.to));
  assert.deepEqual([...around(index, state({ more: ["nobody"] }), entity("hill-army")).marks.keys()], [...plain.marks.keys()]);
});

test("what is pinned stays whoever is in the middle, and what is hidden does not", withRecord, () => {
  const of = (part) => around(index, state(part), entity("treasury"));
  assert.ok(!of({}).marks.has("hill-army"));
  const pinned = of({ pins: ["hill-army", "bridgetown"] });
  assert.ok(pinned.marks.get("hill-army").isPinned);
  assert.ok([...pinned.lines.values()].some((line) => line.from === "hill-army" && line.to === "bridgetown"), "the tie between two pinned is drawn");
  assert.ok(!of({ pins: ["hill-army"], hide: ["hill-army"] }).marks.has("hill-army"));
});

test("angles are moved apart as little as may be", () => {
  const found = apart([0, 0, 0.05, 2], 0.2);
  for (let n = 0; n + 1 < found.length; n++) assert.ok(found[n + 1] - found[n] > 0.2 - 1e-3);
  assert.equal(found[3], 2);
});

test("a list gains and loses a thing; a group lists its leader first", withRecord, () => {
  assert.deepEqual(toggled(toggled(["b"], "a"), "b"), ["a"]);
  const members = membersOf(index, entity("state"), day).map((one) => index.raw.entities.id[one.entity]);
  assert.equal(members[0], "state");
  assert.ok(members.includes("state-army"));
});

test("what is planned is drawn, in a line of its own, and is no tie", withRecord, () => {
  const { records } = index.raw, planned = records.flags.findIndex((flags, record) => flags === 2 && index.isHeard(record) && ((records.object[record] ?? -1) >= 0 && records.subject[record] >= 0 || index.fillsOf[record].length > 0));
  assert.ok(planned >= 0, "the small record plans something");
  const actor = records.isEvent[planned] ? index.raw.fills.actor[index.fillsOf[planned][0]] : records.subject[planned];
  const lines = [...around(index, state(), actor).lines.values()].filter((line) => line.record === planned);
  assert.deepEqual(lines.map((line) => [line.style, line.ties.length]), [["planned", 0]]);
});
