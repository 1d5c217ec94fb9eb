// Rows as in a spreadsheet: a click opens one on the text that was clicked, keys lead from field to field and row to row.
import { byId, formOf, placeOf, say } from "./editor.js";

const FIELDS = ".fields :is(input:not([type=hidden]), select, textarea, button)";
let wanted = null; // a row that is being opened: its DOM id, and where in its form focus goes
let onward = null; // what follows once the form is saved
let ahead = null; // what is typed for the form that is to open next, before it is there
let left = null; // the form that is saved meanwhile

const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.checkVisibility());
const same = (one, other) => one === other || (one?.type === "radio" && one.name === other?.name);
const plain = (text) => text.replace(/\s+/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

function open(row, where = {}) {
  wanted = { id: row.id, ...where };
  row.querySelector(".edit")?.click();
}

// The fields that an element of a row shows, the nearest first: its data-field, or a class of that name.
function namesAt(element, row) {
  const names = [];
  for (let e = element; e && e !== row; e = e.parentElement) names.push(e.dataset.field, ...e.classList);
  return names.filter(Boolean);
}

// The text around the point that was clicked, before and behind it.
function textAt({ clientX, clientY }) {
  const at = document.caretPositionFromPoint?.(clientX, clientY);
  if (at?.offsetNode.nodeType !== Node.TEXT_NODE) return null;
  const { data } = at.offsetNode;
  return [plain(data.slice(0, at.offset)).trimStart().slice(-20), plain(data.slice(at.offset)).trimEnd().slice(0, 20)];
}

function putCaret(field, [before, behind]) {
  const found = plain(field.value).indexOf(before + behind);
  const caret = found < 0 ? field.value.length : found + before.length;
  if (field.selectionStart !== null) field.setSelectionRange?.(caret, caret);
}

document.addEventListener("htmx:after:swap", () => {
  const form = byId(wanted?.id);
  if (!form?.matches("[data-form]")) return;
  const { names = [], text, last } = wanted;
  const shown = (name) => form.querySelector(`[name="${CSS.escape(name)}-file"], [name="${CSS.escape(name)}"]:not([type=hidden])`);
  const field = last ? fieldsOf(form).at(-1) : names.map(shown).find(Boolean);
  wanted = null;
  field?.focus();
  if (field && text) putCaret(field, text);
  land();
});

document.addEventListener("click", (event) => {
  const row = event.target.closest(".row:has(.edit)");
  if (!row || event.target.closest(".controls") || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
  event.preventDefault(); // a link in a row is for visitors: here a click on it edits, with Ctrl it leads away
  open(row, { names: namesAt(event.target, row), text: textAt(event) });
});

// A row that has a new one open below it already leads there.
document.addEventListener("click", (event) => {
  const below = event.target.closest(".below");
  const there = below && byId(`${placeOf(below).id}-next`);
  if (there?.matches(".form")) {
    event.preventDefault();
    event.stopPropagation();
    fieldsOf(there)[0].focus();
  } else there?.remove();
}, true);

function onRow(event, row) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (shiftKey || (command && (altKey || step))) return;
  if (key === "Enter" && !altKey) command ? row.querySelector(".below")?.click() : open(row);
  else if (key === "Delete" && !altKey) row.querySelector(".remove")?.click();
  else if (step && altKey) byId(`${row.id}-${step < 0 ? "up" : "down"}`)?.click();
  else if (step) {
    const places = [...document.querySelectorAll("main :is(.row, [data-form])")];
    const next = places[places.indexOf(row) + step];
    (next?.matches(".row") ? next : next && fieldsOf(next)[0])?.focus();
  } else return;
  event.preventDefault();
}

function begin(form) {
  ahead = "";
  left = form;
}

// Where the form that was to open has the focus, what was typed ahead is typed into it.
function land() {
  const form = formOf(document.activeElement);
  if (ahead === null || !form || form === left) return;
  if (ahead && !document.execCommand("insertText", false, ahead)) giveBack();
  ahead = null;
}

// Where no form opens, what was typed for it is said.
function giveBack() {
  if (ahead) say(`No row opened for what you typed: ${ahead}`);
  ahead = null;
}

document.addEventListener("focusin", () => { if (!wanted) land(); });

// Saves a form if it holds something new, else closes it; then goes on.
function leave(form, go) {
  if (form.hasAttribute("data-changed")) {
    onward = go;
    begin(form);
    form.querySelector("form").requestSubmit();
  } else {
    form.querySelector("[data-cancel]").click();
    go();
  }
}

function toNeighbour(form, step) {
  const places = [...form.closest(".items").querySelectorAll(".row, [data-form]")];
  const { id } = places[places.indexOf(form) + step] ?? {};
  leave(form, () => {
    const next = byId(id);
    if (next?.matches(".row")) open(next, { last: step < 0 });
    else if (next) fieldsOf(next).at(step < 0 ? -1 : 0)?.focus();
    else giveBack();
  });
}

function inForm(event, form) {
  const { key, target, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const edge = fieldsOf(form).at(shiftKey ? 0 : -1);
  if (key === "Escape") form.querySelector("[data-cancel]")?.click();
  else if (key === "Tab" && !command && same(edge, target) && form.matches(".items :has([data-cancel])")) toNeighbour(form, shiftKey ? -1 : 1);
  else if (key === "Enter" && command && target.matches(FIELDS)) {
    const below = (saved) => saved?.querySelector(".below");
    onward = target.matches("textarea") ? null : (saved) => (below(saved) ? below(saved).click() : giveBack());
    if (onward) begin(form);
    form.querySelector("form").requestSubmit();
  } else return;
  event.preventDefault();
}

function typeAhead({ key }) {
  if (ahead === null) return false;
  if (key.length === 1) ahead += key;
  else if (key === "Backspace") ahead = ahead.slice(0, -1);
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const form = formOf(event.target);
  if (!(event.ctrlKey || event.metaKey || event.altKey) && typeAhead(event)) event.preventDefault();
  else if (form) inForm(event, form);
  else if (event.target.matches(".row")) onRow(event, event.target);
});

document.addEventListener("said", ({ detail }) => {
  onward?.(byId(detail.place));
  onward = null;
});

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, () => {
    onward = null;
    giveBack();
  });
}
