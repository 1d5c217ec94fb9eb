// Several rows, or one field of several rows, are chosen: with Shift and an arrow, with Shift or Ctrl and a click, on a
// phone by holding. What is done then is done to all of them, as one change.
import { ask } from "./ask.js";
import { placeAt } from "./cells.js";
import { editOf, inputOf, isEditable, namesOf, newToken, numberOf, urlOf, valuesOf } from "./controls.js";
import { byId, formOf, say, token } from "./editor.js";

let ids = []; // of the rows that are chosen, in the order of their list
let field = null; // the one that is chosen in each, or the whole rows
let from = null; // where a run of them begins

const listOf = (row) => [...row.closest(".items").querySelectorAll(".row")].filter(isEditable);
const shownIn = (row) => (field && row.querySelector(`[data-field="${field}"]`)) || row;
const chosen = () => ids.map(byId).filter(isEditable);

function mark() {
  document.querySelectorAll(".picked").forEach((element) => element.classList.remove("picked"));
  chosen().forEach((row) => shownIn(row).classList.add("picked"));
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
  from = field = null;
  mark();
}

function run(row, name) {
  const list = listOf(row);
  from = list.find(({ id }) => id === from)?.id ?? row.id;
  const [first, last] = [list.findIndex(({ id }) => id === from), list.indexOf(row)].sort((a, b) => a - b);
  pick(list.slice(first, last + 1), name);
}

// Sends what is done as a form would, so that each row has its number and the version in which it was seen.
function send(where, more = {}) {
  const rows = chosen();
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
  if (await ask(`Remove ${ids.length} rows?`, "Remove them")) send("rows/remove");
}

const own = (name) => name.split(".").pop();
const empty = () => send("cells", { field: own(field), value: "" });

function act({ key, altKey, ctrlKey, metaKey }) {
  const rows = chosen();
  const list = rows.length ? listOf(rows[0]) : [];
  const command = ctrlKey || metaKey;
  if (key === "Escape") leave();
  else if (key === "Delete") field ? empty() : removeAll();
  else if (command && key.toLowerCase() === "d" && field) send("cells", { field: own(field), value: valuesOf(rows[0])[own(field)] ?? "" });
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
    const end = ids.at(ids[0] === from ? -1 : 0) ?? row.id;
    const next = list[list.findIndex(({ id }) => id === end) + step];
    if (next) run(next, place?.dataset.field ?? null);
  } else if (!ids.length) return;
  else if (!act(event)) {
    if (!(event.ctrlKey || event.metaKey)) leave();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

window.addEventListener("click", (event) => {
  const row = event.target.closest(".items .row");
  const one = event.ctrlKey || event.metaKey || (ids.length && event.pointerType === "touch");
  if (!isEditable(row) || formOf(event.target) || event.target.closest(".controls") || !(one || event.shiftKey)) return;
  if (one && event.target.closest("a") && !ids.length) return; // which leads away
  event.preventDefault();
  event.stopPropagation();
  getSelection().removeAllRanges();
  if (!one) return run(row, field);
  from = row.id;
  pick(listOf(row).filter(({ id }) => ids.includes(id) !== (id === row.id)), null);
}, true);

window.addEventListener("contextmenu", (event) => {
  const row = event.target.closest(".items .row");
  if (event.pointerType !== "touch" || !isEditable(row) || formOf(event.target)) return;
  event.preventDefault();
  from = row.id;
  pick([row], null);
});

// What is copied is a clean table: one column of the chosen field, or all that the rows hold, with heads.
document.addEventListener("copy", (event) => {
  const rows = chosen();
  if (!rows.length || !getSelection().isCollapsed) return;
  const names = field ? [own(field)] : namesOf(rows[0]).filter((name) => rows.some((row) => valuesOf(row)[name]));
  const heads = field ? [] : [names.map((name) => inputOf(rows[0], name).dataset.label)];
  const cells = [...heads, ...rows.map((row) => names.map((name) => String(valuesOf(row)[name] ?? "").replace(/\s+/g, " ")))];
  const table = document.createElement("table");
  for (const line of cells) line.forEach((words, at) => { (at ? table.rows[table.rows.length - 1] : table.insertRow()).insertCell().textContent = words; });
  event.clipboardData.setData("text/plain", cells.map((line) => line.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", table.outerHTML);
  event.preventDefault();
  say(`${rows.length} copied.`);
});

document.addEventListener("htmx:after:swap", mark);
