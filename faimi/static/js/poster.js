// The programme of the edition on the start page's poster, unseen: from it follows what is on now.
const PATIENCE = 300_000; // milliseconds until it is asked for again
let asked = -Infinity;

/** Puts the rows of the programme in the page, if they were not there lately. */
export async function bringProgramme(poster) {
  if (performance.now() - asked < PATIENCE) return;
  asked = performance.now();
  const answer = await fetch(poster.querySelector("a").href), page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const rows = Object.assign(document.createElement("div"), { className: "programme", hidden: true });
  rows.dataset.added = "";
  rows.append(...page.querySelectorAll(".slot-section .items"));
  for (const picture of rows.querySelectorAll("picture, link")) picture.remove();
  poster.querySelector(".programme")?.remove();
  poster.append(rows);
}
