// Gestures: what is done to rows in time. The server’s preview shows what would move, in words and at each row, before it
// happens: Enter takes it, Esc leaves it, Alt+Enter has the row move alone.
import { close, inputIn, isCell, leave as leaveCell, rowOf } from "./cells.js";
import { columnOf, isEditable, numberOf, valuesOf } from "./controls.js";
import { byId, formOf, lostFocus, say } from "./editor.js";
import { haunt } from "./ghosts.js";

const MINUTES = 5; // by which a key moves a row, and a breadth of the hand its edge
const BREADTH = 12; // pixels
const asking = byId("gesture"); // the form that asks for a preview
const fields = document.querySelector(".gestures"); // what a person may type or choose for the rows that are chosen
let picked = []; // the DOM ids of the rows that are chosen
let asked = null; // the rows and the gesture that were asked for last
let awaited = false; // its preview is on its way
let request = null; // as htmx knows it, once it is sent
let dropped = false; // it is taken as soon as it is there
let read = null; // what was shown instead when it was dropped
let asks = false; // but not where rows would run into each other
let moving = null; // the rows that keys move, and how far
let pulled = null; // the row whose lower edge is pulled, where it was taken, and how far

export const isTimed = (row) => isEditable(row) && Boolean(valuesOf(row).start);
export const chosenWith = (row) => (picked.includes(row.id) ? chosen() : [row]);
const chosen = () => picked.map(byId).filter(isEditable);
const timedLike = (row) => [...document.querySelectorAll(`.row.${row.id.split("-")[0]}`)].filter(isTimed);
const isAtOnce = (row) => Boolean(row.closest(".timetable"));
export const minutesOf = (row) => valuesOf(row).start.split(":").reduce((hours, minutes) => hours * 60 + Number(minutes), 0);
export const clock = (minute) => [minute / 60 % 24, minute % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
const preview = () => byId("plan").querySelector("form");
const seen = () => preview()?.elements.seen.value; // stands for what it does

// The tracks of a row's schedule, first those of its day in the order of their columns.
function tracksAround(row) {
  const all = timedLike(row);
  const ofDay = all.filter((one) => isAtOnce(one) && one.parentElement === row.parentElement).sort((one, other) => columnOf(one) - columnOf(other));
  return [...new Set([...ofDay, ...all].map((one) => valuesOf(one).track))].filter(Boolean);
}

// Asks what a gesture would do.
export function ask(rows, told) {
  asked = [rows, told];
  const values = [...rows.map((row) => ["rows", numberOf(row)]), ...Object.entries(told)];
  asking.querySelector("[data-told]").replaceChildren(...values.map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })));
  [awaited, dropped, read, asks, request] = [true, false, null, false, null];
  asking.requestSubmit();
}

// Takes what is shown, or what will be as soon as it is.
export function take() {
  if (awaited) dropped = true;
  else if (preview()?.querySelector(".save")) preview().requestSubmit(preview().querySelector(".save"));
  else { // it would do nothing, or is refused: a cell says so itself
    const cell = document.querySelector(".cell[data-plans]");
    cell ? alone(cell) : leave();
  }
}

// Lets go: what is shown is taken, or what comes first. Where it is to take the place of what was read, or is of a place that
// `came` to the pointer by itself, it waits for Enter, unless it does the same.
export function drop(came = false) {
  if (awaited && (came || byId("plan").firstChild)) read = seen() ?? "nothing";
  else take();
}

// What is shown, or on its way, goes.
function unshow() {
  if (awaited) htmx.trigger(asking, "htmx:abort");
  awaited = dropped = false;
  request = read = null;
  byId("plan").replaceChildren();
  haunt();
}

// Nothing is done.
export function leave() {
  unshow();
  asked = moving = pulled = null;
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
  picked = rows.length && rows.some(isTimed) ? rows.map(({ id }) => id) : [];
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
  const { rows } = moving;
  const step = /Up|Left/.test(key) ? -1 : 1;
  const tracks = tracksAround(rows[0]);
  if (/Left|Right/.test(key)) moving.track = tracks[tracks.indexOf(moving.track) + step] ?? moving.track;
  else if (longer) moving.more += step * MINUTES;
  else moving.minutes += step * MINUTES;
  const { track, minutes, more } = moving;
  const first = rows.map(minutesOf).sort((a, b) => a - b)[0] + minutes;
  if (longer && more) ask(rows, { gesture: "length", more });
  else if (track !== valuesOf(rows[0]).track) ask(rows, { gesture: "move", track, ...(minutes && { start: clock(first) }) });
  else if (minutes) ask(rows, { gesture: "shift", minutes });
  else unshow();
}

