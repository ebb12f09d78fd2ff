// The page's search of paths over an index of the dataset, held to what Python finds. SALWEEN_PATHS names the file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { makeIndex } from "../../graph/salween/render/page/js/index.js";
import { findPaths } from "../../graph/salween/render/page/js/paths.js";

const file = process.env.SALWEEN_PATHS;

test("the page finds the paths that Python finds, in the same order, from each day of knowledge", { skip: !file }, () => {
  const { raw, cases } = JSON.parse(readFileSync(file, "utf8"));
  const index = makeIndex(raw);
  for (const [step, start, goal, expected] of cases) {
    index.seeFrom(step);
    const ends = [start, goal].map((id) => index.entityOf.get(id));
    const found = findPaths(index, ...ends).map((hops) => hops.map((hop) => index.text(raw.ties.id[hop.tie])));
    assert.deepEqual(found, expected, `${start} to ${goal}, step ${step}`);
  }
});
