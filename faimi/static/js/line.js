// Text that did not reach the server is sent again by itself: when the line is back, and now and then until it is.
const LONGEST = 60;
const waiting = new Map(); // forms, each with how often it was sent in vain and the timer of its next try

function wait(form, tries, seconds = Math.min(2 ** tries, LONGEST)) {
  clearTimeout(waiting.get(form)?.timer);
  waiting.set(form, { tries, timer: setTimeout(send, seconds * 1000, form) });
}

function rest(form) {
  clearTimeout(waiting.get(form)?.timer);
  waiting.delete(form);
}

function send(form) {
  if (form.isConnected) form.requestSubmit();
  else rest(form);
}

document.addEventListener("unsent", ({ target }) => wait(target, (waiting.get(target)?.tries ?? 0) + 1));

window.addEventListener("online", () => [...waiting.keys()].forEach(send));

// Whoever types on is not interrupted; whoever cancels wants nothing sent.
document.addEventListener("input", ({ target }) => {
  if (waiting.has(target.form)) wait(target.form, 1, 5);
});

document.addEventListener("click", ({ target }) => {
  const cancel = target.closest("[data-cancel]");
  if (cancel) rest(cancel.closest("form"));
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const { status } = ctx.response;
  if (status < 500 && status !== 408) rest(ctx.sourceElement); // 408: the line stalled
});
