"""An edition leaves as a page of a Jekyll site, and comes back with every fact."""

import json
import re
import tempfile
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskCliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from faimi import history
from faimi.content import KIND, KINDS, Edition, Section
from faimi.content.accents import ACCENTS
from faimi.content.awards import Award
from faimi.content.cleaning import visible
from faimi.content.dates import Date
from faimi.content.edition_form import ATTENDANCE, STATES
from faimi.content.escaping import address, escaped, guarded, plain, target, unguarded
from faimi.content.keynotes import Keynote
from faimi.content.organizers import Organizer
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.reserved import anchor
from faimi.content.schedule import Slot
from faimi.content.schedule_form import SLOT_KINDS
from faimi.content.text import Text
from faimi.exchange.edition_json import as_json
from faimi.exchange.jekyll import edition_as_markdown
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.media import Picture, take_in
from tests.conftest import PAGES, SLUG, real_page
from tests.exchange.making import STRANGE, make, put
from tests.media.test_media import picture
from tests.samples import first


def facts(slug: str) -> dict[str, Any]:
    """What edition.json says, apart from versions."""
    loaded = load_page(slug)
    assert loaded
    said = as_json(loaded) | {"version": None}
    for row in (*said["schedule"], *said["dates"]):
        row |= {"sequence": None, "changed_at": None}
    return said


def markdown(slug: str) -> str:
    """The edition as a page."""
    loaded = load_page(slug)
    assert loaded
    return edition_as_markdown(loaded)


def bring_back(text: str, slug: str, folder: Path) -> str:
    """Imports a page over its edition, and gives the report."""
    file = folder / f"{slug}.md"
    file.write_text(text, encoding="utf-8")
    return import_pages([file], replace=True)[0]


def test_the_start_page_leaves_for_the_root_and_addresses_of_files_get_no_slash(app: Flask, tmp_path: Path) -> None:
    for name, front in {"index.md": "title: T", "news.md": "redirect_from: /old"}.items():
        (tmp_path / name).write_text(f"---\n{front}\n---\n## H\n\nWords.\n")
    import_pages([tmp_path / "index.md", tmp_path / "news.md"], replace=False)
    assert "\npermalink: /\nredirect_from: []\n" in markdown("home")
    assert "\npermalink: /news/\nredirect_from:\n- /news.html\n- /old/\n" in markdown("news")
    bring_back(markdown("home"), "home", tmp_path)
    assert {one.slug for one in db.session.query(Edition)} == {"home", "news"}


def guesses(report: str) -> list[str]:
    """What a report says beyond pictures that are on the former site only."""
    told = report.partition("\nGuesses")[2].split("\n")[1:]
    return [line for line in told if "The picture /" not in line]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.md")) or ["2024-miccai.md"])
def test_a_real_page_round_trips(app: Flask, tmp_path: Path, name: str) -> None:
    import_pages([real_page(name)], replace=False)
    slug = db.session.query(Edition).one().slug
    before, text = facts(slug), markdown(slug)
    assert guesses(bring_back(text, slug, tmp_path)) == []
    assert facts(slug) == before
    version = re.compile(
        r"^version: \d+$", re.M
    )  # words that a row and its paper both said are the paper's alone by now
    assert version.sub("", markdown(slug)) == version.sub("", text)


