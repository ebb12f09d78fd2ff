// "Suggest a correction": the record as YAML that its reader can mend and send. Only what the page knows stands in it.

import { NEGATED, PLANNED } from "./index.js";
import { say } from "./say.js";

const QUOTED = /^$|^[\s&*!|>%@`"'#,[\]{}?:-]|[:#]\s|\s#|:$|^(?:true|false|yes|no|null|~|\d.*)$|[\n\t]/i;

/** A text as a YAML scalar. */
export function scalar(text) {
  return QUOTED.test(text) ? JSON.stringify(text) : text;
}

/** A record as YAML, with a line for what is wrong and one for the source that says so. */
export function suggestion(index, record) {
  const { raw, text } = index, { records } = raw, id = (ref) => (ref >= 0 ? raw.entities.id[ref] : raw.records.id[-1 - ref] ?? "");
  const isEvent = records.isEvent[record], lines = [isEvent ? "events:" : "claims:", `  - id: ${scalar(records.id[record])}`];
  const put = (key, value) => value && lines.push(`    ${key}: ${scalar(value)}`);
  if (isEvent) put("event", raw.eventKinds.name[records.term[record]]);
  else {
    put("subject", id(records.subject[record]));
    put(raw.predicates.key[records.term[record]], records.object[record] === null ? text(records.value[record]) : id(records.object[record]));
  }
  if (records.flags[record] & NEGATED) put("negated", "true");
  if (records.flags[record] & PLANNED) put("mode", "planned");
  for (const key of ["date", "from", "until"]) put(key, text(records[key][record]));
  const roles = new Map();
  for (const fill of index.fillsOf[record]) {
    const key = raw.roles.key[raw.fills.role[fill]];
    roles.set(key, [...(roles.get(key) ?? []), id(raw.fills.actor[fill])]);
  }
  for (const [key, actors] of roles) lines.push(`    ${key}: [${actors.map(scalar).join(", ")}]`);
  const sources = [...new Set(records.attestations[record].map((a) => raw.sources.id[raw.attestations.source[a]]))];
  lines.push(`    sources: [${sources.map(scalar).join(", ")}]`, `    # ${say("suggestHint")}`, "    # ");
  return `${lines.join("\n")}\n`;
}
