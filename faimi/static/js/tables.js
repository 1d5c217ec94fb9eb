// What is pasted where nothing is being typed: a text goes into the chosen cell, a table or a playlist is looked over and taken.
import { open, put } from "./cells.js";
import { isEditable, numberOf, sectionOf, urlOf } from "./controls.js";
import { byId, token } from "./editor.js";

const dialog = byId("pasted");

document.addEventListener("paste", (event) => {
  const focused = document.activeElement;
  const row = focused.closest(".items .row");
  if (event.defaultPrevented || !isEditable(row) || focused.closest("[data-form], input, textarea, select")) return;
  const [text, html] = ["text/plain", "text/html"].map((type) => event.clipboardData.getData(type));
  const place = focused.closest("[data-field]");
  if (/[\t\n]/.test(text.trim()) || /<table/i.test(html)) lookOver(row, place, { text, html });
  else if (place && text) open(place, { replace: true }).then(() => put(text.trim()));
  else return;
  event.preventDefault();
});

// On a cell it goes over this row and those below, from that field on; on a row it is new, or about the rows that it names.
async function lookOver(row, place, values) {
  const table = Object.assign(document.createElement("section"), { id: "table" });
  dialog.replaceChildren(table);
  dialog.showModal();
  if (place) Object.assign(values, { rows: numberOf(row), field: place.dataset.field.split(".")[0] });
  await htmx.ajax("POST", urlOf(row, `table?section=${sectionOf(row)}`), { source: table, target: table, swap: "outerHTML", values: { ...values, csrf_token: token() } });
  byId("table-heading")?.focus();
  if (!dialog.querySelector("#table-heading, [data-form]")) dialog.close(); // nothing came, not even the question who it is
}

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-cancel]")) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:after:swap", () => { if (dialog.open && !dialog.querySelector("#table, [data-form]")) dialog.close(); });
