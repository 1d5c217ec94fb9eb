// Keys that are held until a form is there: which, what they say in words, and what they do in a field then.
export const FIELDS = ".fields :is(input:not([type=hidden]), select, textarea, button)";
const HELD = ["Tab", "Enter", "Escape", "Backspace"];

// Whether an input method has a key, also the one that ends with it, which Safari tells by its code alone.
export const composes = ({ isComposing, keyCode, key }) => isComposing || (keyCode === 229 && key !== "Process");

export const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.checkVisibility());

export function isHeld(event) {
  const { key, altKey } = event;
  if (key.length > 1) return HELD.includes(key) && !altKey;
  return event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || altKey);
}

export function textOf(keys) {
  const text = keys.reduce((typed, { key, text = key }) => {
    if (key === "Backspace") return typed.replace(/[^\n]$/, "");
    return typed + (HELD.includes(key) ? "\n" : text);
  }, "");
  return text.split("\n").filter(Boolean).join(" / ");
}

// What the browser does with a key in a field.
export function edit({ key, text, shiftKey }, form, field) {
  const typed = text ?? (key === "Enter" && field.matches("textarea") ? "\n" : key.length === 1 && key);
  const fields = fieldsOf(form);
  if (key === "Tab") return enter(fields[fields.indexOf(field) + (shiftKey ? -1 : 1)]);
  if (key === " " && field.matches("[type=checkbox], [type=radio], button")) field.click();
  else if (typed) return document.execCommand("insertText", false, typed);
  else if (key === "Backspace") document.execCommand("delete");
  return true;
}

export function enter(field) {
  field?.focus();
  if (field?.matches("input")) field.select();
  return Boolean(field);
}
