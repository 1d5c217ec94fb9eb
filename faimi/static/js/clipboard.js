// What is pasted from Word, Google Docs or PowerPoint keeps its lists, links and bold: the server makes Markdown of it.
import { formOf, say } from "./editor.js";

const MAX_HTML_CHARS = 1_000_000;
const PATIENCE_MILLISECONDS = 5000;
const PLAIN = "Pasted as plain text.";
const url = document.querySelector("meta[name=clipboard-url]").content;
let awaited = null; // a paste whose Markdown is on its way: its field, where in it, and the plain text

const wordsOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (event.defaultPrevented || !field.matches?.("[data-form] [data-markdown]") || field.readOnly) return;
  settle();
  const html = event.clipboardData.getData("text/html");
  if (!html || html.length > MAX_HTML_CHARS || !navigator.onLine) return;
  event.preventDefault();
  const { value, selectionStart: from, selectionEnd: to } = field;
  const paste = { field, value, from, to, plain: event.clipboardData.getData("text/plain") || wordsOf(html) };
  awaited = paste;
  field.dispatchEvent(new Event("input", { bubbles: true })); // it has changed already: saved or left now, it is not lost
  ask(field.form, html).then((markdown) => settle(paste, markdown), () => settle(paste, paste.plain, PLAIN));
});

async function ask(form, html) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, html });
  const answer = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

// Puts in what a paste became, as one step to undo; what was typed meanwhile stays behind it.
function settle(paste = awaited, markdown = "", words = "") {
  if (!paste || paste !== awaited) return;
  awaited = null;
  const { field, plain } = paste;
  const focused = document.activeElement;
  const caret = [field.selectionStart, field.selectionEnd];
  const [from, to] = placeOf(paste);
  const text = markdown || plain.replace(/\r\n?/g, "\n");
  const length = field.value.length;
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  if (document.activeElement !== field || !document.execCommand("insertText", false, text)) {
    field.setRangeText(text, from, to, "end"); // the form is closed, and may be brought back
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const grown = field.value.length - length;
  field.setSelectionRange(...caret.map((at) => (at < from ? at : Math.max(at + grown, from + text.length))));
  if (focused === document.body) field.blur();
  else focused.focus({ preventScroll: true });
  if (words) say(words);
}

// Where the paste goes: over what was selected, or where the caret was, however the text around it has changed.
function placeOf({ field, value, from, to }) {
  const now = field.value;
  if (now.startsWith(value.slice(0, to))) return [from, to];
  if (now.startsWith(value.slice(0, from))) return [from, from];
  const behind = now.length - (value.length - to);
  return now.endsWith(value.slice(to)) ? [behind, behind] : [field.selectionStart, field.selectionEnd];
}

// Who saves before the answer saves the plain text.
document.addEventListener("submit", ({ target }) => {
  if (awaited && formOf(awaited.field) === formOf(target)) settle();
}, true);