ONE_LINE = (
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
    | st.lists(
        st.sampled_from([*'*_`[](){}<>|&;#~$"\\!:.-+', "1.", "&lt;", "](", "**", ": ", " - ", "a", STRANGE])
    ).map("".join)
).map(str.strip)
SAID = ONE_LINE.filter(lambda text: bool(visible(text).strip()))
PROSE = st.lists(
    ONE_LINE
    | st.sampled_from(
        [
            "",
            "## Dates",
            "{: #dates .date-section}",
            '{: #dates .date-section data-number="1"}',
            "<!-- text -->",
            "<!-- slot-3 uid=x -->",
            "<!-- bio  -->",
            "| a | b |",
            "    x",
        ]
    ),
    max_size=6,
).map(lambda lines: "\n".join(lines).strip())
URL = st.just("") | ONE_LINE.map(lambda text: "https://example.org/" + "".join(text.replace("\\", "").split()))
PATH = st.just("") | ONE_LINE.map(lambda text: "/assets/" + "".join(text.replace("\\", "").split()))
CLOCK = st.none() | st.times().map(lambda at: f"{at:%H:%M}")
DAY = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(str)
MOMENT = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(datetime.isoformat)
COLUMNS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "text": {"body": PROSE.filter(bool), "picture": PATH, "alt": ONE_LINE, "url": URL},
    "keynote": {
        "speaker": SAID,
        "affiliation": ONE_LINE,
        "title": ONE_LINE,
        "abstract": PROSE,
        "bio": PROSE,
        "photo": PATH,
        "crop": st.sampled_from([0, 25, 50, 75, 100]),
    },
    "slot": {
        "track": ONE_LINE,
        "room": ONE_LINE,
        "pinned": st.booleans(),
        "start": CLOCK,
        "end": CLOCK,
        "kind": st.sampled_from(list(SLOT_KINDS)),
        "day": st.sampled_from([1, 2, 60]),
        "delay": st.sampled_from([0, 5, 1439]),
        "speaker": ONE_LINE,
        "title": ONE_LINE,
        "recording": URL,
        "paper_id": st.none(),
        "keynote_id": st.none(),
    },
    "paper": {
        "authors": ONE_LINE,
        "title": SAID,
        "url": URL,
        "pdf": URL,
        "code": URL,
        "keywords": ONE_LINE,
        "abstract": PROSE,
    },
    "award": {"name": SAID, "recipient": ONE_LINE, "affiliation": ONE_LINE, "photo": PATH, "paper_id": st.none()},
    "date": {
        "label": SAID,
        "date": st.none() | DAY,
        "time": CLOCK,
        "zone": st.sampled_from([None, "AoE", "venue", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]),
        "superseded": st.lists(DAY, max_size=2),
    },
    "organizer": {
        "name": SAID,
        "affiliation": ONE_LINE,
        "url": URL,
        "photo": PATH,
        "crop": st.sampled_from([0, 25, 50, 75, 100]),
    },
    "sponsor": {"name": SAID, "level": ONE_LINE, "url": URL, "logo": PATH},
    "notice": {"text": SAID, "url": URL, "shown_from": MOMENT, "shown_until": MOMENT},
}


def _later(iso: str, days: int) -> str:
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


