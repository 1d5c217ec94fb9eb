// Several rows, or one field of several rows, are chosen: with Shift and an arrow, with Shift or Ctrl and a click, on a
// phone by holding. What is done then is done to all of them, as one change.
import { ask } from "./ask.js";
import { ownerOf, placeAt } from "./cells.js";
import { editOf, inputOf, isEditable, namesOf, newToken, numberOf, urlOf, valuesOf } from "./controls.js";
import { byId, formOf, say, token } from "./editor.js";

let ids = []; // of the rows that are chosen, in the order of their list
let field = null; // the one that is chosen in each, or the whole rows
let from = null; // where a run of them begins, and to which row it goes
let to = null;
let holding; // the timer of a finger that stays on a row
let held = false; // it has stayed
const HOLD = 500; // milliseconds

const listOf = (row) => [...row.closest(".items").querySelectorAll(".row")].filter(isEditable);
const placeIn = (row, name) => row.querySelector(`[data-field="${name}"]`);
const chosen = () => ids.map(byId).filter(isEditable);

// Whose field is chosen in a row, which is that of a row it refers to where it shows that; nothing where it shows another's.
function targetIn(row, name = field) {
  if (!name) return { own: row };
  const place = placeIn(row, name);
  if (place) return ownerOf(place);
  return name.includes(".") || row.querySelector(`[data-field$=".${name}"]`) ? null : { own: row, name };
}

const targets = () => chosen().map((row) => targetIn(row)).filter(Boolean);

function mark() {
  document.querySelectorAll(".picked").forEach((element) => element.classList.remove("picked"));
  chosen().forEach((row) => ((field && placeIn(row, field)) || row).classList.add("picked"));
}

function pick(rows, name) {
  ids = rows.map(({ id }) => id);
  field = name;
  mark();
  if (ids.length) say(`${ids.length} chosen.`, field ? "Empty" : "Remove", field ? empty : removeAll);
}

function leave() {
  if (ids.length) say("");
  ids = [];
  from = to = field = null;
  mark();
}

function run(row, name) {
  const list = listOf(row);
  from = list.find(({ id }) => id === from)?.id ?? row.id;
  to = row.id;
  const [first, last] = [list.findIndex(({ id }) => id === from), list.indexOf(row)].sort((a, b) => a - b);
  pick(list.slice(first, last + 1).filter((one) => targetIn(one, name)), name);
}

// Sends what is done as a form would, so that each row has its number and the version in which it was seen.
function send(where, more = {}) {
  const rows = targets().map(({ own }) => own);
  const form = Object.assign(document.createElement("form"), { hidden: true });
  form.setAttribute("hx-post", urlOf(rows[0], where));
  form.setAttribute("hx-swap", "none");
  const told = rows.map((row) => ["rows", `${numberOf(row)} ${editOf(row).dataset.version}`]);
  for (const [name, value] of [...told, ...Object.entries({ ...more, csrf_token: token(), once: newToken() })]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  htmx.process(form);
  form.addEventListener("htmx:finally:request", () => form.remove());
  form.requestSubmit();
}

async function removeAll() {
  const [what, verb] = ids.length > 1 ? [`${ids.length} rows`, "Remove them"] : ["this row", "Remove it"];
  if (await ask(`Remove ${what}?`, verb)) send("rows/remove");
}

const fill = (value) => send("cells", { field: targets()[0].name, value });
const empty = () => fill("");
const valueOf = ({ own, name }) => valuesOf(own)[name] ?? "";

function act({ key, altKey, ctrlKey, metaKey }) {
  const rows = chosen();
  const list = listOf(rows[0]);
  const command = ctrlKey || metaKey;
  if (key === "Escape") leave();
  else if (key === "Delete") field ? empty() : removeAll();
  else if (command && key.toLowerCase() === "d" && field) fill(valueOf(targets()[0]));
  else if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
    const up = key === "ArrowUp";
    const beside = up ? list[list.indexOf(rows[0]) - 1] : list[list.indexOf(rows.at(-1)) + 1];
    if (beside) send("rows/move", { [up ? "before" : "after"]: numberOf(beside) });
  } else return false;
  return true;
}

window.addEventListener("keydown", (event) => {
  const { key, shiftKey, altKey } = event;
  const focused = document.activeElement;
  const row = focused.closest(".items .row");
  if (!isEditable(row) || formOf(focused) || ["Shift", "Control", "Alt", "Meta"].includes(key)) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  const place = placeAt(focused);
  if (shiftKey && !altKey && step && (focused === row || place === focused)) {
    from ??= row.id;
    const list = listOf(row);
    const next = list[list.findIndex(({ id }) => id === (to ?? row.id)) + step];
    if (next) run(next, place?.dataset.field ?? null);
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
  const row = target.closest(".items .row");
  return isEditable(row) && !formOf(target) && !target.closest(".controls") ? row : null;
}

window.addEventListener("click", (event) => {
  const row = rowToPick(event.target);
  const one = event.ctrlKey || event.metaKey || (ids.length && event.pointerType === "touch");
  if (held) {
    held = false;
    event.preventDefault();
    return event.stopPropagation();
  }
  if (!row || !(one || event.shiftKey)) return event.target.closest("#status, dialog") || leave(); // what is done next is about what was clicked
  if (one && event.target.closest("a") && !ids.length) return; // which leads away
  event.preventDefault();
  event.stopPropagation();
  getSelection().removeAllRanges();
  if (!one) return run(row, field);
  from = row.id;
  pick(listOf(row).filter(({ id }) => ids.includes(id) !== (id === row.id)), null);
}, true);

// A finger that stays chooses the row; one that scrolls is taken away from us by then. Letting go is no click.
window.addEventListener("pointerdown", ({ target, pointerType }) => {
  const row = rowToPick(target);
  held = false;
  if (pointerType === "touch" && row) holding = setTimeout(() => {
    held = true;
    from = row.id;
    pick([row], null);
  }, HOLD);
}, true);
for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => clearTimeout(holding), true);
window.addEventListener("contextmenu", (event) => { if (held) event.preventDefault(); }, true);

// What is copied is a clean table: one column of the chosen field, or all that the rows hold, with heads.
document.addEventListener("copy", (event) => {
  const rows = chosen();
  if (!rows.length || !getSelection().isCollapsed) return;
  const names = namesOf(rows[0]).filter((name) => inputOf(rows[0], name).firstElementChild && rows.some((row) => valuesOf(row)[name]));
  const heads = names.map((name) => inputOf(rows[0], name).dataset.label);
  const lines = field ? targets().map((one) => [valueOf(one)]) : [heads, ...rows.map((own) => names.map((name) => valueOf({ own, name })))];
  const cells = lines.map((line) => line.map((value) => String(value).replace(/\s+/g, " ")));
  const table = document.createElement("table");
  for (const line of cells) line.forEach((words, at) => { (at ? table.rows[table.rows.length - 1] : table.insertRow()).insertCell().textContent = words; });
  event.clipboardData.setData("text/plain", cells.map((line) => line.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", table.outerHTML);
  event.preventDefault();
  say(`${rows.length} copied.`);
});

document.addEventListener("htmx:after:swap", () => {
  ids = chosen().map(({ id }) => id); // others went
  mark();
});
