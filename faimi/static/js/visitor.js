// What a visitor's clock, zone and device add; all words are the page's, in #tools.
const MINUTE = 60_000, HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const main = document.querySelector("main"), tools = document.getElementById("tools")?.content, pristine = main.cloneNode(true);
const lang = document.documentElement.lang.replace(/^en$/, "en-GB");
// As templates set them: 1er août, 12:30–12:40.
const set = (words) => words.replace(/\b1 (?=[a-z])/, lang === "fr" ? "1er " : "1 ").replace(/\s–\s(?=\d\d:)/, "–");
class Format extends Intl.DateTimeFormat {
  format(at) { return set(super.format(at)); }
  formatRange(from, until) { return set(super.formatRange(from, until)); }
}
export const format = (options) => new Format(lang, options);
export const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, clock = format(CLOCK), date = format({ day: "numeric", month: "long" });
export const all = (selector, within = main) => [...within.querySelectorAll(selector)];
export const text = (selector, within) => within.querySelector(selector)?.textContent.trim() ?? "";
export function tool(selector) {
  const one = document.importNode(tools.querySelector(selector), true);
  one.dataset.added = "";
  return one;
}
// A sentence of the page, with texts or elements in the place of its {names}.
export function say(name, values) {
  const line = tool(`[data-say=${name}]`);
  line.replaceChildren(...line.textContent.split(/{(\w+)}/).map((part, place) => (place % 2 ? values[part] : part)));
  return line;
}
const clear = (selector) => { for (const one of all(selector)) one.remove(); };
const status = tools && main.appendChild(tool("[role=status]"));
export const tell = (lines) => status.replaceChildren(...lines.flatMap((line) => [line.cloneNode(true), " "]));

const poster = main.querySelector(".poster"); // on the start page, of the edition that is next
// What the device keeps of this edition, or else the open page.
const KEY = `faimi ${main.dataset.edition}`;
export const own = { stars: [], yours: false, seen: null, since: 0 };
function recall() {
  try {
    const { stars, since, ...rest } = JSON.parse(localStorage.getItem(KEY));
    Object.assign(own, rest, { since: +since || 0, stars: [...stars] }, poster && { yours: false, chosen: rest.yours });
  } catch { /* there is nothing that can be read */ }
}
function keep(values) {
  Object.assign(own, values);
  try { localStorage.setItem(KEY, JSON.stringify(own)); } catch { /* it stays in `own` */ }
  draw();
}
export const starred = ({ id }) => own.stars.includes(id);

// The schedule; moments in milliseconds, NaN where unknown.
export const moment = (time) => (time?.dateTime.includes("T") ? Date.parse(time.dateTime) : NaN);
export function slots() {
  const rows = all(".slot[id]").map((row) => {
    const times = all(".when time", row).filter((time) => !time.closest("s")), ends = times.find((time) => time.closest(".until")), begins = times.find((time) => time !== ends);
    return { row, begins, from: moment(begins), until: moment(ends), title: text(".title", row) || text(".who > span", row), who: text(".title", row) && text(".who > span", row), room: text(".tag:not(a)", row) };
  });
  const follows = (one, { row, from }) => from > one.from && row.parentElement === one.row.parentElement;
  for (const one of rows) one.until ||= Math.min(one.from + HOUR, ...rows.filter((other) => follows(one, other)).map(({ from }) => from));
  return rows;
}
export function links(rows) {
  const line = document.createElement("span");
  for (const { row, title } of rows) line.append(line.firstChild ? "; " : "", Object.assign(document.createElement("a"), { href: `${poster?.querySelector("a").href ?? ""}#${row.id}`, textContent: title }));
  return line;
}

// Venue time or the visitor's own; the page's words stay, for the way back.
const venue = new WeakMap();
export const venueWords = (one) => venue.get(one) ?? venue.set(one, one.textContent).get(one);
export const dayOf = (at) => Math.floor((at - new Date(at).getTimezoneOffset() * MINUTE) / DAY);
function showTimes() {
  clear(".own-day, .own-clock");
  let other = 0; // a moment at which the two differ
  for (const time of all('time[datetime*="T"]:not([datetime$="Z"])')) {
    const at = moment(time), words = venueWords(time), yours = words.replace(/\d\d:\d\d$/, clock.format(at)), planned = time.closest(".when")?.querySelector("[data-field=start]") ?? time;
    if (yours !== words) other ||= at;
    time.textContent = own.yours ? yours : words;
    const shift = own.yours ? dayOf(at) - Date.parse(planned.dateTime.slice(0, 10)) / DAY : 0;
    if (shift) time.after(Object.assign(tool(".own-day"), { title: date.format(at), textContent: (shift > 0 ? "+" : "−") + Math.abs(shift) }));
  }
  main.toggleAttribute("data-yours", own.yours);
  for (const clocks of all(".clocks")) clocks.hidden = !other;
  for (const button of all(".clocks button")) button.ariaPressed = (button.value === "yours") === own.yours;
  const offset = own.yours && other && format({ timeZoneName: "shortOffset" }).formatToParts(other).find(({ type }) => type === "timeZoneName").value.replace("GMT", "UTC");
  for (const zone of all(".zone")) [zone.textContent] = [offset, venueWords(zone)].filter(Boolean);
  for (const words of offset ? all(".venue-clock") : []) words.after(Object.assign(say("yours", { offset }), { className: "own-clock" }));
}

