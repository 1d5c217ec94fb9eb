// Rows are dragged by their handle, with mouse, pen or finger; a line shows where the row would land.
import { numberOf, valuesOf } from "./controls.js";
import { byId, say } from "./editor.js";
import { ask, chosenWith, clock, drop, isTimed, leave, minutesOf } from "./gestures.js";

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
  const amid = Math.abs(y - top - height / 2) < height / 6;
  return { ...nearest, isOver: !away(nearest.box), mark: isTimed(drag.row) && isTimed(nearest.other) && amid ? "swap" : below ? "after" : "before" };
}

const MARKS = ["drop-before", "drop-after", "drop-swap"];
const unmark = () => MARKS.forEach((name) => document.querySelectorAll(`.${name}`).forEach((e) => e.classList.remove(...MARKS)));

// Where a day is drawn to scale: the start, and the track, that the row’s upper edge is at; past midnight of the next day.
function timeAt(x, y) {
  const grids = [...document.querySelectorAll(".timetable")].filter((one) => one.querySelector(".rule")?.checkVisibility());
  const grid = grids.find((one) => one.getBoundingClientRect().bottom > y);
  if (!grid || !drag.row.closest(".timetable")) return null;
  const rules = [...grid.querySelectorAll(".rule")].map((rule) => ({ hour: Number(rule.className.match(/hour-(\d+)/)[1]), box: rule.getBoundingClientRect() }));
  const { hour, box: { top, bottom } } = rules.find(({ box }) => box.bottom > y) ?? rules.at(-1);
  const minute = hour * 60 + Math.round(Math.min(Math.max((y - top) / (bottom - top), 0), 1) * 12) * 5;
  const first = Math.max(0, minute + Math.min(...chosenWith(drag.row).filter(isTimed).map(minutesOf)) - minutesOf(drag.row)); // of several rows
  const column = [...grid.querySelectorAll(".columns > *")].findIndex((head) => head.getBoundingClientRect().right > x) + 1;
  const rows = [...grid.querySelectorAll(".row")].filter(isTimed);
  const away = (row) => Math.abs(minutesOf(row) - minute);
  const there = rows.filter((row) => row.matches(`.column-${column}`)).sort((a, b) => away(a) - away(b)); // sessions may share a column
  const { track } = valuesOf(there.includes(drag.row) ? drag.row : there[0] ?? drag.row);
  const day = Number(rows.map((row) => valuesOf(row).day).find(Boolean) ?? 1) + Math.floor(first / 1440);
  return { gesture: "move", day, start: clock(first), track };
}

// Shows where the row would land; a spot `came` to the pointer where the page scrolled beneath it.
function draw(came = false) {
  unmark();
  const near = spotAt(drag.x, drag.y);
  const at = isTimed(drag.row) && !(near?.mark === "swap" && near.isOver) && timeAt(drag.x, drag.y - drag.grip);
  drag.spot = at ? { other: drag.row } : near;
  if (!drag.spot) return;
  const { other, unit, mark } = drag.spot;
  unit?.classList.add(`drop-${mark}`);
  if (!isTimed(drag.row) || !isTimed(other)) return;
  const swaps = mark === "swap";
  const told = { ...(at || (swaps ? { gesture: "swap" } : { gesture: "move", [mark]: numberOf(other) })), ...(drag.alone && { alone: 1 }) };
  const key = JSON.stringify([other.id, told]);
  if (key === drag.told) return;
  ask(swaps ? [drag.row, other] : chosenWith(drag.row), told);
  Object.assign(drag, { told: key, came });
}

const pull = (distance) => 0.7 * Math.min(1, Math.max(0, 1 - distance / EDGE)) ** 2;

function scroll(now) {
  if (!drag?.started) return;
  const by = (pull(innerHeight - drag.y) - pull(drag.y - bar.offsetHeight)) * (now - drag.at || 0);
  drag.at = now;
  if (by) {
    scrollBy({ top: by, behavior: "instant" });
    draw(true);
  }
  requestAnimationFrame(scroll);
}

function end() {
  unmark();
  document.querySelectorAll(".dragging").forEach((e) => e.classList.remove("dragging"));
  const { row, started, spot, came } = drag;
  drag = null;
  if (!started) return null;
  const noClick = new AbortController(); // letting go of a handle is not a click on it
  document.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, signal: noClick.signal });
  setTimeout(() => noClick.abort());
  return { row, spot, came };
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.button !== 0) return;
  drag = { handle, row: handle.closest(".row"), x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY], grip: event.clientY - handle.closest(".row").getBoundingClientRect().top, started: false };
  handle.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY, alone: event.altKey });
  if (!drag.started && Math.hypot(drag.x - drag.from[0], drag.y - drag.from[1]) < 6) return;
  if (!drag.started) {
    drag.started = true;
    unitOf(drag.row).classList.add("dragging");
    say(`Let go where the row shall be${event.pointerType === "mouse" ? "; Esc leaves it where it was" : ""}.`);
    requestAnimationFrame(scroll);
  }
  draw();
});

document.addEventListener("pointerup", () => {
  const { row, spot, came } = (drag && end()) || {};
  if (!spot) return;
  row.focus({ preventScroll: true });
  if (isTimed(row) && isTimed(spot.other)) return drop(came);
  const button = byId(`${row.id}-up`);
  htmx.ajax("POST", button.getAttribute("hx-post"), { source: button, values: { to: "", [spot.mark]: numberOf(spot.other) } });
});

function cancel() {
  if (!drag || !end()) return;
  leave();
  say("Not moved.");
}

document.addEventListener("pointercancel", cancel);
document.addEventListener("keydown", (event) => {
  if (!drag?.started || event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
}, true);
