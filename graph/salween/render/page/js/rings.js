// Where the marks of a scene stand: one actor with rings around it, or paths from the left to the right. Hands them to vis.

import { DASHES } from "./paint.js";
import { even, mix, solid } from "./shapes.js";
import { POSSIBLE, UNKNOWN } from "./time.js";

/**
 * @param nodes, edges the data sets of the vis network
 * @param now() the theme, the language and the scene of the moment
 */
export function makeRings(index, canvas, nodes, edges, now) {
  const { raw } = index;
  const tint = (colour) => (now().theme.dark ? mix(colour, "#ffffff", 0.72) : colour);

  /** Put the rings of an actor on ellipses that fit the window. */
  function arrange() {
    const { scene } = now(), { ring, outer, centre, marks, lines, language } = scene;
    const width = canvas.clientWidth, height = canvas.clientHeight, own = raw.entities.id[centre];
    const rx = Math.max(60, Math.min(560, width / 2 - Math.max(56, Math.min(170, width * 0.17))));
    const ry = Math.max(60, Math.min(400, height / 2 - (height < 360 ? 30 : 56)));
    const inner = outer.length ? 0.6 : 1, angles = even(ring.length, rx, ry);
    marks.get(own).x = marks.get(own).y = 0;
    ring.forEach((mark, n) => put(mark, angles[n], rx * inner, ry * inner, ring.length > 15 && n % 2 ? 0.74 : 1));
    const wished = outer.map((mark) => ({ mark, angle: marks.get(mark.parent).angle })).sort((a, b) => a.angle - b.angle);
    apart(wished.map(({ angle }) => angle), (2 * Math.PI) / Math.max(22, wished.length)).forEach((angle, n) => put(wished[n].mark, angle, rx, ry, wished.length > 15 && n % 2 ? 0.87 : 1));
    scene.names = [
      { node: own, x: 0, y: 0, r: 15, text: index.shortLabel(centre, language), bold: true },
      ...[...ring, ...outer].map((mark) => ({ node: mark.id, x: mark.x, y: mark.y, r: mark.small ? 5 : mark.second ? 7 : 9, text: mark.text, faint: mark.small, angle: mark.angle, small: mark.small || mark.second })),
    ];
    scene.words = wordsOf(lines);
    hand([{ ...middle(centre), id: own, x: 0, y: 0 }, ...[...ring, ...outer].map((mark) => ({ ...look(mark), id: mark.id, x: mark.x, y: mark.y }))], lines);
  }

  function put(mark, angle, rx, ry, near) {
    mark.x = rx * near * Math.cos(angle);
    mark.y = ry * near * Math.sin(angle);
    mark.angle = angle;
  }

  /** Each path is a row, from the left to the right. */
  function arrangePaths() {
    const { scene } = now(), { marks, lines, rows } = scene;
    const wide = Math.max(120, canvas.clientWidth - 190), high = Math.max(100, Math.min(canvas.clientHeight - 150, rows * 190));
    for (const mark of marks.values()) {
      mark.x = (mark.at - 0.5) * wide;
      mark.y = mark.row === null || rows < 2 ? 0 : (mark.row / (rows - 1) - 0.5) * high;
    }
    scene.names = [...marks.values()].map((mark) => ({ node: mark.id, x: mark.x, y: mark.y, r: 9, text: mark.text, bold: mark.row === null, angle: Math.PI / 2 }));
    scene.words = wordsOf(lines);
    hand([...marks.values()].map((mark) => ({ ...look(mark), id: mark.id, x: mark.x, y: mark.y })), lines);
  }

  /** The words on the lines; those of lines to the middle first, since there may be room for no more. */
  function wordsOf(lines) {
    return [...lines].map(([edge, line]) => ({ edge, text: line.word, faint: line.answer === UNKNOWN || line.faint, line })).sort((a, b) => Number(Boolean(a.line.faint)) - Number(Boolean(b.line.faint)));
  }

  function hand(list, lines) {
    edges.clear();
    nodes.clear();
    nodes.add(list);
    edges.add([...lines].map(([id, line]) => edgeOf(id, line)));
  }

  function middle(entity) {
    const kind = raw.entities.kind[entity];
    return { shape: raw.kinds.shape[kind], size: 14, color: { ...solid(tint(raw.kinds.colour[kind])), border: now().theme.ink }, borderWidth: 2, label: undefined };
  }

  function look(mark) {
    const { theme } = now();
    if (mark.entity !== undefined) {
      const kind = raw.entities.kind[mark.entity], colour = solid(tint(raw.kinds.colour[kind]));
      return { shape: raw.kinds.shape[kind], size: mark.second ? 7 : 9, color: mark.isPinned ? { ...colour, border: theme.ink } : colour, borderWidth: mark.isPinned ? 2 : 0, label: undefined };
    }
    return { shape: mark.record === undefined ? "dot" : "diamond", size: mark.small ? 5 : 8, color: solid(theme.muted), borderWidth: 0, label: undefined };
  }

  function edgeOf(id, line) {
    const { scene, theme } = now(), forward = line.from === line.middle ? 1 : -1;
    const round = (0.16 * line.turn + (line.faint && line.record === undefined ? 0.12 : 0)) * forward;
    const chosen = scene.record !== undefined ? line.record === scene.record || line.ties.some((tie) => raw.ties.record[tie] === scene.record)
      : scene.pair !== "" && scene.pair.split("~").every((end) => end === line.from || end === line.to);
    return {
      id, from: line.from, to: line.to, label: undefined,
      width: (line.style === "inferred" ? 4.4 : line.faint ? 1 : line.answer === POSSIBLE ? 1 : 1.8) + (chosen ? 1 : 0),
      color: { color: chosen ? theme.accent : line.faint ? theme.line : theme.ink, hover: theme.accent, highlight: theme.accent, opacity: chosen ? 1 : [0, 0.34, 0.7, 1, 1][line.answer] },
      dashes: line.answer === UNKNOWN ? [2, 6] : DASHES[line.style].length ? DASHES[line.style] : false,
      arrows: { to: { enabled: !line.symmetric, scaleFactor: 0.55 } },
      smooth: round ? { enabled: true, type: round > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(round) } : false,
      hoverWidth: 0.6, selectionWidth: 0, arrowStrikethrough: false,
    };
  }

  return { arrange, arrangePaths };
}

/** Angles moved as little as may be so that each is at least `least` from the next; they come and go in order. */
export function apart(angles, least) {
  const found = angles.slice();
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (let n = 0; n + 1 < found.length; n++) {
      const short = least - (found[n + 1] - found[n]);
      if (short <= 1e-6) continue;
      found[n] -= short / 2;
      found[n + 1] += short / 2;
      moved = true;
    }
    if (!moved) break;
  }
  return found;
}
