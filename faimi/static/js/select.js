// Rows, or fields of several rows, are chosen: with Shift and an arrow or a click, with Ctrl and a click, by the mouse
// that goes from field to field, on a phone by holding. What is done then is done to all of them, as one change.
import { ask } from "./ask.js";
import { choose, placesIn } from "./cell_keys.js";
import { ownerOf, placeAt } from "./cells.js";
import { columnOf, editOf, inputOf, isEditable, namesOf, newToken, numberOf, urlOf, valuesOf } from "./controls.js";
import { byId, formOf, say, token } from "./editor.js";
import { ask as show, isTimed } from "./gestures.js";
import { whoHasOpen } from "./live.js";

let ids = []; // of the rows that are chosen, in the order of their list
let fields = []; // those that are chosen in each, by the names with which rows show them; none where whole rows are
let from = null; // the corner where the choice begins: its row's DOM id, and its field
let to = null; // and the one across
let pressed = null; // the field that the mouse is pressed on, as a corner
let holding; // the timer of a finger that stays on a row
let held = false; // it has stayed, or the mouse went on to another field: letting go is no click
const HOLD = 500; // milliseconds

const listOf = (row) => [...row.closest(".items").querySelectorAll(".item")].filter(isEditable);
const placeIn = (row, name) => row.querySelector(`[data-field="${name}"]`);
const bare = (name) => name.split(".").at(-1);
const columns = () => Object.values(Object.groupBy(fields, bare)); // a field that some rows show of others is one with their own
const chosen = () => ids.map(byId).filter(isEditable);

function between(all, one, other) {
  const [first, last] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(first < 0 ? last : first, last + 1);
}

// Of a day to scale a run is one of a column, where it begins and ends in one.
const isBeside = (row, other) => !columnOf(row) || row.parentElement !== other.parentElement || columnOf(row) === columnOf(other);

// The fields that rows show, in their order, with those beside each other that are one column. What takes another field's
// place, such as “Extend to …”, is none of them, nor is a long text, which its row does not hold.
function fieldsOf(rows) {
  const names = [];
  for (const row of rows) {
    let at = 0;
    for (const place of placesIn(row)) {
      const { own, name } = ownerOf(place);
      const { needs, long } = inputOf(own, name).dataset;
      if (needs || long !== undefined) continue;
      const { field } = place.dataset;
      const alike = names.findLastIndex((name) => bare(name) === bare(field));
      if (!names.includes(field)) names.splice(alike < 0 ? at : alike + 1, 0, field);
      at = names.indexOf(field) + 1;
    }
  }
  return names;
}

// Whose field is chosen in a row, which is that of a row it refers to where it shows that; nothing where it shows another's.
function targetIn(row, name) {
  const place = placeIn(row, name);
  if (place) return ownerOf(place);
  return name.includes(".") || row.querySelector(`[data-field$=".${name}"]`) ? null : { own: row, name };
}

const cellsOf = (row) => columns().map((names) => names.map((name) => targetIn(row, name)).find(Boolean));
const targets = () => chosen().flatMap(cellsOf).filter(Boolean);

export const chosenRows = () => chosen().map(numberOf).join(" ");

// What a table that is pasted goes over: these rows, from the first of these fields on.
export const chosenCells = () => fields.length && { rows: chosenRows(), field: columns().map(([name]) => name.split(".")[0]).join(" ") };

function mark() {
  document.querySelectorAll(".picked").forEach((element) => element.classList.remove("picked"));
  for (const row of chosen()) {
    const places = fields.map((name) => placeIn(row, name)).filter(Boolean);
    for (const element of places.length ? places : [row]) element.classList.add("picked");
  }
}

// Tells who does something with whole rows which they are.
const tell = () => document.dispatchEvent(new CustomEvent("picked", { detail: fields.length ? [] : chosen() }));

function pick(rows, names = []) {
  fields = names;
  ids = rows.filter((row) => !names.length || cellsOf(row).some(Boolean)).map(({ id }) => id);
  mark();
  tell();
  if (!ids.length) return;
  if (names.length) say(`${targets().length} chosen.`, "Empty", empty);
  else say(`${ids.length} chosen.`, "Remove", removeAll);
}

function leave() {
  if (ids.length) say("");
  from = to = pressed = null;
  ids = fields = [];
  mark();
  tell();
}

