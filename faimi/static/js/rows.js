// Rows as in a spreadsheet: a click opens one on the text that was clicked, keys lead from field to field and row to row.
import { belowOf, byId, formOf, placeOf, say } from "./editor.js";
import { FIELDS, edit, enter, fieldsOf, isHeld, same, textOf } from "./keys.js";

const ONE_LINE = ".fields input:not([type=file])";
const ON_ROW = ["Enter", "ArrowUp", "ArrowDown"];
let wanted = null; // a row that is being opened: its DOM id, and where in its form focus goes
let held = null; // the keys and pastes that came since a form is saved or opened, in order
let awaited = null; // the form or link whose answer they wait for
let onward = null; // what follows once that form is saved
const sources = new WeakMap(); // what asked for each answer, also once what came stands in its place
let offline = false; // the save did not reach the server: it is sent again by itself
let untold = null; // what was given back while an answer was awaited, which will say something else

const plain = (text) => text.replace(/\s+/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

// The link that opens a row's form, once it is known where in it focus goes.
function opener(row, where = {}) {
  wanted = { id: row.id, ...where };
  return row.querySelector(".edit");
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
  if (last) enter(field);
  else field?.focus();
  if (field && text) putCaret(field, text);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest(".row:has(.edit)");
  if (!row || event.target.closest(".controls") || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
  event.preventDefault(); // a link in a row is for visitors: here a click on it edits, with Ctrl it leads away
  opener(row, { names: namesAt(event.target, row), text: textAt(event) })?.click();
});

// What leads from elsewhere to a field of a row, also where its form is open already.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-opens]");
  const place = byId(link?.dataset.opens);
  if (!place || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (place.matches(".form")) place.querySelector(`[name="${CSS.escape(link.dataset.at)}"]`)?.focus();
  else opener(place, { names: [link.dataset.at] })?.click();
});

// A row that has a new one open below it already leads there.
document.addEventListener("click", (event) => {
  const below = event.target.closest(".below");
  const row = below && (placeOf(below) ?? below.closest(".section").querySelector(".heading"));
  const there = row && byId(`${row.id}-next`);
  if (there?.matches(".form")) {
    event.preventDefault();
    event.stopPropagation();
    fieldsOf(there)[0].focus();
    if (below === awaited) awaited = null;
  } else there?.remove();
}, true);

function onRow(event, row) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (shiftKey || (command && (altKey || step))) return false;
  if (key === "Enter" && !altKey) follow(command ? belowOf(row) : opener(row));
  else if (key === "Delete" && !altKey) row.querySelector(".remove")?.click();
  else if (step && altKey) byId(`${row.id}-${step < 0 ? "up" : "down"}`)?.click();
  else if (step) {
    const places = [...document.querySelectorAll("main :is(.row, [data-form])")];
    const next = places[places.indexOf(row) + step];
    (next?.matches(".row") ? next : next && fieldsOf(next)[0])?.focus();
  } else return false;
  return true;
}

function hold(source, go = null) {
  held ??= [];
  awaited = source;
  onward = go;
}

// A form that is sent again by itself takes no keys until the answer.
function holdFor(field, form) {
  if (!held && form && field.readOnly) hold(form.querySelector("form"));
}

// Follows a link to a form.
function follow(link) {
  if (!link) return;
  hold(link);
  link.click();
  if (!awaited) replay(); // that form was open
}

function save(form, go, button = null) {
  const inner = form.querySelector("form");
  if (inner.noValidate || inner.checkValidity()) hold(inner, go);
  inner.requestSubmit(button);
}

function cancel(form) {
  const link = form.querySelector("[data-cancel]");
  if (link?.hasAttribute("hx-get")) hold(link);
  link?.click();
}

function keep(event) {
  held.push(event);
  if (offline) sayWaiting();
}

function sayWaiting() {
  const typed = textOf(held);
  say(`Waiting for the server to save this row; Esc ends it.${typed && ` Kept for the next row: ${typed}`}`);
}

