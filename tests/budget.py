"""What pages weigh: measured in Chromium over the production server, and held against what they may weigh.

Bytes are those that cross the network: headers, and bodies as they are compressed. The icon counts as well, though
Chromium without a window does not ask for it. Of two screens, a phone's and a desktop's, the worse one counts.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import FLAGS, get_chromium
from tests.conftest import SLUG
from tests.production import LARGE_SLUG, served

KB = 1000
AFTER_LOAD_SECONDS = 1.5  # visitor.js begins with what can wait two seconds after the page was there
ABOUT = """
What a visit weighs: bytes on the network, headers and packing included (1 KB is 1000 bytes); the worst of a phone of
360 px with two pixels to one of CSS and a screen of 1280 px, each on a fast and on a slow line. The pictures are no
photographs: noise is drawn in their place, at least three fifths as heavy as a photograph full of detail. The large
edition has nine large photos, 40 organizers with a photo each, and 12 logos.
"""
SCREENS = [(360, 780, 2), (1280, 900, 1)]
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50 * KB, "uploadThroughput": 50 * KB}
SHIFTS = """
  window.shifted = 0;
  const add = (list) => { for (const entry of list.getEntries()) window.shifted += entry.value; };
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
"""
ASK_FOR_ICON = "async () => { await (await fetch(document.querySelector('link[rel=icon]').href)).text(); }"
SHOWN = """() => [...document.images].every((image) => {
  const box = image.getBoundingClientRect();
  return image.complete || box.top > innerHeight || box.bottom < 0;
})"""
HAS_TYPEFACES = "() => [...document.fonts].some((face) => face.family.includes('Italic'))"  # those that come later
SCROLL = """async () => {
  const before = scrollY;
  scrollBy({top: innerHeight / 2, behavior: "instant"});
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return scrollY > before;
}"""


@dataclass
class Visit:
    """What one visit to a page loaded: type and bytes of each answer, and when it was asked for, in order."""

    loads: list[tuple[str, int, float]] = field(default_factory=list)
    unscrolled: int = 0  # how many of them were there before anything was scrolled
    loaded_at: float = 0  # when all that the page waits for was there, in seconds as for the loads
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    shift: float = 0

    def weight(self, type: str, *, first: bool = False) -> int:
        """The bytes of all that is of a type, or of what of it the first view takes."""
        return sum(size for one, size, _ in (self.first if first else self.loads) if one == type)

    @property
    def first(self) -> list[tuple[str, int, float]]:
        """What the first view took: what comes by a timer after it is no part of it, however slow the machine is."""
        return [load for load in self.loads[: self.unscrolled] if load[2] < self.loaded_at + AFTER_LOAD_SECONDS]


FIRST, REQUESTS, END, CSS = "first view, KB", "requests for it", "scrolled to its end, KB", "CSS for it, KB"
PICTURES = {FIRST: 250, REQUESTS: 30, END: 250}  # of a page which begins with large ones: a browser loads some ahead
OWN_STYLES = {CSS: 10}  # of pages which have a style sheet of their own besides
ELSEWHERE = {"a large one": PICTURES, "a paper": OWN_STYLES, "the start page": OWN_STYLES}
Measure = tuple[str, Callable[[Visit], float], float]
MEASURES: list[Measure] = [
    (FIRST, lambda visit: sum(size for _, size, _ in visit.first) / KB, 60),
    (REQUESTS, lambda visit: len(visit.first), 8),
    (END, lambda visit: sum(size for _, size, _ in visit.loads) / KB, 150),
    ("HTML, KB", lambda visit: visit.weight("Document") / KB, 15),
    (CSS, lambda visit: visit.weight("Stylesheet", first=True) / KB, 8),
    ("scripts for it, KB", lambda visit: visit.weight("Script", first=True) / KB, 6),
    ("typeface for it, KB", lambda visit: visit.weight("Font", first=True) / KB, 24),
    ("scripts to the end, KB", lambda visit: visit.weight("Script") / KB, 10),
    ("typeface to the end, KB", lambda visit: visit.weight("Font") / KB, 45),
    ("layout shift", lambda visit: visit.shift, 0),
    ("other hosts", lambda visit: len(visit.hosts) - 1, 0),
    ("errors", lambda visit: len(visit.complaints), 0),
]


def _paper(site: str) -> str:
    """The path of the first paper's own page."""
    with urlopen(f"{site}/{SLUG}/") as page:  # noqa: S310  # our own server
        found = re.search(rf"/{SLUG}/paper/\d+/", page.read().decode())
    return found[0] if found else sys.exit("The edition has no papers.")


