// Undo and redo: by keys outside of fields, and by the bar's buttons, which are grey where there is nothing to take back.
const status = document.getElementById("status");
const button = (verb) => document.getElementById(verb);

document.addEventListener("said", (event) => {
  const { place } = event.detail;
  // What came back has the focus, unless the person types in a form meanwhile.
  if (event.target.closest?.(".back-and-forth, .asked") && !document.activeElement.closest("[data-form]")) document.getElementById(place)?.focus();
});

// A grey button keeps its place in the order of Tab, and says that there is nothing; one that is of use now shows it a moment.
document.addEventListener("reversible", ({ target, detail }) => {
  for (const verb of ["undo", "redo"]) {
    const own = button(verb);
    if (detail[verb] && own.ariaDisabled && target.id !== "live") own.classList.add("saved");
    own.ariaDisabled = detail[verb] ? null : "true";
  }
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
