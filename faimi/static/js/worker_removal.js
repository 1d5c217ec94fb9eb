// The service worker of a site that wants none: takes itself and all that was kept away.
addEventListener("install", () => skipWaiting());

async function removeAll() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`saved:${SITE.path}:`)).map((name) => caches.delete(name)));
}

addEventListener("activate", (event) => {
  event.waitUntil(removeAll().catch(() => {}).then(() => registration.unregister()));
});
