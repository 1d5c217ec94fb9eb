// Text that is not saved survives: a cancelled form comes back on demand, open ones after a reload or a crash.
import { byId, formOf, mark, near, refocus, say } from "./editor.js";
import { sweep } from "./keep.js";

const KEY = `faimi:${document.querySelector(".bar").dataset.account}:${location.pathname}`;
const OURS = KEY.slice(0, KEY.indexOf("/")); // all of this account's
let discarded = null; // a form that was cancelled with changes in it, and its row's DOM id
const returning = new Map(); // DOM ids of forms that are being opened again, with their text

const read = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");

function write(drafts) {
  try {
    if (Object.keys(drafts).length) localStorage.setItem(KEY, JSON.stringify(drafts));
    else localStorage.removeItem(KEY);
  } catch { /* there is no room: the open form still has the text */ }
}

function keep(form) {
  if (!form?.id || form.querySelector("[type=password]")) return;
  const fields = [...new FormData(form.querySelector("form"))];
  write({ ...read(), [form.id]: fields.filter(([name, value]) => typeof value === "string" && name !== "csrf_token") });
}

function drop(id) {
  const { [id]: _, ...others } = read();
  write(others);
}

function fill(form, fields) {
  const { elements } = form.querySelector("form");
  form.querySelectorAll("[type=checkbox]").forEach((box) => { box.checked = false; });
  for (const [name, value] of fields) {
    const field = elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  form.setAttribute("data-changed", "");
  mark(form, "Not saved yet");
}

// What opens a form: a row's Edit, the way to a new row below it, or the one at the end of its list.
const openerOf = (id) => byId(id.replace("-next", ""))?.querySelector(id.endsWith("-next") ? ".below" : ".edit")
  ?? document.querySelector(`.add [hx-target="#${CSS.escape(id)}"]`);

function showHomeless(id, fields) {
  const notice = Object.assign(document.createElement("div"), { className: "notice homeless", role: "alert" });
  const list = Object.assign(document.createElement("dl"), { className: "typed" });
  for (const [name, value] of fields.filter(([name, value]) => value && !["version", "once", "both_changed"].includes(name))) {
    list.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
  }
  const done = Object.assign(document.createElement("button"), { className: "control", type: "button", textContent: "Discard it" });
  done.addEventListener("click", () => { drop(id); notice.remove(); });
  notice.append("You typed this for a row that is not there any more. Copy what you need.", list, done);
  byId("content").prepend(notice);
}

for (const [id, fields] of Object.entries(read())) {
  const opener = openerOf(id);
  if (!opener) {
    showHomeless(id, fields);
    continue;
  }
  returning.set(id, fields);
  htmx.process(opener); // it may not have come to it yet
  opener.click();
}

for (const name of ["input", "change"]) document.addEventListener(name, ({ target }) => keep(formOf(target)));

function bringBack() {
  const { form, id } = discarded;
  if (byId(id)?.matches(".form:not(:empty)")) return; // there is newer text in its place
  byId(id).replaceWith(form);
  form.querySelectorAll("*").forEach((element) => { delete element._htmx; }); // or htmx takes them for wired still
  htmx.process(form);
  const field = form.querySelector("input:not([type=hidden]), textarea");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  say("");
}

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  const form = cancel && formOf(cancel);
  if (form) discarded = form.hasAttribute("data-changed") ? { form, id: form.id } : null;
  if (!form || cancel.hasAttribute("hx-get")) return;
  event.preventDefault();
  drop(form.id);
  const place = Object.assign(document.createElement(form.tagName), { id: form.id, className: "new" });
  const above = form.id.endsWith("-next") && byId(form.id.replace("-next", ""));
  const list = form.closest(".items, .sections");
  const around = near(form);
  form.replaceWith(place);
  (above || list.querySelector(":scope > .add a"))?.focus();
  sweep();
  refocus(around);
  if (discarded) say(form.querySelector("[name=version]") ? "Discarded." : "Not added.", "Bring it back", bringBack);
  else say("");
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const form = formOf(ctx.sourceElement);
  if (form && ctx.response.status === 200) drop(form.id);
});

document.addEventListener("htmx:after:swap", () => {
  for (const [id, fields] of returning) {
    if (!byId(id)?.matches("[data-form]")) continue;
    returning.delete(id);
    fill(byId(id), fields);
    say("What you typed is back; it is not saved yet.");
  }
  if (discarded && byId(discarded.id)?.matches(".form")) discarded = null; // it was opened anew
  if (discarded && !discarded.form.isConnected) say("Not saved.", "Bring it back", bringBack);
});

document.addEventListener("said", () => { discarded = null; });

document.querySelector(".bar form[action]").addEventListener("submit", () => {
  const forget = () => Object.keys(localStorage).filter((key) => key.startsWith(OURS)).forEach((key) => localStorage.removeItem(key));
  window.addEventListener("pagehide", forget, { once: true });
});
