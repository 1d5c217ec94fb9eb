// What is pasted where nothing is being typed: a text goes into the chosen cell, a table or a playlist is looked over and taken.
import { open } from "./cells.js";
import { isEditable, numberOf, urlOf } from "./controls.js";
import { byId, token } from "./editor.js";

const dialog = byId("pasted");

document.addEventListener("paste", (event) => {
  const focused = document.activeElement;
  const row = focused.closest(".items .row");
  if (event.defaultPrevented || !isEditable(row) || focused.closest("[data-form], input, textarea, select")) return;
  const [text, html] = ["text/plain", "text/html"].map((type) => event.clipboardData.getData(type));
  const place = focused.closest("[data-field]");
  if (/[\t\n]/.test(text.trim()) || /<table/i.test(html)) lookOver(row, place, { text, html });
  else if (place && text) {
    open(place, { replace: true });
    document.execCommand("insertText", false, text.trim());
  } else return;
  event.preventDefault();
});

// On a cell it goes over this row and those below, from that field on; on a row it is new, or about the rows that it names.
async function lookOver(row, place, values) {
  const section = row.closest(".items").id.split("-")[1];
  const table = Object.assign(document.createElement("section"), { id: "table" });
  dialog.replaceChildren(table);
  dialog.showModal();
  if (place) Object.assign(values, { rows: numberOf(row), field: place.dataset.field });
  await htmx.ajax("POST", urlOf(row, `table?section=${section}`), { source: table, target: table, swap: "outerHTML", values: { ...values, csrf_token: token() } });
  if (byId("table-heading")) byId("table-heading").focus();
  else dialog.close();
}

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-cancel]")) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:after:swap", () => { if (dialog.open && !byId("table")) dialog.close(); });