// Moves rows to the next track, at their time, at once.
function aside(rows, step) {
  const [{ track }, ...others] = rows.map(valuesOf);
  const tracks = tracksAround(rows[0]);
  const next = tracks[tracks.indexOf(track) + step];
  if (others.some((other) => other.track !== track)) say("These rows are in several tracks.");
  else if (!next) say(`It is already in the ${step < 0 ? "first" : "last"} track.`);
  else {
    ask(rows, { gesture: "move", track: next });
    dropped = asks = true;
  }
}

function onKey({ key, altKey, shiftKey, ctrlKey, metaKey, target }) {
  const cell = formOf(target);
  const typing = target.matches("input, select, textarea");
  const ours = target.closest("#strip") || cell?.matches("[data-plans]");
  const rows = chosen().length ? chosen() : target.matches(".row") && isTimed(target) ? [target] : [];
  const shown = awaited || byId("plan").firstChild;
  if (ctrlKey || metaKey || (typing && !ours)) return false;
  if (moving && !picked.length && target.matches(".row") && target !== moving.rows[0]) leave(); // who goes elsewhere means that
  if (key === "Escape" && (shown || moving || target.closest("#strip"))) {
    leave();
    say("Nothing was moved.");
    if (target.closest("#strip")) goBack();
    return !isCell(cell);
  }
  if (key === "Enter" && shown && !target.matches("#plan *, .row a, .row button, summary")) {
    if (!altKey) take();
    else if (isCell(cell)) alone(cell);
    else [ask(asked[0], { ...asked[1], alone: 1 }), take()];
    return true;
  }
  if (!typing && altKey && !shiftKey && /^Arrow(Left|Right)$/.test(key) && rows.length && target.matches(".row") && isAtOnce(target)) {
    leave();
    aside(rows, key === "ArrowLeft" ? -1 : 1);
    return true;
  }
  if (typing || altKey) return false;
  if (moving && key.startsWith("Arrow")) byKey(key, shiftKey);
  else if (key === "m" && rows.length) {
    moving = { rows, track: valuesOf(rows[0]).track, minutes: 0, more: 0 };
    say(`Arrows move ${rows.length > 1 ? `${rows.length} rows` : "the row"}, with Shift they change the length; Enter takes it, Esc leaves it.`);
  } else if (/^[+\-\d]$/.test(key) && rows.length) {
    if (!chosen().length) target.dispatchEvent(new CustomEvent("chooses", { bubbles: true }));
    fields.querySelector("[data-name=typed]").focus({ preventScroll: true });
    return false; // it goes into the field
  } else return false;
  return true;
}

window.addEventListener("keydown", (event) => {
  if (!onKey(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// The focus goes to what is meant: a cell that is open, else the first of the rows.
function goBack(id = picked[0]) {
  const cell = document.querySelector(".cell[data-plans]");
  (cell ? inputIn(cell) : byId(id))?.focus({ preventScroll: true });
}

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

// A cell that is left takes what is shown along, so far as it can be done.
document.addEventListener("leaving", (event) => {
  if (!event.target.matches("[data-plans]") || !(awaited || preview()?.querySelector(".save"))) return;
  event.preventDefault();
  take();
});

function alone(cell) {
  leave();
  cell.removeAttribute("data-plans");
  leaveCell(cell);
}

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
  else unshow();
});

document.addEventListener("pointerup", () => {
  if (pulled?.more) drop();
  pulled = null;
});
document.addEventListener("pointercancel", () => pulled && leave());

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unplan]")) return;
  event.preventDefault();
  const id = asked?.[0][0].id;
  leave();
  goBack(id);
});

// What was asked for has come, and is taken if that was said meanwhile; what was taken stands on the page.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => { if (ctx.sourceElement === asking) request = ctx; });
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const { sourceElement, response } = ctx;
  if (ctx === request) { // one that another took the place of says nothing
    awaited = false;
    haunt();
    if (!document.querySelector(".dragging") && !document.activeElement.closest("#strip")) document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" }); // what is told covers its place, maybe
    if ((dropped && !(asks && byId("plan").matches("[data-clashes]"))) || (read && read === seen())) take();
    else if (read) say("This is what would move now: Enter takes it, Esc leaves it.");
    [dropped, read] = [false, null];
  } else if (sourceElement.closest?.("#plan") && response?.status === 200) {
    const id = asked?.[0][0].id;
    const inStrip = document.activeElement.closest("#strip");
    document.querySelectorAll(".cell[data-plans]").forEach(close);
    leave();
    fields.querySelectorAll("input, select").forEach((field) => { field.value = ""; });
    if (inStrip || lostFocus()) goBack(id); // where a key undoes it
  }
});
window.addEventListener("htmx:after:swap", haunt, true);
