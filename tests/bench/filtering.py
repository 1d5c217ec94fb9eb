"""How soon a long list of papers shows what a visitor types, in Chromium: from a key until it is painted."""

import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.bench import servers
from tests.bench.figure import Figure, p95, shown
from tests.bench.making import SLUG, made
from tests.browser.conftest import FLAGS, get_chromium

PAPERS, MOST = 1_600, 50  # milliseconds
TYPED = ["number 159", "medical"]  # ten papers are left, or all
# Each letter comes when the one before is painted, and then each is taken back.
TYPE = """async (words) => {
  const input = document.querySelector(".paper-section input[type=search]"), took = [];
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const lengths = [...words].map((_letter, place) => place + 1);
  for (const length of [...lengths, ...lengths.reverse().map((length) => length - 1)]) {
    await new Promise((resolve) => setTimeout(resolve, 100)); // as somebody types
    const begin = performance.now();
    input.value = words.slice(0, length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    took.push(performance.now() - begin);
  }
  return took;
}"""


def figures(folder: Path) -> list[Figure]:
    """Measures it."""
    site, port = made(folder / "instance", PAPERS), servers.free_port()
    serving = servers.running(servers.ours(port), folder / "log", port, "/healthz", FAIMI_INSTANCE=str(site.folder))
    with serving, sync_playwright() as playwright:
        path = get_chromium(playwright.chromium.executable_path) or sys.exit("There is no Chromium to measure with.")
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 780})
        page.goto(f"http://{servers.HOST}:{port}/{SLUG}/")
        page.locator(".paper-section").get_by_role("searchbox").fill("a")
        page.wait_for_function("document.querySelector('.paper-section output').value")  # what filters has come
        took = [one for words in TYPED for one in page.evaluate(TYPE, words)]
        browser.close()
    note = f"95th percentile {shown(p95(took))} ms"
    return [Figure(f"a key in the filter of {PAPERS:,} papers", median(took), "ms", MOST, note=note)]
