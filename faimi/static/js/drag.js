// Rows are dragged by their handle, with mouse, pen or finger; a line shows where the row would land.
import { numberOf } from "./controls.js";
import { byId, say } from "./editor.js";

const EDGE = 64; // how near to the bar and the lower edge the page scrolls by itself, in pixels: at most 0.7 a millisecond
const ROW = /^[a-z]+-\d+$/;
const bar = document.querySelector(".bar");
let drag = null; // the row on its way: its handle, where the pointer is, and the spot where it would land

const heads = (row) => row.matches(".heading");
const kindOf = (row) => row.id.split("-")[0];
const unitOf = (row) => (heads(row) ? row.closest(".section") : row);

// What the row can land beside: the rows of its list, open forms included, or the other sections.
function others(row) {
  const all = heads(row) ? document.querySelectorAll(".heading, .sections > .section > .form") : row.closest(".items").querySelectorAll(".row, .form");
  return [...all].filter((other) => other !== row && ROW.test(other.id) && kindOf(other) === kindOf(row));
}

function spotAt(x, y) {
  const away = ({ left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const unit = (other) => (heads(drag.row) ? other.closest(".section") : other);
  const near = others(drag.row).map((other) => ({ other, unit: unit(other), box: unit(other).getBoundingClientRect() }));
  const nearest = near.sort((a, b) => away(a.box) - away(b.box))[0];
  if (!nearest) return null;
  const { left, top, width, height } = nearest.box;
  const below = nearest.unit.parentElement.matches(".grid") && innerWidth > 640 ? x > left + width / 2 : y > top + height / 2;
  return { ...nearest, below };
}

function draw() {
  document.querySelectorAll(".drop-before, .drop-after").forEach((e) => e.classList.remove("drop-before", "drop-after"));
  drag.spot = spotAt(drag.x, drag.y);
  drag.spot?.unit.classList.add(drag.spot.below ? "drop-after" : "drop-before");
}

const pull = (distance) => 0.7 * Math.min(1, Math.max(0, 1 - distance / EDGE)) ** 2;

function scroll(now) {
  if (!drag?.started) return;
  const by = (pull(innerHeight - drag.y) - pull(drag.y - bar.offsetHeight)) * (now - drag.at || 0);
  drag.at = now;
  if (by) {
    scrollBy({ top: by, behavior: "instant" });
    draw();
  }
  requestAnimationFrame(scroll);
}

function end() {
  document.querySelectorAll(".drop-before, .drop-after, .dragging").forEach((e) => e.classList.remove("drop-before", "drop-after", "dragging"));
  const { row, started, spot } = drag;
  drag = null;
  if (!started) return null;
  const noClick = new AbortController(); // letting go of a handle is not a click on it
  document.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, signal: noClick.signal });
  setTimeout(() => noClick.abort());
  return { row, spot };
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.button !== 0) return;
  drag = { handle, row: handle.closest(".row"), x: event.clientX, y: event.clientY, from: event.clientY, started: false };
  handle.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  if (!drag.started && Math.abs(drag.y - drag.from) < 6) return;
  if (!drag.started) {
    drag.started = true;
    unitOf(drag.row).classList.add("dragging");
    say(`Let go where the row shall be${event.pointerType === "mouse" ? "; Esc leaves it where it was" : ""}.`);
    requestAnimationFrame(scroll);
  }
  draw();
});

document.addEventListener("pointerup", () => {
  const { row, spot } = (drag && end()) || {};
  if (!spot) return;
  const button = byId(`${row.id}-up`);
  const side = spot.below ? "after" : "before";
  row.focus({ preventScroll: true });
  htmx.ajax("POST", button.getAttribute("hx-post"), { source: button, values: { to: "", [side]: numberOf(spot.other) } });
});

function cancel() {
  if (drag && end()) say("Not moved.");
}

document.addEventListener("pointercancel", cancel);
document.addEventListener("keydown", (event) => {
  if (!drag?.started || event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
}, true);
