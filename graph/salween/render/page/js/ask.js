// Ask: the saved questions, each with its boxes and its answer; and where the page has an engine, SPARQL itself.
//
// Without an engine a question is answered for its own example, worked out when the page was made; for any other the
// page gives the command that answers. It never shows an answer of another day without saying so.

import { makeAnswers } from "./answers.js";
import { makeBox } from "./boxes.js";
import { el } from "./dom.js";
import { makeEditor } from "./editor.js";
import { substituted } from "./guard.js";
import { copy } from "./pieces.js";
import { handOut } from "./save.js";
import { say } from "./say.js";
import { dateWords, dayOf, iso } from "./time.js";

export const SPARQL = "sparql";
const APART = "with", SERVED = "http://127.0.0.1:8000/sparql";
const FIRST = "# {words}\nSELECT ?who ?place ?from WHERE {\n  ?claim sal:predicate sal:controls ; sal:subject ?who ; sal:object ?place ; sal:status sal:accepted ; sal:holds sal:certain .\n  OPTIONAL { ?claim sal:from ?from }\n}\nORDER BY ?who ?place\n";

/** The values that stand in an address, by name. */
export function given(set) {
  return Object.fromEntries(new URLSearchParams(set));
}

/** Values as they stand in an address; the same values give the same text. */
export function written(values) {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "").sort()).toString();
}

/** The command that answers a question. */
export function commandOf(question, values, days) {
  const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const sets = Object.entries(values).map(([name, value]) => ` --set ${quoted(`${name}=${value}`)}`).join("");
  return `salween ask ${question.id}${sets}${days.asOf ? ` --as-of ${days.asOf}` : ""}${days.knownAt ? ` --known-at ${days.knownAt}` : ""}`;
}

/**
 * @param load() gives what asking.py packed @param engineOf(about) the engine, or null where the page has none
 * @param go {href(part of a state), record(number), change(part, replace)}
 */
