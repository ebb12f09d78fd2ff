// The picture: the whole map, one actor with all around it, or paths. vis-network keeps the camera, the mouse and the
// rings; the map, which may have ten thousand marks, and all names are drawn in its hooks.

import { around } from "./ego.js";
import { makeLabels } from "./labels.js";
import { makeOverview } from "./overview.js";
import { paintMap } from "./paint.js";
import { makeRings } from "./rings.js";
import { makeStill } from "./still.js";
import { lineStyle, partWords, refLabel } from "./words.js";
import { UNKNOWN } from "./time.js";

/** A second click that comes so soon, in milliseconds, makes the first a double one. */
const DOUBLE = 240;

/**
 * Make the picture in an element; it is still until it is woken.
 * @param getVis() a promise of vis-network
 * @param marks {nodes, options} as pyvis wrote them: a bubble for each group
 * @param on {entity(number), group(id), record(number), ties(number[]), table(), expand(id), menu(id, x, y), camera(), moved()}
 */
export function makeGraph(getVis, holder, index, marks, on) {
  const { raw } = index;
  const overview = makeOverview(index, marks.nodes);
  let network = makeStill(holder), canvas = network.canvas.frame.canvas, nodes = null, edges = null, rings = null;
  const labels = makeLabels(() => network, index), heard = [];
  let scene = null, theme = {}, language = "en", hovered = null, shapes = null, reserved = () => [], touch = matchMedia("(pointer: coarse)").matches, late = 0;
  listenTo();

  /** Let vis-network take over from the still picture: from then on there are a mouse, fingers and rings. */
  async function wake() {
    const vis = await getVis();
    if (rings) return;
    const { x, y } = network.getViewPosition(), scale = network.getScale(), still = network;
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(holder, { nodes, edges }, marks.options);
    canvas = network.canvas.frame.canvas;
    network.canvas.frame.tabIndex = -1; // the holder is the one stop for the keyboard
    rings = makeRings(index, canvas, nodes, edges, () => ({ scene, theme, language }));
    network.moveTo({ position: { x, y }, scale, animation: false });
    listenTo();
    still.destroy();
  }

  /** Draw on what the network is now, and hear what it tells. */
  function listenTo() {
    network.on("beforeDrawing", (ctx) => {
      if (scene?.kind !== "map") return;
      shapes = overview.list(eye(), { theme, hovered, pair: scene.pair, picked: scene.picked });
      paintMap(ctx, shapes, network.getScale(), theme.paper);
    });
    network.on("afterDrawing", (ctx) => {
      if (!scene) return;
      const seen = eye(), names = scene.kind === "map" ? overview.names(seen, language, hovered) : scene.names;
      labels.draw(ctx, scene, names, { theme, eye: seen, hovered, language, room: scene.kind === "map" ? roomFor(seen) : 999, reserved: reserved() });
    });
    network.on("hoverNode", ({ node }) => point(node));
    network.on("blurNode", () => point(null));
    network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
    network.on("blurEdge", () => { canvas.style.cursor = ""; });
    network.on("click", ({ pointer, event }) => click(pointer, event));
    network.on("doubleClick", ({ pointer }) => twice(pointer));
    for (const name of ["oncontext", "hold"]) network.on(name, ({ pointer, event }) => {
      const id = idAt(pointer);
      event?.preventDefault?.();
      if (id !== undefined && index.entityOf.has(id) && !isBubble(id)) on.menu(id, pointer.DOM.x, pointer.DOM.y);
    });
    network.on("animationFinished", () => on.camera());
    network.on("resize", () => requestAnimationFrame(() => {  // after vis has moved its camera
      if (!scene || !canvas.clientWidth) return;
      if (scene.kind === "map" && scene.camera) goTo(scene.camera);
      else frame();
    }));
    for (const [name, listen] of heard) network.on(name, listen);
    if (!rings) return;
    canvas.addEventListener("pointermove", (event) => {
      if (scene?.kind !== "map" || event.pointerType !== "mouse" || event.buttons) return;
      const box = labelAt({ x: event.offsetX, y: event.offsetY }), at = overview.hit(eye(), network.DOMtoCanvas({ x: event.offsetX, y: event.offsetY }));
      point((at?.mark ?? at?.bubble)?.id ?? (box?.isZone ? null : box?.node) ?? null, Boolean(at?.ties));
    });
    canvas.addEventListener("pointerleave", () => point(null));
    canvas.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; });
  }

  /** Where the camera stands. */
  function eye() {
    const { x, y } = network.getViewPosition();
    return { x, y, scale: network.getScale(), width: canvas.clientWidth, height: canvas.clientHeight, touch };
  }

  /** Let the pointer, or the keyboard, stand on a mark. */
  function point(id, isLine = false) {
    canvas.style.cursor = id !== null || isLine ? "pointer" : "";
    if (hovered === id) return;
    hovered = id;
    network.redraw();
  }

  const labelAt = ({ x, y }) => labels.placed.find((b) => x >= b.x && x <= b.x + b.w && y >= b.y && y <= b.y + b.h);

  /** The id of what is at a point of the window, as far as it is a mark or its name. */
  function idAt(pointer) {
    const box = labelAt(pointer.DOM);
    if (scene.kind !== "map") return network.getNodeAt(pointer.DOM) ?? nearest(pointer.DOM) ?? box?.node;
    const at = overview.hit(eye(), pointer.canvas);
    return at?.mark?.id ?? (box?.isZone ? undefined : box?.node) ?? at?.bubble?.id;
  }

  /** A finger is wider than a mark. */
  function nearest({ x, y }) {
    if (!touch) return undefined;
    let best, least = 22;
    for (const { node, x: nx, y: ny } of scene.names) {
      const at = network.canvasToDOM({ x: nx, y: ny }), far = Math.hypot(at.x - x, at.y - y);
      if (far < least) [best, least] = [node, far];
    }
    return best;
  }

  function click(pointer) {
    if (!scene) return;
    const id = idAt(pointer);
    if (id !== undefined) return void open(id);
    const edge = labelAt(pointer.DOM)?.edge ?? network.getEdgeAt(pointer.DOM);
    const line = edge !== undefined ? scene.lines?.get(edge) : undefined;
    const ties = scene.kind === "map" ? overview.hit(eye(), pointer.canvas)?.ties : line?.ties;
    if (line?.record !== undefined) on.record(line.record);
    else if (ties?.length) on.ties(ties);
  }

  /** Open what a mark stands for; in a ring a moment later, since a second click would bring its own ring. */
  function open(id, now = false) {
    const mark = scene.marks?.get(id), entity = mark ? mark.entity : index.entityOf.get(id);
    clearTimeout(late);
    if (scene.kind === "map") return isBubble(id) ? on.group(id) : on.entity(entity);
    if (mark?.record !== undefined) on.record(mark.record);
    else if (entity === undefined) on.table();
    else if (now || mark.centre || scene.kind !== "ego") on.entity(entity);
    else late = setTimeout(() => on.entity(entity), DOUBLE);
  }

  function twice(pointer) {
    const id = idAt(pointer);
    clearTimeout(late);
    if (scene.kind === "ego" && index.entityOf.has(id)) on.expand(id);
    else if (scene.kind === "map" && id === undefined) zoomTo(pointer.canvas, network.getScale() * 1.8);
  }

  /** Is it drawn as a bubble now, rather than as a mark? */
  function isBubble(id) {
    return scene.kind === "map" && !overview.isNear(network.getScale()) && overview.bubbleOf.get(index.entityOf.get(id))?.size > 1;
  }

  // ---- scenes ----------------------------------------------------------------------------------------------------

  function showMap(state) {
    overview.weigh(state.day, Boolean(index.mask) && index.mask.ties.includes(0));
    const fresh = scene?.kind !== "map" || scene.group !== state.group;
    if (scene && scene.kind !== "map") {  // so vis is awake
      edges.clear();
      nodes.clear();
    }
    const picked = new Set(index.tiesOfRecord[index.recordOf.get(state.record) ?? -1] ?? []);
    const was = scene;
    scene = { kind: "map", camera: state.camera, group: state.group, words: [], pair: state.pair, picked };
    if (state.camera) goTo(state.camera);
    else if (fresh || was?.camera) frame(was?.kind === "map");
    else network.redraw();
  }

  function showEgo(state, centre) {
    scene = { kind: "ego", ...around(index, state, centre), pair: state.pair, record: index.recordOf.get(state.record) };
    frame();
  }

  /** @param paths lists of hops {start, end, tie, answer}, best first; each is a row from the left to the right */
  function showPaths(state, paths) {
    const found = new Map(), lines = new Map(), idOf = (ref) => (ref >= 0 ? raw.entities.id[ref] : `event ${-1 - ref}`);
    const around = paths.filter((hops) => hops.length > 1), isDirect = around.length < paths.length;
    const middle = Math.ceil(around.length / 2); // nobody stands on the line between the two, or it would seem his
    const rowOf = (hops) => { const row = around.indexOf(hops); return isDirect && row >= middle ? row + 1 : row; };
    paths.forEach((hops) => hops.forEach(({ start, end, tie, answer }, n) => {
      for (const [ref, place] of [[start, n], [end, n + 1]]) {
        if (found.has(idOf(ref))) continue;
        const isEnd = ref === hops[0].start || ref === hops.at(-1).end;
        found.set(idOf(ref), { id: idOf(ref), ...(ref >= 0 ? { entity: ref } : { record: -1 - ref }), at: place / hops.length, row: isEnd ? null : rowOf(hops), text: ref >= 0 ? index.shortLabel(ref, state.language) : refLabel(index, ref, state.language) });
      }
      const outward = raw.ties.subject[tie] === start, predicate = raw.ties.predicate[tie];
      const [from, to] = outward ? [idOf(start), idOf(end)] : [idOf(end), idOf(start)];
      lines.set(`${idOf(start)} ${idOf(end)} ${tie}`, { ties: [tie], style: lineStyle(index, tie), answer: Math.max(answer, UNKNOWN), from, to, symmetric: raw.predicates.symmetric[predicate], word: raw.predicates.label[predicate] + partWords(index, raw.ties.record[tie]), turn: 0, middle: from, other: to });
    }));
    scene = { kind: "path", marks: found, lines, rows: isDirect ? 2 * middle + 1 : around.length, language: state.language, names: [], words: [], pair: state.pair, record: index.recordOf.get(state.record) };
    frame();
  }

  // ---- the camera --------------------------------------------------------------------------------------------------

  /** Put the camera where an address says. */
  function goTo(camera) {
    const [x, y, scale] = camera.split(",").map(Number);
    network.moveTo({ position: { x, y }, scale, animation: false });
  }

  let telling = 0;
  /** Tell, when the keys have come to rest, where the camera stands. */
  function told() {
    clearTimeout(telling);
    telling = setTimeout(on.camera, 150);
  }

  function zoomTo(position, scale, smoothly = true) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ position, scale, animation: smoothly && !calm ? { duration: 260, easingFunction: "easeInOutQuad" } : false });
    if (smoothly && calm) told();
  }

  /** How many names there is room for, in the whole map. */
  function roomFor({ width, height, scale }) {
    return Math.max(40, Math.min(220, (width * height) / 4200) * Math.max(1, scale / fitScale()));
  }

  /** The scale at which a box fills the window but for its edges. */
  function scaleFor({ x0, x1, y0, y1 }, most = 1.5) {
    const { clientWidth: width, clientHeight: height } = canvas, small = width < 600;
    return Math.min(most, Math.max(80, width - (small ? 16 : 64)) / Math.max(1, x1 - x0), Math.max(80, height - (small ? 40 : 84)) / Math.max(1, y1 - y0));
  }

  const fitScale = () => (overview.edge ? scaleFor(overview.edge) : 1);

  /** Put the camera where all of the scene is seen, or all of the group that is looked at. */
  function frame(smoothly = false) {  // a move of the camera asks for the next frame to be drawn
    if (scene.kind !== "map") {
      (scene.kind === "ego" ? rings.arrange : rings.arrangePaths)();
      return network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
    }
    const bubble = overview.bubbleOf.get(index.entityOf.get(scene.group));
    const box = bubble ? { x0: bubble.x - bubble.rx, x1: bubble.x + bubble.rx, y0: bubble.y - bubble.ry, y1: bubble.y + bubble.ry } : overview.edge;
    if (!box) return;
    const scale = bubble ? Math.max(overview.near * 1.3, scaleFor(box, 1.1)) : scaleFor(box);
    const position = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
    if (smoothly) zoomTo(position, scale);
    else network.moveTo({ position, scale, animation: false });
  }

  /** Let the keyboard stand on the next of what has a name in the window, or on the one before. */
  function step(by) {
    const ids = [...new Set(labels.placed.filter((box) => box.node !== undefined && !box.isZone).map((box) => box.node))];
    if (!ids.length) return undefined;
    const at = ids.indexOf(hovered);
    point(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length]);
    return scene.marks?.get(hovered)?.text ?? index.label(index.entityOf.get(hovered), language);
  }

  return {
    overview, wake,
    get network() { return network; },
    get placed() { return labels.placed; },
    get scene() { return scene; },
    get shapes() { return shapes; },
    get pointed() { return hovered; },
    get isWhole() { return scene?.kind === "map" && network.getScale() < fitScale() * 1.25; },
    get base() { return overview.base; },
    /** @param colours {ink, paper, muted, soft, line, accent, dark} */
    setTheme(colours) { theme = colours; },
    /** @param boxes() of the window that no name may cover */
    setReserved(boxes) { reserved = boxes; },
    /** @param paths those between two, where the reader has asked for them */
    show(state, paths) {
      language = state.language;
      hovered = null;
      clearTimeout(late);
      const isMap = !paths?.length && !index.entityOf.has(state.entity);
      if (!isMap && !rings) return void wake().then(() => this.show(state, paths));
      if (paths?.length) return showPaths(state, paths);
      const centre = index.entityOf.get(state.entity);
      if (centre === undefined) showMap(state);
      else showEgo(state, centre);
    },
    fit: frame, step, isBubble,
    openPointed() { if (hovered !== null) open(hovered, true); },
    forgetWidths: labels.forget,
    /** Where the camera stands, as it is written in an address; nothing where all is seen. */
    get camera() {
      const { x, y } = network.getViewPosition();
      return `${Math.round(x)},${Math.round(y)},${network.getScale().toFixed(3)}`;
    },
    /** Tell that the reader has moved the camera. */
    onMove(listen) {
      for (const event of ["dragEnd", "zoom"]) {
        heard.push([event, listen]);
        network.on(event, listen);
      }
    },
    zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); told(); },
    pan(dx, dy) {
      const { x, y } = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
      told();
    },
  };
}
