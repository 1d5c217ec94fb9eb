// Gestures: what is done to rows in time. The server’s preview shows what would move, in words and at each row, before it
// happens: Enter takes it, Esc leaves it, Alt+Enter has the row move alone.
import { close, inputIn, isCell, leave as leaveCell, rowOf } from "./cells.js";
import { isEditable, numberOf, valuesOf } from "./controls.js";
import { byId, formOf, say } from "./editor.js";

const MINUTES = 5; // by which a key moves a row, and a breadth of the hand its edge
const BREADTH = 12; // pixels
const asking = byId("gesture"); // the form that asks for a preview
const fields = document.querySelector(".gestures"); // what a person may type or choose for the rows that are chosen
let picked = []; // the DOM ids of the rows that are chosen
let asked = null; // the rows and the gesture that were asked for last
let awaited = false; // its preview is on its way
let request = null; // as htmx knows it, once it is sent
let dropped = false; // it is taken as soon as it is there
let moving = null; // the rows that keys move, and how far
let pulled = null; // the row whose lower edge is pulled, where it was taken, and how far

export const isTimed = (row) => isEditable(row) && Boolean(valuesOf(row).start);
export const chosenWith = (row) => (picked.includes(row.id) ? chosen() : [row]);
const chosen = () => picked.map(byId).filter(isTimed);
const timedLike = (row) => [...document.querySelectorAll(`.row.${row.id.split("-")[0]}`)].filter(isTimed);
const tracksAround = (row) => [...new Set(timedLike(row).map((one) => valuesOf(one).track))].filter(Boolean);
const preview = () => byId("plan").querySelector("form");

// Asks what a gesture would do.
export function ask(rows, told) {
  asked = [rows, told];
  const values = [...rows.map((row) => ["rows", numberOf(row)]), ...Object.entries(told)];
  asking.querySelector("[data-told]").replaceChildren(...values.map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })));
  [awaited, dropped, request] = [true, false, null];
  asking.requestSubmit();
}

// Takes what is shown, or what will be as soon as it is.
export function take() {
  if (awaited) dropped = true;
  else if (preview()?.querySelector(".save")) preview().requestSubmit(preview().querySelector(".save"));
  else leave(); // it would do nothing, or is refused
}

// Nothing is done, and what was shown goes.
export function leave() {
  if (awaited) htmx.trigger(asking, "htmx:abort");
  awaited = dropped = false;
  asked = moving = pulled = null;
  byId("plan").replaceChildren();
  haunt();
}

// What a row will be stands beside what it is, at each that would change.
function haunt() {
  document.querySelectorAll(".ghost").forEach((ghost) => ghost.remove());
  for (const told of document.querySelectorAll("#plan [data-row]")) {
    const ghost = Object.assign(document.createElement("p"), { className: "ghost", ariaHidden: "true" });
    ghost.append(...[...told.querySelectorAll("time, .day, .track, .room")].flatMap((words) => [words.textContent, " "]));
    byId(told.dataset.row)?.prepend(ghost);
  }
}

// Swaps a row with the one above or below it on its track.
export function swap(row, step) {
  const { track } = valuesOf(row);
  const line = timedLike(row).filter((one) => !track || [track, ""].includes(valuesOf(one).track));
  const other = line[line.indexOf(row) + step];
  other ? ask([row, other], { gesture: "swap" }) : say(`It is already ${step < 0 ? "first" : "last"}.`);
}

// Where rows are chosen, what can be done to their times is offered.
document.addEventListener("picked", ({ detail: rows }) => {
  if (!rows.length && !picked.length) return;
  if (preview()) leave();
  picked = rows.length && rows.every(isTimed) ? rows.map(({ id }) => id) : [];
  fields.hidden = !picked.length;
  if (!picked.length) return;
  fields.querySelector("[data-gesture=swap]").hidden = picked.length !== 2;
  fields.querySelector("[data-name=track]").replaceChildren(new Option(""), ...tracksAround(rows[0]).map((name) => new Option(name)), new Option("for everybody", " "));
  fields.querySelectorAll("input").forEach((field) => { field.value = ""; });
});

fields.addEventListener("input", ({ target: { value, dataset: { gesture, name } } }) => {
  value ? ask(chosen(), { gesture, [name]: value }) : leave();
});
fields.addEventListener("click", ({ target: { dataset, type } }) => type === "button" && ask(chosen(), { gesture: dataset.gesture }));

// Arrows move the rows that keys move, with Shift they make them longer or shorter; sideways to another track.
function byKey(key, longer) {
  const { rows, minutes = 0, more = 0, track = valuesOf(rows[0]).track } = moving;
  const step = /Up|Left/.test(key) ? -1 : 1;
  const tracks = tracksAround(rows[0]);
  const next = /Left|Right/.test(key) ? { track: tracks[tracks.indexOf(track) + step] ?? track } : longer ? { more: more + step * MINUTES } : { minutes: minutes + step * MINUTES };
  const [name] = Object.keys(next);
  moving = { rows, ...next };
  const gesture = { track: "move", more: "length", minutes: "shift" }[name];
  if (next[name]) ask(rows, { gesture, ...next });
  else byId("plan").replaceChildren(), haunt();
}

