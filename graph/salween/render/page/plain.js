// The plain drawing: what pyvis wrote, by vis-network, and nothing else.
"use strict";
(() => {
  const marks = JSON.parse(document.getElementById("marks").textContent);
  const network = new vis.Network(document.getElementById("map"), { nodes: new vis.DataSet(marks.nodes), edges: new vis.DataSet(marks.edges) }, JSON.parse(marks.options));
  network.once("afterDrawing", () => { document.documentElement.dataset.ready = "yes"; });
  network.fit();
  window.network = network;
})();
