// What is drawn in a row where it is looked at, hovered, focused or tapped: its controls, and the fields that it does not show.
import { byId, token } from "./editor.js";

const kit = byId("row-controls").content;
const SHORT = 25; // letters of a row's name in the words for its controls

export const editOf = (row) => row?.querySelector(":scope > .edit"); // its link to its form, which holds what is known of it
export const valuesOf = (row) => JSON.parse(editOf(row).dataset.values);
export const isEditable = (row) => Boolean(editOf(row));
export const urlOf = (row, end) => editOf(row).href.replace("/plain/", "/").replace(/\d+\/form$/, end); // of what is done to rows like this
export const numberOf = (row) => row.id.split("-")[1];
export const sectionOf = (row) => row.closest(".items")?.id.split("-")[1];
export const columnOf = (row) => Number(row?.className.match(/\bcolumn-(\d+)/)?.[1] ?? 0); // of a day to scale; 0 across all
export const newToken = () => Math.random().toString(36).slice(2);
const fieldsOf = (row) => document.querySelector(`[data-kind="${row.id.split("-")[0]}"]`).content;
export const namesOf = (row) => [...fieldsOf(row).children].map(({ dataset }) => dataset.name);
export const inputOf = (row, name) => fieldsOf(row).querySelector(`[data-name="${CSS.escape(name)}"]`);

// The way to a new row below another: for a heading, to a new section.
export function belowOf(row) {
  look(row);
  return row.matches(".heading") ? row.parentElement.querySelector(":scope > .between .below") : row.querySelector(".below");
}

function controlsOf(row, section = sectionOf(row)) {
  const copy = kit.cloneNode(true);
  const [kind, number] = row.id.split("-");
  const [, noun, name] = row.ariaLabel.match(/^(.*?): (.*)$/s);
  const short = name.length > SHORT ? `${name.slice(0, SHORT - 1)}…` : name;
  const words = { "KIND-0": row.id, "KIND/0": `${kind}/${number}`, KIND: kind, "section=0": `section=${section}`, "after=0": `after=${number}`, "{what}": `${noun}: ${short}`, "{name}": short, "{noun}": noun };
  const filled = (text) => Object.entries(words).reduce((found, [from, to]) => found.replaceAll(from, () => to), text);
  for (const element of copy.querySelectorAll("*")) for (const attribute of element.attributes) attribute.value = filled(attribute.value);
  copy.querySelector("[name=csrf_token]").value = token();
  copy.querySelector("[name=version]").value = editOf(row).dataset.version;
  const remove = copy.querySelector(".remove");
  if (row.matches(".heading")) {
    remove.setAttribute("hx-target", "closest .section");
    remove.setAttribute("hx-confirm", `Remove “${short}” and everything in it?`);
  }
  const { start, end } = valuesOf(row);
  if (!start || !end) copy.querySelector("[data-pull]").remove();
  if (!section) copy.querySelector(".below").remove();
  const inOrder = "inOrder" in editOf(row).dataset;
  if (inOrder || row.matches(".group-name")) { // a band moves with its rows, one place at a time
    copy.querySelectorAll(inOrder ? ".up, .down, .handle" : ".handle").forEach((control) => control.remove());
    copy.querySelector("[data-drag]").title = "Open";
    copy.querySelector("[data-drag]").removeAttribute("data-drag");
  }
  if (row.matches(".masthead")) {
    copy.querySelectorAll("button, .grip").forEach((control) => control.remove());
    copy.querySelector(".more").replaceWith(copy.querySelector(".buttons"));
  }
  addOffers(row, copy.querySelector(".offered"));
  return copy;
}

// The fields that a row does not show, each a cell: “+ link” where there is none yet, “Extend to …” where there is what it needs.
function addOffers(row, offers, which = "[data-offered]") {
  const shown = [...row.querySelectorAll("[data-field]")].flatMap((element) => element.dataset.field.split("."));
  const values = valuesOf(row);
  for (const { dataset: { name, label, needs, seldom }, firstElementChild: input } of fieldsOf(row).querySelectorAll(which)) {
    if (shown.includes(name) || (needs && !values[needs])) continue;
    const words = label.split(",")[0];
    const there = input ? `${words}: ${values[name]}` : words; // the value of another is no words
    const offer = Object.assign(document.createElement("span"), { className: "offer", textContent: needs ? `${words} …` : values[name] ? there : `+ ${words.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase())}` });
    offer.dataset.field = name;
    offer.toggleAttribute("data-replaces", Boolean(needs));
    offer.toggleAttribute("data-seldom", seldom !== undefined);
    offers.append(offer);
  }
}

const isLookedAt = (row) => row.matches(":focus-within, :hover") || row.querySelector("[data-form]");

export function look(row) {
  if (!isEditable(row)) return;
  for (const drawn of document.querySelectorAll(".row > .controls")) {
    if (drawn.parentElement !== row && !isLookedAt(drawn.parentElement)) drawn.remove();
  }
  if (row.querySelector(":scope > .controls")) return;
  row.append(controlsOf(row));
  htmx.process(row);
}

const lookAt = ({ target }) => look(target.closest(".row"));
document.addEventListener("pointerover", lookAt);
document.addEventListener("focusin", lookAt);

// What is folded is shut by what leads on from it, and when the focus goes elsewhere; not while a cell is open in it.
function shut({ type, target }) {
  for (const more of document.querySelectorAll(".row .more[open]:not(:has([data-form]))")) {
    if (!more.contains(target)) more.open = type === "focusin" && target === more.closest(".row"); // where a press on what is in it puts the focus
    else if (type === "click" && target.closest("a, .remove")) {
      more.firstElementChild.focus();
      more.open = false;
    }
  }
}

document.addEventListener("click", shut, true);
document.addEventListener("focusin", shut);
document.addEventListener("click", ({ target }) => target.closest(".contents a")?.closest(".contents").querySelector("details").removeAttribute("open"));

// A row that comes anew while it is looked at has them already, so that what has the focus keeps it.
window.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  for (const row of document.querySelectorAll(".row:has(> .controls)")) {
    const coming = tasks.map(({ fragment }) => fragment.querySelector(`#${row.id}`)).find(isEditable);
    coming?.append(controlsOf(coming, sectionOf(row)));
  }
}, true);

// Where no pointer hovers, what takes the place of a field, such as “Extend to …”, is at hand below the row’s words.
function putAtHand() {
  for (const row of document.querySelectorAll(".row:has(> .edit[data-in-order]):not(:has(> .at-hand))")) {
    const hand = Object.assign(document.createElement("p"), { className: "at-hand" });
    addOffers(row, hand, "[data-offered][data-needs]");
    row.append(hand);
  }
}

if (matchMedia("(hover: none)").matches) {
  document.addEventListener("htmx:after:swap", putAtHand);
  putAtHand();
}
