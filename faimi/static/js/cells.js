// Cells: a click, a tap or a key on a field that a row shows makes it an input where it stands, and nothing else moves.
import { byId, formOf, lostFocus, say, token } from "./editor.js";
import { editOf, inputOf, isEditable, look, newToken, numberOf, urlOf, valuesOf } from "./controls.js";
import { forgetForm } from "./drafts.js";

const kit = byId("cell").content;
const LONGEST = 80; // letters of a field's text in the words for it
const beneath = new Map(); // for each open cell, by its DOM id, the nodes in whose place it stands
const sent = new WeakMap(); // for each answer that is awaited, the DOM id of its cell: refused, another comes in its place
let ahead = ""; // what was typed on a field while its cell is asked for
const chosen = { row: null, field: null }; // where the focus is on a field, to find it again in what comes

const isCell = (element) => element?.matches(".cell");
const plain = (text) => text.replace(/\s+/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
const rowOf = (element) => element.closest(".row");
const partsOf = (id) => id.match(/^([a-z]+-\d+)-(\w+)$/)?.slice(1) ?? []; // of a cell’s DOM id, such as paper-7-title

// The row whose field an element shows, its own or one that it refers to, and the field's name; nothing where it is no cell.
export function ownerOf(place) {
  const [name, of] = place.dataset.field.split(".").reverse();
  const row = rowOf(place);
  if (!isEditable(row)) return null;
  const own = of ? byId(`${of}-${valuesOf(row)[of]}`) : row;
  return isEditable(own) && inputOf(own, name) ? { own, name } : null;
}

// The cell, open or not, that an element lies in.
export function placeAt(element) {
  for (let place = element.closest("[data-field]"); place; place = place.parentElement.closest("[data-field]")) {
    if (rowOf(place) && ownerOf(place)) return place;
  }
  return null;
}

const placesIn = (row) => [...row.querySelectorAll("[data-field]")].filter((place) => place.checkVisibility() && placeAt(place) === place);

// The text around the point that was clicked, before and behind it.
function textAt({ clientX, clientY }) {
  const at = document.caretPositionFromPoint?.(clientX, clientY);
  if (at?.offsetNode.nodeType !== Node.TEXT_NODE) return null;
  const { data } = at.offsetNode;
  return [plain(data.slice(0, at.offset)).trimStart().slice(-20), plain(data.slice(at.offset)).trimEnd().slice(0, 20)];
}

function putCaret(input, text) {
  if (input.selectionStart == null) return;
  const found = text ? plain(input.value).indexOf(text.join("")) : -1;
  const caret = found < 0 ? input.value.length : found + text[0].length;
  input.setSelectionRange(caret, caret);
}

const inputIn = (cell) => cell.querySelector(":is(form, .field) > :is(input:not([type=hidden]), textarea, select, several-values)");

// Opens a cell, with the caret in the `text` that was clicked, or all of it chosen so that what is typed replaces it.
export async function open(place, { text, replace = false } = {}) {
  const { own, name } = ownerOf(place) ?? {};
  if (!own || place.ariaBusy) return; // it went, its row is open as a whole, or it is asked for already
  const id = `${own.id}-${name}`;
  if (byId(id)?.matches(".sent")) return say("It is still being saved.");
  if (!byId(id)) {
    const nodes = [...place.childNodes];
    const { height } = place.getBoundingClientRect();
    const { firstElementChild: input, dataset: { label } } = inputOf(own, name);
    if (input) place.replaceChildren(drawn(own, name, label, input.cloneNode(true)));
    else {
      place.ariaBusy = "true";
      try {
        await htmx.ajax("GET", urlOf(own, `${numberOf(own)}/${name}`), { source: place, target: place, swap: "innerHTML" });
      } finally { place.ariaBusy = null; }
    }
    const cell = byId(id);
    if (!cell) return;
    place.style.minHeight = `${height}px`;
    beneath.set(id, nodes);
    htmx.process(cell);
  }
  const field = inputIn(byId(id));
  field.focus({ preventScroll: true });
  if (replace) field.select?.();
  else putCaret(field, text);
  field.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// Puts a text over what is in the cell that was just opened; what cannot stand there is said.
export function put(text) {
  const field = document.activeElement;
  if (isCell(formOf(field)) && field.matches("textarea, input:not([type]), [type=text]")) {
    document.execCommand(text ? "insertText" : "delete", false, text);
  } else if (isCell(formOf(field)) && fits(field, text)) field.dispatchEvent(new Event("input", { bubbles: true }));
  else say(`This does not fit there: ${text}`);
}

function fits(field, text) {
  const { value } = field;
  if (field.type === "file") return false;
  field.value = text;
  if (field.value !== text) field.value = value;
  return field.value === text;
}

function drawn(own, name, label, input) {
  const cell = kit.cloneNode(true).firstElementChild;
  const form = cell.firstElementChild;
  cell.id = `${own.id}-${name}`;
  cell.querySelector(".meanwhile").id = `${cell.id}-meanwhile`;
  form.setAttribute("hx-post", form.getAttribute("hx-post").replace("KIND/0/field", `${own.id.replace("-", "/")}/${name}`));
  form.elements.version.value = editOf(own).dataset.version;
  form.elements.once.value = newToken();
  form.elements.csrf_token.value = token();
  input.id = `${cell.id}-input`;
  input.value = valuesOf(own)[name] ?? "";
  const words = form.querySelector("label");
  words.htmlFor = input.id;
  words.textContent = label;
  words.after(input);
  return cell;
}

// Gives a cell's place back to what stood there.
export function close(cell) {
  const place = cell.parentElement;
  forgetForm(cell);
  if (place.matches("[data-field]")) place.replaceChildren(...(beneath.get(cell.id) ?? []));
  else cell.remove();
  place.style.minHeight = "";
}

// The focus goes to where a cell stood; its row may show the field no longer.
function back(place) {
  if (place.matches("[data-field]") && placeAt(place)) choose(place);
  else rowOf(place)?.focus();
}

// What stands beneath an open cell has come anew.
export function laidBeneath(cell, nodes) {
  beneath.set(cell.id, nodes);
}

const asks = (cell) => cell.querySelector(".alert, .error, .clash, .problem:not(:empty), .meanwhile > *, [name^=sign_in]");

// Saves a cell if it holds something new, else closes it.
function leave(cell, button = null) {
  if (cell.matches(".sent") || inputIn(cell)?.validity?.badInput) return; // half a date is none
  if (!cell.hasAttribute("data-changed")) close(cell);
  else {
    cell.classList.add("sent"); // the new words stand there from now on
    cell.querySelector("form").requestSubmit(button);
  }
}

function discard(cell) {
  const place = cell.parentElement;
  const [key, name] = partsOf(cell.id);
  const typed = cell.hasAttribute("data-changed") && inputIn(cell)?.value;
  close(cell);
  back(place);
  if (typed === false) return;
  say("Discarded.", "Bring it back", async () => {
    await (placeAt(place) === place ? open(place) : reopen(`${key}-${name}`));
    const field = byId(cell.id) && inputIn(byId(cell.id));
    if (!field) return say(`You typed: ${typed}`);
    field.value = typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// The place of a field whose cell had this DOM id, such as paper-7-title.
export function reopen(id) {
  const [key, name] = partsOf(id);
  const row = byId(key);
  if (!isEditable(row) || !inputOf(row, name)?.firstElementChild) return false;
  look(row);
  const place = row.querySelector(`[data-field="${name}"]`);
  if (place) open(place);
  return Boolean(place);
}

// Has the focus on a field, and tells who listens where that is.
export function choose(place) {
  const row = rowOf(place);
  const all = placesIn(row);
  const rows = [...(row.closest(".items")?.querySelectorAll(".row") ?? [row])];
  const { own, name } = ownerOf(place);
  const label = inputOf(own, name).dataset.label;
  const elsewhere = own === row ? "" : ` of the ${own.ariaLabel.split(":")[0]}`;
  place.tabIndex = -1;
  place.role = "button";
  place.ariaLabel = `${label}${elsewhere}, ${plain(place.textContent).trim().slice(0, LONGEST)}, cell ${all.indexOf(place) + 1} of ${all.length}, row ${rows.indexOf(row) + 1} of ${rows.length}`;
  place.ariaDescription = "Press Enter to edit";
  Object.assign(chosen, { row: row.id, field: place.dataset.field });
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest", behavior: "instant" });
}

document.addEventListener("focusout", ({ target }) => {
  if (!target.matches?.("[data-field]")) return;
  for (const name of ["role", "aria-label", "aria-description"]) target.removeAttribute(name);
});

// The cell beside another: before or behind it, also in the next row, or the same field of the row above or below.
function beside(place, step, sameField = false) {
  const row = rowOf(place);
  const rows = [...document.querySelectorAll("main .row")];
  if (!sameField) {
    const here = placesIn(row);
    const next = here[here.indexOf(place) + step];
    if (next) return next;
  }
  for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
    const places = placesIn(rows[at]);
    const same = sameField && places.find((one) => one.dataset.field === place.dataset.field);
    if (places.length) return same || places.at(step < 0 && !sameField ? -1 : 0);
  }
  return null;
}

function inCell(event, cell) {
  const { key, shiftKey, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const place = cell.parentElement;
  if (key === "Escape") discard(cell);
  else if (key === "Tab" && !command && !asks(cell)) {
    const next = place.matches("[data-field]") && beside(place, shiftKey ? -1 : 1);
    leave(cell);
    if (next) open(next, { replace: true });
    else back(place);
  } else if (key === "Enter" && !altKey && !shiftKey && (command || !event.target.matches("[data-markdown], button"))) {
    leave(cell);
    if (!asks(cell)) back(place);
  } else return false;
  return true;
}

function onChosen(event, place) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const row = rowOf(place);
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
  if (altKey || command || shiftKey && key.length > 1) return false;
  if (key === "Enter" || key === "F2") open(place);
  else if (key === "Escape") row.focus();
  else if (key === "Home" || key === "End") choose(placesIn(row).at(key === "Home" ? 0 : -1));
  else if (steps[key]) {
    const next = beside(place, steps[key], key.endsWith("Up") || key.endsWith("Down"));
    if (next) choose(next);
  } else if (key === "Delete" || key === "Backspace") empty(place);
  else return key.length === 1 && key !== " " && type(place, key);
  return true;
}

// What is typed on a field replaces what is there: it goes into the cell by itself, or waits for one that is asked for.
function type(place, key) {
  if (place.ariaBusy) ahead += key;
  else {
    const opened = open(place, { replace: true });
    if (!place.ariaBusy) return false;
    ahead = key;
    opened.then(() => put(ahead));
  }
  return true;
}

async function empty(place) {
  await open(place, { replace: true });
  const cell = formOf(document.activeElement);
  if (!isCell(cell)) return;
  put("");
  leave(cell);
  back(place);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const { target } = event;
  const cell = formOf(target);
  const place = target.matches("[data-field]") && placeAt(target);
  const done = isCell(cell) ? inCell(event, cell) : place ? onChosen(event, place) : target.matches(".row") && event.key === "ArrowRight" && toFirst(target);
  if (!done) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

function toFirst(row) {
  const [first] = placesIn(row);
  if (first) choose(first);
  return Boolean(first);
}

// A click on what is open elsewhere ends that; a link in a row is for visitors: here a click on it edits, with Ctrl it leads away.
document.addEventListener("pointerdown", ({ target }) => {
  const cell = formOf(document.activeElement);
  if (isCell(cell) && !cell.contains(target) && !asks(cell)) leave(cell);
}, true);

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("a[href] .cell") && !target.closest("button, label, input:is([type=checkbox], [type=radio], [type=file])")) event.preventDefault();
  if (event.ctrlKey || event.metaKey || formOf(target) || !getSelection().isCollapsed) return;
  const place = placeAt(target);
  if (place) open(place, { text: textAt(event) });
  if (place || (target.closest("a[href]") && isEditable(rowOf(target)) && !target.closest(".controls, .edit"))) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const cancel = target.closest(".cell [data-cancel]");
  if (!cancel) return;
  const cell = formOf(cancel);
  if (cell.closest(".row")) discard(cell);
});

// A pasted text of several lines is one line where the page has one.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.matches?.(".cell textarea:not([data-markdown])") || !text.includes("\n")) return;
  event.preventDefault();
  document.execCommand("insertText", false, text.trim().replace(/\s*[\r\n]+\s*/g, " "));
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const cell = ctx.sourceElement.closest(".cell");
  if (cell) sent.set(ctx, cell.id);
});

// Refused, it is open again; saved, what it shows has come, or nothing was to change.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const cell = byId(sent.get(ctx));
  if (!cell) return;
  if (ctx.response?.status === 200) return close(cell);
  cell.classList.remove("sent");
  if (lostFocus() || [cell.parentElement, rowOf(cell)].includes(document.activeElement)) inputIn(cell)?.focus({ preventScroll: true });
});

document.addEventListener("htmx:after:swap", () => {
  const focused = document.activeElement;
  const place = lostFocus() ? byId(chosen.row)?.querySelector(`[data-field="${chosen.field}"]`) : focused.matches("[data-field]") && focused;
  if (place && !place.role && placeAt(place)) choose(place);
});