// Where no form opens, what was typed for it is said.
function giveBack() {
  const typed = textOf(held ?? []);
  const words = `No row opened for what you typed: ${typed}`;
  untold = typed && awaited && !offline && { source: awaited, words };
  held = awaited = onward = null;
  offline = false;
  if (typed) say(words);
}

// Does what the held keys do where focus is now; what begins another save or opens another form has the rest wait for it.
function replay() {
  const keys = held;
  held = null;
  while (keys.length && !held) {
    if (!play(keys[0])) {
      held = keys;
      return giveBack();
    }
    keys.shift();
  }
  if (held) held = keys;
}

function play(event) {
  const field = document.activeElement;
  const form = formOf(field);
  if (form) return inForm(event, form, field) || edit(event, form, field);
  return field.matches(".row") && ON_ROW.includes(event.key) && onRow(event, field);
}

// Saves a form if it holds something new, else closes it; then goes on.
function leave(form, go) {
  if (form.hasAttribute("data-changed")) return save(form, go);
  cancel(form);
  return go();
}

function toNeighbour(form, step) {
  const places = [...form.closest(".items").querySelectorAll(".row, [data-form]")];
  const { id } = places[places.indexOf(form) + step] ?? {};
  leave(form, () => {
    const next = byId(id);
    if (next?.matches(".row")) follow(opener(next, { last: step < 0 }));
    else if (next) enter(fieldsOf(next).at(step < 0 ? -1 : 0));
  });
}

function inForm(event, form, field) {
  const { key, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const edge = fieldsOf(form).at(shiftKey ? 0 : -1);
  if (key === "Escape") cancel(form);
  else if (key === "Tab" && !command && same(edge, field) && form.matches(".items :has([data-cancel])")) toNeighbour(form, shiftKey ? -1 : 1);
  else if (key === "Enter" && command && field.matches(FIELDS)) {
    save(form, field.matches("textarea") ? null : (saved) => follow(belowOf(saved)));
  } else if (key === "Enter" && field.matches(ONE_LINE)) save(form, null, form.querySelector("button:default"));
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const field = document.activeElement;
  const form = formOf(field);
  if (held && form && awaited?.matches("form") && form !== formOf(awaited)) giveBack(); // the person is in another form
  holdFor(field, form);
  if (offline && event.key === "Escape") giveBack();
  else if (held && isHeld(event)) keep(event);
  else if (!(form ? inForm(event, form, field) : field.matches(".row") && onRow(event, field))) return;
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  holdFor(document.activeElement, formOf(document.activeElement));
  const text = event.clipboardData.getData("text/plain");
  if (!held || !text) return;
  event.preventDefault();
  keep({ key: "", text });
});

// Where the next form waits for a save that could not be sent, so does what is typed for it; else it is given back.
document.addEventListener("unsent", ({ target }) => {
  if (target !== awaited) return;
  offline = Boolean(onward);
  offline ? sayWaiting() : giveBack();
});

// Who clicks into another form is there: what was held is not typed into it, and no form that opens takes the focus away.
document.addEventListener("mousedown", ({ target }) => {
  if (!held) return;
  if (formOf(target) && awaited?.matches("a")) htmx.trigger(awaited, "htmx:abort");
  giveBack();
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  sources.set(ctx, ctx.sourceElement);
  if (ctx.sourceElement === awaited) offline = false;
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const source = sources.get(ctx);
  if (source && source === untold?.source) {
    say(untold.words);
    untold = null;
  }
  if (!source || source !== awaited || offline) return;
  const go = onward;
  const saved = byId(JSON.parse(ctx.hx?.trigger ?? "{}").said?.place);
  awaited = onward = null;
  if (ctx.response?.status !== 200 || (go && !saved)) return giveBack();
  go?.(saved);
  if (held && !awaited) replay();
});
