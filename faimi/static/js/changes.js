// What changed in the schedule since the visitor saw it: a sentence for each new row, time, room, speaker and title.
import { all, CLOCK, clock, date, dayOf, format, links, own, say, slots, tool } from "./visitor.js";

const DATE = { day: "numeric", month: "long" };
const FEW = 5; // changes that are unfolded by themselves
const dateOf = (iso) => iso.slice(0, 10);

// A time that is no longer on the page, by the clock that is shown, and its date where that is to be told.
function timeOf(iso, withDate) {
  if (!iso.includes("T")) return iso; // of no zone
  const at = Date.parse(own.yours ? iso : `${iso.slice(0, 16)}Z`), zone = own.yours ? {} : { timeZone: "UTC" };
  return [CLOCK, ...(withDate ? [DATE] : [])].map((options) => format({ ...options, ...zone }).format(at)).join(", ");
}

function changesOf(one, before) {
  const now = one.begins?.dateTime ?? "", title = links([one]);
  if (!before) return [say("new", { title })];
  const [oldTitle, oldBegins, oldRoom, oldWho = one.who] = before;
  const [time, oldTime] = [now, oldBegins].map((iso) => timeOf(iso, now.includes("T") && oldBegins.includes("T") && dateOf(now) !== dateOf(oldBegins)));
  const told = (name, values, old) => {
    const line = say(name, { title: links([one]), ...values });
    if (old) line.append(" ", say("before", { before: old }));
    return line;
  };
  return [
    time !== oldTime && (time ? told("moved", { time }, oldTime) : told("untimed")),
    one.room && one.room !== oldRoom && told("room", { room: one.room }, oldRoom),
    one.who !== oldWho && (one.who ? told("who", { who: one.who }, oldWho) : told("without", { who: oldWho })),
    one.title !== oldTitle && told("title", { before: oldTitle }),
  ].filter(Boolean);
}

/** The sentences on all that is not as it was before. */
export function changesSince(before) {
  const gone = Object.keys(before).filter((id) => !document.getElementById(id));
  return [...slots().flatMap((one) => changesOf(one, before[one.row.id])), ...gone.map((id) => say("removed", { title: before[id][0] }))];
}

/** Shows how much has changed since the visitor marked it as seen, and what, where that is unfolded. */
export function show() {
  for (const button of all(".changed")) {
    const told = own.seen ? changesSince(own.seen) : [], list = button.closest(".tools").querySelector(".told");
    if (button.hidden && told.length && !scrollY) button.ariaExpanded = told.length <= FEW; // nothing moves where somebody reads
    button.hidden = !told.length;
    button.replaceChildren(say("changes", { count: told.length }));
    list.replaceChildren(dayOf(own.since) === dayOf(Date.now()) ? say("since-hour", { hour: clock.format(own.since) }) : say("since", { day: date.format(own.since) }), ...told, tool(".seen"));
    list.hidden = !told.length || button.ariaExpanded !== "true";
  }
}
