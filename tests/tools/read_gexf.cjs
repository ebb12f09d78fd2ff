// Reads a GEXF file as Gephi Lite does, with the same parser and options, and prints what came through as JSON.
const fs = require("fs");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

const options = { addMissingNodes: true, allowUndeclaredAttributes: true };
const graph = gexf.parse(Graph, fs.readFileSync(process.argv[2], "utf8"), options);
const nodes = Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes]));
const edges = Object.fromEntries(
  graph.mapEdges((id, attributes, source, target) => [
    id,
    { ...attributes, ends: [source, target], undirected: graph.isUndirected(id) },
  ]),
);
process.stdout.write(JSON.stringify({ multi: graph.multi, meta: graph.getAttributes(), nodes, edges }));
