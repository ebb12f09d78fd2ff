"use strict";
// The query page: YASGUI over our own endpoint, with our prefixes, terms and saved questions. It asks nobody else.
(async () => {
  const byId = (id) => document.getElementById(id);
  const found = await (await fetch("/query/examples")).json();
  document.title = `Ask in SPARQL · ${found.title}`;
  byId("home").textContent = found.title;
  byId("as-of").value = found.asOf;
  byId("known-at").value = found.knownAt;

  const Yasqe = Yasgui.Yasqe;
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.forkAutocompleter("property", { name: "our-properties", bulk: true, persistenceId: null, get: () => found.properties });
  Yasqe.forkAutocompleter("class", { name: "our-classes", bulk: true, persistenceId: null, get: () => found.classes });
  Yasgui.Yasr.defaults.prefixes = found.prefixes;

  const used = (query) => Object.entries(found.prefixes)
    .filter(([name]) => new RegExp(`(^|[\\s(^/|!])${name}:`).test(query) && !new RegExp(`prefix\\s+${name}:`, "i").test(query))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("");
  const first = "SELECT ?who ?place WHERE {\n  ?who sal:controls ?place\n} LIMIT 50";
  Yasqe.defaults.value = used(first) + first;

  const clocks = () => {
    const args = [];
    for (const id of ["as-of", "known-at"]) if (byId(id).value) args.push({ name: id, value: byId(id).value });
    const more = ["claimed", "inferred"].filter((id) => byId(id).checked).join(",");
    if (more) args.push({ name: "with", value: more });
    return args;
  };
  const yasgui = new Yasgui(byId("yasgui"), {
    requestConfig: { endpoint: "/sparql", method: "POST", args: clocks },
    endpointCatalogueOptions: { getData: () => [{ endpoint: "/sparql" }], keys: [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: "salween",
    yasqe: { showQueryButton: true, resizeable: true, createShareableLink: null },
  });

  const select = byId("questions");
  found.questions.forEach((question, index) => select.add(new Option(question.title, String(index))));
  select.addEventListener("change", () => {
    const question = found.questions[Number(select.value)];
    if (!select.value || !question) return;
    byId("asks").textContent = question.asks;
    yasgui.addTab(true, { name: question.title, yasqe: { value: question.query } });
    yasgui.getTab().query();
  });
  document.body.dataset.ready = "yes";
  window.asked = yasgui;
})();
