// A text of several lines as the page would show it, in its field's place: by Alt+P or the button beside it, and so back.
import { SIGNED_OUT, formOf, say, token } from "./editor.js";

const buttonFor = (element) => formOf(element)?.querySelector("[data-markdown] ~ .beside [data-preview]");

async function turn(button) {
  if (button.ariaBusy) return;
  const field = formOf(button).querySelector("[data-markdown]");
  let shown = formOf(button).querySelector(".markdown-preview");
  if (shown) shown.remove();
  else {
    const body = new URLSearchParams({ csrf_token: token(), text: field.value });
    button.ariaBusy = "true";
    const answer = await fetch(button.dataset.preview, { method: "POST", body }).finally(() => { button.ariaBusy = null; });
    if (answer.status === 401) return say(SIGNED_OUT);
    if (![200, 422].includes(answer.status)) throw new Error(answer.status);
    field.insertAdjacentHTML("afterend", await answer.text());
  }
  button.ariaPressed = String(!shown);
  (shown ? field : field.nextElementSibling).focus({ preventScroll: true });
}

const act = (event, button) => {
  event.preventDefault();
  event.stopPropagation();
  turn(button).catch(() => say("There is no preview now: the server does not answer."));
};

// Ahead of all that listens to keys on the document: Esc leads back to the text, and only from there out.
window.addEventListener("keydown", (event) => {
  const { target, key, altKey, ctrlKey } = event;
  const meant = altKey && !ctrlKey ? /^[pπ]$/i.test(key) : key === "Escape" && target.matches(".markdown-preview");
  const button = meant && buttonFor(target);
  if (button) act(event, button);
}, true);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-preview], .markdown-preview");
  if (button) act(event, buttonFor(button));
});