function onKey({ key, altKey, shiftKey, ctrlKey, metaKey, target }) {
  const cell = formOf(target);
  const typing = target.matches("input, select, textarea");
  const ours = target.closest("#strip") || cell?.matches("[data-plans]");
  const rows = chosen().length ? chosen() : target.matches(".row") && isTimed(target) ? [target] : [];
  const shown = awaited || byId("plan").firstChild;
  if (ctrlKey || metaKey || (typing && !ours)) return false;
  if (key === "Escape" && (shown || moving)) {
    leave();
    say("Nothing was moved.");
    return !isCell(cell);
  }
  if (key === "Enter" && shown && !target.matches("button, a, summary")) {
    if (!altKey) take();
    else if (isCell(cell)) leaveCell(cell);
    else [ask(asked[0], { ...asked[1], alone: 1 }), take()];
    return true;
  }
  if (typing || altKey) return false;
  if (moving && key.startsWith("Arrow")) byKey(key, shiftKey);
  else if (key === "m" && rows.length) {
    moving = { rows };
    say(`Arrows move ${rows.length > 1 ? `${rows.length} rows` : "the row"}, with Shift they change the length; Enter takes it, Esc leaves it.`);
  } else if (/^[+\-\d]$/.test(key) && chosen().length) {
    fields.querySelector("[data-name=typed]").focus();
    return false; // it goes into the field
  } else return false;
  return true;
}

window.addEventListener("keydown", (event) => {
  if (!onKey(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// The buttons of a row in time that say “up” and “down” swap it.
window.addEventListener("click", (event) => {
  const button = event.target.closest(".row :is(.up, .down)");
  if (!button || !isTimed(rowOf(button))) return;
  event.preventDefault();
  event.stopPropagation();
  swap(rowOf(button), button.value === "up" ? -1 : 1);
}, true);

// What a start or an end that is typed in its cell means; nothing where it is half typed.
function meantBy(name, typed, { start }) {
  const [, hour, minute] = typed.match(/^\s*(\d\d?)[:.](\d\d)\s*$/) ?? [];
  const more = typed.match(/^\s*\+\s*(\d+)(?:\s*min)?\s*$/)?.[1];
  const length = /\d\s*(min|h)/.test(typed);
  if (name === "start") return hour && { gesture: "typed", typed };
  if (more) return { gesture: "length", more };
  if (length) return { gesture: "typed", typed };
  const [from, past] = start.split(":").map(Number);
  return hour && { gesture: "length", minutes: (hour * 60 + Number(minute) - from * 60 - past + 1440) % 1440 };
}

document.addEventListener("input", ({ target }) => {
  const cell = formOf(target);
  const name = isCell(cell) && cell.id.match(/-(start|end)$/)?.[1];
  const row = name && rowOf(cell);
  if (!row || !isTimed(row)) return;
  const told = meantBy(name, inputIn(cell).value, valuesOf(row));
  cell.toggleAttribute("data-plans", Boolean(told));
  told ? ask([row], told) : leave();
});

// A cell that closes takes what it would move along.
document.addEventListener("focusout", ({ target }) => { if (formOf(target)?.matches("[data-plans]") && !dropped && !awaited) leave(); });

// The lower edge of a row is pulled.
document.addEventListener("pointerdown", ({ target, pointerId, button, clientY }) => {
  if (!target.matches("[data-pull]") || button) return;
  target.setPointerCapture(pointerId);
  pulled = { row: rowOf(target), from: clientY, more: 0 };
});

document.addEventListener("pointermove", ({ clientY }) => {
  const more = pulled && Math.round((clientY - pulled.from) / BREADTH) * MINUTES;
  if (!pulled || more === pulled.more) return;
  pulled.more = more;
  if (more) ask([pulled.row], { gesture: "length", more });
  else byId("plan").replaceChildren(), haunt();
});

document.addEventListener("pointerup", () => {
  if (pulled?.more) take();
  pulled = null;
});
document.addEventListener("pointercancel", () => pulled && leave());

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unplan]")) return;
  event.preventDefault();
  leave();
});

// What was asked for has come, and is taken if that was said meanwhile; what was taken stands on the page.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => { if (ctx.sourceElement === asking) request = ctx; });
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const { sourceElement, response } = ctx;
  if (ctx === request) { // one that another took the place of says nothing
    awaited = false;
    haunt();
    if (!document.querySelector(".dragging")) document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" }); // what is told covers its place, maybe
    if (dropped && preview()) take();
    dropped = false;
  } else if (sourceElement.closest?.("#plan") && response?.status === 200) {
    document.querySelectorAll(".cell[data-plans]").forEach(close);
    leave();
  }
});
window.addEventListener("htmx:after:swap", haunt, true);
