// The site's service worker: keeps what a visitor reads, to be read without a network. Pages come from the network
// wherever it answers. In sw.js `SITE` stands above: the site's path, the module that has a copy give way to the page,
// and the shapes of the addresses that are handled.
const FORMAT = 1; // of what is kept: another number lets go of all that was kept before
const OWN = `saved:${SITE.path}:`;
const PATIENCE = 6000; // milliseconds that an answer may take where there is a copy
const DAY = 24 * 60 * 60 * 1000;
const SAVED_AT = "x-saved-at";
const CHANGING = ["page", "file"]; // sorts of what may be another tomorrow at the same address
const GONE = [0, 401, 403, 404, 410]; // statuses after which no copy is shown; a redirect has 0
const sorts = Object.entries(SITE.sorts).map(([name, { shapes, most }]) => ({
  name, most, shapes: shapes.map((shape) => new RegExp(`^${shape}$`)),
}));

/** What kind of place an address is: its sort, its path and its edition; undefined where it is not for us. */
function locate(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== location.origin) return undefined;
  for (const { name, shapes } of sorts) {
    const match = shapes.map((shape) => shape.exec(pathname)).find(Boolean);
    if (match) return { sort: name, path: pathname, edition: match.groups?.edition };
  }
  return undefined;
}

const opened = (sort) => caches.open(`${OWN}${FORMAT}:${sort}`);

const saved = async ({ sort, path }) => (await opened(sort)).match(path, { ignoreVary: true });

/** Keeps an answer that anybody may keep; after one that says there is no such page, the copy goes. */
async function keep({ sort, path }, answer) {
  const cache = await opened(sort);
  const isPublic = !/no-store|no-cache|private/.test(answer.headers.get("cache-control"));
  if (answer.ok && isPublic && !answer.redirected) {
    const headers = new Headers(answer.headers);
    headers.set(SAVED_AT, new Date().toISOString());
    await cache.put(path, new Response(answer.body, { headers }));
  } else if (answer.ok || GONE.includes(answer.status)) await cache.delete(path);
}

/** Asks the network without cookies; a host that wants a password gets the request as it came. */
function ask(event, place, how) {
  const asked = fetch(new Request(event.request, { credentials: "omit", ...how }));
  event.waitUntil(asked.then((answer) => keep(place, answer.clone())).catch(() => {})); // no network, or no room
  return asked.then((answer) => (answer.status === 401 ? fetch(event.request) : answer));
}

/** A page or a file from the network; a copy where no answer comes, which of a page says that it is one. */
async function current(event, place) {
  const asked = ask(event, place, { cache: "no-cache" });
  if (event.request.mode !== "navigate" && place.sort === "page") return asked;
  const copy = await saved(place).catch(() => undefined);
  if (!copy) return asked.catch(async (error) => (await inPlaceOf(place)) ?? Promise.reject(error));
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return (await Promise.race([asked.catch(() => undefined), waited])) ?? (place.sort === "page" ? marked(copy) : copy);
}

const renewal = `<script type="module" src="${SITE.module}"></script>`;

/** A copy that says how old it is, in the words that the page has for that. */
async function marked(copy) {
  const html = await copy.text();
  const at = new Date(copy.headers.get(SAVED_AT));
  const [, language] = /<html[^>]* lang="([^"]*)"/.exec(html) ?? [];
  const [, words = ""] = /<template id="saved-copy">([^]*?)<\/template>/.exec(html) ?? [];
  const locale = language === "en" ? "en-GB" : language; // the day first and no a.m., as everywhere on the page
  const told = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(at).replace(/^1 /, language === "fr" ? "1er " : "1 ");
  const notice = words.replace("<time></time>", () => `<time datetime="${at.toISOString()}">${told}</time>`);
  const headers = new Headers(copy.headers);
  ["content-encoding", "content-length"].forEach((name) => headers.delete(name));
  return new Response(html.replace(/<main[^>]*>/, (main) => main + notice + renewal), { headers });
}