// What is on now, what is next, and a line between.
function hourOf({ begins, from }) {
  const yours = clock.format(from), there = begins.dateTime.slice(11, 16), offset = begins.dateTime.slice(16).replace(/0?(\d+)(:00)?/, "$1").replace("+0", "");
  return yours === there ? there : own.chosen ?? own.yours ? say("is", { time: yours }) : `${there} UTC${offset}`;
}
let late = 0; // milliseconds by which the device's clock is behind the server's
function showNow() {
  const ticket = main.querySelector(".ticket-words"), now = Math.max(Date.now() + late, Date.parse(ticket?.parentElement.dataset.from) || 0); // no clock is before what the server says
  const rows = slots().filter(({ from }) => from), on = rows.filter(({ from, until }) => from <= now && now < until);
  clear(".now-line, .now");
  for (const { row } of rows) row.ariaCurrent = null;
  for (const { row } of on) row.ariaCurrent = "time";
  for (const list of new Set(rows.map(({ row }) => row.parentElement))) {
    const here = rows.filter(({ row }) => row.parentElement === list), next = here.find(({ from }) => from > now), line = tool(".now-line");
    if (here.every(({ from }) => from > now) || here.every(({ until }) => until <= now)) continue;
    const [, hour, minute] = here[0].row.className.match(/hour-(\d+) minute-(\d+)/) ?? [], at = hour * 60 + +minute + Math.floor((now - here[0].from) / MINUTE);
    if (at) line.classList.add(`hour-${Math.floor(at / 60)}`, `minute-${at % 60}`); // on a day to scale
    next ? next.row.before(line) : list.append(line);
  }
  const coming = Math.min(...rows.map(({ from }) => (from > now ? from : Infinity))), next = rows.filter(({ from }) => from === coming && coming < now + DAY / 2);
  for (const way of all("[data-now]")) [way.hidden, way.hash] = [!on.length && !next.length, [...on, ...next][0]?.row.id ?? ""];
  const lines = [["now", on], ["next", next]].filter(([, some]) => some.length).map(([name, some]) => say(name, { title: links(some), time: hourOf(some[0]) }));
  if (ticket) ticket.hidden = lines.length > 0;
  for (const box of all(".ticket[data-matter=dates]")) { // of a page from before
    box.hidden = !lines.length && Date.parse(box.dataset.until) <= now;
    for (const part of all(".label, .ticket-ways", box)) part.hidden = lines.length;
  }
  if (ticket?.hidden) ticket.after(tool(".now"));
  main.querySelector(".now")?.append(...lines);
  showUntil(now, ticket);
}

