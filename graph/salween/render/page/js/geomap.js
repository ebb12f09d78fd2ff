// The map: outlines that were projected before, places coloured and hatched by who held them on the day, names apart.

import { el, markSample, svg } from "./dom.js";
import { answerKey, makeFills } from "./hatch.js";
import { isTold, looksOf, statesIn, stateOn, stateWords } from "./holders.js";
import { say } from "./say.js";
import { overlap } from "./shapes.js";
import { dayWords } from "./time.js";
import { refLabel } from "./words.js";

const MARK_PATHS = { square: "M-5-5H5V5H-5Z", diamond: "M0-7L7 0L0 7L-7 0Z", triangle: "M0-6.5L6.5 5.5H-6.5Z", triangleDown: "M-6.5-5.5H6.5L0 6.5Z", hexagon: "M-3.5-6H3.5L7 0L3.5 6H-3.5L-7 0Z", star: "M0-7L1.8-2.3L6.8-2.2L2.8 1L4.2 5.8L0 3L-4.2 5.8L-2.8 1L-6.8-2.2L-1.8-2.3Z" };

/** A window as narrow as a phone has no room for the key, which is folded there. */
const NARROW = 560, KEY_WIDTH = 316;

/** @param outlines as vendor/outlines.json has them, or null @param theme() @param widthOf(text, size) */
export function makeMap(holder, index, go, outlines, theme, widthOf) {
  const { raw } = index;
  let camera = null, last = null, looks = null, looksStep = -1;

  const project = ([latitude, longitude]) => {
    const rad = Math.PI / 180;
    return [outlines.scale * longitude * rad + outlines.x0, outlines.y0 - outlines.scale * Math.log(Math.tan(Math.PI / 4 + (latitude * rad) / 2))];
  };
  const placed = [...Array(index.entities).keys()].filter((entity) => raw.entities.point[entity] && index.isA(entity, "Place"));
  const spots = new Map(placed.map((entity) => [entity, project(raw.entities.point[entity])]));

  /** The camera on which all places are seen: {x, y, scale} of the middle. */
  function fit(width, height) {
    const seen = [...spots].filter(([entity]) => raw.control.place.includes(entity)).map(([, spot]) => spot);
    const all = seen.length > 1 ? seen : [...spots.values()];
    const xs = all.map(([x]) => x), ys = all.map(([, y]) => y);
    if (!all.length) return { x: outlines.width / 2, y: outlines.height / 2, scale: Math.min(width / outlines.width, height / outlines.height) };
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, scale: Math.min(6, (width - 200) / Math.max(30, x1 - x0), (height - 150) / Math.max(30, y1 - y0)) };
  }

  function draw(state, width, height, eye = fit(width, height)) {
    const t = theme(), { scale } = eye;
    if (looksStep !== index.step) [looks, looksStep] = [looksOf(index), index.step];
    const fills = makeFills(index, looks, t, "g");
    const at = ([x, y]) => [(x - eye.x) * scale + width / 2, (y - eye.y) * scale + height / 2];
    const sea = t.dark ? "#12161a" : "#eef1f2", ground = t.dark ? "#20252a" : "#fdfcf9", other = t.dark ? "#1a1e22" : "#f4f2ec";
    const thin = { fill: "none", "vector-effect": "non-scaling-stroke" };
    const shift = `translate(${width / 2 - eye.x * scale},${height / 2 - eye.y * scale}) scale(${scale})`;
    const points = marksOn(state, at, width, height), lines = say("deFacto");
    const seen = statesIn(index, points.flatMap((p) => p.state ?? []));
    const here = new Map([...looks].filter(([who]) => points.some((p) => p.state && p.state.holders.includes(who))));
    const key = answerKey(index, fills, t, seen, here, (one) => say(`answer ${one.answer}`).replace(/ (by|between)$/, ""), state.language);
    const tall = 20 * Math.max(seen.length, Math.min(9, here.size)), under = { x: 6, y: height - tall - 32, w: KEY_WIDTH, h: tall + 14 };
    key.setAttribute("transform", `translate(14,${height - tall - 24})`);
    // no name is put where the words about the lines or the key would cover it
    const boxes = [{ x: width - 8 - widthOf(lines, 10.5), y: height - 20, w: width, h: 20 }, ...(tall && width > NARROW ? [under] : [])];
    const names = points.filter((point) => point.name).map((point) => label(point, points, boxes, width, height, t)).filter(Boolean);
    const regions = outlines.labels.map((one) => region(one, at, points, boxes, width, height, t)).filter(Boolean);
    const chosen = index.entityOf.get(state.entity);
    return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "inherit", role: "group", "aria-label": say("map") }, fills.defs,
      svg("rect", { width, height, fill: sea }),
      svg("g", { transform: shift },
        svg("path", { d: outlines.neighbours, fill: other, stroke: t.line, "stroke-width": 0.8, "vector-effect": "non-scaling-stroke" }),
        ...outlines.land.map(({ d }) => svg("path", { d, fill: ground, stroke: t.soft, "stroke-width": 1.3, "vector-effect": "non-scaling-stroke", "stroke-linejoin": "round" })),
        svg("path", { d: outlines.provinces, stroke: t.line, "stroke-opacity": 0.55, "stroke-width": 0.6, ...thin })),
      ...regions,
      ...points.map((point) => mark(point, fills, t, state, chosen)), ...names,
      tall ? svg("g", { class: "map-key" }, svg("rect", { x: under.x, y: under.y, width: under.w, height: under.h, rx: 6, fill: t.paper, "fill-opacity": 0.9, stroke: t.rule }), key) : "",
      svg("text", { x: width - 8, y: height - 8, "text-anchor": "end", "font-size": 10.5, fill: t.muted, "paint-order": "stroke", stroke: sea, "stroke-width": 3 }, lines));
  }

  /** The places of the window, those that somebody holds last so that they lie on top; twins on one spot are fanned out. */
  function marksOn(state, at, width, height) {
    const found = [];
    for (const entity of placed) {
      const [x, y] = at(spots.get(entity));
      if (x < -10 || y < -10 || x > width + 10 || y > height + 10) continue;
      const held = stateOn(index, entity, state.day), isHeld = isTold(held);
      const isShown = !index.mask || index.tiesOf[entity].some((tie) => index.mask.ties[tie]) || entity === index.entityOf.get(state.entity);
      if (!isShown) continue;
      const rank = (isHeld ? 1000 : 0) + index.weight[entity];
      found.push({ entity, x, y, spotX: x, spotY: y, state: isHeld ? held : null, rank, name: index.shortLabel(entity, state.language) });
    }
    found.sort((a, b) => a.rank - b.rank);
    for (let n = 0; n < found.length; n++) {
      for (let m = 0; m < n; m++) {
        const far = Math.hypot(found[n].x - found[m].x, found[n].y - found[m].y);
        if (far < 13) { const turn = far > 0.5 ? Math.atan2(found[n].y - found[m].y, found[n].x - found[m].x) : n; found[n].x = found[m].x + 14 * Math.cos(turn); found[n].y = found[m].y + 14 * Math.sin(turn); }
      }
    }
    return found;
  }

  function mark(point, fills, t, state, chosen) {
    const { entity, x, y, spotX, spotY } = point, kind = raw.entities.kind[entity], shape = MARK_PATHS[raw.kinds.shape[kind]];
    const look = point.state ? fills.fillOf(point.state) : { fill: t.paper, stroke: raw.kinds.colour[kind], dash: "" };
    const words = `${refLabel(index, entity, state.language)}, ${index.kindLabel(entity)}${point.state ? `: ${stateWords(index, point.state, state.language)}` : ""}`;
    const style = { fill: look.fill, stroke: entity === chosen ? t.accent : look.stroke, "stroke-width": entity === chosen ? 3 : point.state ? 1.4 : 1.2, "stroke-dasharray": look.dash };
    const size = point.state ? 1.25 : 0.7;
    return svg("a", { href: go.href({ entity: raw.entities.id[entity], record: point.state?.claims.length ? raw.records.id[point.state.claims[0]] : "", pair: "" }), "aria-label": words, class: "place" }, svg("title", {}, words),
      Math.hypot(x - spotX, y - spotY) > 2 ? svg("line", { x1: spotX, y1: spotY, x2: x, y2: y, stroke: t.muted, "stroke-width": 0.8 }) : "",
      shape ? svg("path", { d: shape, transform: `translate(${x},${y}) scale(${size})`, "vector-effect": "non-scaling-stroke", ...style }) : svg("circle", { cx: x, cy: y, r: 6.2 * size, ...style }),
      point.state?.answer === "unknown" ? svg("text", { "aria-hidden": true, x, y: y + 4, "text-anchor": "middle", "font-size": 11, fill: t.ink }, "?") : "");
  }

  function label(point, points, boxes, width, height, t) {
    const size = point.state ? 12.5 : 11, w = widthOf(point.name, size), h = size * 1.25, r = point.state ? 9 : 6;
    const spots = [[point.x + r + 2, point.y], [point.x - r - 2 - w, point.y], [point.x - w / 2, point.y - r - h / 2], [point.x - w / 2, point.y + r + h / 2], [point.x + r, point.y - h], [point.x + r, point.y + h], [point.x - r - w, point.y - h], [point.x - r - w, point.y + h]];
    for (const [x, y] of spots) {
      const box = { x: x - 1, y: y - h / 2, w: w + 2, h, text: point.name };
      const free = x > 2 && x + w < width - 2 && y > 8 && y < height - 8 && !boxes.some((one) => overlap(box, one))
        && !points.some((one) => one !== point && overlap(box, { x: one.x - 6, y: one.y - 6, w: 12, h: 12 }));
      if (!free) continue;
      boxes.push(box);
      return svg("text", { x, y: y + size * 0.36, "font-size": size, "font-weight": point.state ? 500 : 400, fill: point.state ? t.ink : t.soft, "paint-order": "stroke", stroke: t.paper, "stroke-width": 3, "stroke-opacity": 0.85, "pointer-events": "none" }, point.name);
    }
    return null;
  }

  function region({ name, x, y }, at, points, boxes, width, height, t) {
    const [px, py] = at([x, y]), size = 12, w = widthOf(name, size) * 1.35, box = { x: px - w / 2, y: py - 8, w, h: 16, text: name };
    if (box.x < 4 || box.x + w > width - 4 || py < 12 || py > height - 12 || boxes.some((one) => overlap(box, one)) || points.some((one) => overlap(box, { x: one.x - 7, y: one.y - 7, w: 14, h: 14 }))) return null;
    boxes.push(box);
    return svg("text", { x: px, y: py + 4, "text-anchor": "middle", "font-size": size, "letter-spacing": "0.14em", fill: t.muted, "fill-opacity": 0.8, "aria-hidden": true }, name);
  }

  function show(state) {
    last = state;
    const width = Math.max(280, holder.clientWidth), height = Math.max(240, holder.clientHeight - 4);
    camera ??= fit(width, height);
    const missing = raw.control.place.filter((entity) => entity >= 0 && !raw.entities.point[entity]);
    const drawing = draw(state, width, height, camera);
    listen(drawing);
    const key = width > NARROW ? null : drawing.querySelector(".map-key");
    const zoom = (by) => { camera = { ...camera, scale: Math.max(0.3, Math.min(30, camera.scale * by)) }; show(last); };
    const button = (sign, words, act) => el("button", { type: "button", class: "plain", "aria-label": words, onclick: act }, sign);
    holder.replaceChildren(drawing,
      el("div", { class: "map-tools" }, button("+", say("nearer"), () => zoom(1.4)), button("−", say("farther"), () => zoom(1 / 1.4)), button("⤢", say("whole"), () => { camera = null; show(last); })),
      key ? el("details", { class: "map-key-fold" }, el("summary", {}, say("key")), folded(key)) : "",
      missing.length ? el("details", { class: "off-map" }, el("summary", {}, say("noPlace", { n: missing.length })),
        el("ul", {}, ...missing.map((entity) => {
          const held = stateOn(index, entity, state.day);
          return el("li", {}, el("a", { class: "name", href: go.href({ entity: raw.entities.id[entity], record: "", pair: "" }) }, refLabel(index, entity, state.language)), held ? el("span", { class: "quiet" }, ` ${stateWords(index, held, state.language, true)}`) : "");
        }))) : "");
  }

  /** The key, taken out of the map into a picture of its own. */
  function folded(key) {
    const [y, height] = ["y", "height"].map((name) => key.firstChild.getAttribute(name));
    return svg("svg", { width: KEY_WIDTH + 6, height, viewBox: `3 ${y} ${KEY_WIDTH + 6} ${height}` }, key);
  }

  /** Drag and wheel move the camera; a drag that moved is no click. */
  function listen(drawing) {
    let from = null, moved = false;
    drawing.addEventListener("pointerdown", (event) => { from = { x: event.clientX, y: event.clientY, eye: camera }; moved = false; });
    drawing.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      camera = { ...from.eye, x: from.eye.x - dx / from.eye.scale, y: from.eye.y - dy / from.eye.scale };
      drawing.style.transform = `translate(${dx}px,${dy}px)`;
    });
    const end = () => { if (from && moved) show(last); from = null; };
    drawing.addEventListener("pointerup", end);
    drawing.addEventListener("pointerleave", end);
    drawing.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    drawing.addEventListener("dragstart", (event) => event.preventDefault());
    drawing.addEventListener("wheel", (event) => {
      event.preventDefault();
      const by = Math.exp(-event.deltaY * 0.0016), box = drawing.getBoundingClientRect();
      const scale = Math.max(0.3, Math.min(30, camera.scale * by)), ratio = scale / camera.scale;
      const [ox, oy] = [(event.clientX - box.x - box.width / 2) / camera.scale, (event.clientY - box.y - box.height / 2) / camera.scale];
      camera = { x: camera.x + ox * (1 - 1 / ratio), y: camera.y + oy * (1 - 1 / ratio), scale };
      requestAnimationFrame(() => show(last));
    }, { passive: false });
  }

  return { show, draw, get camera() { return camera; }, sampleOf: markSample, on: (state) => dayWords(state.day) };
}