/** A page that says that there is no copy of one, made of the nearest page that is kept; undefined where none is. */
async function inPlaceOf({ path }) {
  const cache = await opened("page").catch(() => undefined), kept = ((await cache?.keys()) ?? []).map(({ url }) => new URL(url).pathname);
  const [near] = kept.filter((one) => path.startsWith(one)).sort((one, other) => other.length - one.length).concat(kept);
  const html = near && (await (await cache.match(near, { ignoreVary: true })).text());
  const [, words] = /<template id="not-kept">([^]*?)<\/template>/.exec(html ?? "") ?? [], [, title] = /<title>([^]*?)<\/title>/.exec(html ?? "") ?? [];
  if (!words) return undefined;
  const notice = words.replace("<a>", () => `<a href="${near}">`).replace("<b></b>", () => title);
  const page = html.replace(/<template id="tools">[^]*?<\/template>/, "").replace(/(<main[^>]*>)[^]*(<\/main>)/, (_main, begins, ends) => begins + notice + renewal + ends);
  return new Response(page, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** What never changes at its address: the copy, or else the network. */
const lasting = async (event, place) =>
  (await saved(place).catch(() => undefined)) ?? ask(event, place, {});

/** The styles and scripts that a kept page, style or script asks for, at once or later. */
async function leadsTo(place) {
  const names = place.sort === "page" ? /(?:href|src)="([^"]+)"/g : /\.(js|css)$/.test(place.path) ? /["'](\.{1,2}\/[\w./-]+)["']/g : undefined;
  const text = names ? await (await saved(place))?.text() ?? "" : "";
  const named = [...text.matchAll(names ?? /$^/g)].map(([, there]) => new URL(there, location.origin + place.path));
  return named.map(locate).filter((one) => one?.sort === "static");
}

/** Keeps what is at an address; what may change, and is kept since yesterday, is asked for again. */
async function fetchPlace(place, isNew) {
  const changes = CHANGING.includes(place.sort);
  const at = (await saved(place))?.headers.get(SAVED_AT);
  if (at && (!changes || Date.now() - Date.parse(at) < DAY)) return;
  const how = { credentials: "omit", redirect: "manual", cache: changes && !isNew ? "no-cache" : "force-cache" };
  await keep(place, await fetch(place.path, how));
}

/** Keeps a page, what it shows and what there is of its edition, one after another; an open page is as it came just now. */
async function gather([address, ...others]) {
  const { edition } = locate(address);
  const all = [address, ...others].map(locate).filter((one) => one && (!one.edition || one.edition === edition));
  const places = new Map(all.map((one) => [one.path, one]));
  const waiting = [...places.values()].slice(0, SITE.sorts.page.most / 2);
  async function next() {
    for (let place; (place = waiting.shift()); ) {
      await fetchPlace(place, place.path === new URL(address).pathname);
      const further = (await leadsTo(place)).filter(({ path }) => !places.has(path));
      further.forEach((one) => places.set(one.path, one));
      waiting.unshift(...further);
    }
  }
  await Promise.all(Array.from({ length: 4 }, next)); // at a time
  await trim();
}

async function trim() {
  for (const { name, most } of sorts) {
    const cache = await opened(name);
    const kept = await cache.keys();
    await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((one) => cache.delete(one)));
  }
}

async function dropOldFormats() {
  const current = sorts.map(({ name }) => `${OWN}${FORMAT}:${name}`);
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OWN) && !current.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Keeps the pages that are open while the worker comes, with their styles and scripts. */
async function gatherOpen() {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const { url } of open) if (locate(url)?.sort === "page") await gather([url]);
}

let gathering = Promise.resolve();

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(gatherOpen().catch(() => {})); // no network, or no room
});

addEventListener("activate", (event) => event.waitUntil(dropOldFormats().catch(() => {}).then(() => clients.claim())));

addEventListener("message", (event) => {
  gathering = gathering.then(() => gather(event.data)).catch(() => {}); // no network, or no room: the next visit goes on
  event.waitUntil(gathering);
});

addEventListener("fetch", (event) => {
  const place = event.request.method === "GET" ? locate(event.request.url) : undefined;
  if (place) event.respondWith((CHANGING.includes(place.sort) ? current : lasting)(event, place));
});
