// What checks found: marked at the fields and rows that it is about, and told at a field that is open.
// The list asks for itself after each change: that is no doing of the person, so other scripts do not hear of it.
import { byId, formOf, lostFocus } from "./editor.js";

const OWN = ["before:request", "before:response", "before:swap", "after:swap", "response:error", "error", "finally:request"];
const SUMMARY = "#findings > details > summary";
const entries = () => [...document.querySelectorAll("#findings li")].filter((entry) => entry.checkVisibility());
const foundAt = (row, field) => [...document.querySelectorAll("#findings [data-level]")].filter(({ dataset }) => dataset.row === row && dataset.at === field);
let at = -1; // the place in the list of the entry that has the focus

for (const name of OWN) {
  window.addEventListener(`htmx:${name}`, (event) => {
    if (name === "before:swap") at = entries().indexOf(document.activeElement.closest("#findings li"));
    if (event.detail.ctx?.sourceElement?.id !== "findings") return;
    event.stopPropagation();
    if (name === "after:swap") show();
  }, true);
}

function mark() {
  for (const place of document.querySelectorAll("[data-finding]")) {
    place.title = place.dataset.title ?? "";
    for (const name of ["finding", "title"]) delete place.dataset[name];
  }
  for (const { dataset, textContent } of document.querySelectorAll("#findings :is([data-level=error], [data-level=warning])")) {
    const row = byId(dataset.row);
    const place = row?.querySelector(`[data-field="${dataset.at}"], [data-field$=".${dataset.at}"]`) ?? row;
    if (!place?.matches("[data-field], .row")) continue; // its form is open
    place.dataset.title ??= place.title;
    place.dataset.finding ??= dataset.level; // the gravest comes first
    place.title = [place.title, textContent].filter(Boolean).join("\n");
  }
}

// Who comes from a link to all of it has it open; when an entry goes, the focus is on the next one.
function show() {
  mark();
  if (location.hash === "#findings") document.querySelector(SUMMARY)?.parentElement.setAttribute("open", "");
  const wrong = document.querySelector("#findings [aria-invalid]");
  if (wrong) wrong.focus();
  else if (at >= 0 && lostFocus()) (entries()[Math.min(at, entries().length - 1)]?.querySelector("a") ?? document.querySelector(SUMMARY))?.focus({ preventScroll: true });
  at = -1;
}

document.addEventListener("htmx:after:swap", show);

document.addEventListener("toggle", ({ target }) => {
  if (target.matches("#findings li > div > details[open]")) target.querySelector("[name=reason]").focus();
}, true);

// An open field says what was found there, with the way back to the list.
document.addEventListener("focusin", ({ target }) => {
  const row = formOf(target)?.id.match(/^[a-z]+-\d+/)?.[0];
  const found = row && target.name ? foundAt(row, target.name) : [];
  if (!found.length || byId(`${target.id}-finding`)) return;
  const back = Object.assign(document.createElement("a"), { href: `#${found[0].closest("li").id}`, textContent: "Back to the list" });
  const note = Object.assign(document.createElement("p"), { id: `${target.id}-finding`, className: "finding-note" });
  note.append(`${found.map(({ textContent }) => textContent).join(" ")} `, back);
  target.before(note); // in sight also where the field is long
  target.setAttribute("aria-describedby", `${note.id} ${target.getAttribute("aria-describedby") ?? ""}`.trim());
});
