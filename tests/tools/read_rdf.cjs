// Reads a file of RDF with N3.js, in the syntax that is named, and prints each statement as a line of JSON.
const fs = require("fs");
const { Parser } = require("n3");

const [, , path, format] = process.argv;
const plain = (term) => [term.value, term.language ?? "", term.datatype?.value ?? ""];
const lines = new Parser({ format })
  .parse(fs.readFileSync(path, "utf8"))
  .map((quad) => JSON.stringify([quad.subject.value, quad.predicate.value, ...plain(quad.object), quad.graph.value]));
fs.writeSync(1, lines.join("\n"));
