// Text that is not saved survives: a cancelled form comes back on demand, open ones after a reload or a crash.
import { byId, formOf, mark, near, refocus, say } from "./editor.js";
import { reopen as reopenCell } from "./cells.js";
import { belowOf } from "./controls.js";
import { sweep, wireAnew } from "./open_forms.js";
import { drafts, loaded, write } from "./draft_store.js";

let discarded = null; // a form that was cancelled with changes in it, its row's DOM id, and its list's
const shown = new WeakSet(); // drafts that are in an open form
const asked = new WeakSet(); // drafts whose form was asked for
const closed = new WeakSet(); // forms that were saved or cancelled

// Of several drafts of one row the first one is in its form; the others come after it.
export const first = (id) => drafts.find((draft) => draft.id === id);
export const formWith = (id) => (byId(id)?.matches("[data-form]") ? byId(id) : null);

export function keep(form) {
  if (!form?.id || form.querySelector("[name^=sign_in]")) return null;
  const draft = first(form.id) ?? drafts[drafts.push({ id: form.id }) - 1];
  const fields = new Map(draft.fields);
  const inner = form.querySelector("form");
  const typed = [...new FormData(inner)];
  draft.to = inner.getAttribute("hx-post");
  draft.list = form.closest(".items")?.id;
  const isHalf = (name) => inner.elements.namedItem(name)?.validity?.badInput; // such a date would come back as none
  draft.fields = typed.filter(([name, value]) => typeof value === "string" && name !== "csrf_token" && !isHalf(name));
  draft.files = typed.some(([, value]) => value.size);
  // Until it is said what stands, this is a change of the older version: opened anew, it is asked about again.
  const version = form.querySelector("[name=both_changed]") && fields.get("version");
  if (version) draft.fields.find(([name]) => name === "version")[1] = version;
  shown.add(draft);
  write();
  return draft;
}

export function forgetForm(form) {
  closed.add(form);
  forget(first(form.id));
}

function forget(draft) {
  if (draft) drafts.splice(drafts.indexOf(draft), 1);
  write();
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
function openerOf(id) {
  const row = byId(id.replace("-next", ""));
  return (id.endsWith("-next") ? row && belowOf(row) : row?.querySelector(".edit")) ?? document.querySelector(`.add [hx-target="#${CSS.escape(id)}"]`);
}

export function reopen(draft) {
  asked.add(draft);
  if (reopenCell(draft.id)) return null;
  const opener = openerOf(draft.id);
  if (!opener) return askForForm(draft);
  htmx.process(opener); // it may not have come to it yet
  return opener.click();
}

// What has no row here any more is sent without a token: that saves nothing, and is answered with the form, its text in
// it, and a way back where there is one.
async function askForForm(draft) {
  const form = Object.assign(document.createElement("form"), { id: draft.id, className: "new" });
  form.append(...draft.fields.map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })));
  (byId(draft.list)?.querySelector(".new") ?? document.querySelector(".sections").firstElementChild).before(form);
  if (draft.to) await htmx.ajax("POST", draft.to, { source: form, target: form });
  if (!form.isConnected) return;
  form.remove();
  showToCopy(draft);
}

const called = (name) => name.replace(/^./, (letter) => letter.toUpperCase()).replace(/[-_]/g, " ");

function showToCopy(draft) {
  delete draft.saved;
  write();
  const notice = Object.assign(document.createElement("div"), { className: "alert homeless", role: "alert" });
  const list = Object.assign(document.createElement("dl"), { className: "typed" });
  for (const [name, value] of draft.fields.filter(([name, value]) => value && !/^(version|called|seen|once|both_changed)$|-stands$/.test(name))) {
    list.append(Object.assign(document.createElement("dt"), { textContent: called(name) }), Object.assign(document.createElement("dd"), { textContent: value }));
  }
  const done = Object.assign(document.createElement("button"), { className: "control", type: "button", textContent: "Discard it" });
  done.addEventListener("click", () => { forget(draft); notice.remove(); bringIn(); });
  notice.append("You typed this for a row that is not there any more. Copy what you need.", list, done);
  byId("content").prepend(notice);
}

// Fills the forms that are there, and asks for the others.
function bringIn() {
  for (const draft of drafts.filter((one) => !shown.has(one) && first(one.id) === one)) {
    if (!formWith(draft.id) && !asked.has(draft)) reopen(draft);
    const form = formWith(draft.id);
    if (!form) continue;
    shown.add(draft);
    fill(form, draft.fields);
    if (draft.saved) form.dispatchEvent(new CustomEvent("returned", { bubbles: true }));
    else say("What you typed is back; it is not saved yet.");
  }
}

document.addEventListener("DOMContentLoaded", () => loaded.then(bringIn)); // all that opens a form is there then

document.addEventListener("input", ({ target }) => {
  closed.delete(formOf(target));
  keep(formOf(target));
});

// A field that leaves the page with its form says once more that it changed.
document.addEventListener("change", ({ target }) => { if (!closed.has(formOf(target))) keep(formOf(target)); });

function bringBack() {
  const { form, id, list } = discarded;
  if (byId(id)?.matches(".form:not(:empty)")) return; // it was opened anew
  say("");
  if (!byId(id)) return showAgain(form, list);
  byId(id).replaceWith(form);
  wireAnew(form);
  const field = form.querySelector("input:not([type=hidden]), textarea");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// The place of the form went with its section: the server, or a notice to copy from, has it from its fields.
function showAgain(form, list) {
  const fields = [...new FormData(form.querySelector("form"))].filter(([name, value]) => typeof value === "string" && name !== "csrf_token");
  const draft = { id: form.id, to: form.querySelector("form").getAttribute("hx-post"), list, fields };
  drafts.push(draft);
  write();
  reopen(draft);
}

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  const form = cancel && formOf(cancel);
  if (form?.matches(".row .cell")) return event.preventDefault(); // it is closed elsewhere
  if (form) discarded = form.hasAttribute("data-changed") ? { form, id: form.id, list: form.closest(".items")?.id } : null;
  if (!form || cancel.hasAttribute("hx-get")) return;
  event.preventDefault();
  forgetForm(form);
  const place = Object.assign(document.createElement(form.tagName), { id: form.id, className: "new" });
  const above = form.id.endsWith("-next") && byId(form.id.replace("-next", ""));
  const list = form.closest(".items, .sections");
  const around = near(form);
  form.replaceWith(place);
  const isNew = !form.querySelector("[name=version]");
  (above ? (above.matches(".heading") && belowOf(above)) || above : isNew && list.querySelector(":scope > .add a"))?.focus?.();
  sweep();
  refocus(around);
  if (!discarded) return say("");
  discarded.said = true;
  return say(isNew ? "Not added." : "Discarded.", "Bring it back", bringBack);
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const form = formOf(ctx.sourceElement);
  if (form && ctx.response.status === 200) forgetForm(form);
});

document.addEventListener("htmx:after:swap", () => {
  bringIn();
  if (!discarded || discarded.said || discarded.form.isConnected) return;
  discarded.said = true; // what is said later stands
  say("Not saved.", "Bring it back", bringBack);
});

document.addEventListener("said", () => { discarded = null; });
