// What did not reach the server is sent again by itself, when the line is back, and now and then until it is: one form
// at a time, in the order in which they were saved, also after a reload.
import { formOf } from "./editor.js";
import { first, formWith, keep, reopen } from "./drafts.js";
import { drafts, loaded, write } from "./draft_store.js";

const LONGEST = 60; // seconds
const last = new WeakMap(); // for each form, what was sent last: its draft, and the button that was pressed
let trying = null; // the form that was sent again last
let tries = 1;
let timer;

// A later draft of a row waits for the answer to the first.
const next = () => drafts.filter((draft) => draft.saved && first(draft.id) === draft).sort((a, b) => a.saved - b.saved)[0];

function wait(seconds = Math.min(2 ** tries, LONGEST)) {
  clearTimeout(timer);
  timer = setTimeout(send, seconds * 1000);
}

function send() {
  clearTimeout(timer);
  const draft = next();
  trying = draft && formWith(draft.id)?.querySelector("form");
  const button = last.get(trying)?.button;
  if (trying) trying.requestSubmit(button?.form === trying ? button : null);
  else if (draft) {
    reopen(draft);
    wait();
  }
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const { form, method, submitter } = ctx.request;
  if (method !== "POST" || !form?.matches("[data-form] form")) return;
  const draft = keep(formOf(form));
  last.set(form, { draft, button: submitter });
  if (draft) draft.saved ??= Date.now();
  write();
});

document.addEventListener("unsent", ({ target }) => {
  last.get(target).inVain = true; // also where the answer broke off
  if (target === trying) tries += 1;
  wait();
});

// An answer is the end of it, whatever it says, and the next one goes. Who has to sign in is not asked twice: that comes first.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const sent = last.get(ctx.request.form);
  if (!sent || sent.inVain || !ctx.response) return;
  rest(sent.draft);
  tries = 1;
  if (ctx.response.status !== 401) send();
});

function rest(draft) {
  if (!draft) return;
  delete draft.saved;
  write();
}

window.addEventListener("online", send);
document.addEventListener("returned", ({ target }) => { if (next()?.id === target.id) send(); });
loaded.then(() => { if (next()) wait(); });

// Whoever types on is not interrupted; whoever cancels wants nothing sent.
document.addEventListener("input", ({ target }) => {
  if (!first(formOf(target)?.id)?.saved) return;
  tries = 1;
  wait(5);
});

document.addEventListener("click", ({ target }) => {
  const cancel = target.closest("[data-cancel]");
  if (cancel) rest(first(formOf(cancel)?.id));
});
