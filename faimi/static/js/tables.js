// What is pasted where nothing is being typed: a text goes into the chosen cells, a table or a playlist is looked over and
// taken, also where one line is being typed.
import { isTable, open, ownerOf, put } from "./cells.js";
import { inputOf, isEditable, numberOf, sectionOf, urlOf } from "./controls.js";
import { byId, lostFocus, say, token } from "./editor.js";
import { chosenCells, chosenRows, fill } from "./select.js";

const dialog = byId("pasted");
const kit = dialog.firstElementChild.content;

// Whether lines are one text for a field, and no column of values for it and those below: paragraphs, or a sentence that goes on.
function isProse(text, place) {
  const { own, name } = ownerOf(place);
  const input = inputOf(own, name).firstElementChild;
  return input?.matches("[data-markdown]") || (input?.matches("textarea") && / \S*(?:[,;:-]\s*\n|\s*\n\s*\p{Ll})/u.test(text));
}

document.addEventListener("paste", (event) => {
  const focused = document.activeElement;
  const row = focused.closest(".items .item");
  if (event.defaultPrevented || !isEditable(row)) return;
  const [text, html] = ["text/plain", "text/html"].map((type) => event.clipboardData.getData(type));
  const isTyped = focused.matches(".cell :is(input, textarea:not([data-markdown]))") && isTable(text);
  if (!isTyped && focused.closest("[data-form], input, textarea, select")) return;
  const place = focused.closest("[data-field]");
  const [over, rows] = [chosenCells(), chosenRows()];
  const beside = place && !rows ? { rows: numberOf(row), field: place.dataset.field.split(".")[0] } : { at: rows || numberOf(row) };
  const isColumn = isTyped || (text.trim().includes("\n") && (over || !place || !isProse(text, place)));
  if (isColumn || text.trim().includes("\t") || /<table/i.test(html)) lookOver(row, { text, html, ...over || beside });
  else if (over && text) fill(text.trim());
  else if (place && text) open(place, { replace: true }).then(() => put(text.trim()));
  else return;
  event.preventDefault();
});

// On cells it goes over their rows and those below, from their field on; on a row it is new, or about the rows that it
// names, and else about this one and those below. It stands in the dialog until the answer takes its place.
const lookOver = (row, values) => show(urlOf(row, `table?section=${sectionOf(row)}`), values).requestSubmit();

function show(url, values) {
  dialog.replaceChildren(kit.cloneNode(true));
  const form = dialog.querySelector("form");
  form.setAttribute("hx-post", url);
  for (const [name, value] of Object.entries({ ...values, csrf_token: token() })) form.elements[name].value = value;
  htmx.process(form);
  dialog.showModal();
  return form;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-pastes]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href.replace("/plain/", "/")).elements.text.focus();
});

// What is pasted into the box is looked over at once.
dialog.addEventListener("paste", (event) => {
  const { target: box, clipboardData } = event;
  if (!box.matches("[name=text]")) return;
  event.preventDefault();
  const { html } = box.form.elements;
  if (html) html.value = box.value ? "" : clipboardData.getData("text/html");
  box.setRangeText(clipboardData.getData("text/plain"), box.selectionStart, box.selectionEnd, "end");
  box.form.querySelector("button[data-looks]").click();
});

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-cancel]")) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:after:swap", () => {
  if (!dialog.open) return;
  if (lostFocus()) byId("table-heading")?.focus();
  if (dialog.querySelector("#table, [data-form]")) say(""); // it was looked at, and nothing saved
  else dialog.close();
});