function cornerAt(element) {
  const row = element.closest(".items .item");
  return isEditable(row) ? { id: row.id, field: placeAt(element)?.dataset.field } : null;
}

// Chooses all from the one corner to this one; beside all fields it is in the column of the last one.
function run(row, field) {
  const list = listOf(row);
  if (!list.includes(byId(from?.id))) from = to = null;
  const corner = { id: row.id, field: field ?? (to ?? from)?.field };
  from ??= corner;
  to = corner;
  const start = byId(from.id);
  const rows = between(list, start, row).filter((one) => !isBeside(start, row) || isBeside(row, one));
  pick(rows, from.field && to.field ? between(fieldsOf(rows), from.field, to.field) : []);
}

// Sends what is done as a form would.
function send(where, told) {
  const form = Object.assign(document.createElement("form"), { hidden: true });
  form.setAttribute("hx-post", urlOf(chosen()[0], where));
  form.setAttribute("hx-swap", "none");
  for (const [name, value] of [...told, ["csrf_token", token()], ["once", newToken()]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  htmx.process(form);
  form.addEventListener("htmx:finally:request", () => form.remove());
  form.requestSubmit();
}

document.addEventListener("chooses", ({ target }) => {
  from = to = { id: target.id };
  pick([target]);
});

// What is being saved just now comes first: it gives its row other words, and another version.
function onceSaved(act) {
  if (!document.querySelector(".cell.sent")) act();
  else document.addEventListener("htmx:finally:request", () => ids.length && onceSaved(act), { once: true });
}

// Each row is told with the version in which it was seen.
const versionOf = (row) => editOf(row).dataset.version;
const sendRows = (where, ...more) => onceSaved(() => send(where, [...chosen().map((row) => ["rows", `${numberOf(row)} ${versionOf(row)}`]), ...more]));
const write = (cells) => onceSaved(() => send("cells", cells().flatMap(([{ own, name }, value]) => [["cell", `${own.id} ${versionOf(own)} ${name}`], ["value", value]])));

async function removeAll() {
  const [what, verb] = ids.length > 1 ? [`${ids.length} rows`, "Remove them"] : ["this row", "Remove it"];
  if (await ask(`Remove ${what}?`, verb, whoHasOpen(...chosen()))) sendRows("rows/remove");
}

const valueOf = (cell) => (cell && valuesOf(cell.own)[cell.name]) ?? "";
export const fill = (value) => write(() => targets().map((cell) => [cell, value]));
const empty = () => fill("");

// Each column gets what the first of its rows holds.
function fillDown() {
  write(() => columns().flatMap((_, at) => {
    const cells = chosen().map((row) => cellsOf(row)[at]).filter(Boolean);
    return cells.map((cell) => [cell, valueOf(cells[0])]);
  }));
}

function act({ key, altKey, ctrlKey, metaKey }) {
  const rows = chosen();
  const list = listOf(rows[0]);
  const command = ctrlKey || metaKey;
  if (key === "Escape") leave();
  else if (key === "Delete") fields.length ? empty() : removeAll();
  else if (command && key.toLowerCase() === "d" && fields.length) fillDown();
  else if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
    const up = key === "ArrowUp";
    const beside = up ? list[list.indexOf(rows[0]) - 1] : list[list.indexOf(rows.at(-1)) + 1];
    if (beside && isTimed(beside) && rows.every(isTimed)) show(rows, { gesture: "move", [up ? "before" : "after"]: numberOf(beside) });
    else if (beside) sendRows("rows/move", [up ? "before" : "after", numberOf(beside)]);
  } else return false;
  return true;
}

// Moves the corner across by a row or a field.
function extend(key) {
  to ??= from;
  const [row, step] = [byId(to.id), /Up|Left/.test(key) ? -1 : 1];
  const list = listOf(row).filter((one) => isBeside(row, one));
  const beside = (all, one) => all[all.indexOf(one) + step];
  if (/Up|Down/.test(key)) run(beside(list, row) ?? row);
  else run(row, to.field && beside(fieldsOf(between(list, byId(from.id), row)), to.field));
}

window.addEventListener("keydown", (event) => {
  const { key, shiftKey, altKey } = event;
  const focused = document.activeElement;
  const row = focused.closest(".items .item");
  if (!isEditable(row) || formOf(focused) || ["Shift", "Control", "Alt", "Meta"].includes(key)) return;
  if (shiftKey && !altKey && key.startsWith("Arrow") && (focused === row || placeAt(focused) === focused)) {
    from ??= cornerAt(focused);
    extend(key);
  } else if (!ids.length) return;
  else if (!act(event)) {
    if (!(event.ctrlKey || event.metaKey)) leave();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

// The row that a pointer chooses: not where it is being typed, nor at its controls.
function rowToPick(target) {
  const row = target.closest(".items .item");
  return isEditable(row) && !formOf(target) && !target.closest(".controls") ? row : null;
}

window.addEventListener("click", (event) => {
  const { target } = event;
  const row = rowToPick(target);
  const one = event.ctrlKey || event.metaKey || (ids.length && event.pointerType === "touch");
  if (held) {
    held = false;
    event.preventDefault();
    return event.stopPropagation();
  }
  if (!row || !(one || event.shiftKey)) return target.closest("#status, #strip, dialog") || leave(); // what is done next is about what was clicked
  if (one && target.closest("a") && !ids.length) return; // which leads away
  event.preventDefault();
  event.stopPropagation();
  getSelection().removeAllRanges();
  if (!one) return run(row, placeAt(target)?.dataset.field);
  from = to = { id: row.id };
  pick(listOf(row).filter(({ id }) => ids.includes(id) !== (id === row.id)));
}, true);

// A finger that stays chooses the row, or all from the last one to this; one that scrolls is taken away from us by then.
window.addEventListener("pointerdown", ({ target, pointerType, button, shiftKey, ctrlKey, metaKey }) => {
  const row = rowToPick(target);
  held = false;
  if (!row || button) return;
  if (pointerType === "touch") holding = setTimeout(() => {
    held = true;
    if (ids.length) return run(row);
    from = to = { id: row.id };
    pick([row]);
  }, HOLD);
  else if (shiftKey) from ??= cornerAt(document.activeElement);
  else if (!ctrlKey && !metaKey && placeAt(target)) pressed = cornerAt(target);
}, true);

// A mouse that goes on to another field chooses both and what lies between; within one field it chooses text.
window.addEventListener("pointermove", ({ target, buttons }) => {
  const row = pressed && buttons && !target.closest(".offered") && rowToPick(target);
  const start = byId(pressed?.id);
  if (!row || !start || !listOf(start).includes(row)) return;
  const last = (held && to) || pressed;
  const field = placeAt(target)?.dataset.field ?? last.field;
  if (row.id === last.id && field === last.field) return;
  if (!held) {
    held = true;
    [from, to] = [pressed, null];
    choose(placeIn(start, pressed.field));
  }
  getSelection().removeAllRanges();
  run(row, field);
}, true);

for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => {
  clearTimeout(holding);
  pressed = null;
}, true);
window.addEventListener("contextmenu", (event) => { if (held) event.preventDefault(); }, true);
window.addEventListener("selectstart", (event) => { if (held && pressed) event.preventDefault(); }, true);
window.addEventListener("dragstart", (event) => { if (pressed) event.preventDefault(); }, true);

// What is copied is a clean table: the chosen fields, or all that the rows hold, with heads.
document.addEventListener("copy", (event) => {
  const rows = chosen();
  if (!rows.length || !getSelection().isCollapsed) return;
  const names = namesOf(rows[0]).filter((name) => inputOf(rows[0], name).firstElementChild && rows.some((row) => valuesOf(row)[name]));
  const heads = names.map((name) => inputOf(rows[0], name).dataset.label);
  const values = fields.length ? rows.map((row) => cellsOf(row).map(valueOf)) : [heads, ...rows.map((own) => names.map((name) => valueOf({ own, name })))];
  const lines = values.map((line) => line.map((value) => String(value).replace(/\s+/g, " ")));
  const table = document.createElement("table");
  for (const line of lines) {
    const row = table.insertRow();
    for (const words of line) row.insertCell().textContent = words;
  }
  event.clipboardData.setData("text/plain", lines.map((line) => line.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", table.outerHTML);
  event.preventDefault();
  say(`${rows.length} copied.`);
});

document.addEventListener("htmx:after:swap", () => {
  ids = chosen().map(({ id }) => id); // others went
  mark();
});
