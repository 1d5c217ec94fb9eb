// Has the service worker keep what the page shows and where it leads, and loads the page anew in place of a copy.
const workers = navigator.serviceWorker;
const manifest = document.querySelector("[rel=manifest]")?.href;
const copy = document.querySelector("main > .saved-copy");
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

async function keep() {
  const linked = navigator.connection?.saveData ? [] : [...document.links].map(({ href }) => href), isFirst = (href) => href.endsWith("/schedule/") || href === new URL("./", manifest).href;
  const shown = performance.getEntriesByType("resource").map((entry) => entry.name);
  const marked = [...document.querySelectorAll(".slot .star[aria-pressed=true]")].map(({ value }) => new URL(`${value.replace("-", "/")}.ics`, location).href);
  await workers.register(new URL("sw.js", manifest));
  (await workers.ready).active.postMessage([location.href, ...marked.map((file) => file.replace(/\.ics$/, "/")), ...linked.filter(isFirst), ...shown, ...linked, ...marked]);
}

/** Says how long ago the copy was saved. */
function tellAge() {
  if (!copy.querySelector("time")) return; // in place of a page of which there is no copy
  const age = Math.max(60_000, Date.now() - Date.parse(copy.querySelector("time").dateTime));
  const [unit, of] = UNITS.find(([, length]) => age >= length), line = copy.querySelector(".age");
  line.textContent = line.dataset.words.replace("{age}", new Intl.RelativeTimeFormat(document.documentElement.lang).format(-Math.floor(age / of), unit));
}

/** Loads the page in place of its copy once the network answers soon enough. */
async function renew() {
  tellAge();
  if (await fetch(location.href, { signal: AbortSignal.timeout(5000) }).catch(() => {})) location.reload();
}

/** A page that was read at its top is restored with the notice above the window: it is brought into sight. */
function showNotice() {
  if (scrollY <= copy.offsetTop + copy.offsetHeight) scrollTo({ top: 0, behavior: "instant" });
}

if (copy) {
  tellAge();
  addEventListener("load", () => requestAnimationFrame(showNotice));
  addEventListener("online", renew);
  setInterval(renew, 10_000);
} else if (workers && document.getElementById("saved-copy")) {
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => keep().catch(() => {}), { timeout: 1000 }); // no worker may be kept: the page is whole without
}
