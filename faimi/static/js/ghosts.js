// What rows will be, while a preview shows it: their new times, and on a day to scale the places where they will stand.
import { columnOf, isEditable, valuesOf } from "./controls.js";
import { byId } from "./editor.js";

const make = (tag, className) => Object.assign(document.createElement(tag), { className, ariaHidden: "true" });

// The outline of a row where it will stand among those of its day, if its track has a column there.
function landingOf({ day, track, spot }) {
  for (const list of document.querySelectorAll(".timetable > .slot-list")) {
    const rows = [...list.querySelectorAll(".slot")].filter((row) => isEditable(row) && String(valuesOf(row).day ?? 1) === day);
    const column = columnOf(rows.find((row) => valuesOf(row).track === track));
    if (!rows.length || (track && !column)) continue;
    const landing = make("li", `landing ${spot}${column ? ` column-${column}` : ""}`);
    list.append(landing);
    return landing;
  }
  return null;
}

export function haunt() {
  document.querySelectorAll(".ghost, .landing").forEach((drawn) => drawn.remove());
  for (const told of document.querySelectorAll("#plan [data-row]")) {
    const row = byId(told.dataset.row);
    const ghost = make("p", "ghost");
    ghost.append(...[...told.querySelectorAll("time, .day, .track, .room")].flatMap((words) => [words.textContent, " "]));
    row?.prepend(ghost);
    const landing = told.dataset.spot && landingOf(told.dataset);
    if (landing && row && (row.matches(".dragging") || columnOf(row) !== columnOf(landing) || row.parentElement !== landing.parentElement)) landing.append(ghost.cloneNode(true)); // away from the row
  }
}
