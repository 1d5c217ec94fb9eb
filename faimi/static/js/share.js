// A talk or paper: star, hours, copies.
import { addStar, all, clock, moment, say, tell, text, tool, venueWords, when } from "./visitor.js";

async function copy(button, words) {
  await navigator.clipboard.writeText(words);
  const { textContent } = button;
  button.replaceChildren(say("copied"));
  tell([say("copied")]);
  setTimeout(() => { button.textContent = textContent; }, 2000);
}

export function share(page) {
  const actions = page.querySelector(".actions"), [, kind, number] = location.pathname.match(/(\w+)\/(\d+)\/$/) ?? [];
  actions.append(tool(".copy-link"));
  page.querySelector(".cite-as > .screen-only")?.append(tool(".copy-bibtex"));
  if (number) addStar(Object.assign(page, { id: `${kind}-${number}` }), actions);
  const hours = page.querySelector(".hours"), [begins, ends = begins] = hours ? all("time", hours) : [], at = moment(begins);
  if (at && clock.format(at) !== venueWords(begins)) {
    const words = [...new Set([begins, ends])].map(venueWords).join("–"), zone = page.querySelector(".zone");
    hours.closest("dd").append(
      Object.assign(say("is", { time: when.formatRange(at, moment(ends)) }), { className: "more own-hours" }),
      Object.assign(document.createElement("span"), { className: "more venue-hours", textContent: `${words} ${zone ? venueWords(zone) : ""}` }),
    );
  }
  const words = { ".copy-link": document.querySelector("[rel=canonical]").href, ".copy-bibtex": text(".bibtex", page) };
  for (const [selector, what] of Object.entries(words)) {
    const button = page.querySelector(selector);
    if (!button) continue;
    button.hidden = !what || !navigator.clipboard;
    button.addEventListener("click", () => copy(button, what));
  }
}
