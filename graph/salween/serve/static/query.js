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

  // The days and the opt-in graphs are part of the endpoint's address.
  const endpoint = () => {
    const address = new URL("/sparql", location.href);
    for (const id of ["as-of", "known-at"]) if (byId(id).value) address.searchParams.set(id, byId(id).value);
    const more = ["claimed", "inferred"].filter((id) => byId(id).checked).join(",");
    if (more) address.searchParams.set("include", more);
    return address.href;
  };
  const yasgui = new Yasgui(byId("yasgui"), {
    requestConfig: { endpoint: endpoint(), method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: "salween",
    yasqe: { showQueryButton: true, resizeable: true, createShareableLink: null },
  });

  const point = () => Object.values(yasgui._tabs).forEach((tab) => tab.setEndpoint(endpoint()));
  for (const id of ["as-of", "known-at", "claimed", "inferred"]) byId(id).addEventListener("change", point);
  yasgui.on("tabSelect", point);
  point();

  const select = byId("questions");
  found.questions.forEach((question, index) => select.add(new Option(question.title, String(index))));
  select.addEventListener("change", () => {
    const question = found.questions[Number(select.value)];
    if (!select.value || !question) return;
    byId("asks").textContent = question.asks;
    for (const id of ["claimed", "inferred"]) byId(id).checked = question.include.includes(id);
    yasgui.addTab(true, { name: question.title, yasqe: { value: question.query } });
    point();
    yasgui.getTab().query();
  });
  document.body.dataset.ready = "yes";
  window.asked = yasgui;
})();
