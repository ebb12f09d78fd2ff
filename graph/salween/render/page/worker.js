
// Answers SPARQL in a thread of its own, which the page may end: the engine cannot be stopped in the middle of a query.
// The first message brings the engine and the record, both as gzip in base64; each later one a query. It asks nobody.

let store = null;

async function bytesOf(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), (c) => c.charCodeAt(0));
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

async function begin({ code, dataset }) {
  const [module, record] = await Promise.all([bytesOf(code), bytesOf(dataset)]);
  initSync({ module });
  store = new Store();
  store.load(record, { format: "application/trig", lenient: true, no_transaction: true });
  return store.size;
}

function answer({ query, format, graphs }) {
  const named = graphs.map((iri) => namedNode(iri));
  return store.query(query, { results_format: format, ...(named.length ? { default_graph: named, named_graphs: named } : {}) });
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, result: data.code ? await begin(data) : answer(data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
};
