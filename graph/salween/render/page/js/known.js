// The dataset as it stood on an earlier day of knowledge: the rows that differ, as render/known.py packed them.

/** The tables that a day of knowledge changes, as the page's own day has them. */
export function kept(raw) {
  const names = new Set(raw.known.differences.flatMap((difference) => Object.keys(difference)));
  return Object.fromEntries([...names].map((name) => [name, { ...raw[name] }]));
}

/** Put the columns of one day of knowledge into the index: each difference is to the next day's, the last day first. */
export function applyKnown(raw, edition, step) {
  for (const [name, columns] of Object.entries(edition)) Object.assign(raw[name], columns);
  const fresh = new Set();
  for (const difference of raw.known.differences.slice(step).reverse()) {
    for (const [name, columns] of Object.entries(difference)) {
      for (const [column, [rows, values]] of Object.entries(columns)) {
        const key = `${name} ${column}`;
        if (!fresh.has(key)) raw[name][column] = raw[name][column].slice();
        fresh.add(key);
        rows.forEach((row, n) => { raw[name][column][row] = values[n]; });
      }
    }
  }
}

/** The number of the last day of knowledge that is not after a day; the first where all are. */
export function stepOf(raw, day) {
  let step = 0;
  raw.known.days.forEach((known, n) => { if (known <= day) step = n; });
  return step;
}
