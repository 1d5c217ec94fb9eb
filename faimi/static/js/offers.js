// What a field is offered while one types: by ARIA's pattern of a combobox, which a field that wraps may not be called: it
// stays a text box, and the words for what happens tell of the list. That keeps its keys to itself while it is open.
import { say } from "./editor.js";
import { composes } from "./keys.js";

const FIELDS = "[data-form] :is(input, textarea)[data-offers]"; // a form’s list to choose from is one already
const LONGEST = 2000; // letters of an address for what is typed: nothing is offered to longer texts
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
let field = null; // whose list is open
let list = null;
let chosen = null; // the option that Enter or Tab takes
let asking; // the timer, and the request, of what was typed last
let request = new AbortController();

function close() {
  clearTimeout(asking);
  request.abort();
  list?.remove();
  if (field?.role) field.ariaExpanded = "false";
  for (const name of ["aria-controls", "aria-activedescendant"]) field?.removeAttribute(name);
  field = list = chosen = null;
}

async function ask(input) {
  const typed = encodeURIComponent(input.value);
  if (typed.length > LONGEST) return;
  request = new AbortController();
  const { signal } = request;
  const answer = await fetch(`${input.dataset.offers}?typed=${typed}`, { signal });
  const html = answer.ok ? await answer.text() : "";
  if (signal.aborted || input !== document.activeElement || input.readOnly || !html.includes("<li")) return;
  input.insertAdjacentHTML("afterend", html);
  list = input.nextElementSibling;
  field = input;
  field.setAttribute("aria-controls", list.id);
  if (field.role) field.ariaExpanded = "true";
  else say("Offered below.");
}

function choose(option) {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option;
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", chosen.id);
}

function take(option) {
  const input = field;
  input.value = option.dataset.value;
  close();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(FIELDS)) return;
  Object.assign(target, { autocomplete: "off", ariaAutoComplete: "list", ariaHasPopup: "listbox" });
  if (target.matches("input")) Object.assign(target, { role: "combobox", ariaExpanded: "false" });
});

document.addEventListener("focusout", close);

document.addEventListener("input", (event) => {
  const { target } = event;
  close();
  if (!event.isTrusted || !target.value || !target.matches(FIELDS)) return;
  asking = setTimeout(() => ask(target).catch(() => {}), 120);
});

// Ahead of all that listens to keys on the document.
window.addEventListener("keydown", (event) => {
  const { key } = event;
  if (!list?.isConnected || composes(event) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (STEPS[key]) {
    const options = [...list.children];
    choose(options.at((options.indexOf(chosen) + (chosen || key === "ArrowDown" ? STEPS[key] : 0)) % options.length));
  } else if (key === "Escape") close();
  else if (chosen && key === "Enter") take(chosen);
  else {
    if (chosen && key === "Tab") take(chosen);
    if (key === "Enter") close();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

// With the mouse pressed, so that the field keeps the focus.
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("#offers [data-value]");
  if (!option) return;
  event.preventDefault();
  take(option);
});
