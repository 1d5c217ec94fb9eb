"""The importer, on the real page and on what is no page at all."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from faimi.content import Edition, Section
from faimi.content.base import new_uuid
from faimi.content.page import load_page
from faimi.exchange.edition_json import as_json
from faimi.exchange.page import read_page
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.conftest import SLUG, real_page


def imported(path: Path) -> dict[str, Any]:
    """Imports a page and gives it as edition.json holds it."""
    import_pages([path], replace=False)
    edition = db.session.query(Edition).order_by(Edition.id.desc()).first()
    assert edition
    return as_json(load_page(edition.slug) or pytest.fail("not there"))


def page_of(folder: Path, body: str, front: str = "title: T") -> Path:
    """Writes a page."""
    path = folder / "2031-page.md"
    path.write_text(f"---\n{front}\n---\n{body}", encoding="utf-8")
    return path


@pytest.fixture
def miccai(app: Flask) -> dict[str, Any]:
    """The real page of 2024, imported."""
    return imported(real_page("2024-miccai.md"))


def test_the_header_comes_from_front_matter_and_text(miccai: dict[str, Any]) -> None:
    header = {name: miccai[name] for name in ("slug", "title", "tagline", "starts_on", "venue", "timezone")}
    assert header == {
        "slug": "2024-miccai",
        "title": "Fairness of AI in Medical Imaging",
        "tagline": "MICCAI 2024 Workshop",
        "starts_on": "2024-10-10",
        "venue": "MICCAI 2024, Morocco",
        "timezone": None,
    }


def test_all_sections_come_in_their_order(miccai: dict[str, Any]) -> None:
    assert [(section["kind"], section["heading"]) for section in miccai["sections"]] == [
        ("text", "TL;DR"),
        ("keynote", "FAIMI Keynote"),
        ("keynote", "EPIMI Keynote"),
        ("slot", "Schedule for FAIMI/EPIMI Workshop"),
        ("paper", "Accepted Papers"),
        ("text", "Proceedings"),
        ("award", "Awards MICCAI FAIMI 2024"),
        ("text", "Call for Papers"),
        ("date", "Dates"),
        ("organizer", "Organizers"),
        ("text", "Contact"),
    ]


def test_keynotes_have_bio_and_photo_and_one_has_title_and_abstract(miccai: dict[str, Any]) -> None:
    one, two = miccai["keynotes"]
    assert (one["speaker"], one["photo"]) == ("Dr. Mercy Asiedu", "/assets/speakers/Asiedu.jpg")
    assert one["title"] == "Machine Learning Fairness for Health in Africa"
    assert one["abstract"].startswith("Applications of artificial intelligence (AI) in healthcare")
    assert one["bio"].startswith("**Dr. Mercy Asiedu** is a research scientist")
    assert (two["speaker"], two["photo"]) == ("Dr. Xiaoxiao Li", "/assets/speakers/Xiaoxiao.jpg")
    assert (two["title"], two["abstract"]) == ("", "")
    assert two["bio"].startswith("**Dr. Xiaoxiao Li** is an Assistant Professor")


def test_the_schedule_is_an_afternoon_in_two_tracks(miccai: dict[str, Any]) -> None:
    slots = miccai["schedule"]
    assert [slot["track"] for slot in slots] == ["EPIMI"] * 4 + ["FAIMI"] * 9
    starts = "13:30 13:35 13:55 14:15 15:00 15:30 16:00 17:00 17:10 17:20 17:30 17:40 17:50"
    assert " ".join(slot["start"] for slot in slots) == starts
    assert slots[-1]["end"] == "18:00"
    kinds = [slot["kind"] for slot in slots]
    assert {kind: kinds.count(kind) for kind in kinds} == {"other": 3, "talk": 7, "keynote": 2, "break": 1}


def test_talks_on_papers_are_tied_to_them(miccai: dict[str, Any]) -> None:
    tied = [
        (slot["track"], slot["speaker"], slot["title"] == slot["paper"]) for slot in miccai["schedule"] if slot["paper"]
    ]
    assert tied == [
        ("EPIMI", "Debesh Jha, et al.", True),
        ("FAIMI", "Vincent Olesen, et al.", True),
        ("FAIMI", "Vien N Dang, et al.", True),
        ("FAIMI", "Kate E Cevora, et al.", True),
        ("FAIMI", "Yuyang Xue, et al.", True),
        ("FAIMI", "Giacomo Nebbia, et al.", True),
    ]


def test_papers_awards_dates_and_people_are_complete(miccai: dict[str, Any]) -> None:
    assert len(miccai["papers"]) == 16
    assert len([paper for paper in miccai["papers"] if paper["url"]]) == 3
    awards = [(award["name"], award["recipient"], award["affiliation"], award["photo"]) for award in miccai["awards"]]
    assert awards == [
        ("Best oral presenter award", "Kate E Cevora", "Imperial College London", "/images/FAIMI_2024-Best-oral.png"),
        ("Best poster presenter award", "Raissa Souza", "University of Calgary", "/images/FAIMI_2024-Best-Poster.png"),
    ]
    assert [(date["label"], date["date"], date["superseded"]) for date in miccai["dates"]] == [
        ("Abstract / placeholder", "2024-06-24", []),
        ("Full Paper Deadline", "2024-06-28", ["2024-06-24"]),
        ("Notification of Acceptance", "2024-07-15", []),
        ("Camera-ready Version", "2024-08-01", []),
        ("Workshop", "2024-10-10", []),
    ]
    assert len(miccai["organizers"]) == 8
    assert miccai["organizers"][5] == {
        "number": 6,
        "name": "Esther Puyol-Antón",
        "affiliation": "HeartFlow and King's College London",
        "url": "",
        "photo": "",
        "crop": 50,
        "section": "organizers",
    }


def test_proceedings_keep_picture_and_link_and_the_call_its_topics(miccai: dict[str, Any]) -> None:
    proceedings = next(text for text in miccai["texts"] if text["section"] == "proceedings")
    assert (proceedings["picture"], proceedings["url"]) == (
        "/images/proceedings2024.png",
        "https://link.springer.com/book/9783031727863",
    )
    call = next(section["body"] for section in miccai["sections"] if section["heading"] == "Call for Papers")
    assert len([line for line in call.split("\n") if line.startswith("- ")]) == 9
    assert "mailto:faimi-organizers@googlegroups.com" in miccai["sections"][-1]["body"]


def test_the_report_names_each_doubt(app: Flask) -> None:
    report = import_pages([real_page("2024-miccai.md")], replace=False)[0]
    assert "Accepted Papers                    16 × paper" in report
    for doubt in (
        "1:30 and the like without am or pm: read as afternoon, 13:30",
        "is presented by Debesh Jha, et al. in the schedule and listed under Ulas Bagci, et al.",
        "The schedule calls “Machine Learning Fairness for Health in Africa” “Machine Learning Fairness for health in "
        "Africa”: both are kept.",
        "Best poster presenter award: tied to “Do sites benefit equally",
        "does not name the time zone",
    ):
        assert doubt in report


@pytest.mark.parametrize(
    ("name", "counts"),
    [("2023-miccai.md", (1, 15, 19, 3, 4, 9)), ("2022.md", (5, 8, 0, 0, 0, 9))],
)
def test_the_other_real_pages_come_in_whole(app: Flask, name: str, counts: tuple[int, ...]) -> None:
    edition = imported(real_page(name))
    lists = ("keynotes", "schedule", "papers", "awards", "dates", "organizers")
    assert tuple(len(edition[one]) for one in lists) == counts


def test_a_nearly_matching_title_is_reported_and_keeps_its_text(app: Flask, tmp_path: Path) -> None:
    body = """
