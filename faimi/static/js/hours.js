// When a talk takes place, by the venue's clock and by the visitor's.
import { all, clock, date, DAY, dayOf, format, moment, own, say, tool, venueWords, when } from "./visitor.js";

const DATE = { day: "numeric", month: "long" }, day = format({ weekday: "long", ...DATE, year: "numeric" }), dateThere = format({ ...DATE, timeZone: "UTC" });

// The hours by the clock that is not shown, below those that are; gives what has each line tell its day, where that is another.
function addHours(hours) {
  const [begins, ends = begins] = all("time", hours), [at, end] = [begins, ends].map(moment), place = hours.closest("dd");
  if (!at || clock.format(at) === venueWords(begins)) return () => {};
  const [called, zone, utc] = [".day", ".zone", "time[datetime$=Z]"].map((part) => place.querySelector(part)), line = (className, textContent) => Object.assign(document.createElement("span"), { className, textContent });
  const there = Date.parse(begins.dateTime.slice(0, 10)), dayFirst = (midnight) => (Math.floor(midnight / DAY) === dayOf(at) ? "" : `${dateThere.format(midnight)}, `);
  place.append(
    Object.assign(say("is", { time: when.formatRange(at, end) }), { className: "more own-hours" }),
    line("more venue-hours", `${dayFirst(there)}${[...new Set([begins, ends])].map(venueWords).join("–")} ${zone ? venueWords(zone) : ""}`),
  );
  return () => {
    called.textContent = own.yours ? day.format(at).replace(/,? /, venueWords(called).includes(",") ? ", " : " ") : venueWords(called);
    if (!own.yours) return;
    for (const shift of all(".own-day", place)) shift.remove();
    if (dayOf(end) > dayOf(at)) ends.after(Object.assign(tool(".own-day"), { title: date.format(end), textContent: "+1" }));
    if (!utc?.previousSibling) utc?.before(line("own-day", dayFirst(at)));
  };
}

/** Shows them on a record's page; gives what has each line tell its day anew. */
export function showHours(page) {
  const lines = all(".when .hours", page).filter((hours) => !hours.closest("s")).map(addHours);
  return () => { for (const tellDay of lines) tellDay(); };
}
