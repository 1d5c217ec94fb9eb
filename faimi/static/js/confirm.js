// Asks before something goes, in the page's own type: what htmx asks, and other scripts.
import { byId, near, refocus, say } from "./editor.js";

const dialog = byId("confirm-dialog");
const [yes, no] = dialog.querySelectorAll("button");

// Whether the person says so. The focus is on the verb where undo brings everything back, else on Cancel.
export function ask(question, verb, note = "", lasting = false) {
  byId("confirm-question").textContent = question;
  byId("confirm-note").textContent = note;
  yes.textContent = verb;
  dialog.returnValue = "";
  dialog.showModal();
  (lasting ? no : yes).focus();
  return new Promise((done) => { dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }); });
}

dialog.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter") event.preventDefault(); // the key that asked answers nothing while it is held
});

document.addEventListener("htmx:confirm", async (event) => {
  const { ctx: { confirm, sourceElement }, issueRequest, dropRequest } = event.detail;
  event.preventDefault();
  const { verb, note } = sourceElement.dataset;
  const places = near(sourceElement);
  const sure = await ask(confirm, verb, note);
  if (sourceElement.isConnected) return sure ? issueRequest() : dropRequest();
  dropRequest();
  document.activeElement.blur(); // the button just pressed: what had the focus before is gone
  say("Not removed: someone else changed this meanwhile.");
  return refocus(places);
});
