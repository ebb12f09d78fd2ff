// The page finds by a name what Python's finder finds, on the same rungs and in the same order.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { makeIndex } from "../../graph/salween/render/page/js/index.js";
import { alike, matches, meant } from "../../graph/salween/render/page/js/names.js";

const file = process.env.SALWEEN_ANSWERS;
const given = file && JSON.parse(readFileSync(file, "utf8"));
const index = given && makeIndex(given.raw);
const rows = (hits) => hits.map(({ entity, rung, name }) => [index.raw.entities.id[entity], rung, name]);

test("every text means and offers the same as in Python", { skip: !file && "run by tests/test_page.py" }, () => {
  assert.ok(given.named.length > 20);
  for (const [text, offered, near, id] of given.named) {
    assert.deepEqual(rows(matches(index, text)), offered, text);
    if (!offered.length) assert.deepEqual(rows(alike(index, text)), near, text);
    const entity = meant(index, text);
    assert.equal(entity === undefined ? "" : index.raw.entities.id[entity], id, text);
  }
});
