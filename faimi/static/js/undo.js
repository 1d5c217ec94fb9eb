// Undo and redo: by keys outside of fields, and beside the words that say what was done.
const status = document.getElementById("status");
const offered = document.getElementById("offer");
const button = (verb) => document.getElementById(verb);

document.addEventListener("said", (event) => {
  const { offer, place } = event.detail;
  offered.replaceChildren();
  // What came back has the focus, unless the person types in a form meanwhile.
  if (event.target.closest?.(".back-and-forth, .asked") && !document.activeElement.closest("[data-form]")) document.getElementById(place)?.focus();
  if (offer === "redo") status.closest(".bar").classList.add("undone"); // where it is narrow, “Redo” is in the bar from now on
  if (offer !== "undo") return;
  const again = Object.assign(document.createElement("button"), { type: "button", className: "control", textContent: button(offer).textContent });
  again.addEventListener("click", () => button(offer).click());
  offered.append(again);
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

document.addEventListener("htmx:before:request", () => offered.replaceChildren());
