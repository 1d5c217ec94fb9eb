// What htmx leaves to us: keys, focus, and words for what happened.
const status = document.getElementById("status");
const byId = (id) => (id ? document.getElementById(id) : null);
let returnTo = []; // ids of rows to focus after a swap that took the focused element away

const rowOf = (element) => element.closest(".row, .form");

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-cancel]")?.click();
  }
  const submits = event.target.matches("select") || (event.target.matches("textarea") && (event.ctrlKey || event.metaKey));
  if (event.key === "Enter" && submits) {
    event.preventDefault();
    form.querySelector("form").requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const use = event.target.closest("[data-use]");
  if (use) {
    const field = byId(use.dataset.use);
    field.value = use.value;
    field.focus();
  }
  const cancel = event.target.closest("[data-cancel]:not([hx-get])");
  if (cancel && cancel.closest(".new, .form")) {
    event.preventDefault();
    const form = cancel.closest("[data-form]");
    const add = form.closest(".items, .sections")?.querySelector(":scope > .add a");
    form.removeAttribute("hx-morph-skip");
    form.className = "new";
    form.replaceChildren();
    add?.focus();
  }
  const row = event.target.closest(".item.row");
  if (row && !event.target.closest("a, button, form, summary") && getSelection().isCollapsed) {
    row.querySelector(".edit").click();
  }
});

document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  const row = rowOf(source);
  const ids = [source.id, row?.id, row?.nextElementSibling?.id, row?.previousElementSibling?.id];
  returnTo = ids.filter(Boolean);
  const problem = row?.querySelector("[data-problem]");
  if (problem) problem.textContent = "";
  status.textContent = event.detail.ctx.request.method === "POST" ? "Saving…" : "";
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  // A form that was saved gives way; others that are open stay as they are when a list is drawn anew.
  if (ctx.response.status === 200) ctx.sourceElement.closest("[hx-morph-skip]")?.removeAttribute("hx-morph-skip");
});

const lostFocus = () => !document.activeElement || document.activeElement === document.body;

document.addEventListener("htmx:after:swap", () => {
  if (!lostFocus()) return;
  const row = returnTo.map(byId).find(Boolean);
  (row?.querySelector("[autofocus], .edit") ?? row)?.focus();
});

document.addEventListener("animationend", (event) => event.target.classList.remove("saved"));

document.addEventListener("said", (event) => {
  const { value, place } = event.detail;
  status.textContent = value;
  const row = byId(place);
  row?.classList.add("saved");
  if (row && lostFocus()) row.querySelector(".edit").focus();
});

function failed(event, words) {
  const problem = rowOf(event.detail.ctx.sourceElement)?.querySelector("[data-problem]");
  status.textContent = words;
  if (problem) problem.textContent = words;
}

document.addEventListener("htmx:response:error", (event) => {
  const code = event.detail.ctx.response.status;
  const words = { 401: "Please sign in again.", 409: "Someone else was faster: compare.", 422: "Not saved: see the form." };
  const others = { 404: "Not found: it may have been removed. Reload the page.", 413: "Not saved: too large.", 429: "Too many tries: wait a minute." };
  if (words[code]) status.textContent = words[code];
  else failed(event, others[code] ?? "Not saved: the server has a problem. What you typed is still here; try again.");
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) failed(event, "Not saved: the server cannot be reached. What you typed is still here; try again.");
});
