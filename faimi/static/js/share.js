// A talk or paper: star, hours, copies.
import { addStar, own, say, tell, text, tool } from "./visitor.js";

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
  const words = { ".copy-link": document.querySelector("[rel=canonical]").href, ".copy-bibtex": text(".bibtex", page) };
  for (const [selector, what] of Object.entries(words)) {
    const button = page.querySelector(selector);
    if (!button) continue;
    button.hidden = !what || !navigator.clipboard;
    button.addEventListener("click", () => copy(button, what));
  }
  let tellDays;
  const bring = () => import("./hours.js").then(({ showHours }) => { tellDays = showHours(page); tellDays(); }, () => {}), later = () => setTimeout(bring, 2000);
  if (own.yours) bring();
  else document.readyState === "complete" ? later() : addEventListener("load", later);
  return () => tellDays?.();
}
