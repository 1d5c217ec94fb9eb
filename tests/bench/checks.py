"""What the checks take on an edition of very many papers: all of them, and those of one row that has just changed."""

from pathlib import Path
from statistics import median
from time import perf_counter

from faimi import history
from faimi.checks import CHECKS, Facts, run
from faimi.content import KIND, Edition
from faimi.content.now import utc_now
from faimi.content.page import load_page
from faimi.content.row_key import RowKey
from faimi.extensions import db
from tests.bench.asking import Row, asked
from tests.bench.figure import Figure
from tests.bench.making import SLUG, Site, made

PAPERS, NEARLY = 1600, 800  # and how many of them are nearly another one
TIMES = 20
WORDS = ["fair", "bias", "shift", "cohort", "lesion", "scan", "chest", "retina", "audit", "subgroup"]


def figures(folder: Path) -> list[Figure]:
    """Measures the whole set at first, when no text was ever looked at, and later; and a row with what refers to it."""
    site = made(folder, 16)
    with site.app.app_context():
        section = next(one for one in db.session.query(Edition).one().sections if one.kind == "paper")
        there = len(KIND["paper"].siblings(section))
        history.add_many(KIND["paper"], section, [_paper(number) for number in range(PAPERS - there)], None)
        first = _milliseconds(None)
        again = median(_milliseconds(None) for _ in range(5))
        alone = median(_milliseconds([RowKey("paper", 20 + turn)]) for turn in range(TIMES))
    panel = median(_panel_after_a_save(site, Row(site, "paper")) for _ in range(TIMES))
    return [
        Figure(
            f"all {len(CHECKS)} checks on {PAPERS:,} papers, {NEARLY} nearly twice there, at first", first, "ms", 3000
        ),
        Figure("all of them, later", again, "ms", 3000),
        Figure("those of one paper and of what refers to it", alone, "ms", 20),
        Figure("the list of what is to mend after a save, page and database included", panel, "ms"),
    ]


def _milliseconds(keys: list[RowKey] | None) -> float:
    """How long checks take on a page that has just been loaded; of rows by their keys, with what they refer to."""
    db.session.expunge_all()
    page = load_page(SLUG)
    assert page
    facts = Facts(page, utc_now())
    begun = perf_counter()
    run(CHECKS, facts, keys and facts.around(keys))
    return (perf_counter() - begun) * 1000


def _panel_after_a_save(site: Site, row: Row) -> float:
    """How long the list takes that the edit page asks for once a paper was saved."""
    version = asked(site.app, f"/{SLUG}/edit/findings", site.owner).body.split(b"since=")[1].split(b'"')[0].decode()
    row.save()
    return asked(site.app, f"/{SLUG}/edit/findings?since={version}", site.owner).wall


def _paper(number: int) -> dict[str, str]:
    """A paper of four authors; of the first ones each second is nearly the one before it."""
    told = number - number % 2 if number < NEARLY else number
    words = " ".join(WORDS[told // 10**place % 10] for place in range(4))
    title = f"{words.capitalize()} of study {told:04} in medical imaging{' data' * (told != number)}"
    authors = ", ".join(
        f"{chr(65 + (number + place) % 26)}nna Per{(number * 7 + place) % 3000:04}son" for place in range(4)
    )
    return {"title": title, "authors": authors, "url": f"https://example.org/{number}"}
