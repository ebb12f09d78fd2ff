// What a reader does to the picture around one actor: bring a second ring, pin, hide, undo; by a menu, keys or buttons.

import { el } from "./dom.js";
import { say } from "./say.js";

/** Return a list with a thing in it, or without it where it was there. */
export function toggled(list, thing) {
  return list.includes(thing) ? list.filter((one) => one !== thing) : [...list, thing].sort();
}

/**
 * @param $ finds an element by its id
 * @param graph() the picture, once it is there
 * @param keeper() the keeper of the state
 */
export function makeFocus($, index, graph, keeper) {
  const { raw } = index, state = () => keeper().get(), box = $("menu");
  let back = null;

  const acts = {
    open: (id) => keeper().change({ entity: id, record: "", pair: "", path: "", camera: "", more: [] }),
    expand: (id) => keeper().change({ more: toggled(state().more, id) }),
    pin: (id) => keeper().change({ pins: toggled(state().pins, id) }),
    hide: (id) => keeper().change({ hide: toggled(state().hide, id), pins: state().pins.filter((one) => one !== id) }),
  };

  /** What can be done to an entity now, each as [key, words]. */
  function choices(id) {
    const { entity, more, pins, hide } = state();
    const inRing = Boolean(entity) && entity !== id;
    return [
      ...(entity === id ? [] : [["open", say("openIt")]]),
      ...(inRing ? [["expand", say(more.includes(id) ? "unexpand" : "expand")]] : []),
      ["pin", say(pins.includes(id) ? "unpin" : "pin")],
      ...(inRing ? [["hide", say(hide.includes(id) ? "unhide" : "hide")]] : []),
    ];
  }

  /** Open the menu of an entity at a point of the picture. */
  function menu(id, x, y) {
    back = document.activeElement;
    const name = index.label(index.entityOf.get(id), state().language);
    box.replaceChildren(el("p", { class: "quiet" }, name), ...choices(id).map(([key, words]) => el("button", { type: "button", role: "menuitem", value: key, onclick: () => { close(); acts[key](id); } }, words)));
    box.hidden = false;
    const wide = box.parentElement.clientWidth, high = box.parentElement.clientHeight;
    box.style.left = `${Math.max(4, Math.min(x, wide - box.offsetWidth - 4))}px`;
    box.style.top = `${Math.max(4, Math.min(y, high - box.offsetHeight - 4))}px`;
    box.querySelector("button").focus();
  }

  function close() {
    if (box.hidden) return;
    box.hidden = true;
    (back?.isConnected ? back : $("map")).focus({ preventScroll: true });
  }

  box.addEventListener("keydown", (event) => {
    const items = [...box.querySelectorAll("button")], at = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  addEventListener("pointerdown", (event) => { if (!box.contains(event.target)) box.hidden = true; });
  $("map").addEventListener("contextmenu", (event) => event.preventDefault());

  /** What a key does while the picture has the focus; tell whether it did something. */
  function key(event) {
    const picture = graph(), id = picture.pointed, entity = index.entityOf.get(id);
    const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    const letter = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (steps[event.key]) picture.pan(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") picture.zoom(1.25);
    else if (event.key === "-") picture.zoom(0.8);
    else if (event.key === "0") picture.fit();
    else if (letter === "n") $("said").textContent = picture.step(event.shiftKey ? -1 : 1) ?? "";
    else if (event.key === "Enter") picture.openPointed();
    else if (entity === undefined || picture.isBubble(id)) return false;
    else if (letter === "e" && state().entity) acts.expand(id);
    else if (letter === "p") acts.pin(id);
    else if (letter === "h" && state().entity) acts.hide(id);
    else return false;
    return true;
  }

  /** The pinned and the hidden, each with a way to let it go. */
  function show({ pins, hide, language }) {
    const known = pins.filter((id) => index.entityOf.has(id));
    $("undo").disabled = !keeper().depth;
    $("pins").replaceChildren(
      ...known.map((id) => {
        const name = index.shortLabel(index.entityOf.get(id), language);
        return el("button", { type: "button", class: "plain", title: say("unpin"), onclick: () => acts.pin(id) }, `${name} ×`);
      }),
      hide.length ? el("button", { type: "button", class: "plain", onclick: () => keeper().change({ hide: [] }) }, say("hiddenCount", { n: hide.length })) : "",
    );
    $("pins").hidden = !known.length && !hide.length;
  }

  return { ...acts, menu, close, key, show, get isOpen() { return !box.hidden; }, choices };
}

/** The members of a group as the panel lists them, those with most ties of the day first. */
export function membersOf(index, leader, day) {
  const { group } = index.raw.entities, shown = index.shownOn(day);
  const count = (entity) => index.tiesOf[entity].filter((tie) => shown[tie]).length;
  return [...group.keys()].filter((entity) => group[entity] === leader && index.raw.entities.x[entity] !== null)
    .map((entity) => ({ entity, count: count(entity) })).sort((a, b) => Number(b.entity === leader) - Number(a.entity === leader) || b.count - a.count || a.entity - b.entity);
}
