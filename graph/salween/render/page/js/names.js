// Who is meant by a name: the rungs of salween/names/finder.py over the keys that it shipped, in the order that it gave.

import { fold } from "./fold.js";

/** How a query leads to a name, best first; the first three may answer by themselves. */
export const RUNG = { id: 0, name: 1, folded: 2, initials: 3, begins: 4, words: 5, contains: 6, like: 7 };
const SHORT = 4, LIKENESS = 0.5, SAME_SOUND = 0.9;
const BREAK = /[\s\u0085\u001c-\u001f\-–—/·・()（）]+/gu, LATIN = /^[a-z0-9/&“”+@:]+$/u;

/** The words of a name, each folded, each after a space. */
export function spacedWords(text) {
  return text.split(BREAK).map(fold).filter(Boolean).map((word) => ` ${word}`).join("");
}

/** What a folded name has in common with its other transliterations, by the rules of the index; else nothing. */
export function soundOf(raw, key) {
  if (!LATIN.test(key)) return "";
  return raw.sounds.reduce((heard, [pattern, spelling]) => heard.replace(new RegExp(pattern, "gu"), spelling.replace("\\", "$")), key);
}

/** The rows of the index that names are found by, unpacked once. */
export function rowsOf({ raw, text }) {
  const { key, entity, name, isMain, words: spaced, initials, sound: heard } = raw.search;
  return entity.map((number, n) => ({
    entity: number, name: text(name[n]), isMain: isMain[n] === 1, words: text(spaced[n]), sound: text(heard[n]),
    key: key[n] ? text(key[n]) : text(spaced[n]).replaceAll(" ", ""), initials: initials[n].map(text),
  }));
}

/**
 * Return all that a query may mean, best first, each entity once: what has the name, then whose name it abbreviates, or
 * is a part of. Never what is only like it.
 * @returns {{entity: number, name: string, rung: number}[]}
 */
export function matches(index, query) {
  const wanted = fold(query), found = new Map();
  if (!wanted) return [];
  const parts = spacedWords(query).split(" ").filter(Boolean).map((word) => ` ${word}`), plain = query.trim().normalize("NFC");
  const id = index.entityOf.get(query);
  if (id !== undefined) keepBetter(found, { entity: id, name: query, rung: RUNG.id, isMain: true });
  for (const row of index.searchRows) {
    if (row.key === wanted) keepBetter(found, { ...row, rung: row.name === plain ? RUNG.name : RUNG.folded }, true);
    else if (row.initials.includes(wanted)) keepBetter(found, { ...row, rung: RUNG.initials });
    else if (row.key.startsWith(wanted)) keepBetter(found, { ...row, rung: RUNG.begins });
    else if (parts.every((part) => row.words.includes(part))) keepBetter(found, { ...row, rung: RUNG.words });
    else if (isPart(wanted, row.key) || (2 * row.key.length >= wanted.length && isPart(row.key, wanted))) keepBetter(found, { ...row, rung: RUNG.contains });
  }
  return inOrder(index, found, () => 0);
}

/**
 * Return whose name is like a query that finds none: most pairs of letters are the same, or it sounds the same.
 * @returns {{entity: number, name: string, rung: number}[]}
 */
export function alike(index, query) {
  const wanted = fold(query), found = new Map(), heard = soundOf(index.raw, wanted);
  if ([...wanted].length < 2) return [];
  for (const row of index.searchRows) {
    const score = Math.max(shareOfPairs(wanted, row.key), heard && row.sound ? SAME_SOUND * shareOfPairs(heard, row.sound) : 0);
    const before = found.get(row.entity);
    if (score >= LIKENESS && (!before || toThousandths(score) > before.likeness)) found.set(row.entity, { ...row, rung: RUNG.like, likeness: toThousandths(score) });
  }
  return inOrder(index, found, ({ likeness }) => -likeness);
}

/** The one entity that a query means by itself, of those that fit, or undefined: an id, a name, a folded name of one. */
export function meant(index, query, fits = () => true) {
  const found = matches(index, query).filter(({ entity, rung }) => rung <= RUNG.folded && fits(entity));
  const best = found.filter(({ rung }) => rung === found[0].rung);
  return best.length === 1 ? best[0].entity : undefined;
}

/** Keep the better of two ways in which an entity is found; of one rung the first, but a main name before another. */
function keepBetter(found, match, isMainFirst = false) {
  const before = found.get(match.entity);
  if (!before || match.rung < before.rung || (isMainFirst && match.rung === before.rung && match.isMain && !before.isMain)) found.set(match.entity, match);
}

function inOrder(index, found, more) {
  const { rank } = index.raw.entities;
  return [...found.values()].sort((a, b) => a.rung - b.rung || more(a) - more(b) || rank[a.entity] - rank[b.entity]).map(({ entity, name, rung }) => ({ entity, name, rung }));
}

/** Does a key hold another that says enough? A few Latin letters inside a word say nothing. */
function isPart(part, key) {
  return key.includes(part) && ([...part].length >= SHORT || !LATIN.test(part));
}

function shareOfPairs(one, other) {
  const left = pairsOf(one), right = pairsOf(other);
  let both = 0;
  for (const pair of left) if (right.has(pair)) both++;
  return (2 * both) / (left.size + right.size);
}

const PAIRS = new Map();
function pairsOf(key) {
  if (!PAIRS.has(key)) {
    const letters = [...`^${key}$`];
    PAIRS.set(key, new Set(letters.slice(1).map((letter, n) => letters[n] + letter)));
  }
  return PAIRS.get(key);
}

function toThousandths(share) {
  return Math.round(share * 1000) / 1000;
}
