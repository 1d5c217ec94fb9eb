// A file that is dropped on a form goes to its picture; dropped elsewhere it must not lead away from the page.
import { say } from "./editor.js";

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