// How long until what the ticket tells, and deadlines in the visitor's own time.
export const when = format({ day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const inWords = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
function showUntil(now, ticket) {
  clear(".until-then");
  const own = (time) => (moment(time) > now && !time.textContent.includes(clock.format(moment(time))) ? [say("is", { time: when.format(moment(time)) })] : []);
  for (const time of all(".date .day > time")) time.after(...own(time).map((words) => Object.assign(words, { className: "until-then" })));
  const time = ticket?.querySelector("time") ?? main.querySelector(".masthead time"), at = moment(time);
  const span = at ? at - now : (Date.parse(time?.dateTime ?? poster?.dataset.starts) / DAY - dayOf(now)) * DAY;
  if (!ticket || ticket.hidden || ticket.closest("[data-matter=over]") || !(span >= 0)) return;
  const [unit, of] = at && span < 2 * HOUR ? [MINUTE, "minute"] : at && span < 2 * DAY ? [HOUR, "hour"] : [DAY, "day"];
  ticket.after(tool(".ticket-note"));
  ticket.nextElementSibling.append(inWords.format(Math[time?.dateTime.endsWith("Z") ? "floor" : "round"](span / unit), of), ...own(time).flatMap((words) => [" (", words, ")"]));
}

// Favourites, and a word where two are at the same time.
export function addStar(row, place) {
  if (row.querySelector(".star")) return;
  const star = tool(".star");
  place[place.matches(".actions") ? "prepend" : "append"](star);
  star.ariaLabel = star.ariaLabel.replace("{title}", text("h1, .title", row));
  star.value = row.id;
}
function showStars() {
  for (const row of all(".paper[id]")) addStar(row, row);
  for (const what of all(".slot[id] > :is(.is-talk, .is-keynote)")) addStar(what.parentElement, what.parentElement.querySelector(".when"));
  for (const star of all(".star")) star.ariaPressed = starred({ id: star.value });
  for (const button of all(".starred")) {
    const count = all(`.${button.value}[id]`).filter(starred).length;
    button.lastElementChild.textContent = count;
    button.hidden = !count;
  }
  clear(".clash");
  const rows = slots().filter(({ row, from }) => from && starred(row));
  for (const one of rows) {
    const others = rows.filter((other) => other !== one && other.from < one.until && one.from < other.until);
    if (others.length) one.row.querySelector(".what > div").appendChild(say("overlap", { title: links(others) })).className = "clash";
  }
}

// What changed in the schedule since the visitor saw it, told by a module that comes when something has.
const facts = () => Object.fromEntries(slots().map(({ row, title, begins, room, who }) => [row.id, [title, begins?.dateTime ?? "", room, who]]));
let last, changes; // what the page showed before it changed, and the module
const needed = () => (changes ??= import("./changes.js"));
function showChanges() {
  if (changes || (own.seen && JSON.stringify(own.seen) !== JSON.stringify(facts()))) needed().then(({ show }) => show(), () => { changes = null; });
}

// All that is added, anew; what is there is left in its place.
const filters = new Set();
let finding;
function draw() {
  if (!poster) showStars();
  showTimes();
  showNow();
  if (!poster) showChanges();
  for (const filter of filters) filter();
}
async function takeIn(behind, changed) {
  late = Math.abs(behind) > MINUTE ? behind : 0;
  if (!changed) return showNow();
  const before = last;
  last = facts();
  draw();
  const told = await needed().then(({ changesSince }) => changesSince(before), () => []);
  tell(told.length ? told : [say("updated")]);
}

const times = slots().flatMap(({ from, until }) => (from ? [from, until] : []));
let follows = false;
function tick() {
  showNow();
  const { matter, until } = poster?.querySelector(".ticket")?.dataset ?? {};
  if (matter === "day" || Date.parse(until) <= Date.now()) import("./poster.js").then(({ bringProgramme }) => bringProgramme(poster)).then(draw, () => {});
  if (follows || !(Date.now() > Math.min(...times) - DAY && Date.now() < Math.max(...times) + DAY)) return;
  follows = true;
  import("./follow.js").then(({ follow }) => follow(pristine, takeIn), () => { follows = false; });
}
function start() {
  recall();
  for (const { dataset } of tools.querySelectorAll("[data-of]")) {
    for (const heading of all(`.${dataset.of}-section:has(.item + .item) > .heading`)) heading.after(tool(`[data-of=${dataset.of}]`));
  }
  const find = () => { finding ??= import("./find.js").then(({ findIn }) => { for (const bar of all(".tools")) filters.add(findIn(bar.parentElement, bar)); }, () => {}); };
  for (const use of main.querySelector(".tools") ? ["scroll", "pointerdown", "focusin"] : []) addEventListener(use, find, { once: true, passive: true });
  for (const page of all(":scope > article")) import("./share.js").then(({ share }) => { filters.add(share(page)); draw(); }, () => {});
  main.addEventListener("click", ({ target }) => {
    const button = target.closest("button"), { value } = button ?? {};
    if (button?.matches(".star")) {
      keep({ stars: starred({ id: value }) ? own.stars.filter((id) => id !== value) : [...own.stars, value] });
      const kind = value.replace(/\d+$/, ""), count = own.stars.filter((id) => id.startsWith(kind)).length;
      tell([say("favourites", { count }), ...all(".clash", button.closest(".slot") ?? button)]);
    }
    if (button?.matches(".clocks *")) keep({ yours: value === "yours" });
    if (button?.matches(".seen")) keep({ seen: facts(), since: Date.now() });
    if (button?.matches(".changed")) { button.ariaExpanded = button.ariaExpanded !== "true"; showChanges(); }
  });
  addEventListener("storage", ({ key }) => { if (key === KEY) { recall(); draw(); } });
  last = facts();
  if (!own.seen && Object.keys(last).length) keep({ seen: last, since: Date.now() });
  draw();
  tick();
  setInterval(tick, 20_000);
}
if (tools) start();

// Contents fold once one was chosen.
document.addEventListener("click", ({ target }) => target.closest(".contents a")?.closest(".contents").querySelector("details").removeAttribute("open"));

// After the first view; a visitor's device keeps the page at once.
addEventListener("load", () => {
  if (document.getElementById("saved-copy")) navigator.serviceWorker?.register(new URL("sw.js", document.querySelector("[rel=manifest]").href)).catch(() => {});
  for (const [name, delay] of [["typeface", 2000], ["offline", 2000]]) setTimeout(() => import(`./${name}.js`).catch(() => {}), delay);
});
