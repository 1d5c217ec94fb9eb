// Keys on cells: arrows lead from one to the next, what is typed opens them, Enter, Tab and Esc leave them.
import { asks, close, halfIn, inputIn, isCell, leave, open, ownerOf, partsOf, placeAt, plain, put, reopen, rowOf, signsIn } from "./cells.js";
import { inputOf } from "./controls.js";
import { composes } from "./keys.js";
import { byId, formOf, lostFocus, say } from "./editor.js";

const LONGEST = 80; // letters of a field's text in the words for it
let ahead = ""; // what was typed on a field while its cell is asked for
const chosen = { row: null, field: null }; // where the focus is on a field, to find it again in what comes

export const placesIn = (row) => [...row.querySelectorAll("[data-field]")].filter((place) => place.checkVisibility() && placeAt(place) === place);

// Tells who listens to a field where that is. It is a group, for what it holds, such as a link, is there as well.
function tell(place) {
  const row = rowOf(place);
  const all = placesIn(row);
  const rows = [...(row.closest(".items")?.querySelectorAll(".row") ?? [row])];
  const { own, name } = ownerOf(place);
  const label = inputOf(own, name).dataset.label;
  const elsewhere = own === row ? "" : ` of the ${own.ariaLabel.split(":")[0]}`;
  const cell = place.querySelector(".cell");
  const words = plain(cell ? inputIn(cell).value : place.textContent).trim();
  place.tabIndex = -1;
  if (!place.matches("a, h1, h2")) place.role = "group";
  place.ariaLabel = `${label}${elsewhere}, ${words.slice(0, LONGEST)}, cell ${all.indexOf(place) + 1} of ${all.length}, row ${rows.indexOf(row) + 1} of ${rows.length}`;
  place.ariaDescription = ["Press Enter to edit", place.title].filter(Boolean).join(". ");
}

export function choose(place) {
  tell(place);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// The focus goes to where a cell stood; its row may show the field no longer.
function back(place) {
  if (place.matches("[data-field]") && placeAt(place)) choose(place);
  else rowOf(place)?.focus();
}

document.addEventListener("focusin", ({ target }) => {
  const place = target.closest("[data-field]");
  Object.assign(chosen, { row: place && rowOf(place)?.id, field: place?.dataset.field });
});

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

function discard(cell) {
  const place = cell.parentElement;
  const [key, name] = partsOf(cell.id);
  const held = cell.querySelector(`[type=hidden][name="${name}"]`) ?? inputIn(cell); // a sign-in holds what was typed
  const typed = cell.hasAttribute("data-changed") && !halfIn(cell) && held?.value;
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

function inCell(event, cell) {
  const { key, shiftKey, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const place = cell.parentElement;
  if (key === "Escape") discard(cell);
  else if (key === "Tab" && !command && !asks(cell) && !event.target.matches(shiftKey ? "[data-preview]" : "[data-markdown]")) {
    const step = shiftKey ? -1 : 1;
    let next = place.matches("[data-field]") && beside(place, step);
    while (next?.matches?.("[data-seldom]")) next = beside(next, step); // arrows lead there
    leave(cell);
    if (next) open(next, { replace: true });
    else back(place);
  } else if (key === "Enter" && !altKey && !shiftKey && !signsIn(cell) && (command || !event.target.matches("[data-markdown], button"))) {
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
  else return (key.length === 1 && key !== " " || key === "Process") && type(place, key);
  return true;
}

// What is typed on a field replaces what is there: it goes into the cell by itself, or waits for one that is asked for. An
// input method’s first key says nothing yet: what becomes of it goes where the focus is then.
function type(place, key) {
  const typed = key === "Process" ? "" : key;
  if (place.ariaBusy) ahead += typed;
  else {
    const opened = open(place, { replace: true });
    if (!place.ariaBusy) return false;
    ahead = typed;
    opened.then(() => ahead && put(ahead));
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
  if (composes(event) || event.defaultPrevented) return;
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

document.addEventListener("click", ({ target }) => {
  const cancel = target.closest(".cell [data-cancel]");
  if (!cancel) return;
  const cell = formOf(cancel);
  if (cell.closest(".row")) discard(cell);
});

// Also what others change, of which the document does not hear.
window.addEventListener("htmx:after:swap", () => {
  const focused = document.activeElement;
  const place = lostFocus() ? byId(chosen.row)?.querySelector(`[data-field="${chosen.field}"]`) : focused.matches("[data-field]") && focused;
  if (place && !place.ariaDescription && placeAt(place)) place === focused ? tell(place) : choose(place);
}, true);
