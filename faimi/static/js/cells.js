// Cells: a click, a tap or a key on a field that a row shows makes it an input where it stands, and nothing else moves.
import { byId, formOf, lostFocus, say, token } from "./editor.js";
import { editOf, inputOf, isEditable, look, newToken, numberOf, urlOf, valuesOf } from "./controls.js";
import { forgetForm } from "./drafts.js";

const kit = byId("cell").content;
const beneath = new Map(); // for each open cell, by its DOM id, the nodes in whose place it stands
const sent = new WeakMap(); // for each answer that is awaited, the DOM id of its cell: refused, another comes in its place

export const isCell = (element) => element?.matches(".cell");
export const plain = (text) => text.replace(/\s+/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
export const rowOf = (element) => element.closest(".row");
export const partsOf = (id) => id.match(/^([a-z]+-\d+)-(\w+)$/)?.slice(1) ?? []; // of a cell’s DOM id, such as paper-7-title

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

export const inputIn = (cell) => cell.querySelector(":is(form, .field) > :is(input:not([type=hidden]), textarea, select, several-values)");

// Opens a cell, with the caret in the `text` that was clicked, or all of it chosen so that what is typed replaces it.
export async function open(place, { text, replace = false } = {}) {
  const { own, name } = ownerOf(place) ?? {};
  if (!own || place.ariaBusy) return; // it went, its row is open as a whole, or it is asked for already
  const id = `${own.id}-${name}`;
  if (byId(id)?.matches(".sent")) return say("It is still being saved.");
  if (!byId(id)) {
    const nodes = [...place.childNodes];
    const { height } = place.getBoundingClientRect();
    const { firstElementChild: input, dataset } = inputOf(own, name);
    if (input) place.replaceChildren(drawn(own, name, dataset, input.cloneNode(true)));
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
    tellOwner(cell);
  }
  const field = inputIn(byId(id));
  if (!field.checkVisibility()) place.closest("details").open = true;
  field.focus({ preventScroll: true });
  if (replace) field.select?.();
  else putCaret(field, text);
  field.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// A text of several lines is one line where the page has one.
const inOneLine = (text) => text.trim().replace(/\s*[\r\n]+\s*/g, " ");

// Puts a text over what is in the cell that was just opened; what cannot stand there is said.
export function put(text) {
  const field = document.activeElement;
  if (isCell(formOf(field)) && field.matches("textarea, input:not([type]), [type=text]")) {
    document.execCommand(text ? "insertText" : "delete", false, field.matches("[data-markdown]") ? text : inOneLine(text));
  } else if (isCell(formOf(field)) && fits(field, text)) field.dispatchEvent(new Event("input", { bubbles: true }));
  else say(text ? `This does not fit there: ${text}` : "This cannot be emptied here: open it, or all fields of its row.");
}

function fits(field, text) {
  const { value } = field;
  if (field.type === "file") return false;
  field.value = text;
  if (field.value !== text) field.value = value;
  return field.value === text;
}

function drawn(own, name, { label, named }, input) {
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
  if (named !== undefined) form.elements.called.value = input.value;
  const words = form.querySelector("label");
  words.htmlFor = input.id;
  words.textContent = label;
  words.after(input);
  return cell;
}

// The words for where else a text stands that is another row's.
function tellOwner(cell) {
  const own = byId(partsOf(cell.id)[0]);
  const field = inputIn(cell);
  if (!own || own === rowOf(cell) || !field || cell.querySelector(".also")) return;
  const where = own.closest(".section").querySelector("h2").textContent.trim();
  const also = Object.assign(document.createElement("p"), { id: `${cell.id}-also`, className: "also", textContent: `Also in ${where}` });
  cell.querySelector(".beside").prepend(also);
  field.setAttribute("aria-describedby", `${also.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
}

// Gives a cell's place back to what stood there.
export function close(cell) {
  const place = cell.parentElement;
  forgetForm(cell);
  if (place.matches("[data-field]")) place.replaceChildren(...(beneath.get(cell.id) ?? []));
  else cell.remove();
  place.style.minHeight = "";
}

// What stands beneath an open cell has come anew.
export function laidBeneath(cell, nodes) {
  beneath.set(cell.id, nodes);
}

export const signsIn = (cell) => cell.querySelector("[name^=sign_in]");
export const halfIn = (cell) => [...cell.querySelectorAll("input")].find(({ validity }) => validity.badInput); // half a date
export const asks = (cell) => cell.querySelector(".alert, .error, .clash, .problem:not(:empty), .meanwhile > *") ?? signsIn(cell) ?? halfIn(cell);

// Saves a cell if it holds something new, else closes it.
export function leave(cell) {
  if (cell.matches(".sent")) return;
  if (halfIn(cell)) halfIn(cell).reportValidity();
  else if (!cell.hasAttribute("data-changed")) close(cell);
  else if (cell.dispatchEvent(new CustomEvent("leaving", { bubbles: true, cancelable: true }))) { // else what it means for others is done with it
    cell.classList.add("sent"); // the new words stand there from now on
    cell.querySelector("form").requestSubmit();
  }
}

// The place of a field whose cell had this DOM id, such as paper-7-title.
export function reopen(id) {
  const [key, name] = partsOf(id);
  const row = byId(key);
  if (!isEditable(row) || !inputOf(row, name)) return false;
  look(row);
  const place = row.querySelector(`[data-field="${name}"]`);
  return place ? open(place) : false;
}

// A press elsewhere ends what is open; on a control, which would move then, the click does that.
let pressed = null;
function leavePressed() {
  if (pressed?.isConnected) leave(pressed);
  pressed = null;
}
document.addEventListener("pointerdown", ({ target }) => {
  const cell = formOf(document.activeElement);
  if (!isCell(cell) || cell.contains(target) || target.closest("#strip") || asks(cell)) return;
  pressed = cell;
  if (!target.closest(".controls :is(a, button, .offer)")) leavePressed();
}, true);
window.addEventListener("click", leavePressed, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(leavePressed));

// A link that shows a field is for visitors: here a click on it edits, with Ctrl it leads away.

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("a[href] .cell") && !target.closest("button, label, input:is([type=checkbox], [type=radio], [type=file])")) event.preventDefault();
  if (event.ctrlKey || event.metaKey || formOf(target) || !getSelection().isCollapsed) return;
  const place = placeAt(target);
  if (place) open(place, { text: textAt(event) });
  if (place || (isEditable(rowOf(target)) && target.closest("a[href]")?.querySelector("[data-field]"))) event.preventDefault();
});

// Whether a text is no words for a field of one line: cells of a spreadsheet, or a link in each of several lines.
export function isTable(text) {
  const lines = text.trim().split(/\s*\n\s*/);
  return text.includes("\n") && (text.includes("\t") || (lines.length > 1 && lines.every((line) => /^https?:\/\/\S+$/i.test(line))));
}

document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.matches?.(".cell textarea:not([data-markdown])") || !text.includes("\n") || isTable(text)) return;
  event.preventDefault();
  document.execCommand("insertText", false, inOneLine(text));
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
  tellOwner(cell);
  if (lostFocus() || [cell.parentElement, rowOf(cell)].includes(document.activeElement)) (cell.querySelector("[aria-invalid]") ?? inputIn(cell))?.focus({ preventScroll: true });
});
