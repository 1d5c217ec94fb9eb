// Where this tab keeps its drafts, apart from those of other tabs. What a tab that is gone left behind goes to the next
// one that opens the page: a tab holds a lock as long as it is there.
const OURS = `faimi:${document.querySelector(".bar").dataset.account}:`; // all of this account's
const PAGE = `${OURS}${location.pathname}#`;
const PATIENCE = 1000; // milliseconds, in which a page that is loaded anew has let go of its lock
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

// A tab that was duplicated has the other's id too, but not its lock.
async function own() {
  const former = tried(() => sessionStorage.getItem("faimi-tab"));
  if (former && navigator.locks && await hold(PAGE + former, { signal: AbortSignal.timeout(PATIENCE) })) return PAGE + former;
  const id = Math.random().toString(36).slice(2);
  tried(() => sessionStorage.setItem("faimi-tab", id));
  await hold(PAGE + id, {});
  return PAGE + id;
}

async function load() {
  key = await own();
  const former = PAGE.slice(0, -1); // where a page that was loaded before an update keeps its fields, by DOM id
  const found = [...read(key), ...Object.entries(read(former)).map(([id, fields]) => ({ id, fields }))];
  const gone = [former];
  for (const other of tried(() => Object.keys(localStorage)) ?? []) {
    if (!other.startsWith(PAGE) || other === key || !await hold(other, { ifAvailable: true })) continue;
    gone.push(other);
    found.push(...read(other));
  }
  found.filter((draft) => draft.files).forEach((draft) => { delete draft.saved; }); // a chosen picture is not kept
  drafts.push(...found.sort((a, b) => (a.saved ?? Infinity) - (b.saved ?? Infinity) || 0));
  if (write()) gone.forEach((other) => localStorage.removeItem(other));
}

export const loaded = load();

document.querySelector(".bar form[action]").addEventListener("submit", () => {
  const forget = () => tried(() => Object.keys(localStorage).filter((name) => name.startsWith(OURS)).forEach((name) => localStorage.removeItem(name)));
  window.addEventListener("pagehide", forget, { once: true });
});