def visited(browser: Browser, url: str, screen: tuple[int, int, int], *, slow: bool) -> Visit:
    """What opening a page and scrolling to its end loads, on a fast or a slow line."""
    width, height, scale = screen
    shown: Any = {"viewport": {"width": width, "height": height}, "device_scale_factor": scale}
    context = browser.new_context(service_workers="block", **shown)  # what comes by a worker would weigh nothing
    page, visit = context.new_page(), Visit()
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
    _listen(context, page, visit, slow=slow)
    page.add_init_script(SHIFTS)
    page.goto(url, wait_until="networkidle")
    page.evaluate(ASK_FOR_ICON)
    page.wait_for_function(SHOWN)  # on a busy machine, half a second without a request may pass before all is there
    visit.unscrolled = len(visit.loads)
    while page.evaluate(SCROLL):
        page.wait_for_function(SHOWN)
    page.wait_for_function(HAS_TYPEFACES)
    visit.shift = page.evaluate("window.shifted")
    context.close()
    return visit


def _listen(context: BrowserContext, page: Page, visit: Visit, *, slow: bool) -> None:
    """Has each answer noted, with its bytes on the network."""
    devtools, types, asked = context.new_cdp_session(page), dict[str, str](), dict[str, float]()

    def sent(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["timestamp"]

    def loaded(event: dict[str, Any]) -> None:
        visit.loaded_at = event["timestamp"]

    def received(event: dict[str, Any]) -> None:
        types[event["requestId"]] = event["type"]
        visit.hosts.add(event["response"]["url"].split("/")[2])

    def finished(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:  # none where it is in memory
            key = event["requestId"]
            visit.loads.append((types[key], event["encodedDataLength"], asked[key]))

    devtools.on("Network.requestWillBeSent", sent)
    devtools.on("Page.loadEventFired", loaded)
    devtools.on("Network.responseReceived", received)
    devtools.on("Network.loadingFinished", finished)
    devtools.send("Network.enable")
    devtools.send("Page.enable")
    if slow:
        devtools.send("Network.emulateNetworkConditions", SLOW)


def measured(browser: Browser, site: str, path: str) -> list[float]:
    """Each measure of a page, as the worst screen and line have it."""
    visits = [visited(browser, site + path, screen, slow=slow) for screen in SCREENS for slow in (False, True)]
    for complaint in {complaint for visit in visits for complaint in visit.complaints}:
        print(f"{path}: {complaint}")
    return [max(measure(visit) for visit in visits) for _, measure, _ in MEASURES]


def main() -> None:
    """Prints what each page measures beside what is allowed; fails where one is over it."""
    with served() as site, sync_playwright() as playwright:
        path = get_chromium(playwright.chromium.executable_path) or sys.exit("There is no Chromium to measure with.")
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
        pages = {
            "the edition": f"/{SLUG}/",
            "a large one": f"/{LARGE_SLUG}/",
            "a paper": _paper(site),
            "the start page": "/",
        }
        columns = {name: measured(browser, site, path) for name, path in pages.items()}
        browser.close()
    print(ABOUT)
    print(f"{'':<24}" + "".join(f"{name:>16}" for name in [*pages, "allowed"]))
    over = []
    for (name, _, allowed), *values in zip(MEASURES, *columns.values(), strict=True):
        limits = [ELSEWHERE.get(page, {}).get(name, allowed) for page in pages]
        told = " or ".join(map(str, dict.fromkeys([allowed, *limits])))
        print(f"{name:<24}" + "".join(f"{round(value, 4):>16.4g}" for value in values) + f"{told:>16}")
        over += [f"{name} of {page}" for page, value, limit in zip(pages, values, limits, strict=True) if value > limit]
    if over:
        sys.exit(f"Over what is allowed: {', '.join(over)}.")


if __name__ == "__main__":
    main()