@st.composite
def editions(draw: st.DrawFn) -> dict[str, Any]:
    """Makes an archive of an edition whose texts are the strangest that the forms take."""
    taken: set[str] = set()
    ids = iter(range(1, 100))
    sections: list[dict[str, Any]] = []
    for kind in draw(st.lists(st.sampled_from([kind.name for kind in KINDS]), max_size=6)):
        heading = draw(SAID)
        rows = draw(st.lists(st.fixed_dictionaries(COLUMNS[kind]), max_size=3))
        items = [row | {"id": next(ids)} for row in rows]
        sections.append({"kind": kind, "heading": heading, "anchor": anchor(heading, taken), "intro": draw(PROSE)})
        sections[-1]["items"] = items
        taken.add(sections[-1]["anchor"])
    named = {
        kind: [row["id"] for s in sections if s["kind"] == kind for row in s["items"]] for kind in ("paper", "keynote")
    }
    for row in [row for section in sections for row in section["items"]]:
        for kind, known in named.items():
            if known and f"{kind}_id" in row:
                row[f"{kind}_id"] = draw(st.none() | st.sampled_from(known))
    header = {
        "title": draw(SAID),
        "tagline": draw(ONE_LINE),
        "starts_on": (starts := draw(st.none() | DAY)),
        "ends_on": draw(st.none() | st.integers(1, 59).map(partial(_later, starts))) if starts else None,
        "venue": draw(ONE_LINE),
        "attendance": draw(st.sampled_from(list(ATTENDANCE))),
        "language": draw(st.sampled_from(["", "fr", "ar"])),
        "timezone": draw(st.sampled_from([None, "Africa/Casablanca", "Asia/Kolkata"])),
        "accent": draw(st.sampled_from(list(ACCENTS))),
        "state": draw(st.sampled_from(list(STATES))),
        "picture": (picture := draw(st.sampled_from(["", "/assets/a b.jpg", "/assets/skyline.jpg"]))),
        "alt": draw(ONE_LINE) if picture else "",
        "crop": draw(st.sampled_from([0, 25, 50, 75, 100])) if picture else 50,
    }
    return {"faimi": 1, "slug": "2031", "edition": header, "addresses": [], "sections": sections, "pictures": []}


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(whole=editions())
def test_any_edition_round_trips(app: Flask, whole: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "2031.json"
        file.write_text(json.dumps(whole), encoding="utf-8")
        import_pages([file], replace=True)
        before = facts("2031")
        assert guesses(bring_back(markdown("2031"), "2031", Path(folder))) == []
    assert facts("2031") == before


@settings(deadline=None, derandomize=True)
@given(text=ONE_LINE, prose=PROSE)
def test_a_text_survives_its_way_through_markdown(text: str, prose: str) -> None:
    assert plain(escaped(text)) == text
    assert address(target(text)[1:-1]) == text
    assert unguarded(guarded(prose)) == prose


def test_another_markdown_library_shows_the_texts_as_they_are(app: Flask) -> None:
    edition = make(title=STRANGE)
    paper = Paper(title=STRANGE, authors=STRANGE, url="https://example.org/?a=(b)&c=|")
    put(edition, "paper", paper)
    put(edition, "keynote", Keynote(speaker=STRANGE, affiliation="Uni", title=STRANGE, abstract="**bold**"))
    put(edition, "award", Award(name=STRANGE, recipient=STRANGE, affiliation=STRANGE))
    put(edition, "organizer", Organizer(name=STRANGE, affiliation=STRANGE))
    put(edition, "slot", Slot(title=STRANGE, speaker=STRANGE, track=STRANGE, start=time(9), end=time(10)))
    put(edition, "date", Date(label=STRANGE, date=date(2031, 3, 1), superseded=["2031-02-01"]))
    put(edition, "text", Text(body="Some *words*", picture="/assets/a b.png", alt=STRANGE, url="https://example.org/"))
    body = markdown("2031").split("\n---\n", 1)[1]
    tree: Any = BeautifulSoup(Markdown(extensions=["tables", "attr_list"]).convert(body), "lxml")
    shown = tree.get_text(" ")
    assert shown.count(STRANGE) == 13
    assert tree.select_one(f'a[href="{paper.url}"]')
    assert tree.select_one("del").get_text() == "1 February 2031"
    assert tree.select_one('img[src="/assets/a b.png"]')["alt"] == STRANGE


def test_a_page_that_was_changed_by_hand_still_comes_in(edition: Edition, tmp_path: Path) -> None:
    text = markdown(SLUG)
    before = facts(SLUG)
    text = text.replace("\n- Ulas Bagci", "\n- Ada Author, et al.: A paper written by hand\n- Ulas Bagci")
    text = text.replace("| 13:30 - 13:35 |", "| 13:25 - 13:35 |")
    text = text.replace("\n## TL;DR", "\nWords above all headings.\n\n## TL;DR")
    report = bring_back(text, SLUG, tmp_path)
    assert "“Accepted Papers” was changed by hand" in report
    after = facts(SLUG)
    assert len(after["papers"]) == len(before["papers"]) + 1
    assert "A paper written by hand" in [paper["title"] for paper in after["papers"]]
    assert [one["anchor"] for one in after["sections"]] == ["about", *(one["anchor"] for one in before["sections"])]
    assert after["schedule"][0]["start"] == "13:25"
    assert "Words above all headings." in json.dumps(after)


@pytest.mark.parametrize("kind", ["keynote", "slot", "paper", "award", "date", "organizer"])
def test_a_section_whose_comments_are_all_gone_keeps_its_rows(edition: Edition, tmp_path: Path, kind: str) -> None:
    before, heading, intro = facts(SLUG), first(kind).section.heading, first(kind).section.intro
    start, frame, rest = markdown(SLUG).partition(f".{kind}-section")
    rows, end, others = rest.partition("\n## ")
    text = start + frame + re.sub(r" ?<!-- .* -->", "", rows) + end + others
    report = bring_back(text, SLUG, tmp_path)
    assert f"“{heading}” was changed by hand, and read like any page." in report
    key = KIND[kind].json_key
    assert [one["number"] for one in facts(SLUG)[key]] == [one["number"] for one in before[key]]
    assert first(kind).section.intro == intro


@pytest.mark.parametrize("kind", ["text", "keynote", "slot", "paper", "award", "date", "organizer"])
def test_a_section_without_the_line_that_tells_its_kind_is_told_by_its_rows(
    edition: Edition, tmp_path: Path, kind: str
) -> None:
    before = facts(SLUG)
    text, lost = re.subn(rf"\n{{: #.* \.{kind}-section .*}}\n", "\n", markdown(SLUG), count=1)
    report = bring_back(text, SLUG, tmp_path)
    assert (lost, "that told what it is is gone" in report, "changed by hand" in report) == (1, True, False)
    assert {**facts(SLUG), "sections": []} == {**before, "sections": []}
    assert [one["number"] for one in facts(SLUG)["sections"]] == [one["number"] for one in before["sections"]]


def test_an_empty_section_keeps_a_list_in_its_introduction(app: Flask, tmp_path: Path) -> None:
    edition = make()
    for place, kind in enumerate(KIND):
        values = {"heading": kind, "anchor": f"some-{kind}", "intro": "- One, et al.: Two\n- Three", "position": place}
        db.session.add(Section(edition=edition, kind=kind, **values))
    db.session.commit()
    before = facts("2031")
    assert "changed by hand" not in bring_back(markdown("2031"), "2031", tmp_path)
    assert facts("2031") == before


EDITS = {
    "a kind in capitals": ("| other |", "| Other |", ""),
    "a stop in a time": ("- 17:50 |", "- 17.50 |", ""),
    "another dash": ("17:40 - 17:50", "17:40–17:50", ""),
    "a time of the other clock": ("- 17:50 |", "- 5:50 pm |", "It says “17:40 - 5:50 pm”."),
    "a time that may be another": ("| 13:30 - 13:35", "| 1:30 - 13:35", "It says “1:30 - 13:35”."),
    "a column of another name": ("| Kind |", "| Type |", "Its table has other columns."),
    "a heading of another kind": ("## Schedule for", "## All of", ""),
    "both": ("| Kind | Speaker | Title | Track |", "| Type | Who | Title | Room |", "Its table has other columns."),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_cell_that_was_typed_otherwise_costs_no_other_fact(edition: Edition, tmp_path: Path, edit: str) -> None:
    old, new, words = EDITS[edit]
    text, before = markdown(SLUG), facts(SLUG)
    assert old in text
    report = bring_back(text.replace(old, new, 1), SLUG, tmp_path)
    assert (words in report, "not taken over" in report) == (True, False)
    after = facts(SLUG)
    assert after["schedule"] == before["schedule"]
    assert len([slot for slot in after["schedule"] if slot["paper"]]) == 6
    ties = [(slot.paper_id, slot.keynote_id) for slot in db.session.query(Slot)]
    assert (sum(paper is not None for paper, _ in ties), sum(keynote is not None for _, keynote in ties)) == (6, 2)


def test_a_row_goes_on_naming_the_paper_of_its_link_in_a_section_that_was_changed(
    edition: Edition, tmp_path: Path
) -> None:
    award = db.session.query(Award).first()
    assert award
    award.paper, award.recipient = db.session.query(Paper).order_by(Paper.id.desc()).first(), "Somebody Else"
    db.session.commit()
    text, before = markdown(SLUG), facts(SLUG)
    report = bring_back(text.replace("- **Best oral", "Well done!\n\n- **Best oral"), SLUG, tmp_path)
    assert "It says “Well done!”." in report
    assert facts(SLUG)["awards"] == before["awards"]


def test_pictures_leave_as_files_and_are_known_again(edition: Edition, runner: FlaskCliRunner, tmp_path: Path) -> None:
    keynote, text = db.session.query(Keynote).first(), db.session.query(Text).first()
    assert keynote
    assert text
    keynote.photo, keynote.crop = take_in(picture()).address, 75
    text.body = f"![a plot]({take_in(picture('JPEG', (300, 200))).address})"
    db.session.commit()
    before = facts(SLUG)
    assert runner.invoke(args=["export", "--all", str(tmp_path), "--format", "markdown"]).exit_code == 0
    left = (tmp_path / f"{SLUG}.md").read_text(encoding="utf-8")
    files = {f"/media/{file.name}": file.read_bytes() for file in (tmp_path / "media").iterdir()}
    assert len(files) == 2
    assert all(path in left and data.startswith(b"\xff\xd8") for path, data in files.items())
    bring_back(left, SLUG, tmp_path)
    assert facts(SLUG) == before
    for taken in db.session.query(Picture):
        db.session.delete(taken)
    db.session.commit()
    assert runner.invoke(args=["import", "--replace", str(tmp_path)]).exit_code == 0
    again = facts(SLUG)["keynotes"][0]
    assert (again["photo"][:7], again["crop"]) == ("/media/", 75)
    assert db.session.query(Picture).count() == 2


BROKEN = {
    "an hour that is none": ("13:30 - 13:35", "33:30 - 33:35", "There is no 33:30 on the clock."),
    "a day that is none": ("28 June 2024", "31 June 2024", "There is no 31 June 2024."),
    "a kind that is none": (".date-section data", ".colour-section data", "There is no kind “colour”."),
    "a row too many cells": ("| 13:30 - 13:35 |", "| 13:30 - 13:35 | x |", "Its table has other columns."),
    "a marker elsewhere": ("<!-- date -->", "<!-- paper -->", "It holds rows of another kind."),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_no_longer_has_its_form_is_reported_and_nothing_is_lost(
    edition: Edition, tmp_path: Path, broken: str
) -> None:
    old, new, words = BROKEN[broken]
    text = markdown(SLUG)
    assert old in text
    assert words in bring_back(text.replace(old, new), SLUG, tmp_path)
    kept = json.dumps(facts(SLUG), ensure_ascii=False)
    assert "Notification" in kept
    assert "Welcome" in kept


@pytest.mark.parametrize(("name", "bad"), [("accent", "pink"), ("state", "gone"), ("timezone", "Mars/X")])
def test_front_matter_that_cannot_be_is_refused_in_words(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path, name: str, bad: str
) -> None:
    lines = markdown(SLUG).split("\n")
    text = "\n".join(f"{name}: {bad}" if line.startswith(f"{name}:") else line for line in lines)
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    result = runner.invoke(args=["import", "--replace", str(tmp_path / "x.md")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert f"{name} is “{bad}”" in result.stderr


@pytest.mark.parametrize(("format_", "ending"), [("markdown", "md"), ("json", "json")])
def test_the_whole_site_leaves_to_a_folder_and_comes_back(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path, format_: str, ending: str
) -> None:
    put(make(slug="resources", title="Resources", state="page"), "text", Text(body="A page with Liquid {{ in it }}"))
    put(make(slug="2032", title="A draft", state="draft"), "organizer", Organizer(name="Somebody"))
    before = {slug: facts(slug) for slug in (SLUG, "resources", "2032")}
    folder = tmp_path / "site"
    told = runner.invoke(args=["export", "--all", str(folder), "--format", format_])
    settings = {"settings.json"} if format_ == "json" else set()
    assert (told.exit_code, told.stdout.count("Wrote ")) == (0, 3 + len(settings))
    assert {file.name for file in folder.iterdir()} == {f"{slug}.{ending}" for slug in before} | settings
    for one in db.session.query(Edition):
        db.session.delete(one)
    db.session.commit()
    assert runner.invoke(args=["import", str(folder)]).exit_code == 0
    assert {slug: facts(slug) for slug in before} == before
    assert ("render_with_liquid: false" in (folder / f"resources.{ending}").read_text()) is (format_ == "markdown")


def test_an_export_of_all_names_what_was_removed_and_leaves_it_out(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    history.remove_edition(make(slug="2032", title="A draft", state="draft"), None)
    told = runner.invoke(args=["export", "--all", str(tmp_path), "--format", "markdown"]).stdout.splitlines()
    assert told == [
        f"Wrote {SLUG} to {tmp_path / SLUG}.md as markdown.",
        "Left out, as removed: 2032. To export one, bring it back first, at /editions/.",
    ]


@pytest.mark.parametrize("args", [[], [SLUG, "--all", "x"], ["--all", "x", "--output", "y"]])
def test_an_export_of_nothing_or_of_two_things_is_refused(
    edition: Edition, runner: FlaskCliRunner, args: list[str]
) -> None:
    result = runner.invoke(args=["export", *args])
    assert (result.exit_code, result.stderr) == (1, "Name one edition, or give --all and a folder.\n")


def test_one_edition_is_written_as_a_page(edition: Edition, runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["export", SLUG, "--format", "markdown"]).stdout == markdown(SLUG)
    assert visible(markdown(SLUG)) == markdown(SLUG)


@pytest.mark.parametrize("day", ["0", "61"])
def test_a_day_that_no_edition_has_is_not_taken_from_a_page(day: str, app: Flask, tmp_path: Path) -> None:
    put(make(starts_on=date(2031, 5, 1)), "slot", Slot(title="Closing", start=time(9), end=time(10), day=2))
    report = bring_back(markdown("2031").replace("| 2 |", f"| {day} |"), "2031", tmp_path)
    assert "was changed by hand, and read like any page" in report
    assert 1 <= first("slot").day <= 60


@pytest.mark.parametrize("late", ["1440 min", "soon"])
def test_a_delay_that_no_row_has_is_not_taken_from_a_page(late: str, app: Flask, tmp_path: Path) -> None:
    put(make(starts_on=date(2031, 5, 1)), "slot", Slot(title="Closing", start=time(9), delay=10))
    report = bring_back(markdown("2031").replace("| 10 min |", f"| {late} |"), "2031", tmp_path)
    assert "was changed by hand, and read like any page" in report
    assert first("slot").delay < 1440
