// A file that is chosen or dropped goes into the list, so that it can be seen and changed; without this script it is sent.
const list = document.querySelector("#text");
const field = document.querySelector("#file");
const said = document.querySelector("[data-said]");
const MOST_BYTES = 1_000_000;
let ofFile = null; // what a file put there: another file takes its place, while what was typed stays

document.querySelector("[data-droppable]").hidden = false;

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [new TextDecoder("utf-16le").decode(bytes), ""];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [new TextDecoder("utf-16be").decode(bytes), ""];
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), ""];
  } catch {
    const note = " It is not in UTF-8, and was read as Windows-1252: see whether letters such as é are right.";
    return [new TextDecoder("windows-1252").decode(bytes), note];
  }
}

async function take(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [text, note] = decode(bytes);
  if (text.includes("\0") || /^(PK|%PDF)/.test(text) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)) {
    said.textContent = `“${file.name}” is not text. Save the table as CSV, then choose that.`;
  } else if (bytes.length > MOST_BYTES * 2 || text.length > MOST_BYTES) {
    said.textContent = `“${file.name}” has ${(bytes.length / 1e6).toFixed(1)} MB; up to 1 MB can be read at once. Split it.`;
  } else {
    const kept = list.value === ofFile ? "" : list.value.replace(/\n+$/, "");
    list.value = kept ? `${kept}\n\n${text}` : text;
    if (!kept) ofFile = list.value; // as the field holds it
    list.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = `“${file.name}” is now in the list${kept ? ", below what was there" : ""}.${note}`;
  }
  field.value = ""; // else it would be sent besides
}

field.addEventListener("change", () => field.files[0] && take(field.files[0]));

// Dropped beside the list, a file must not lead away from the page.
const bringsFile = (event) => event.dataTransfer.types.includes("Files");
const isOver = (event) => Boolean(event.target.closest?.("[data-list]"));

document.addEventListener("dragover", (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = isOver(event) ? "copy" : "none";
  list.classList.toggle("drop-here", isOver(event));
});
document.addEventListener("dragleave", (event) => event.relatedTarget || list.classList.remove("drop-here"));
document.addEventListener("drop", (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  list.classList.remove("drop-here");
  const [file] = event.dataTransfer.files;
  if (file && isOver(event)) take(file);
});
