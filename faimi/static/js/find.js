// A filter above a list of talks or papers, and the favourites among them as a calendar.
import { all, say, starred } from "./visitor.js";

const PLAIN = { ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[øłđıßæœ]/g, (letter) => PLAIN[letter]);
const NAMES = ":scope > h3, :scope > h4, :scope > .group-name > :first-child";
const namesOf = (row) => [...all(".track, .award-tag", row), ...all(NAMES, row.closest(".group") ?? row)].map((name) => name.textContent.trim());

/** Makes the bar's controls work in its section; gives what filters anew when rows changed. */
export function findIn(section, bar) {
  const [input, output, select, only, take] = ["input", "output", "select", ".starred", ".take"].map((selector) => bar.querySelector(selector));
  let folded = new WeakMap(), later;

  function filter() {
    const parts = fold(input.value).split(/\s+/).filter(Boolean), rows = all(".item", section), { value } = select;
    const mine = only.ariaPressed === "true" && rows.some(starred), filtered = Boolean(mine || parts.length || value);
    const words = (row) => folded.get(row) ?? folded.set(row, fold(row.textContent)).get(row);
    const chosen = (row) => !value || (value[0] === "." ? row.querySelector(value) : namesOf(row).includes(value));
    const found = new Set(rows.filter((row) => (!mine || starred(row)) && chosen(row) && parts.every((part) => words(row).includes(part))));
    only.ariaPressed = mine;
    take?.toggleAttribute("hidden", !mine);
    output.textContent = filtered ? say(found.size ? "found" : "none", { count: found.size, total: rows.length }).textContent : "";
    for (const group of all(".group", section)) group.hidden = !all(".item", group).some((row) => found.has(row));
    for (const scaled of all("[data-scale], [class*=from-]", section)) {
      scaled.dataset.scale ??= scaled.className;
      scaled.className = filtered ? "group" : scaled.dataset.scale; // what is left of a day to scale is a list
      for (const part of all(".columns, .rule, .waits", scaled)) part.hidden = filtered;
    }
    for (const name of all(".day-name", section)) {
      let next = name.nextElementSibling;
      while (next?.matches("[hidden]:not(.day-name)")) next = next.nextElementSibling;
      name.hidden = !next?.matches(".group");
    }
    turn(rows.filter((row) => row.hidden === found.has(row)));
  }

  // The first rows at once, and the rest of a long list when those are seen.
  function turn(rows) {
    clearTimeout(later);
    for (const row of rows.splice(0, 60)) row.hidden = !row.hidden;
    if (rows.length) later = setTimeout(turn, 0, rows);
  }

  async function takeAlong() {
    const { href: whole } = section.querySelector("[href$='schedule.ics']:not([href^='webcal'])");
    const addresses = all(".item", section).filter(starred).map(({ id }) => whole.replace("schedule", id.replace("-", "/")));
    const files = await Promise.all(addresses.map(async (address) => (await fetch(address)).text()));
    const events = files.flatMap((file) => file.match(/^BEGIN:VEVENT[^]*^END:VEVENT\r?\n/m) ?? []);
    const href = URL.createObjectURL(new Blob([files.find((file) => file.includes(events[0])).replace(events[0], () => events.join(""))], { type: "text/calendar" }));
    Object.assign(document.createElement("a"), { href, download: "favourites.ics" }).click();
  }

  for (const option of all("[value^='.']", select)) if (!section.querySelector(option.value)) option.remove();
  for (const name of new Set(all(".item", section).flatMap(namesOf))) select.add(new Option(name, name));
  select.hidden = select.length < 3;
  bar.addEventListener("input", filter);
  only.addEventListener("click", () => { only.ariaPressed = only.ariaPressed !== "true"; filter(); });
  take?.addEventListener("click", takeAlong);
  if (input.value) filter();
  return () => { folded = new WeakMap(); filter(); };
}
