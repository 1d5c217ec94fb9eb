// Undo and redo: by keys outside of fields, and by the buttons beside the words that say what was done.
const status = document.getElementById("status");
const button = (verb) => document.getElementById(verb);

document.addEventListener("said", (event) => {
  const { offer, place } = event.detail;
  // What came back has the focus, unless the person types in a form meanwhile.
  if (event.target.closest?.(".back-and-forth, .asked") && !document.activeElement.closest("[data-form]")) document.getElementById(place)?.focus();
  if (offer === "redo") status.closest(".bar").classList.add("undone"); // where it is narrow, “Redo” is in the bar from now on
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const key = event.key.toLowerCase();
  const verb = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  if (!verb) return;
  event.preventDefault();
  button(verb).click();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-leave]")) return;
  event.preventDefault();
  document.getElementById("asked").replaceWith(Object.assign(document.createElement("div"), { id: "asked" }));
  status.textContent = "";
  button("undo").focus();
});

document.addEventListener("htmx:after:swap", () => document.querySelector("#asked.asked")?.focus());
