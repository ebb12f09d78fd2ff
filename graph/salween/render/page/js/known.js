// The record as it stood on an earlier day of knowledge, from the differences that render/known.py packed.

const PATCHED = ["status", "confidence", "reading", "because", "validity"];

/** The columns of the edition, which a step back replaces and a step forward restores. */
export function kept(raw) {
  const columns = (table, names) => Object.fromEntries(names.map((name) => [name, table[name]]));
  return {
    records: columns(raw.records, PATCHED), ties: columns(raw.ties, ["validity", "status", "confidence", "hop"]),
    attestations: raw.records.attestations, control: raw.control,
  };
}

/**
 * Put the columns of one day of knowledge into the index.
 * @returns {Uint8Array} 1 for each tie that there was not yet
 */
export function applyKnown(raw, edition, step, isHeard) {
  const difference = raw.known.differences[step];
  patch(raw.records, edition.records, difference?.records, "record");
  patch(raw.ties, edition.ties, difference?.ties, "tie");
  raw.control = difference ? withRuns(edition.control, difference.control) : edition.control;
  const hidden = new Uint8Array(raw.ties.id.length);
  for (let tie = 0; tie < hidden.length; tie++) {
    const record = raw.ties.record[tie];
    const rests = record >= 0 ? [record] : raw.conclusions.restsOn[raw.ties.validity[tie]];
    const isWeak = record < 0 && rests.some((premise) => raw.records.status[premise] > 1);
    hidden[tie] = rests.every(isHeard) && !isWeak ? 0 : 1;
  }
  for (const tie of difference?.absent ?? []) hidden[tie] = 1;
  return hidden;
}

function patch(table, edition, difference, key) {
  for (const [name, column] of Object.entries(edition)) {
    table[name] = difference ? column.slice() : column;
    difference?.[key].forEach((row, n) => { table[name][row] = difference[name][n]; });
  }
}

/** Who held each place: as in the edition, but for those places that a difference names. */
function withRuns(edition, difference) {
  const found = {};
  const row = new Map(difference.place.map((place, n) => [place, n]));
  for (const name of ["first", "answer", "since", "claims"]) {
    found[name] = edition.place.map((place, n) => (row.has(place) ? difference[name][row.get(place)] : edition[name][n]));
  }
  return { ...edition, ...found };
}

/** The number of the last day of knowledge that is not after a day; the first where all are. */
export function stepOf(raw, day) {
  let step = 0;
  raw.known.days.forEach((known, n) => { if (known <= day) step = n; });
  return step;
}
