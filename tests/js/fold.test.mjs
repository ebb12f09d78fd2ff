// The page folds names as names.py does: tests/test_page.py holds Python to the same table.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fold } from "../../graph/salween/render/page/js/fold.js";

const table = JSON.parse(readFileSync(new URL("./fold.json", import.meta.url), "utf8"));

for (const [given, expected] of table) {
  test(`fold ${JSON.stringify(given)}`, () => assert.equal(fold(given), expected));
}
