// On the days of the event the page asks for itself again and takes in what changed: all else stays as it is, with what scripts added.
const MINIMUM = 16_000, SPREAD = 8_000; // milliseconds: who opened the page at once asks one after the other
const SOON = 2_500; // within which the server's clock is asked for
const main = document.querySelector("main");
const elements = (parent) => [...parent.children].filter((node) => !("added" in node.dataset));
const nameOf = (node, place, nodes) => node.id || node.localName + nodes.slice(0, place).filter(({ id, localName }) => !id && localName === node.localName).length;
const named = (parent) => new Map(elements(parent).map((node, place, nodes) => [nameOf(node, place, nodes), node]));
const speaks = ({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());

// Makes an element what it is now, of which the page knew what it was before; what stands in its place.
function take(live, before, now) {
  if (before.isEqualNode(now)) return live;
  if (live.localName !== now.localName || speaks(before) || speaks(now)) {
    const fresh = document.importNode(now, true), open = live.querySelectorAll("details");
    fresh.querySelectorAll("details").forEach((one, place) => { one.open ||= open[place]?.open; });
    live.replaceWith(fresh);
    return fresh;
  }
  for (const { name } of before.attributes) if (!now.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of now.attributes) if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  const lives = named(live), befores = named(before), nows = named(now);
  for (const [name, node] of lives) if (!nows.has(name)) node.remove();
  let last = null;
  for (const [name, node] of nows) {
    const one = befores.has(name) && lives.has(name) ? take(lives.get(name), befores.get(name), node) : document.importNode(node, true);
    let next = last ? last.nextElementSibling : live.firstElementChild;
    while (next && "added" in next.dataset) next = next.nextElementSibling;
    if (next !== one) last ? last.after(one) : live.prepend(one);
    last = one;
  }
  return live;
}

// The same for the page: what is read stays at its height, and the focus where it was.
function takeIn(before, now) {
  const rows = [...main.querySelectorAll(".row, .item")], read = rows.find((row) => row.getBoundingClientRect().bottom > innerHeight / 8), height = read?.getBoundingClientRect().top;
  const active = document.activeElement, { id } = active.closest("[id]") ?? {}, alike = () => [...document.getElementById(id)?.querySelectorAll(active.localName) ?? []];
  const place = alike().indexOf(active);
  take(main, before, now);
  return () => {
    if (document.activeElement !== active) (active.isConnected ? active : alike()[place])?.focus({ preventScroll: true });
    const same = read?.isConnected ? read : document.getElementById(read?.id);
    if (same) scrollBy({ top: same.getBoundingClientRect().top - height, behavior: "instant" });
  };
}

// `draw` adds again what scripts add, and tells what changed; it hears by how much the device's clock is behind.
export function follow(before, draw) {
  let version, timer;
  async function ask() {
    clearTimeout(timer);
    timer = setTimeout(ask, MINIMUM + Math.random() * SPREAD);
    if (document.hidden) return;
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache" }), etag = answer.headers.get("ETag"), late = Date.parse(answer.headers.get("Date")) - Date.now();
      if (!answer.ok || etag === version) return draw(late);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), now = page.querySelector("main");
      if (now?.dataset.edition !== main.dataset.edition) return;
      document.documentElement.dataset.accent = page.documentElement.dataset.accent;
      const same = before.isEqualNode(now), settle = takeIn(before, now);
      [before, version] = [now, etag];
      draw(late, !same);
      settle();
    } catch { /* without a network the page stays as it is */ }
  }
  document.addEventListener("visibilitychange", ask);
  timer = setTimeout(ask, Math.random() * SOON);
}
