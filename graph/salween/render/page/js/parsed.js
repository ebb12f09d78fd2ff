// What a query reaches for beyond the page's own graphs, told by the engine's parser as query/parsed.py has it: with other
// letters in the place of a word a name stays a name, and where the grammar needed the word, the parser stops there.

const SPACE = String.raw`(?:[ \t\r\n]|#[^\r\n]*[\r\n])*`;
const IRI = String.raw`<[^<>"{}|^\x60\x00-\x20]*>`, NAME = String.raw`(?:\\.|[^\s<>{}()"'#\\:]){0,200}:(?:\\.|[^\s<>{}()"'#\\])*`;
const CLAUSE = `from${SPACE}(?:named${SPACE})?(${IRI}|${NAME})`;
const CLAUSES = new RegExp(`(?=((?:${CLAUSE.replace("(<", "(?:<")}${SPACE})+))`, "gi");
const SERVICE = new RegExp(`service[^\\s<{]*${SPACE}`, "gi");
const MOST_TRIED = 100, LONGEST = 14;

/**
 * What a query reaches for, never evaluated while it has either word: {service: true} where it asks another server,
 * {graphs: IRIs} for those it names by FROM, {unread: true} where they cannot be read, {fault: words} for no SPARQL.
 * @param {string} query @param {(query: string) => any} put a query to an empty store; it throws what the parser says
 */
export function reach(query, put) {
  if (/service/i.test(query)) {
    const fault = faultOf(renamed(query, "service"), put);
    const isThere = ({ index, 0: { length } }) => index <= fault.offset && fault.offset <= index + length + LONGEST;
    if (fault && [...query.matchAll(SERVICE)].some(isThere)) return { service: true };
    if (fault) return { fault: fault.message };
  }
  if (!/from/i.test(query) || !faultOf(renamed(query, "from"), put)) return { graphs: [] };
  for (const match of [...query.matchAll(CLAUSES)].slice(0, MOST_TRIED)) {
    const { index, 1: all } = match, written = [...all.matchAll(new RegExp(CLAUSE, "gi"))].map((clause) => clause[1]);
    const rest = query.slice(0, index) + all.replace(/[^\r\n]/g, " ") + query.slice(index + all.length);
    if (written.length > MOST_TRIED) return { unread: true };
    const graphs = faultOf(renamed(rest, "from"), put) ? [] : resolved(rest, written, put);
    if (graphs.length) return { graphs };
  }
  const fault = faultOf(query, put);
  return fault ? { fault: fault.message } : { unread: true };
}

/** Names as the engine resolves them by what stands before the form of a query; none where it cannot. */
function resolved(query, written, put) {
  const columns = written.map((name, number) => `(${name} AS ?g${number})`).join(" ");
  for (const { index } of [...query.matchAll(/select|construct|describe|ask/gi)].slice(0, MOST_TRIED)) {
    try {
      const [row] = put(`${query.slice(0, index)}SELECT ${columns} {}`);
      return written.map((_, number) => row.get(`g${number}`).value);
    } catch { /* that word is not where the prologue ends */ }
  }
  return [];
}

/** Where the engine cannot parse a query, and its words; nothing where it can. */
function faultOf(query, put) {
  try {
    put(query);
  } catch (error) {
    const message = String(error?.message ?? error), at = /^error at (\d+):(\d+):/.exec(message);
    if (!at) return null; // parsed, and then found to need what the engine lacks
    let start = 0;
    for (let line = 1; line < Number(at[1]); line++) start = query.indexOf("\n", start) + 1;
    return { message, offset: [...query.slice(start)].slice(0, Number(at[2]) - 1).join("").length + start };
  }
  return null;
}

/** A query with other letters for a word, wherever it stands, in the same case. The first stays: it may end an escape. */
function renamed(query, word) {
  const lower = query.toLowerCase(), letters = [..."zyxwvutsrqponmlkjihg"];
  let other = word;
  for (let number = 0; lower.includes(other); number++) {
    let left = number;
    other = word[0] + [...word.slice(1)].map(() => {
      const letter = letters[left % letters.length];
      left = Math.floor(left / letters.length);
      return letter;
    }).join("");
  }
  const put = (found) => [...found].map((old, place) => (old === old.toUpperCase() ? other[place].toUpperCase() : other[place])).join("");
  return query.replace(new RegExp(word, "gi"), put);
}
