"""Editing in the cell: what a save takes beside a whole form's, and what the edit page of a full programme weighs."""

import gc
from datetime import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from faimi import history
from faimi.content import KIND, Edition
from faimi.extensions import db
from tests.bench import servers
from tests.bench.asking import Row, asked
from tests.bench.figure import Figure, shown
from tests.bench.making import SLUG, Site, made
from tests.browser.conftest import FLAGS, get_chromium

PAPERS, ROWS = 100, 120
SAVES, OPENINGS, WARM_UP = 200, 5, 5
SLOWED = 4  # times
KB = 1000
SCRIPTS = """performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  .filter((path) => path.includes('/js/'))"""
OPENED = """() => {
  const place = document.querySelector('#slot-60 [data-field=title]');
  const began = performance.now();
  place.click();
  if (document.activeElement.name !== "title") throw new Error("no cell");
  const took = performance.now() - began;
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  return took;
}"""


def figures(folder: Path) -> list[Figure]:
    """Measures saves in the app, and the page in a browser whose processor is slowed."""
    site = made(folder / "site", PAPERS)
    _fill(site)
    gc.collect()
    return [*_of_saves(Row(site, "slot"), site), *_of_page(site, folder)]


def _fill(site: Site) -> None:
    with site.app.app_context():
        edition = db.session.query(Edition).one()
        section = next(section for section in edition.sections if section.kind == "slot")
        more = range(ROWS - len(KIND["slot"].siblings(section)))
        rows = [
            {
                "title": f"A talk on the fairness of number {number} in medical imaging",
                "speaker": f"Alice Example{number}",
                "track": "EPIMI",
                "kind": "talk",
                "start": time(9 + number // 20, number % 20 * 3),
            }
            for number in more
        ]
        history.add_many(KIND["slot"], section, rows, None)


def _of_saves(row: Row, site: Site) -> list[Figure]:
    """One after the other in one run, so that both meet the same machine."""
    forms, cells, opened = [], [], []
    for _ in range(SAVES + WARM_UP):
        opened.append(asked(site.app, f"{row.path}/form", site.owner))
        forms.append(row.save())
        cells.append(row.save_cell())
    form, cell, get = (median([one.cpu for one in took[WARM_UP:]]) for took in (forms, cells, opened))
    largest = max(len(one.body) for one in cells)
    return [
        Figure("save of a cell of the schedule", cell, "ms of CPU", note=f"a whole form’s takes {shown(form)}"),
        Figure("its answer", largest, "bytes", 2_000),
        Figure("a cell changed, to a form opened and saved", cell / (get + form), most=0.67),
    ]


def _of_page(site: Site, folder: Path) -> list[Figure]:
    path, port = f"/{SLUG}/edit/", servers.free_port()
    name, _, value = site.owner["Cookie"].partition("=")
    serving = servers.running(servers.ours(port), folder / "log", port, "/healthz", FAIMI_INSTANCE=str(site.folder))
    with serving, sync_playwright() as playwright:
        weight = len(servers.ask(port, path, site.owner).body)
        browser = playwright.chromium.launch(
            executable_path=get_chromium(playwright.chromium.executable_path), args=[*FLAGS, "--no-sandbox"]
        )
        context = browser.new_context(user_agent=site.owner["User-Agent"])
        address = f"http://{servers.HOST}:{port}"
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        asked_for = [servers.ask(port, str(script), {"Accept-Encoding": "br"}) for script in page.evaluate(SCRIPTS)]
        scripts = sum(len(answer.body) for answer in asked_for)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        opened = median([_opened(page, address + path) for _ in range(OPENINGS + 1)][1:])
        cell = median([float(page.evaluate(OPENED)) for _ in range(OPENINGS)])
        browser.close()
    what = f"edit page of {ROWS} rows and {PAPERS} papers"
    return [
        Figure(f"{what}, unpacked", weight / KB, "KB", 250),
        Figure(f"it is ready, processor slowed {SLOWED} times", opened, "ms", 1_000),
        Figure("a cell of it opens, the same", cell, "ms", 100),
        Figure("its scripts besides htmx, as they are sent", scripts / KB, "KB", 20),
    ]


def _opened(page: Page, address: str) -> float:
    """Milliseconds until all scripts of a page have run."""
    page.goto(address)
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
