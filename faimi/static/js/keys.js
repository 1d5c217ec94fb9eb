// Keys that are held until a form is there: which, what they say in words, and what they do in a field then.
export const FIELDS = ".fields :is(input:not([type=hidden]), select, textarea, button)";
const HELD = ["Tab", "Enter", "Escape", "Backspace", "Delete", "Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

export const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.checkVisibility());
export const same = (one, other) => one === other || (one?.type === "radio" && one.name === other?.name);

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
  if (key === "Tab") return enter(beside(form, field, shiftKey ? -1 : 1));
  if (field.matches("select")) choose(field, { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0);
  else if (key === " " && field.matches("[type=checkbox], [type=radio], button")) field.click();
  else if (typed) return document.execCommand("insertText", false, typed);
  else if (key === "Backspace") document.execCommand("delete");
  else if (key === "Delete") document.execCommand("forwardDelete");
  else if (field.selectionStart != null) moveCaret(field, key, shiftKey);
  return !(typed && field.matches("select"));
}

export function enter(field) {
  field?.focus();
  if (field?.matches("input")) field.select();
  return Boolean(field);
}

// The field before or behind another; the choices of one question are one.
function beside(form, field, step) {
  const fields = fieldsOf(form);
  let place = fields.indexOf(field);
  do place += step; while (same(fields[place], field));
  return fields[place];
}

function choose(select, step) {
  const chosen = select.selectedIndex + step;
  if (!step || !select.options[chosen]) return;
  select.selectedIndex = chosen;
  for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
}

function moveCaret(field, key, extend) {
  const { value, selectionStart: from, selectionEnd: to, selectionDirection } = field;
  const [fixed, caret] = selectionDirection === "backward" ? [to, from] : [from, to];
  const shrinks = from !== to && !extend;
  const end = value.indexOf("\n", caret);
  const place = {
    Home: value.lastIndexOf("\n", caret - 1) + 1,
    End: end < 0 ? value.length : end,
    ArrowLeft: shrinks ? from : Math.max(caret - 1, 0),
    ArrowRight: shrinks ? to : caret + 1,
  }[key] ?? caret;
  const other = extend ? fixed : place;
  field.setSelectionRange(Math.min(place, other), Math.max(place, other), place < other ? "backward" : "forward");
}
