// Rows: keys lead from row to row and open their forms, and what is typed while a form is on its way is typed into it.
import { byId, formOf, placeOf, say } from "./editor.js";
import { placeAt, reopen } from "./cells.js";
import { belowOf, editOf, look, numberOf, urlOf } from "./controls.js";
import { isTimed, swap } from "./gestures.js";
import { FIELDS, composes, edit, enter, fieldsOf, isHeld, textOf } from "./keys.js";

const ONE_LINE = ".fields input:not([type=file])";
let held = null; // the keys and pastes that came since a form is saved or opened, in order
let awaited = null; // the form or link whose answer they wait for
let onward = null; // what follows once that form is saved
const sources = new WeakMap(); // what asked for each answer, also once what came stands in its place
let offline = false; // the save did not reach the server: it is sent again by itself
let untold = null; // what was given back while an answer was awaited, which will say something else

const openForm = (link, row) => htmx.ajax("GET", urlOf(row, `${numberOf(row)}/form`), { source: link, target: row, swap: "outerHTML" });
const fieldAt = (form, name) => form?.querySelector(`[name="${CSS.escape(name)}"]`);

// A row's form, with all its fields.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".edit, .all-fields");
  const row = link?.closest(".row");
  if (!row || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  openForm(link, row);
});

// What leads from elsewhere to a field of a row, also where its form is open already.
document.addEventListener("click", async (event) => {
  const { opens, at } = event.target.closest("[data-opens]")?.dataset ?? {};
  const place = byId(opens);
  if (!place || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (!place.matches(".form") && reopen(`${opens}-${at}`)) return;
  if (!place.matches(".form")) await openForm(editOf(place), place);
  fieldAt(byId(opens), at)?.focus();
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

// Each list is one stop of Tab: the row where the focus was last, or its first.
function stop(row) {
  const list = row.closest(".items");
  list?.querySelectorAll(".row[tabindex='0']").forEach((other) => { other.tabIndex = -1; });
  row.tabIndex = 0;
}

function stops() {
  document.querySelectorAll(".row:not([tabindex])").forEach((row) => { row.tabIndex = row.matches(".items *") ? -1 : 0; }); // a form became it, in what was drawn around it
  for (const list of document.querySelectorAll(".items:not(:has(.row[tabindex='0']))")) {
    const first = list.querySelector(".row");
    if (first) first.tabIndex = 0;
  }
  document.querySelectorAll(".row > .edit").forEach((link) => { link.tabIndex = -1; }); // Enter on the row does it
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".items .row");
  if (row) stop(row);
});
document.addEventListener("htmx:after:swap", stops);
stops();

function onRow(event, row) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (shiftKey || (command && (altKey || step))) return false;
  look(row);
  if (key === "Enter" && !altKey) follow(command ? belowOf(row) : editOf(row));
  else if (key === "Delete" && !altKey) row.querySelector(".remove")?.click();
  else if (step && altKey && isTimed(row)) swap(row, step);
  else if (step && altKey && "inOrder" in (editOf(row)?.dataset ?? {})) say("Rows with a date stand in order of time.");
  else if (step && altKey) byId(`${row.id}-${step < 0 ? "up" : "down"}`)?.click();
  else if (step) {
    const places = [...document.querySelectorAll("main :is(.row, .form)")];
    const next = places[places.indexOf(row) + step];
    (next?.matches(".row") ? next : next && fieldsOf(next)[0])?.focus();
  } else if (key === "e" && !altKey && !command && row.querySelector("[data-replaces]")) row.querySelector("[data-replaces]").click();
  else return false;
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
  return Boolean(form) && (inForm(event, form, field) || edit(event, form, field));
}

function inForm(event, form, field) {
  const { key } = event;
  const command = event.ctrlKey || event.metaKey;
  if (key === "Escape") cancel(form);
  else if (key === "Enter" && command && field.matches(FIELDS)) {
    save(form, field.matches("textarea") ? null : (saved) => follow(belowOf(saved)));
  } else if (key === "Enter" && field.matches(ONE_LINE)) save(form, null, form.querySelector("button:default"));
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (composes(event)) return;
  const field = document.activeElement;
  const form = formOf(field);
  if (form?.matches(".cell")) return;
  const row = placeOf(field);
  if (held && awaited?.matches("form") && (form ? form !== formOf(awaited) : row && row.id !== placeOf(awaited)?.id)) giveBack(); // the person is elsewhere
  holdFor(field, form);
  const chosen = !form && row && (field === row || field === placeAt(field));
  if (offline && event.key === "Escape") giveBack();
  else if (held && isHeld(event)) keep(event);
  else if (!(form ? inForm(event, form, field) : chosen && onRow(event, row))) return;
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  const form = formOf(document.activeElement);
  if (form?.matches(".cell")) return;
  holdFor(document.activeElement, form);
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
