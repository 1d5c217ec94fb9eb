// What others do meanwhile. The page asks for it by itself: that is no doing of the person, so other scripts do not hear of it.
import { formOf, lostFocus, near, redrawn, refocus, say } from "./editor.js";

const OWN = ["before:request", "before:response", "before:swap", "after:swap", "response:error", "error"];
let beside = []; // where focus goes if what has it is removed by another
let within = null; // the form that has the focus: what goes from it, a notice perhaps, leaves the focus to its fields
const left = new Set(); // offers to tie rows that the person left: what comes may be of the time before
let present = {}; // who has which row open, by the rows' DOM ids

const versionOf = (tie) => `${tie.id} ${tie.querySelector("[name=version]").value}`;

document.addEventListener("click", ({ target }) => {
  const tie = target.closest(".tie a")?.closest(".tie");
  if (tie) left.add(versionOf(tie));
});

for (const name of OWN) {
  window.addEventListener(`htmx:${name}`, (event) => {
    const { ctx } = event.detail;
    if (ctx?.sourceElement?.id !== "live") return;
    event.stopPropagation();
    // Signed out: what is typed in an open form stays; it asks for the password itself when it is saved.
    if (name === "before:response" && ctx.response.status === 401 && document.querySelector("[data-changed], #pasted[open]")) event.preventDefault();
    if (name === "before:swap") {
      const focused = lostFocus() ? null : document.activeElement;
      beside = focused ? near(focused) : [];
      within = focused && formOf(focused);
      for (const { fragment } of event.detail.tasks) for (const tie of fragment.querySelectorAll(".tie")) if (left.has(versionOf(tie))) tie.remove();
    }
    if (name === "after:swap") stay();
  }, true);
}

function stay() {
  if (within?.isConnected && lostFocus()) within.querySelector(".fields :is(input, select, textarea)")?.focus({ preventScroll: true });
  if (beside.length && lostFocus()) say("Someone else removed this.");
  refocus(beside, { preventScroll: true });
  redrawn();
  mark();
}

function mark() {
  document.querySelectorAll(".present").forEach((note) => { if (!present[note.parentElement.id]) note.remove(); });
  for (const [id, name] of Object.entries(present)) {
    const row = document.getElementById(id);
    if (!row) continue;
    const note = row.querySelector(":scope > .present") ?? row.appendChild(Object.assign(document.createElement("p"), { className: "present" }));
    const words = `${name} is editing this`;
    if (note.textContent !== words) note.textContent = words;
  }
}

// Who is about to remove rows, or a section with rows, is told who has them open.
export function whoHasOpen(...going) {
  const rows = going.flatMap((row) => [row, ...(row.matches(".heading") ? row.closest(".section").querySelectorAll(".row, [data-form]") : [])]);
  const names = [...new Set(rows.map(({ id }) => present[id.replace(/-(next|new)$/, "")]).filter(Boolean))];
  return names.length ? `${names.join(" and ")} ${names.length > 1 ? "have" : "has"} ${going.length > 1 ? "some of these" : "this"} open just now.` : "";
}

document.addEventListener("htmx:config:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (sourceElement.id !== "live") return;
  const opened = (form) => form.querySelector("[name=version]")?.value;
  request.headers.Editing = [...document.querySelectorAll("[data-form]")].map((form) => form.id + (opened(form) ? `:${opened(form)}` : "")).join(" ");
});

document.addEventListener("htmx:after:swap", mark);

document.addEventListener("present", (event) => {
  present = event.detail.rows;
  mark();
});
