// What htmx leaves to us: focus, words for what happened, and states at the row itself.
const status = document.getElementById("status");
const WORDS = {
  401: "Please sign in again.",
  403: "You cannot change this: ask an owner of the site.",
  404: "It is not there any more: reload the page.",
  409: "Not saved yet: see the form.",
  413: "Not saved: too large. A picture may have 20 MB.",
  422: "Not saved yet: see the form.",
  429: "Too many tries: wait a few minutes.",
};
const AWAY = "The server cannot be reached. Try again.";
const GONE = "Not saved: the server cannot be reached. What you typed is kept, and sent again by itself.";
const BROKEN = "Not saved: the server has a problem. What you typed is kept; try again.";
export const SIGNED_OUT = "Your session has ended. Save the open form: it lets you sign in.";
const BACK_SOON = [408, 502, 503, 504, 507]; // a line that stalled, a server that is just starting anew, a full disk

let saved = []; // the row that was saved last, by its DOM id, and the words for that
let returnTo = []; // where focus goes when what had it is gone: rows near it, then their list

export const byId = (id) => (id ? document.getElementById(id) : null);
export const formOf = (element) => element.closest("[data-form]");
export const placeOf = (element) => element.closest(".row, .form");
export const token = () => document.querySelector("[name=csrf_token]").value;
export const lostFocus = () => !document.activeElement || document.activeElement === document.body;
const problemAt = (element) => (formOf(element) ?? element.closest("form"))?.querySelector("[data-problem]");
const handleOf = (place) => (place?.matches(".row") ? place : place?.querySelector("[autofocus], .add a"));

// Where focus goes, by DOM ids, when this element is gone: rows beside its own, its list, the sections around.
export function near(element) {
  const place = placeOf(element);
  const around = (e) => [e, e?.nextElementSibling, e?.previousElementSibling];
  const rows = around(place).filter((e) => e?.matches(".row, .form"));
  const headings = around(element.closest(".section")).map((section) => section?.querySelector(".heading"));
  return [...rows, place?.closest(".items"), ...headings, byId("body")].map((e) => e?.id);
}

export function refocus(places, how) {
  if (lostFocus()) places.map(byId).map(handleOf).find(Boolean)?.focus(how);
}

export function say(words, action, act) {
  status.replaceChildren(words);
  if (!action) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "control", textContent: action });
  button.addEventListener("click", act);
  status.append(" ", button);
}

// The state of a row or a form, in words beside it; `wrong` is for what did not work.
export function mark(place, words, wrong = false) {
  let state = place?.querySelector(":scope > [data-state], .actions > [data-state]");
  if (!state && words && place?.matches(".row")) {
    state = Object.assign(document.createElement("span"), { className: "state" });
    state.dataset.state = "";
    place.append(state);
  }
  if (!state) return;
  state.textContent = words;
  state.classList.toggle("wrong", wrong);
}

// A form that opens has its first field selected, once: a list drawn anew around it leaves focus alone.
document.addEventListener("focusin", (event) => {
  const field = event.target;
  if (!field.matches(".form [autofocus]")) return;
  field.removeAttribute("autofocus");
  if (field.matches("input")) field.select();
});

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  form?.setAttribute("data-changed", "");
  mark(form, "Not saved yet");
  const typed = form?.querySelector(`[name="${CSS.escape(event.target.name)}-stands"][value=typed]`);
  if (typed) typed.checked = true; // who types on, after what stands was asked, means that
});

// A button beside a field that offers a text for it.
document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-fill]");
  if (!offer) return;
  const field = byId(offer.dataset.fill);
  field.value = offer.value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  field.focus();
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-changed]")) event.preventDefault();
});

document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  const place = placeOf(sourceElement);
  returnTo = near(place ? sourceElement : document.activeElement ?? sourceElement); // what stands outside is about what has it
  const problem = problemAt(sourceElement);
  if (problem) problem.textContent = "";
  const saves = request.method === "POST" && !sourceElement.matches("[data-looks]");
  status.textContent = saves ? "Saving…" : "";
  if (!saves) return;
  mark(place, "Saving…");
  formOf(sourceElement)?.querySelectorAll("input, textarea").forEach((field) => { field.readOnly = true; }); // more would be lost
});