export function makeAsk(holder, index, go, load, engineOf) {
  let about = null, answers = null, engine = null, shown = "", asked = 0, typed = null;

  async function show(state) {
    const key = [state.ask, state.set, state.query, state.language, state.day === dayOf(about?.asOf ?? "")].join("\n");
    if (key === shown) return;
    shown = key;
    if (!about) {
      holder.replaceChildren(el("p", { class: "quiet" }, say("opening")));
      about = await load();
      answers = makeAnswers(index, go, about);
      engine = engineOf(about);
      shown = "";
      return show(state);
    }
    if (typed?.isOf(state)) return typed.start(state);
    typed = null;
    const question = about.questions.find(({ id }) => id === state.ask);
    const page = el("div", { class: "ask" });
    asked += 1;
    holder.replaceChildren(page);
    holder.scrollTop = 0;
    if (question) showQuestion(page, question, state);
    else if (state.ask === SPARQL && engine) showEditor(page, state);
    else showAll(page, state.ask);
    if (engine && state.ask) engine.warm().catch(() => {});
  }

  // ---- all of them ------------------------------------------------------------------------------------------------

  function showAll(page, missing) {
    const link = (id, title) => el("a", { class: "name", href: go.href({ ask: id, set: "", query: "" }) }, title);
    page.append(
      el("h2", { tabindex: -1 }, say("askTitle")),
      missing ? el("p", { class: "fault", role: "alert" }, say("notHere", { id: missing })) : "",
      el("p", { class: "quiet" }, say(engine ? "askWithEngine" : "askWithout", clocks())),
      el("ul", { class: "questions" },
        engine ? el("li", {}, link(SPARQL, say("sparqlTitle")), el("p", { class: "quiet" }, say("sparqlAbout"))) : "",
        ...about.questions.map((question) => el("li", {}, link(question.id, question.title), el("p", { class: "quiet" }, ...asks(question, question.given))))));
  }

  const clocks = () => ({ asOf: dateWords(about.asOf), knownAt: dateWords(about.knownAt), edition: dateWords(index.raw.dataset.edition) });

  /** The question in words, with what is asked about in place of its parameters. */
  function asks(question, values) {
    return question.question.split(/(\$\w+)/).map((part) => (part[0] === "$" && values[part.slice(1)] !== undefined ? el("strong", {}, shownValue(question, part.slice(1), values)) : part[0] === "$" ? el("em", {}, part.slice(1).replaceAll("_", " ")) : part));
  }

  function shownValue(question, name, values) {
    const value = values[name], { type, choices } = question.parameters.find((parameter) => parameter.name === name) ?? {};
    if (choices) return choices.find(([key]) => key === value)?.[1] ?? value;
    if (type === "Date") return dateWords(value);
    if (type === "Source") return index.text(index.raw.sources.title[index.raw.sources.id.indexOf(value)]) || value;
    return index.entityOf.has(value) ? index.label(index.entityOf.get(value), "en") : value;
  }

  // ---- one of them ------------------------------------------------------------------------------------------------

  function showQuestion(page, question, state) {
    const { language } = state, values = { ...question.given, ...given(state.set) };
    const boxes = question.parameters.map((parameter) => makeBox(index, parameter, values[parameter.name] ?? "", language));
    const fault = el("p", { class: "fault", role: "alert" }), answer = el("div", { class: "found" });
    const form = boxes.length ? el("form", { class: "boxes", onsubmit: submit, oninput: () => answer.classList.add("stale") }, ...boxes.map(({ element }) => element), el("button", { type: "submit", class: "do" }, say("askDo"))) : "";

    function submit(event) {
      event.preventDefault();
      const read = readBoxes();
      if (!read) return;
      const set = written(Object.fromEntries(Object.entries(read.values).filter(([name, value]) => value !== question.given[name])));
      if (set === state.set) run(read);
      else go.change({ set });
    }

    function readBoxes() {
      fault.textContent = "";
      try {
        const read = boxes.map((box) => box.read()), name = (n) => question.parameters[n].name;
        return { values: Object.fromEntries(read.map(({ value }, n) => [name(n), value])), terms: Object.fromEntries(read.map(({ term }, n) => [name(n), term])) };
      } catch (error) {
        fault.textContent = error.message;
        return null;
      }
    }

    function run({ values, terms }) {
      answer.classList.remove("stale");
      const isExample = question.answer && written(values) === written(question.given);
      const query = substituted(question.query, { ...terms, ...clockTerms() });
      spelled.textContent = query;
      if (isExample) showAnswer(answer, question.answer, question, values, state);
      else if (engine) ask(answer, query, question.include, () => question.title, state, null, question.id);
      else answer.replaceChildren(...elsewhere(question, values, query, state));
    }

    const spelled = el("pre", {});
    page.append(
      el("a", { class: "back", href: go.href({ ask: "", set: "", query: "" }) }, `← ${say("askAll")}`),
      el("h2", { tabindex: -1 }, question.title),
      el("p", { class: "asks" }, ...asks(question, values)),
      form, fault, clockLine(state, question, values),
      question.notes.length ? el("ul", { class: "notes" }, ...question.notes.map((note) => el("li", {}, note))) : "",
      answer,
      el("details", { class: "spelled" }, el("summary", {}, say("inSparql")), spelled,
        engine ? el("a", { class: "plain", href: "#", onclick: (event) => { event.preventDefault(); go.change({ ask: SPARQL, set: written({ [APART]: question.include.join(",") }), query: spelled.textContent }); } }, say("toEditor")) : ""));
    if (!question.answer && !state.set && question.parameters.length) {
      answer.replaceChildren(el("p", { class: "quiet" }, say("noExample")));
      return;
    }
    const read = readBoxes();
    if (read) run(read);
  }

  const clockTerms = () => Object.fromEntries(["asOf", "knownAt"].map((name) => [name, `"${about[name]}"^^<http://www.w3.org/2001/XMLSchema#date>`]));

  /** By which clocks the answer is given; where the bar below stands on another day, that, and what answers for it. */
  function clockLine(state, question, values) {
    const line = el("p", { class: "clocks" }, say("askClocks", clocks()));
    const day = iso(state.day);
    if (day === about.asOf) return line;
    return el("div", {}, line, el("p", { class: "otherwise" }, say("askOtherDay", { day: dateWords(day) }), " ",
      question ? command(commandOf(question, values, { asOf: day })) : "", " ",
      el("button", { type: "button", class: "plain", onclick: () => go.change({ day: dayOf(about.asOf) }) }, say("askSetDay"))));
  }

  const command = (words) => el("span", { class: "command" }, el("code", {}, words), el("button", { type: "button", class: "plain", onclick: (event) => copy(event.currentTarget, words) }, say("copy")));

  /** What answers where this page cannot. */
  function elsewhere(question, values, query, state) {
    const asOf = iso(state.day), fields = new URLSearchParams({ query, "as-of": asOf, ...(question.include.length ? { include: question.include.join(",") } : {}) });
    return [
      el("p", {}, say("askElsewhere")),
      el("p", {}, command(commandOf(question, values, asOf === about.asOf ? {} : { asOf }))),
      el("p", { class: "quiet" }, say("askServe"), " ", el("a", { href: `${SERVED}?${fields}`, rel: "noopener noreferrer", target: "_blank" }, say("askServed"))),
      el("p", { class: "quiet" }, say("askBuild"), " ", el("code", {}, "salween render --sparql --out ask.html")),
      el("button", { type: "button", class: "plain", onclick: () => go.change({ set: "" }) }, say("askExample")),
    ];
  }

  // ---- answers ----------------------------------------------------------------------------------------------------

  function showAnswer(answer, table, question, values, state) {
    if (!table.rows.length) return answer.replaceChildren(el("p", {}, say("askNothing")));
    const tableHolder = el("div", {});
    answers.show(tableHolder, table, question?.title ?? say("answerTable"), state.language);
    const name = [question?.id ?? SPARQL, ...Object.values(values ?? {}), about.asOf].join("-").replace(/[^\w-]+/g, "-");
    answer.replaceChildren(el("div", { class: "acts" },
      el("button", { type: "button", class: "plain", onclick: () => handOut(`${name}.csv`, "text/csv", answers.csv(table)) }, say("csv")),
      el("button", { type: "button", class: "plain", onclick: (event) => copy(event.currentTarget, location.href) }, say("link"))), tableHolder);
  }

  /** Ask the engine, and show what comes; a later question throws this one away. */
  async function ask(answer, query, apart, title, state, editor, id) {
    const mine = ++asked, began = performance.now();
    const stop = el("button", { type: "button", class: "plain", onclick: () => engine.stop() }, say("stop"));
    answer.replaceChildren(el("p", { class: "quiet", role: "status" }, say(engine.isOn ? "askRunning" : "askWarming"), " ", stop));
    try {
      const found = await engine.ask(query, apart);
      if (mine !== asked) return;
      const took = Math.round(performance.now() - began);
      if (found.text !== undefined) answer.replaceChildren(el("pre", { class: "turtle", tabindex: 0 }, found.text), el("button", { type: "button", class: "plain", onclick: () => handOut("answer.ttl", "text/turtle", found.text) }, say("turtle")));
      else showAnswer(answer, found, id ? { id, title: title() } : null, {}, state);
      answer.append(el("p", { class: "quiet took", role: "status" }, say("askTook", { n: took })));
    } catch (error) {
      if (mine !== asked) return;
      editor?.fault(error.message);
      answer.replaceChildren(el("p", { class: "fault", role: "alert" }, error.message));
    }
  }

  function showEditor(page, state) {
    const apart = about.graphs.filter(([, isApart]) => isApart).map(([name]) => name);
    const besidesOf = ({ set }) => (given(set)[APART] ?? "").split(",").filter(Boolean), answer = el("div", { class: "found" });
    const run = (query, besides) => {
      const set = written({ [APART]: besides.join(",") });
      if (query === state.query && set === state.set) start(state);
      else go.change({ query, set });
    };
    /** Ask what the address has; the editor is the same, with its undo and its caret. */
    const start = (next) => {
      state = next;
      editor.fault("");
      ask(answer, substituted(state.query, clockTerms()), besidesOf(state), () => say("answerTable"), state, editor, "");
    };
    const editor = makeEditor(state.query || firstQuery(), besidesOf(state), apart, run);
    typed = { isOf: (next) => next.ask === SPARQL && next.language === state.language && next.day === state.day && page.isConnected && next.query === editor.query, start };
    page.append(
      el("a", { class: "back", href: go.href({ ask: "", set: "", query: "" }) }, `← ${say("askAll")}`),
      el("h2", { tabindex: -1 }, say("sparqlTitle")), clockLine(state, null, {}),
      editor.element,
      el("div", { class: "acts run" }, el("button", { type: "button", class: "do", onclick: editor.run }, say("run")), el("span", { class: "quiet", id: "sparql-help" }, say("runHelp")), editor.besides),
      answer);
    if (state.query) start(state);
  }

  /** What the editor holds at first: our prefixes, and a query that answers. */
  function firstQuery() {
    const prefixes = Object.entries(about.prefixes).filter(([name]) => ["", "sal", "rdfs"].includes(name)).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("");
    return prefixes + FIRST.replace("{words}", say("firstQuery"));
  }

  return { show };
}