## Schedule
| Time | Speaker and Title |
|------|-------------------|
| 9:00 - 9:10 | A Author, et al.: Fairness in Images of the Chest |

## Accepted Papers
A Author, et al.: *Fairness in Image of the Chest*
"""
    draft = read_page(page_of(tmp_path, body))
    assert draft.items("slot")[0]["title"] == "Fairness in Images of the Chest"
    assert "paper" not in draft.items("slot")[0]
    assert any("is nearly “Fairness in Image of the Chest”" in doubt for doubt in draft.report.doubts)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["1:30 - 1:35", "1:35 - 2:00"], [("13:30", "13:35"), ("13:35", "14:00")]),
        (["9:00 - 12:30", "1:30 - 2:00"], [("09:00", "12:30"), ("13:30", "14:00")]),
        (["11:30 - 12:30", "12:30 - 1:30"], [("11:30", "12:30"), ("12:30", "13:30")]),
        (["08:00 - 09:00"], [("08:00", "09:00")]),
        (["1200", "1230"], [("12:00", "12:30"), ("12:30", None)]),
        (["1930", "1945 - 2015"], [("19:30", "19:45"), ("19:45", "20:15")]),
        (["19:00", "May 2031", "2031"], [("19:00", None), (None, None), (None, None)]),
        (["2 - 3"], [("14:00", "15:00")]),
        (["9.30-10.00", "14h00"], [("09:30", "10:00"), ("14:00", None)]),
        (["09:00 to 09:30", "22:00 - 24:00"], [("09:00", "09:30"), ("22:00", "00:00")]),
        (["1:30 p.m. - 2 p.m."], [("13:30", "14:00")]),
        (["5 - 5:30 pm"], [("17:00", "17:30")]),
        (["11:30 - 12:30 pm"], [("11:30", "12:30")]),
        (["9am"], [("09:00", None)]),
        (["10:00 - 09:50"], [("10:00", None)]),
        (["13:30 – 14:00"], [("13:30", "14:00")]),
    ],
)
def test_times_are_read_as_people_mean_them(
    times: list[str], expected: list[tuple[str | None, str | None]], tmp_path: Path
) -> None:
    rows = "\n".join(f"| {clock} | Talk {n} |" for n, clock in enumerate(times))
    draft = read_page(page_of(tmp_path, f"## Schedule\n\n| Time | Title |\n|---|---|\n{rows}\n"))
    clocks = [(row["start"], row["end"]) for row in draft.items("slot")]
    assert [tuple(f"{t:%H:%M}" if t else None for t in pair) for pair in clocks] == expected


def test_what_no_kind_recognizes_stays_as_text(app: Flask, tmp_path: Path) -> None:
    body = "Before.\n\n## Awards\nNobody yet.\n\n## Horizon\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    edition = imported(page_of(tmp_path, body))
    assert [(section["kind"], section["heading"]) for section in edition["sections"]] == [
        ("text", "About"),
        ("text", "Awards"),
        ("text", "Horizon"),
    ]
    assert edition["sections"][1]["body"] == "Nobody yet."
    assert "| 1 | 2 |" in edition["sections"][2]["body"]


BAD = {
    "empty": (b"", "the file is empty"),
    "binary": (b"---\ntitle: T\n---\n\x00\x01\x02", "binary"),
    "latin-1": ("---\ntitle: T\n---\nPiçarra".encode("latin-1"), "not in UTF-8 (line 4)"),
    "list": (b"---\n- a\n- b\n---\n## H\ntext", "not a mapping"),
    "yaml": (b"---\ntitle: [a\n---\n## H\ntext", "not valid YAML"),
    "open": (b"---\ntitle: T\n## H\ntext", "does not end"),
    "reserved": (b"---\ntitle: T\npermalink: /login/\n---\n## H\ntext", "cannot be an edition's address"),
    "five megabytes": (b"---\ntitle: T\n---\n" + b"word " * 1_000_000, "it has 5.0 MB; a page may have 1.0"),
    "deep": (b"---\ntitle: T\n---\n" + b"<b>" * 2_000 + b"x", "nested too deeply"),
    "boxes": (b"---\ntitle: T\n---\n" + b"<div>\n\n" * 2_000 + b"x", "nested too deeply"),
    "brackets": (b"---\ntitle: T\n---\n" + b"[" * 16_000, "too intricate to read"),
    "pictures": (b"---\ntitle: T\n---\n" + b"![" * 16_000, "too intricate to read"),
    "links": (b"---\ntitle: T\n---\n" + b"[a](" * 16_000, "too intricate to read"),
    "headings": (b"---\ntitle: T\n---\n" + b"a\n-\n" * 4_000, "too intricate to read"),
    "rules": (b"---\ntitle: T\n---\n" + b"- - -\n" * 4_000, "too intricate to read"),
    "cells": (b"---\ntitle: T\n---\n" + b"|a" * 30_000, "too intricate to read"),
    "lines": (b"---\ntitle: T\n---\n" + b"a\n\n" * 12_001, "it has 12,001 lines; up to 12,000"),
    "front matter": (b"---\ntitle: " + b"[" * 20_000 + b"\n---\nText", "nested too deeply: 50 brackets may be open"),
    "tags": (b"---\ntitle: T\n---\n" + b"<a " * 16_000, "too intricate to read"),
    "ticks": (b"---\ntitle: T\n---\n" + b"`` x " * 16_000, "too intricate to read"),
    "a note": (b"Only a paragraph.", "neither front matter nor headings"),
    "no body": (b"---\ntitle: T\n---\n\n", "nothing below its front matter"),
    "a mapping": (b"---\ntitle: {a: b}\n---\n## H\ntext", "title must be text"),
    "aliases": (b"---\na: &a [x]\nb: *a\n---\n## H\ntext", "refers to itself"),
    "a tag": (b"---\ntitle: !!python/object:os.system x\n---\n## H\ntext", "not valid YAML"),
    "long front": (b"---\ntitle: " + b"[" * 70_000 + b"\n---\n## H\ntext", "its front matter has 68 KB"),
    "deep quote": (b"---\ntitle: T\n---\n" + b"> " * 3_000 + b"x", "nested too deeply"),
    "a date": (b"---\ntitle: T\nstarts_on: soon\n---\n## H\ntext", "starts_on is"),
    "newer": (b"---\nfaimi: 3\n---\n## H\ntext", "written by a newer version of faimi (format 3)"),
    "a format that is none": (b"---\nfaimi: yes\n---\n## H\ntext", "faimi is “True”: it may be 2, or left out"),
    "a zone": (b"---\ntitle: T\ntimezone: Mars\n---\n## H\ntext", "timezone is"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_page_gets_one_clear_line_and_changes_nothing(app: Flask, tmp_path: Path, bad: str) -> None:
    data, words = BAD[bad]
    path = tmp_path / "page.md"
    path.write_bytes(data)
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert db.session.query(Edition).count() == 0


@pytest.mark.parametrize(("said", "language"), [("fr", "fr"), ("en-GB", "en"), ("pt_BR", "pt"), ("tlh", "")])
def test_a_page_says_its_language_if_it_is_one_that_is_known(
    said: str, language: str, app: Flask, tmp_path: Path
) -> None:
    edition = imported(page_of(tmp_path, "## One\n\nA paragraph.", f"title: T\nlang: {said}"))
    assert edition["language"] == language


def test_a_page_without_front_matter_takes_its_name_from_the_file(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "2031 Some Page.md"
    path.write_text("## One\n\nOnly a paragraph.")
    edition = imported(path)
    assert (edition["slug"], edition["title"]) == ("2031-some-page", "2031 Some Page")
    assert [section["body"] for section in edition["sections"]] == ["Only a paragraph."]


def test_a_table_of_ten_thousand_rows_comes_in(app: Flask, tmp_path: Path) -> None:
    rows = "\n".join(f"| 09:00 - 10:00 | Speaker {n}, et al.: Title {n} |" for n in range(10_000))
    body = f"## Schedule\n\n| Time | Speaker and Title |\n|---|---|\n{rows}\n\n## Accepted Papers\n\nA, et al.: *T*\n"
    edition = imported(page_of(tmp_path, body))
    assert len(edition["schedule"]) == 10_000


def test_an_edition_that_is_there_is_only_replaced_when_asked(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    edition.uuid = new_uuid()  # as the sample it would give way
    db.session.commit()
    page = tmp_path / f"{SLUG}.md"
    page.write_text("---\ntitle: Another\n---\n## Only\ntext")
    refused = runner.invoke(args=["import", str(page)])
    assert refused.exit_code == 1
    assert f"there is an edition {SLUG} already" in refused.stderr
    assert edition.title == "Fairness of AI in Medical Imaging"
    assert runner.invoke(args=["import", "--replace", str(page)]).exit_code == 0
    db.session.expire_all()
    assert edition.title == "Another"
    assert [section.heading for section in edition.sections] == ["Only"]


def test_a_section_keeps_the_id_that_its_heading_had_and_so_does_the_first_of_its_groups(
    app: Flask, tmp_path: Path
) -> None:
    page = tmp_path / "2031.md"
    people = "### General chairs\n\n - Ann Lee, Oslo\n - Bo Carr, Turin\n\n### Programme chairs\n\n - Di Eck, Rome\n"
    page.write_text(
        f"---\ntitle: T\n---\n## 2031 dates {{#When}}\n\nSoon.\n\n## 2 words\n\nMore.\n\n## Organizers\n\n{people}"
    )
    import_pages([page], replace=False)
    sections = db.session.query(Section).order_by(Section.position)
    assert [one.anchor for one in sections] == ["When", "2-words", "organizers", "organizers-programme-chairs"]
    db.session.query(Section).filter_by(anchor="2-words").one().anchor = "words"
    db.session.commit()
    import_pages([page], replace=True)
    assert [one.anchor for one in sections] == ["When", "words", "organizers", "organizers-programme-chairs"]


def test_a_failure_on_the_way_changes_nothing(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / f"{SLUG}.md"
    page.write_text("---\ntitle: Another\n---\n## Only\ntext")
    monkeypatch.setattr("faimi.exchange.edition_filling.is_anchor", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_pages([page], replace=True)
    db.session.rollback()
    assert edition.title == "Fairness of AI in Medical Imaging"
    assert len(edition.sections) == 11


def test_a_missing_file_is_one_clear_line(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["import", str(tmp_path / "none.md")])
    assert (result.exit_code, result.stderr) == (
        1,
        f"{tmp_path / 'none.md'}: it cannot be read: No such file or directory.\n",
    )


def test_what_holds_only_a_dash_is_empty(tmp_path: Path) -> None:
    page = tmp_path / "2031.md"
    page.write_text(
        "---\ntitle: T\nvenue: '–'\ndescription: '-'\n---\n## Organizers\n\n**Ann Lee**, —\n\n**Bob Roe**, MIT\n"
    )
    draft = read_page(page)
    assert (draft.header["venue"], draft.header["tagline"]) == ("", "")
    assert [(one["name"], one["affiliation"]) for one in draft.items("organizer")] == [
        ("Ann Lee", ""),
        ("Bob Roe", "MIT"),
    ]
