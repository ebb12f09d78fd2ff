// Whom this reader has looked at, kept in the reader's own browser and nowhere else; nothing where it keeps nothing.

const MOST_RECENT = 6;

/** @param name of the record, since several pages may stand in one folder */
export function makeRecent(name) {
  const key = `salween recent ${name}`;
  let kept = read();

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(found) ? found.filter((id) => typeof id === "string").slice(0, MOST_RECENT) : [];
    } catch { return []; }
  }

  function write(ids) {
    kept = ids;
    try {
      if (ids.length) localStorage.setItem(key, JSON.stringify(ids));
      else localStorage.removeItem(key);
    } catch { /* a browser that keeps nothing: the list lasts as long as the page */ }
  }

  return {
    get ids() { return kept; },
    add(id) { write([id, ...kept.filter((one) => one !== id)].slice(0, MOST_RECENT)); },
    forget() { write([]); },
  };
}
