// Names folded for comparison, exactly as salween/names.py folds them: tests/js/fold.json holds both to one table.

const DROPPED = /[\s\u0085\u001c-\u001f\u200b-\u200d\u2060\-–—'’‘`".,·・()（）]+/gu;

/**
 * Return a name without case, diacritics, spaces, hyphens or syllable breaks; marks of Burmese and Thai are kept.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const lower = text.toLowerCase().replace(/ß/gu, "ss").replace(/ς/gu, "σ");
  const plain = lower.normalize("NFKD").replace(/[\u0300-\u036f]/gu, "");
  return plain.normalize("NFC").replace(DROPPED, "");
}