document.addEventListener("htmx:finally:request", (event) => {
  const form = formOf(event.detail.ctx.sourceElement);
  form?.querySelectorAll("input, textarea").forEach((field) => { field.readOnly = false; });
});

// Signed out: a form that is open asks for the password itself when it is saved; do not lead away from it.
document.addEventListener("htmx:before:response", (event) => {
  const { response } = event.detail.ctx;
  if (response.status !== 401 || !response.headers.has("HX-Redirect") || !document.querySelector("[data-changed]")) return;
  event.preventDefault();
  say(SIGNED_OUT);
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  // A form that was saved gives way; others that are open stay as they are when a list is drawn anew.
  if (ctx.response.status !== 200) return;
  const SKIPPED = "[hx-morph-skip]:not(.gone)";
  for (let e = ctx.sourceElement.closest(SKIPPED); e; e = e.closest(SKIPPED)) e.removeAttribute("hx-morph-skip");
});

document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  // The newest token is good for every form, also for those that were drawn in a session that has ended.
  // It is looked for with its bracket, which what people write never has: there it is &lt;.
  const token = ctx.text.match(/<input type="hidden" name="csrf_token" value="([^"]+)"/)?.[1];
  if (token) document.getElementsByName("csrf_token").forEach((field) => { field.value = token; });
  if ([409, 422].includes(ctx.response.status)) formOf(ctx.sourceElement)?.setAttribute("data-changed", "");
  if (!ctx.response.headers.has("HX-Trigger")) refocus(returnTo); // else “said” follows, and knows the place
});

document.addEventListener("said", (event) => {
  const { value, place } = event.detail;
  const shown = byId(place);
  const offer = byId(`${place}-tie-why`)?.textContent ?? "";
  say(`${value} ${offer}`.trim());
  document.querySelectorAll(".row [data-state]").forEach((state) => { state.textContent = ""; });
  saved = shown?.matches("[data-form]") ? [] : [place, value.startsWith("Moved") ? "Moved" : value.startsWith("It ") ? "" : "Saved"];
  mark(byId(saved[0]), saved[1]);
  shown?.classList.add("saved");
  refocus([place, ...returnTo]);
  if (shown?.contains(document.activeElement)) shown.scrollIntoView({ block: "nearest", behavior: "instant" });
});

// What a redrawn row or masthead, by oneself or by others, does not say itself: that it was saved, in the bar what the edition is now, and around all its colour.
export function redrawn() {
  const [place, words] = saved;
  if (byId(place)?.matches(".row") && !byId(place).querySelector(":scope > [data-state]")?.textContent) mark(byId(place), words);
  const { accent, editionState, public: isPublic } = byId("edition-1")?.dataset ?? {};
  if (!editionState) return; // its form is open
  document.documentElement.dataset.accent = accent;
  byId("edition-state").textContent = editionState;
  byId("view-page").hidden = isPublic === undefined;
}

document.addEventListener("htmx:after:swap", redrawn);

// An address may become another edition's: what was loaded before is not for that one.
document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers.Edition = document.querySelector(".bar").dataset.edition;
});

document.addEventListener("animationend", (event) => event.target.classList.remove("saved"));

function failed(event, words) {
  const { sourceElement } = event.detail.ctx;
  const place = placeOf(sourceElement);
  const problem = problemAt(sourceElement);
  if (problem) problem.textContent = words;
  mark(place, problem ? "" : words, true);
  if (place?.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" });
  say(problem ? "Not saved: see the form." : words);
}

document.addEventListener("htmx:response:error", (event) => {
  const code = event.detail.ctx.response.status;
  if ([401, 409, 422].includes(code)) {
    if (!event.detail.ctx.sourceElement.closest("[data-looks], #plan")) say(WORDS[code]); // those say it themselves
    mark(placeOf(event.detail.ctx.sourceElement), "");
  }
  else if (BACK_SOON.includes(code)) notReached(event);
  else failed(event, WORDS[code] ?? BROKEN);
});

// The form with text that did not get through hears of it: another module sends it again.
function notReached(event) {
  const { sourceElement, request } = event.detail.ctx;
  const sent = request.method === "POST" && sourceElement.matches("[data-form] form");
  failed(event, sent ? GONE : AWAY);
  if (sent) sourceElement.dispatchEvent(new CustomEvent("unsent", { bubbles: true }));
}

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) notReached(event);
});
