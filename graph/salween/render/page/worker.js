
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

/** Answer a query over the graphs it names, else over those `seen`; or say why it is refused. */
function answer({ query, format, base, seen, all }) {
  const put = (text) => new Store().query(text, { base_iri: base });
  const found = reach(query, put);
  if (found.service || found.unread) return { refused: found };
  if (found.fault) return { error: found.fault };
  const strange = found.graphs.find((graph) => !all.includes(graph));
  if (strange !== undefined) return { refused: { graph: strange } };
  const named = found.graphs.length ? [] : seen.map((iri) => namedNode(iri));
  const graphs = named.length ? { default_graph: named, named_graphs: named } : {};
  return { result: store.query(query, { results_format: format, base_iri: base, ...graphs }) };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, ...(data.code ? { result: await begin(data) } : answer(data)) });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
};
