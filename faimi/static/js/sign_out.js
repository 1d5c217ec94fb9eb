// Who signs out leaves no text behind on the machine, and is asked first: it goes from the other tabs, too.
import { ask } from "./ask.js";

const bar = document.querySelector(".bar");

export const OURS = `faimi:${bar.dataset.account}:`; // begins the names of all drafts of this account on this site

bar.querySelector("form[action]").addEventListener("submit", async (event) => {
  const kept = () => { try { return Object.keys(localStorage).filter((name) => name.startsWith(OURS)); } catch { return []; } };
  if (!kept().length) return;
  event.preventDefault();
  if (!await ask("Sign out and lose what is not saved?", "Sign out", "You typed something and did not save it, in this tab or another.", true)) return;
  document.querySelectorAll("[data-changed]").forEach((form) => form.removeAttribute("data-changed")); // it was asked
  window.addEventListener("pagehide", () => kept().forEach((name) => localStorage.removeItem(name)), { once: true });
  event.target.submit();
});
