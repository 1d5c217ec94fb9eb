// Asks before something goes, in the page's own type.
const dialog = document.getElementById("confirm-dialog");
const [yes, no] = dialog.querySelectorAll("button");

// Whether the person says so. The focus is on the verb where undo brings everything back, else on Cancel.
export function ask(question, verb, note = "", lasting = false) {
  document.getElementById("confirm-question").textContent = question;
  document.getElementById("confirm-note").textContent = note;
  yes.textContent = verb;
  dialog.returnValue = "";
  dialog.showModal();
  (lasting ? no : yes).focus();
  return new Promise((done) => { dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }); });
}

dialog.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter") event.preventDefault(); // the key that asked answers nothing while it is held
});
