// Asks what htmx asks, before something goes.
import { ask } from "./ask.js";
import { near, refocus, say } from "./editor.js";
import { whoHasOpen } from "./live.js";

document.addEventListener("htmx:confirm", async (event) => {
  const { ctx: { confirm, sourceElement }, issueRequest, dropRequest } = event.detail;
  event.preventDefault();
  const { verb } = sourceElement.dataset;
  const row = sourceElement.closest(".row");
  const places = near(sourceElement);
  const sure = await ask(confirm, verb, row ? whoHasOpen(row) : "");
  if (sourceElement.isConnected) return sure ? issueRequest() : dropRequest();
  dropRequest();
  document.activeElement.blur(); // the button just pressed: what had the focus before is gone
  say("Not removed: someone else changed this meanwhile.");
  return refocus(places);
});
