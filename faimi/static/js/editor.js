// What htmx leaves to us: keys, focus, words for what happened, and text that is not to be lost.
const status = document.getElementById("status");
const WORDS = {
  401: "Please sign in again.",
  404: "It is not there any more: reload the page.",
  409: "Someone else was faster: see the form.",
  413: "Not saved: too large.",
  422: "Not saved yet: see the form.",
  429: "Too many tries: wait a minute.",
};
const AWAY = "The server cannot be reached. Try again.";
const GONE = "Not saved: the server cannot be reached. What you typed is still here; try again.";
const BROKEN = "Not saved: the server has a problem. What you typed is still here; try again.";

let returnTo = []; // where focus goes when what had it is gone: rows near it, then their list
let discarded = null; // a form that was cancelled with changes in it, and its row's DOM id

const byId = (id) => (id ? document.getElementById(id) : null);
const placeOf = (element) => element.closest(".row, .form");
const lostFocus = () => !document.activeElement || document.activeElement === document.body;
const handleOf = (place) => place?.querySelector("[autofocus], .edit, .add a");

function refocus(places) {
  if (lostFocus()) places.map(byId).map(handleOf).find(Boolean)?.focus();
}

function say(words, action, act) {
  status.replaceChildren(words);
  if (!action) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "control", textContent: action });
  button.addEventListener("click", act);
  status.append(" ", button);
}

// A form that opens has its first field selected, once: a list drawn anew around it leaves focus alone.
document.addEventListener("focusin", (event) => {
  const field = event.target;
  if (!field.matches(".form [autofocus]")) return;
  field.removeAttribute("autofocus");
  if (field.matches("input")) field.select();
});

document.addEventListener("input", (event) => {
  event.target.closest("[data-form]")?.setAttribute("data-changed", "");
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-changed]")) event.preventDefault();
});

// A file that is dropped on a form goes to its picture; dropped elsewhere it must not lead away from the page.
const bringsFile = (event) => event.dataTransfer.types.includes("Files");

function pictureUnder({ target }) {
  const element = target instanceof Element ? target : target.parentElement;
  const fields = element.closest("[data-form]")?.querySelectorAll("[type=file]") ?? [];
  return fields.length === 1 ? fields[0] : null;
}

document.addEventListener("dragover", (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = pictureUnder(event) ? "copy" : "none";
});

document.addEventListener("drop", (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  const field = pictureUnder(event);
  const [file] = event.dataTransfer.files;
  if (!field || !file) return;
  const one = new DataTransfer();
  one.items.add(file);
  field.files = one.files;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  say(`“${file.name}” is chosen. Save to keep it.`);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-cancel]")?.click();
  }
  if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.querySelector("form").requestSubmit();
  }
});

function bringBack() {
  const { form, id } = discarded;
  if (byId(id)?.matches(".form:not(:empty)")) return; // there is newer text in its place
  byId(id).replaceWith(form);
  form.querySelectorAll("*").forEach((element) => { delete element._htmx; }); // or htmx takes them for wired still
  htmx.process(form);
  form.querySelector("input:not([type=hidden]), textarea").focus();
  status.textContent = "";
}

document.addEventListener("click", (event) => {
  const use = event.target.closest("[data-use]");
  if (use) {
    const field = byId(use.dataset.use);
    field.value = use.value;
    use.closest("[data-form]").setAttribute("data-changed", "");
    use.closest(".theirs").remove();
    field.focus();
  }

  const cancel = event.target.closest("[data-cancel]");
  const form = cancel?.closest("[data-form]");
  if (form) discarded = form.hasAttribute("data-changed") ? { form, id: form.id } : null;
  if (form && !cancel.hasAttribute("hx-get")) {
    event.preventDefault();
    const place = document.createElement(form.tagName);
    Object.assign(place, { id: form.id, className: "new" });
    const list = form.closest(".items, .sections");
    form.replaceWith(place);
    list.querySelector(":scope > .add a").focus();
    if (discarded) say("Not added.", "Bring it back", bringBack);
    else say("");
  }

  const row = event.target.closest(".item.row");
  if (!row || event.target.closest(".controls") || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
  event.preventDefault(); // a link in a row is for visitors: here a click on it edits, with Ctrl it leads away
  row.querySelector(".edit").click();
});

document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  const place = placeOf(sourceElement);
  const near = [place, place?.nextElementSibling, place?.previousElementSibling].filter((e) => e?.matches(".row, .form"));
  returnTo = [...near, place?.closest(".items") ?? byId("body")].map((element) => element?.id);
  const problem = place?.querySelector("[data-problem]");
  if (problem) problem.textContent = "";
  status.textContent = request.method === "POST" ? "Saving…" : "";
});

// Signed out: a form that is open asks for the password itself when it is saved; do not lead away from it.
document.addEventListener("htmx:before:response", (event) => {
  const { response } = event.detail.ctx;
  if (response.status !== 401 || !response.headers.has("HX-Redirect") || !document.querySelector("[data-changed]")) return;
  event.preventDefault();
  say("Your session has ended. Save the open form: it lets you sign in.");
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  // A form that was saved gives way; others that are open stay as they are when a list is drawn anew.
  if (ctx.response.status === 200) ctx.sourceElement.closest("[hx-morph-skip]")?.removeAttribute("hx-morph-skip");
});

document.addEventListener("htmx:after:swap", (event) => {
  // The newest token is good for every form, also for those that were drawn in a session that has ended.
  const token = event.detail.ctx.text.match(/name="csrf_token" value="([^"]+)"/)?.[1];
  if (token) document.getElementsByName("csrf_token").forEach((field) => { field.value = token; });
  if (event.detail.ctx.response.headers.has("HX-Trigger")) return; // “said” follows, and knows the place
  refocus(returnTo);
  if (discarded && byId(discarded.id)?.matches(".form")) discarded = null; // it was opened anew
  if (discarded && !discarded.form.isConnected) say("Not saved.", "Bring it back", bringBack);
});

document.addEventListener("said", (event) => {
  const { value, place } = event.detail;
  discarded = null;
  say(value);
  byId(place)?.classList.add("saved");
  refocus([place, ...returnTo]);
  if (byId(place)?.contains(document.activeElement)) byId(place).scrollIntoView({ block: "nearest", behavior: "instant" });
});

document.addEventListener("animationend", (event) => event.target.classList.remove("saved"));

function failed(event, words) {
  const problem = placeOf(event.detail.ctx.sourceElement)?.querySelector("[data-problem]");
  if (problem) problem.textContent = words;
  say(words);
}

document.addEventListener("htmx:response:error", (event) => {
  const code = event.detail.ctx.response.status;
  if ([401, 409, 422].includes(code)) say(WORDS[code]);
  else failed(event, WORDS[code] ?? BROKEN);
});

document.addEventListener("htmx:error", (event) => {
  const { ctx } = event.detail;
  if (ctx) failed(event, ctx.request.method === "POST" ? GONE : AWAY);
});
