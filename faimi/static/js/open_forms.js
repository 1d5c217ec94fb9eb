// Open forms outlive whatever is drawn around them: no update, one's own or another's, takes a form, its text, its
// selection or its focus, nor moves what one reads. A form gives way to its own saved row, and to its own Cancel.
import { byId, lostFocus } from "./editor.js";
import { laidBeneath } from "./cells.js";

const UNITS = ".items > *, .items li, .items article";
const displaced = new Map(); // cells whose row comes without their field, each with the row's DOM id
const before = new WeakMap(); // for each answer, what had the focus, its selection, and where on the screen one read

const leaves = (ctx) => (ctx.response?.status === 200 ? ctx.sourceElement?.closest("[data-form]") : null);

// The place for a form in what comes: behind the nearest element before it that is there too, else first in its list.
function insert(fragment, form, spot) {
  for (let e = form.previousElementSibling; e; e = e.previousElementSibling) {
    const there = e.id && fragment.querySelector(`#${CSS.escape(e.id)}`);
    if (there) return there.after(spot);
  }
  const items = form.closest(".items");
  const around = (items && fragment.querySelector(`#${CSS.escape(items.id)}`)) ?? fragment;
  return (around.querySelector(`.${CSS.escape(form.parentElement.classList[0])}`) ?? around.firstElementChild).prepend(spot);
}

// A section that is not in what comes, but holds an open form, stays as it is.
function keepSection(fragment, section) {
  section.setAttribute("hx-morph-skip", "");
  section.classList.add("gone");
  const spot = Object.assign(document.createElement("section"), { id: section.id });
  const sections = fragment.querySelector(".sections");
  for (let e = section.previousElementSibling; e; e = e.previousElementSibling) {
    const there = sections.querySelector(`:scope > #${CSS.escape(e.id)}`);
    if (there) return there.after(spot);
  }
  return sections.prepend(spot);
}

// A cell stays where its field is, or in its row where that shows the field no longer; a row that went stays with it.
function keepCell(fragment, cell) {
  const row = cell.closest(".row");
  const coming = fragment.querySelector(`#${row.id}`);
  const place = coming?.querySelector(`[data-field="${cell.parentElement.dataset.field}"]`);
  if (place) {
    laidBeneath(cell, [...place.childNodes]);
    place.replaceChildren(Object.assign(document.createElement("div"), { id: cell.id }));
  } else if (coming) displaced.set(cell, row.id);
  else if (row.matches(".item")) {
    row.setAttribute("hx-morph-skip", "");
    insert(fragment, row, Object.assign(document.createElement(row.tagName), { id: row.id }));
  }
}

// What was out of the page for a moment is wired again; htmx takes it for wired still.
export function wireAnew(element) {
  element.querySelectorAll("*").forEach((one) => { delete one._htmx; });
  htmx.process(element);
}

function putBack(cell, id) {
  displaced.delete(cell);
  if (cell.isConnected || !byId(id)) return;
  byId(id).append(cell);
  wireAnew(cell);
}

function keep(task, leaving) {
  const target = typeof task.target === "string" ? document.querySelector(task.target) : task.target;
  if (!target || !["outerMorph", "innerMorph"].includes(task.swapSpec.style)) return;
  const { fragment } = task;
  for (const section of target.querySelectorAll(".section.gone")) {
    if (fragment.querySelector(`.sections > #${CSS.escape(section.id)}`)) back(section);
  }
  for (const form of target.querySelectorAll("[data-form]")) {
    if (form === leaving || fragment.querySelector(`#${CSS.escape(form.id)}`)) continue;
    const isCell = form.matches(".row .cell");
    if (isCell && !form.hasAttribute("data-changed") && !form.contains(document.activeElement)) continue;
    const section = form.closest(".sections > .section");
    const gone = section && fragment.querySelector(".sections") && !fragment.querySelector(`.sections > #${CSS.escape(section.id)}`);
    if (gone) keepSection(fragment, section);
    else if (isCell) keepCell(fragment, form);
    else if (!section?.matches(".gone")) insert(fragment, form, Object.assign(document.createElement(form.tagName), { id: form.id }));
  }
}

function back(section) {
  section.removeAttribute("hx-morph-skip");
  section.classList.remove("gone");
}

// A kept section goes with the last form in it.
export function sweep() {
  document.querySelectorAll(":is(.section.gone, .row[hx-morph-skip]):not(:has([data-form]))").forEach((kept) => kept.remove());
}

// What a person looks at: the field that is typed in, else the first row in sight.
function look() {
  const focused = document.activeElement;
  const field = focused?.closest("[data-form]") ? focused : null;
  const inSight = (e) => e.getBoundingClientRect().bottom > 80;
  const seen = field && inSight(field) ? field : [...document.querySelectorAll(UNITS)].find((e) => e.id && inSight(e));
  return { field, from: field?.selectionStart, to: field?.selectionEnd, seen, top: seen?.getBoundingClientRect().top };
}

window.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  before.set(ctx, look());
  tasks.forEach((task) => keep(task, leaves(ctx)));
}, true);

window.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { field, from, to, seen, top } = before.get(ctx) ?? {};
  displaced.forEach((id, cell) => putBack(cell, id));
  if (field?.isConnected && lostFocus()) {
    field.focus({ preventScroll: true });
    if (from != null) field.setSelectionRange(from, to);
  }
  const stays = field ? document.activeElement === field : ctx.sourceElement?.id === "live"; // else a deed leads on
  if (stays && seen?.isConnected) scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
  sweep();
}, true);
