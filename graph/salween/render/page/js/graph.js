// The picture: the whole map, or one actor with all around it. vis-network keeps the marks, the camera and the mouse;
// hulls, bundles, names and words are drawn in its hooks, so that no two names ever overlap.

import { around } from "./ego.js";
import { makeLabels } from "./labels.js";
import { bundlesOf, distance, even, hullsOf, mix, solid, trace } from "./shapes.js";
import { lineStyle, refLabel } from "./words.js";
import { NO, UNKNOWN } from "./time.js";

export const HULLS = ["#4477AA", "#CC6677", "#228833", "#BB9900", "#33A0B8", "#AA4499", "#EE7733", "#777777"];
const DASHES = { accepted: [], provisional: [1.6, 3.6], disputed: [8, 5], inferred: [] };
/** From strongest to weakest: a bundle is drawn as the best tie in it. */
const STYLES = ["accepted", "inferred", "provisional", "disputed"];
const ALPHA = [0, 0.3, 0.62, 1];

/**
 * Make the picture in an element.
 * @param marks {nodes, edges, options} as pyvis wrote them; edges name the ties they bundle
 * @param on {entity(number), record(number), ties(number[]), table()}
 */
export function makeGraph(vis, holder, index, marks, on) {
  const { raw } = index;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(holder, { nodes, edges }, marks.options);
  const canvas = network.canvas.frame.canvas;
  const labels = makeLabels(network, canvas, index);
  const base = marks.nodes.map((mark) => ({ ...mark, entity: index.entityOf.get(mark.id), words: mark.label }));
  const numberOf = new Map(base.map((mark, n) => [mark.entity, n]));
  const bundles = bundlesOf(index, base);
  const hulls = hullsOf(index, base);
  let scene = null, theme = {}, hovered = null, grow = 1, narrow = false;

  network.on("beforeDrawing", (ctx) => { if (scene?.kind === "map") drawMap(ctx); });
  network.on("afterDrawing", (ctx) => { if (scene) labels.draw(ctx, scene, { theme, hovered, language, room: roomFor }); });
  network.on("hoverNode", ({ node }) => { hovered = node; canvas.style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { hovered = null; canvas.style.cursor = ""; network.redraw(); });
  network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
  network.on("blurEdge", () => { canvas.style.cursor = ""; });
  network.on("click", ({ pointer }) => click(pointer));
  network.on("resize", () => requestAnimationFrame(() => { if (!scene || !canvas.clientWidth) return; if (scene.kind === "map" && scene.camera) goTo(scene.camera); else frame(); }));  // after vis has moved its camera

  function click(pointer) {
    const box = labels.placed.find((b) => pointer.DOM.x >= b.x && pointer.DOM.x <= b.x + b.w && pointer.DOM.y >= b.y && pointer.DOM.y <= b.y + b.h);
    const node = network.getNodeAt(pointer.DOM) ?? box?.node;
    if (node !== undefined) {
      const mark = scene.marks.get(node);
      if (mark?.entity !== undefined) on.entity(mark.entity);
      else if (mark?.record !== undefined) on.record(mark.record);
      else if (mark) on.table();
      return;
    }
    const edge = box?.edge ?? network.getEdgeAt(pointer.DOM);
    const line = edge !== undefined ? scene.lines?.get(edge) : scene.kind === "map" ? bundleAt(pointer.canvas) : undefined;
    if (line?.record !== undefined) on.record(line.record);
    else if (line) on.ties(line.ties);
  }

  function bundleAt({ x, y }) {
    const reach = 6 / network.getScale();
    let best = null, least = reach;
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const a = base[bundle.a], b = base[bundle.b];
      const far = distance(x, y, a, b, bend(bundle));
      if (far < least) [best, least] = [bundle, far];
    }
    return best ? { ties: best.ties } : undefined;
  }

  // ---- the whole map -------------------------------------------------------------------------------------------

  /** Answer for the day, of each bundle and each mark. */
  function weigh(day) {
    const best = new Uint8Array(base.length), answers = index.shownOn(day);
    for (const bundle of bundles) {
      bundle.answer = NO;
      bundle.style = "disputed";
      for (const tie of bundle.all) {
        const answer = answers[tie];
        if (!answer) continue;
        const style = lineStyle(index, tie);
        const better = answer > bundle.answer || (answer === bundle.answer && STYLES.indexOf(style) < STYLES.indexOf(bundle.style));
        if (better) [bundle.answer, bundle.style] = [answer, style];
      }
      bundle.ties = bundle.all.filter((tie) => answers[tie]);
      best[bundle.a] = Math.max(best[bundle.a], bundle.answer);
      best[bundle.b] = Math.max(best[bundle.b], bundle.answer);
    }
    return best;
  }

  function markOf(mark, answer) {
    return {
      id: mark.id, x: mark.x, y: mark.y, size: mark.size * grow, shape: mark.shape, label: undefined,
      color: solid(tint(mark.color)), opacity: [0.22, 0.6, 0.85, 1][answer], borderWidth: 0, hidden: narrow && answer === NO,
    };
  }

  function showMap(state) {
    narrow = Boolean(index.mask) && index.mask.ties.includes(0);
    const best = weigh(state.day);
    const fresh = scene?.kind !== "map";
    if (fresh) {
      grow = Math.max(1, (canvas.clientWidth < 600 ? 0.38 : 0.56) / fitScale());
      edges.clear();
      nodes.clear();
      nodes.add(base.map((mark, n) => markOf(mark, best[n])));
    } else {
      const changed = base.map((mark, n) => [mark, n]).filter(([, n]) => best[n] !== scene.best[n] || scene.theme !== theme || scene.narrow !== narrow);
      if (changed.length) nodes.update(changed.map(([mark, n]) => markOf(mark, best[n])));
    }
    const leaders = new Map(hulls.map((hull) => [hull.leader, hull]));
    const order = base
      .map((mark, n) => (narrow && best[n] === NO ? null : {
        node: mark.id, x: mark.x, y: mark.y, r: mark.size * grow * 0.9, text: index.shortLabel(mark.entity, state.language),
        bold: leaders.get(mark.entity)?.size > 3 && best[n] > NO, hull: leaders.get(mark.entity), faint: best[n] < UNKNOWN, rank: (leaders.has(mark.entity) ? 1e6 : 0) + (best[n] > NO ? 1e4 : 0) + index.weight[mark.entity],
      }))
      .filter(Boolean)
      .sort((a, b) => b.rank - a.rank || (a.node < b.node ? -1 : 1));
    scene = { kind: "map", best, narrow, theme, camera: state.camera, names: order, words: [], marks: new Map(base.map((mark) => [mark.id, mark])), pair: state.pair, record: state.record };
    if (state.camera) goTo(state.camera);
    else if (fresh) frame();
    else network.redraw();
  }

  /** Put the camera where an address says. */
  function goTo(camera) {
    const [x, y, scale] = camera.split(",").map(Number);
    network.moveTo({ position: { x, y }, scale, animation: false });
  }

  /** How many names there is room for, in the whole map; as many as there are elsewhere. */
  function roomFor(width, height, scale) {
    return scene.kind === "map" ? Math.max(24, Math.min(160, (width * height) / 7000) * Math.max(1, scale / fitScale())) : 999;
  }

  let edge = null;
  /** Where the outermost marks stand; they never move. */
  function extent() {
    if (edge) return edge;
    const xs = base.map((mark) => mark.x), ys = base.map((mark) => mark.y);
    return (edge = { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) });
  }

  function fitScale() {
    if (!base.length) return 1;
    const { x0, x1, y0, y1 } = extent();
    const wide = Math.max(80, canvas.clientWidth - Math.min(170, canvas.clientWidth * 0.2)), high = Math.max(80, canvas.clientHeight - 104);
    return Math.min(1.5, wide / Math.max(1, x1 - x0), high / Math.max(1, y1 - y0));
  }

  /** Put the camera where all of the scene is seen. */
  function frame() {  // a move of the camera asks for the next frame to be drawn
    if (scene.kind === "map" && base.length) {
      const { x0, x1, y0, y1 } = extent();
      const scale = fitScale();
      network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + 12 / scale }, scale, animation: false });
    } else if (scene.kind !== "map") {
      (scene.kind === "ego" ? arrange : arrangePaths)();
      network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
    }
  }

  function drawMap(ctx) {
    const scale = network.getScale();
    ctx.save();
    ctx.lineJoin = ctx.lineCap = "round";
    for (const [n, hull] of hulls.entries()) {
      if (narrow && hull.members.filter((mark) => scene.best[numberOf.get(mark.entity)] > NO).length < 2) continue;
      ctx.fillStyle = ctx.strokeStyle = mix(HULLS[n % HULLS.length], theme.paper, theme.dark ? 0.17 : 0.085);
      ctx.lineWidth = 62;
      ctx.beginPath();
      hull.points.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
      ctx.closePath();
      ctx.stroke();
      ctx.fill();
    }
    ctx.lineCap = "butt";
    const focus = hovered === null ? -1 : numberOf.get(scene.marks.get(hovered)?.entity) ?? -1;
    const [p, q] = (scene.pair || "~").split("~"), picked = tiesOfChosen(scene.record);
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const a = base[bundle.a], b = base[bundle.b];
      const chosen = (a.id === p && b.id === q) || (a.id === q && b.id === p) || (picked.size > 0 && bundle.all.some((tie) => picked.has(tie)));
      const near = chosen || bundle.a === focus || bundle.b === focus;
      ctx.globalAlpha = near ? 1 : ALPHA[bundle.answer] * (bundle.across ? 0.3 : 0.62) * (focus >= 0 ? 0.5 : 1);
      ctx.strokeStyle = chosen ? theme.accent : near ? theme.ink : theme.line;
      ctx.lineWidth = (chosen ? 2.6 : near ? 1.6 : 1.1) / scale;
      ctx.setLineDash((bundle.answer === UNKNOWN ? [2, 6] : DASHES[bundle.style]).map((d) => d / scale));
      trace(ctx, a, b, bend(bundle));
      if (bundle.style === "inferred") {
        ctx.lineWidth *= 3;
        ctx.stroke();
        ctx.strokeStyle = theme.paper;
        ctx.lineWidth /= 2.4;
        ctx.globalAlpha = 1;
      }
      ctx.stroke();
    }
    ctx.restore();
  }

  const tiesOfChosen = (id) => new Set(index.tiesOfRecord[index.recordOf.get(id) ?? -1] ?? []);
  const bend = (bundle) => (bundle.across ? 0.1 : 0);

  // ---- one actor and all around it -------------------------------------------------------------------------------

  function showEgo(state, centre) {
    scene = { kind: "ego", ...around(index, state, centre), theme, pair: state.pair, record: index.recordOf.get(state.record) };
    frame();
  }

  /** Put the ring of an ego view on an ellipse that fits the window, and hand it to vis. */
  function arrange() {
    const { ring, centre, lines, language } = scene;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    const rx = Math.max(60, Math.min(560, width / 2 - Math.max(56, Math.min(170, width * 0.17))));
    const ry = Math.max(60, Math.min(400, height / 2 - (height < 360 ? 30 : 56)));
    const own = raw.entities.id[centre];
    const list = [{ ...ego(centre), id: own, x: 0, y: 0 }];
    const angles = even(ring.length, rx, ry);
    ring.forEach((mark, n) => {
      const near = ring.length > 15 && n % 2 ? 0.74 : 1;
      mark.x = rx * near * Math.cos(angles[n]);
      mark.y = ry * near * Math.sin(angles[n]);
      mark.angle = angles[n];
      list.push({ ...look(mark), id: mark.id, x: mark.x, y: mark.y });
    });
    scene.names = [
      { node: own, x: 0, y: 0, r: 15, text: index.shortLabel(centre, language), bold: true },
      ...ring.map((mark) => ({ node: mark.id, x: mark.x, y: mark.y, r: mark.small ? 5 : 9, text: mark.text, faint: mark.small, angle: mark.angle, small: mark.small })),
    ];
    scene.words = [...lines].map(([edge, line]) => ({ edge, text: line.word, faint: line.answer === UNKNOWN || line.faint, line }));
    edges.clear();
    nodes.clear();
    nodes.add(list);
    edges.add([...lines].map(([id, line]) => edgeOf(id, line)));
  }

  // ---- paths -------------------------------------------------------------------------------------------------

  /** @param paths lists of hops {start, end, tie, answer}, best first; each is a row from the left to the right */
  function showPaths(state, paths) {
    const marks = new Map(), lines = new Map(), idOf = (ref) => (ref >= 0 ? raw.entities.id[ref] : `event ${-1 - ref}`);
    paths.forEach((hops, row) => hops.forEach(({ start, end, tie, answer }, n) => {
      for (const [ref, place] of [[start, n], [end, n + 1]]) {
        if (marks.has(idOf(ref))) continue;
        const isEnd = ref === hops[0].start || ref === hops.at(-1).end;
        marks.set(idOf(ref), { id: idOf(ref), ...(ref >= 0 ? { entity: ref } : { record: -1 - ref }), at: place / hops.length, row: isEnd ? null : row, text: ref >= 0 ? index.shortLabel(ref, state.language) : refLabel(index, ref, state.language) });
      }
      const outward = raw.ties.subject[tie] === start, predicate = raw.ties.predicate[tie];
      const [from, to] = outward ? [idOf(start), idOf(end)] : [idOf(end), idOf(start)];
      lines.set(`${idOf(start)} ${idOf(end)} ${tie}`, { ties: [tie], style: lineStyle(index, tie), answer: Math.max(answer, UNKNOWN), from, to, symmetric: raw.predicates.symmetric[predicate], word: raw.predicates.label[predicate], turn: 0, middle: from, other: to });
    }));
    scene = { kind: "path", marks, lines, rows: paths.length, theme, language: state.language, names: [], words: [], pair: state.pair, record: index.recordOf.get(state.record) };
    frame();
  }

  function arrangePaths() {
    const { marks, lines, rows } = scene, wide = Math.max(120, canvas.clientWidth - 190), high = Math.max(100, Math.min(canvas.clientHeight - 150, rows * 190));
    const list = [...marks.values()].map((mark) => {
      mark.x = (mark.at - 0.5) * wide;
      mark.y = mark.row === null || rows < 2 ? 0 : (mark.row / (rows - 1) - 0.5) * high;
      return { ...look(mark), id: mark.id, x: mark.x, y: mark.y };
    });
    scene.names = [...marks.values()].map((mark) => ({ node: mark.id, x: mark.x, y: mark.y, r: 9, text: mark.text, bold: mark.row === null, angle: Math.PI / 2 }));
    scene.words = [...lines].map(([edge, line]) => ({ edge, text: line.word, faint: line.answer === UNKNOWN, line }));
    edges.clear();
    nodes.clear();
    nodes.add(list);
    edges.add([...lines].map(([id, line]) => edgeOf(id, line)));
  }

  function ego(entity) {
    const kind = raw.entities.kind[entity];
    return { shape: raw.kinds.shape[kind], size: 14, color: { ...solid(tint(raw.kinds.colour[kind])), border: theme.ink }, borderWidth: 2, label: undefined };
  }

  function look(mark) {
    if (mark.entity !== undefined) {
      const kind = raw.entities.kind[mark.entity];
      return { shape: raw.kinds.shape[kind], size: 9, color: solid(tint(raw.kinds.colour[kind])), borderWidth: 0, label: undefined };
    }
    return { shape: mark.record === undefined ? "dot" : "diamond", size: mark.small ? 5 : 8, color: solid(theme.muted), borderWidth: 0, label: undefined };
  }

  function edgeOf(id, line) {
    const forward = line.from === line.middle ? 1 : -1;
    const round = 0.16 * line.turn * forward;
    const chosen = scene.record !== undefined ? line.record === scene.record || line.ties.some((tie) => raw.ties.record[tie] === scene.record)
      : scene.pair !== "" && scene.pair.split("~").every((end) => end === line.from || end === line.to);
    return {
      id, from: line.from, to: line.to, label: undefined,
      width: (line.style === "inferred" ? 4.4 : line.faint ? 1 : 1.7) + (chosen ? 1 : 0),
      color: { color: chosen ? theme.accent : line.faint ? theme.line : theme.ink, hover: theme.accent, highlight: theme.accent, opacity: chosen ? 1 : [0, 0.34, 0.7, 1][line.answer] },
      dashes: line.answer === UNKNOWN ? [2, 6] : DASHES[line.style].length ? DASHES[line.style] : false,
      arrows: { to: { enabled: !line.symmetric, scaleFactor: 0.55 } },
      smooth: round ? { enabled: true, type: round > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(round) } : false,
      hoverWidth: 0.6, selectionWidth: 0, arrowStrikethrough: false,
    };
  }

  // ---- what the page asks ------------------------------------------------------------------------------------------

  let language = "en";
  const tint = (colour) => (theme.dark ? mix(colour, "#ffffff", 0.72) : colour);

  return {
    network,
    get placed() { return labels.placed; },
    get scene() { return scene; },
    /** @param colours {ink, paper, muted, soft, line, accent, dark} */
    setTheme(colours) { theme = colours; },
    /** @param paths those between two, where the reader has asked for them */
    show(state, paths) {
      language = state.language;
      hovered = null;
      if (paths?.length) return showPaths(state, paths);
      const centre = index.entityOf.get(state.entity);
      if (centre === undefined) showMap(state);
      else showEgo(state, centre);
    },
    fit: frame,
    forgetWidths: labels.forget,
    hulls, bundles, base, bend, tint,
    get narrow() { return narrow; },
    /** Where the camera stands, as it is written in an address; nothing where all is seen. */
    get camera() {
      const { x, y } = network.getViewPosition();
      return `${Math.round(x)},${Math.round(y)},${network.getScale().toFixed(3)}`;
    },
    /** Tell that the reader has moved the camera. */
    onMove(listen) { for (const event of ["dragEnd", "zoom"]) network.on(event, listen); },
    zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); },
    pan(dx, dy) {
      const { x, y } = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
    },
  };
}
