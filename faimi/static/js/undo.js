// Undo and redo: by keys outside of fields, and by the bar's buttons, which are grey where there is nothing to take back.
const status = document.getElementById("status");
const button = (verb) => document.getElementById(verb);
let question = null; // what is asked before an undo
let from = null; // what had the focus then

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

// The question is left by its link, or by Esc, after which what had the focus before has it again.
function leave(event, to = button("undo")) {
  event.preventDefault();
  document.getElementById("asked").replaceWith(Object.assign(document.createElement("div"), { id: "asked" }));
  status.textContent = "";
  to.focus();
}

document.addEventListener("click", (event) => { if (event.target.closest("[data-leave]")) leave(event); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target.closest(".asked")) leave(event, from.isConnected && !from.matches("body") ? from : button("undo")); });

document.addEventListener("htmx:after:swap", () => {
  const asked = document.querySelector("#asked.asked");
  if (!asked || asked === question) return;
  question = asked;
  from = document.activeElement;
  asked.focus();
});
