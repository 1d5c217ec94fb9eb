// Where this tab keeps its drafts, apart from those of other tabs. What a tab that is gone left behind goes to the next
// one that opens the page: a tab holds a lock as long as it is there.
import { OURS } from "./sign_out.js";

const PAGE = `${OURS}${document.querySelector(".bar").dataset.edition}#`; // by its UUID: an edition may get another address
const FORMER = OURS + location.pathname; // by which pages kept them that were loaded before an update
const PATIENCE = 10000; // milliseconds
const LEFT = "faimi-left"; // names the page that this tab showed last
let key = null;

export const drafts = []; // each with its form's DOM id and fields, and when it was `saved` if that was in vain

function tried(act) {
  try { return act(); } catch { return null; } // storage that is full or not to be had: the open forms have the text
}

const read = (from) => tried(() => JSON.parse(localStorage.getItem(from))) ?? [];

export function write() {
  if (!key) return false;
  return tried(() => {
    if (drafts.length) localStorage.setItem(key, JSON.stringify(drafts));
    else localStorage.removeItem(key);
    return true;
  });
}

// Without locks, as on plain http, no tab can be told from one that is gone: each takes what there is.
const hold = (name, options) => new Promise((done) => {
  if (!navigator.locks) return done(true);
  const held = (lock) => { done(lock); return lock && new Promise(() => {}); };
  return navigator.locks.request(name, options, held).catch(() => done(null));
});

async function load() {
  const fresh = PAGE + Math.random().toString(36).slice(2);
  await hold(fresh, {});
  key = fresh;
  write(); // what was typed meanwhile
  const former = tried(() => sessionStorage.getItem(LEFT)); // it may not have let go of its lock yet
  tried(() => sessionStorage.removeItem(LEFT)); // or a duplicate of this tab would wait for the lock, and get it once this one is left
  const found = Object.entries(read(FORMER)).map(([id, fields]) => ({ id, fields }));
  const gone = [FORMER];
  for (const other of tried(() => Object.keys(localStorage)) ?? []) {
    if (other === key || !(other.startsWith(PAGE) || other.startsWith(`${FORMER}#`))) continue;
    if (!await hold(other, other === former ? { signal: AbortSignal.timeout(PATIENCE) } : { ifAvailable: true })) continue;
    gone.push(other);
    found.push(...read(other));
  }
  found.filter((draft) => draft.files).forEach((draft) => { delete draft.saved; }); // a chosen picture is not kept
  drafts.push(...found.sort((a, b) => (a.saved ?? Infinity) - (b.saved ?? Infinity) || 0));
  if (write()) gone.forEach((other) => localStorage.removeItem(other));
}

export const loaded = load();

window.addEventListener("pagehide", () => tried(() => sessionStorage.setItem(LEFT, key)));
