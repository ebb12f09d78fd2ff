// What is refused before the engine sees it is what the command line refuses; and the small things around an answer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { commandOf, given, written } from "../../graph/salween/render/page/js/ask.js";
import { lineOf } from "../../graph/salween/render/page/js/editor.js";
import { faultWords, tableOf } from "../../graph/salween/render/page/js/engine.js";
import { declarations, formOf, limited, refusal, substituted, tokens, updateWord } from "../../graph/salween/render/page/js/guard.js";
import { reach } from "../../graph/salween/render/page/js/parsed.js";
import * as oxigraph from "../../graph/salween/render/page/vendor/oxigraph.js";
import { csvRows } from "../../graph/salween/render/page/js/save.js";

const TABLE = JSON.parse(readFileSync(new URL("guard.json", import.meta.url), "utf8"));
const HOSTILE = JSON.parse(readFileSync(new URL("../hostile/queries.json", import.meta.url), "utf8"));
oxigraph.initSync({ module: gunzipSync(readFileSync(new URL("../../graph/salween/render/page/vendor/oxigraph.wasm.gz", import.meta.url))) });
const OURS = "PREFIX graph: <urn:base/graph/> PREFIX sal: <urn:sal#> PREFIX rdfs: <urn:rdfs#> PREFIX : <urn:base/id/>\n";
const put = (query) => new oxigraph.Store().query(query, { base_iri: "urn:base/" });
const isOurs = (graph) => graph.startsWith("urn:base/graph/");

test("queries are refused and told apart by the table that Python is held to", () => {
  for (const [query, refused, form, isNamed] of TABLE) {
    const found = reach(OURS + query, put);
    assert.equal(Boolean(found.service), refused === "service", query);
    assert.equal(Boolean(found.graphs?.some((graph) => !isOurs(graph))), refused === "graph", query);
    assert.equal(updateWord(query) !== "", refused === "update", query);
    assert.equal(refusal(query), "", query);
    assert.equal(formOf(query), form, query);
    if (refused !== "service" && refused !== "update") assert.equal(found.graphs.length > 0, isNamed, query);
    assert.equal(tokens(query).map(({ text }) => text).join(""), query);
  }
});

test("the engine in the page is asked for what a query reaches, in every disguise", () => {
  const asked = (query) => reach(`PREFIX graph: <urn:base/graph/>\n${query.replaceAll("HOST", "example.org")}`, put);
  for (const query of HOSTILE.service) assert.deepEqual(asked(query), { service: true }, query);
  for (const query of HOSTILE.graph) assert.ok(asked(query).graphs.some((graph) => !isOurs(graph)), query);
  for (const query of HOSTILE.sound) assert.ok(asked(query).graphs.every(isOurs), query);
  for (const query of [...HOSTILE.update, ...HOSTILE.syntax]) assert.throws(() => put(query.replaceAll("HOST", "example.org")), query);
});

test("what is too long or too deep is refused", () => {
  assert.match(refusal(`ASK {} #${"x".repeat(100_000)}`), /longer than 100,000/);
  assert.match(refusal("(".repeat(101)), /nested deeper than 100/);
  assert.equal(refusal("{}".repeat(500)), "");
  assert.match(refusal(`ASK { FILTER(${"!".repeat(301)}true) }`), /more than 300 operators/);
  assert.match(refusal(`ASK { FILTER(#\r${"(".repeat(101)}`), /nested deeper than 100/);
  assert.equal(refusal(`ASK { VALUES ?x { ${'"x"@zh-Hans '.repeat(1000)} } ?s ?p '${"!".repeat(1000)}' }`), "");
});

test("parameters are put in as terms, and only where they stand as variables", () => {
  assert.equal(substituted("?s ?p $o . # $o '$o'", { o: "<urn:x>" }), "?s ?p <urn:x> . # $o '$o'");
  assert.equal(substituted("?o '$o' $other", { o: "<urn:x>" }), "?o '$o' $other");
});

test("prefixes are declared where they are used and not there", () => {
  const prefixes = { sal: "urn:s#", rdfs: "urn:r#", "": "urn:id/" };
  assert.equal(declarations("PREFIX rdfs: <urn:mine> SELECT * { :a sal:b ?c ; rdfs:label ?l }", prefixes), "PREFIX : <urn:id/>\nPREFIX sal: <urn:s#>\n");
});

test("a query is given a limit where it has none of its own", () => {
  assert.match(limited("SELECT * { ?s ?p ?o } # all", 7), /\nLIMIT 7$/);
  assert.match(limited("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 2 } }", 7), /\nLIMIT 7$/);
  for (const query of ["SELECT * { ?s ?p ?o } LIMIT 5", "ASK { ?s ?p ?o }", "SELECT * { ?s ?p ?o } VALUES ?s { <urn:x> }"]) assert.equal(limited(query, 7), query);
});

test("a fault names the line that was typed, and what a person could type there", () => {
  const said = faultWords("error at 4:10: expected one of \".\", OPTIONAL, ['-' | '0' ..= '9'], [':']", 2, 9);
  assert.equal(said, 'Line 2, column 10: expected ".", OPTIONAL.');
  assert.equal(lineOf(said), 2);
  assert.match(faultWords("error at 9:1: expected OPTIONAL", 2, 3), /^Line 3, /);
  assert.match(faultWords("error at 1:1: expected one of Prefix not found, ['%']", 0, 3), /no such prefix/);
  assert.equal(faultWords("another", 0, 3), "another");
  assert.equal(lineOf("stopped"), 0);
});

test("an answer is columns and plain values", () => {
  const number = { type: "literal", value: "7", datatype: "http://www.w3.org/2001/XMLSchema#integer" };
  const yes = { type: "literal", value: "true", datatype: "http://www.w3.org/2001/XMLSchema#boolean" };
  const found = tableOf({ head: { vars: ["a", "b", "c", "d"] }, results: { bindings: [{ a: number, b: yes, c: { type: "uri", value: "urn:x" } }] } });
  assert.deepEqual(found, { columns: ["a", "b", "c", "d"], rows: [[7, true, "urn:x", null]], isCut: false });
  assert.deepEqual(tableOf({ head: {}, boolean: false }).rows, [[false]]);
});

test("what stands in the boxes is kept in the address, in one order", () => {
  assert.equal(written({ to: "2025-02-28", from: "x=y&z" }), "from=x%3Dy%26z&to=2025-02-28");
  assert.deepEqual(given("from=x%3Dy%26z&to=2025-02-28"), { from: "x=y&z", to: "2025-02-28" });
  assert.equal(written({ with: "" }), "");
});

test("the command can be pasted", () => {
  assert.equal(commandOf({ id: "q" }, { text: "it's $(x)" }, { asOf: "2025-01-01" }), "salween ask q --set 'text=it'\\''s $(x)' --as-of 2025-01-01");
  assert.equal(commandOf({ id: "q" }, { place: "lashio" }, {}), "salween ask q --set place=lashio");
});

test("no cell of CSV is a formula", () => {
  assert.equal(csvRows([["=1+1", "a,b", 'say "x"', -3]]), '\ufeff\'=1+1,"a,b","say ""x""",-3\r\n');
});
