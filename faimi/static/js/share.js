// A talk or paper: star, hours, copies.
import { addStar, all, clock, moment, say, tell, text, tool, when } from "./visitor.js";

async function copy(button, words) {
  await navigator.clipboard.writeText(words);
  const { textContent } = button;
  button.replaceChildren(say("copied"));
  tell([say("copied")]);
  setTimeout(() => { button.textContent = textContent; }, 2000);
}

export function share(page) {
  const actions = page.appendChild(tool(".actions")), [, kind, number] = location.pathname.match(/(\w+)\/(\d+)\/$/) ?? [];
  if (number) addStar(Object.assign(page, { id: `${kind}-${number}` }), actions);
  const [begins, ends = begins] = all(".when .hours time", page), at = moment(begins);
  if (at && clock.format(at) !== begins.textContent) begins.closest("dd").append(Object.assign(say("is", { time: when.formatRange(at, moment(ends)) }), { className: "more own-hours" }));
  const words = { ".copy-link": document.querySelector("[rel=canonical]").href, ".copy-bibtex": text(".bibtex", page) };
  for (const [selector, what] of Object.entries(words)) {
    const button = actions.querySelector(selector);
    button.hidden = !what || !navigator.clipboard;
    button.addEventListener("click", () => copy(button, what));
  }
}
