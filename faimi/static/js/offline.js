// Hands the page to the service worker, with what it shows and where it leads, and loads it anew in place of a copy.
const workers = navigator.serviceWorker;
const isCopy = document.querySelector("main > .saved-copy");

async function keep() {
  const linked = navigator.connection?.saveData ? [] : [...document.links].map((link) => link.href);
  const shown = performance.getEntriesByType("resource").map((entry) => entry.name);
  await workers.register(new URL("sw.js", document.querySelector("[rel=manifest]").href));
  (await workers.ready).active.postMessage([location.href, ...shown, ...linked]);
}

/** Loads the page in place of its copy once the network answers soon enough. */
async function renew() {
  if (await fetch(location.href, { signal: AbortSignal.timeout(5000) }).catch(() => {})) location.reload();
}

if (isCopy) {
  addEventListener("online", renew);
  setInterval(renew, 10_000);
} else if (workers && document.getElementById("saved-copy")) {
  keep().catch(() => {}); // no worker may be kept: the page is whole without
}
