"""What a row is called lasts: through files, on any machine, and whatever becomes of other rows."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import create_app, history
from faimi.content import EDITABLE, KIND, Edition, LastNumber, Section
from faimi.content.base import new_uuid, snapshot
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.database.schema import upgrade
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.draft import PageError
from faimi.exchange.jekyll import edition_as_markdown
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG
from tests.exchange.making import make, put
from tests.history.test_history import form_for, latest
from tests.samples import first

FORMATS: dict[str, Callable[[Any], str]] = {"json": edition_as_archive, "md": edition_as_markdown}
formats = pytest.mark.parametrize("ending", FORMATS)
ADDRESS = re.compile(r"<loc>(?:https?://[^/<]+)?([^<]+)</loc>")
NAMES = re.compile(r'(?:\bid="|"guid": ?"|^(?:UID|SEQUENCE|DTSTAMP):|"@id": ?")([^"\r<]+)', re.MULTILINE)
FEEDS = ("", "edition.json", "schedule.ics", "dates.ics", "schedule.json", "schedule.xml", "papers.bib", "papers.csv")


def written(folder: Path, ending: str, slug: str = SLUG) -> Path:
    """A file of an edition as it is now."""
    db.session.expire_all()
    page, file = load_page(slug), folder / f"{slug}.{ending}"
    assert page
    file.write_text(FORMATS[ending](page), encoding="utf-8")
    return file


def save(row: Any, **values: Any) -> None:
    """Changes fields of a row as a form does."""
    form = form_for(row.key.kind, row.edition, row)
    for name, value in values.items():
        form[name].data = value
    history.save(row, form, by=None)


def live(edition: Edition) -> None:
    """Removes, adds, moves and renames rows, so that neither order nor count tells their numbers."""
    papers = KIND["paper"].siblings(first("paper").section)
    history.remove(papers[2], "1", by=None)
    history.add_many(KIND["paper"], papers[0].section, [{"title": "Added"}, {"title": "Gone again"}], by=None)
    history.remove(db.session.query(Paper).filter_by(title="Gone again").one(), "1", by=None)
    added = db.session.query(Paper).filter_by(title="Added").one()
    history.place(KIND["paper"], added, papers[0], below=False, by=None)
    history.place(EDITABLE["section"], edition.sections[-1], edition.sections[0], below=False, by=None)
    save(db.session.query(Slot).filter_by(number=3).one(), title="A talk of its own", paper=None)


def keys() -> list[str]:
    """The names of all rows of the page, in its order."""
    page = load_page(SLUG)
    assert page
    return [row.key for section in page.sections for row in (section, *page.rows_of[section.id])]


def given_out(client: FlaskClient) -> dict[str, list[str]]:
    """All addresses of the site, and by address the names that are given out there."""
    addresses = [path for path in ADDRESS.findall(client.get("/sitemap.xml").text) if path != "/"]
    slugs = [path for path in addresses if path.count("/") == 2]
    pages = [*addresses, *(slug + feed for slug in slugs for feed in FEEDS)]
    found = {page: client.get(page) for page in pages}
    assert {answer.status_code for answer in found.values()} <= {200, 404}  # without a zone there is no calendar
    feeds = {slug: re.findall("<id>(.*?)</id>", client.get(f"{slug}changes.atom").text)[:1] for slug in slugs}
    return {page: NAMES.findall(answer.text) + feeds.get(page, []) for page, answer in found.items()}


@formats
def test_what_is_exported_and_imported_again_changes_nothing(edition: Edition, ending: str, tmp_path: Path) -> None:
    live(edition)
    before, version, rows = keys(), edition.version, [snapshot(row) for row in db.session.query(Paper)]
    import_pages([written(tmp_path, ending)], replace=True)
    assert (keys(), edition.version, [snapshot(row) for row in db.session.query(Paper)]) == (before, version, rows)


@formats
def test_a_whole_site_is_the_same_where_other_editions_are_already(
    edition: Edition, visitor: FlaskClient, runner: FlaskCliRunner, ending: str, tmp_path: Path
) -> None:
    live(edition)
    put(make(state="past"), "paper", Paper(title="Of another year", number=7))
    before, site = given_out(visitor), tmp_path / "site"
    assert before["/2031/paper/7/"]
    formats = {"json": "json", "md": "markdown"}
    assert runner.invoke(args=["export", "--all", str(site), "--format", formats[ending]]).exit_code == 0
    db.session.remove()
    app = create_app({"INSTANCE_PATH": tmp_path / "other", "TESTING": True})
    with app.app_context():
        upgrade()
        put(make(slug="2019", state="draft"), "paper", *(Paper(title=f"Paper {n}") for n in range(30)))
        for _ in range(2):  # the second time nothing is new
            done = app.test_cli_runner().invoke(args=["import", "--replace", str(site)])
            assert (done.exit_code, done.stderr) == (0, "")
            there = given_out(app.test_client())
            assert there == before
        db.session.remove()
        db.engine.dispose()


def test_the_start_page_that_is_there_stays(edition: Edition, runner: FlaskCliRunner, tmp_path: Path) -> None:
    make(slug="home", state="page", title="Theirs")
    assert runner.invoke(args=["export", "--all", str(tmp_path)]).exit_code == 0
    for one in db.session.query(Edition):
        db.session.delete(one)
    db.session.commit()
    make(slug="home", state="page", title="Ours")
    done = runner.invoke(args=["import", str(tmp_path)])
    assert done.exit_code == 0
    assert "the start page that is here stays" in done.output
    assert sorted((one.slug, one.title) for one in db.session.query(Edition)) == [
        (SLUG, "Fairness of AI in Medical Imaging"),
        ("home", "Ours"),
    ]


@formats
def test_a_number_is_never_used_again_whatever_carried_it(edition: Edition, ending: str, tmp_path: Path) -> None:
    section = first("paper").section
    one = history.add_many(KIND["paper"], section, [{"title": "Withdrawn"}], by=None).row
    assert one.number == 17
    history.remove(one, "1", by=None)
    file = written(tmp_path, ending)
    db.session.delete(edition)
    db.session.commit()
    import_pages([file], replace=False)
    change = history.add_many(KIND["paper"], first("paper").section, [{"title": "Another"}], by=None)
    assert change.key == "paper-18"


def test_the_page_of_a_paper_that_is_gone_leads_to_its_edition(edition: Edition, visitor: FlaskClient) -> None:
    history.remove(first("paper"), "1", by=None)
    gone = visitor.get(f"/{SLUG}/paper/1/")
    assert (gone.status_code, gone.location) == (302, f"/{SLUG}/")
    assert [visitor.get(f"/{SLUG}/paper/{number}/").status_code for number in (0, 17, 10**12)] == [404] * 3
    first("paper").section.hidden, edition.version = True, edition.version + 1
    db.session.commit()
    assert visitor.get(f"/{SLUG}/paper/1/").status_code == 404
    first("paper").section.hidden, edition.version = False, edition.version + 1
    db.session.commit()
    history.put_back(edition, "paper-1", by=None)
    assert visitor.get(f"/{SLUG}/paper/1/").status_code == 200


def test_a_row_that_was_removed_comes_back_by_its_name_with_a_file(edition: Edition, tmp_path: Path) -> None:
    file, paper = written(tmp_path, "json"), first("paper")
    before, talks = snapshot(paper), [slot.key for slot in paper.slots]
    history.remove(paper, "1", by=None)
    import_pages([file], replace=True)
    back = first("paper")
    assert snapshot(back) == before | {"version": 2}
    assert [slot.key for slot in back.slots] == talks
    history.reverse(latest(), by=None)
    assert db.session.query(Paper).filter_by(number=1).all() == []
    removal = db.session.query(Revision).filter_by(verb="remove").one()
    history.reverse(removal, by=None, sure=True)
    assert first("paper").title == before["title"]


@formats
def test_two_copies_that_went_apart_never_lend_a_name(edition: Edition, ending: str, tmp_path: Path) -> None:
    said = [("Added there", "Ada"), ("Quite another one", "Bo")]
    rows = [{"title": title, "authors": authors} for title, authors in said]
    there = history.add_many(KIND["paper"], first("paper").section, rows[:1], by=None)
    file = written(tmp_path, ending)
    history.reverse(there, by=None)
    db.session.delete(db.session.get_one(LastNumber, (edition.id, "paper")))  # as if it had never been here
    for change in db.session.query(Revision).filter(Revision.version > 1):
        db.session.delete(change)
    db.session.commit()
    db.session.add(LastNumber(edition=edition, kind="paper", number=16))
    db.session.commit()
    history.add_many(KIND["paper"], first("paper").section, rows[1:], by=None)
    report = import_pages([file], replace=True)[0]
    assert "“Added there” is paper-18 here: paper-17 was the name of another row." in report
    found = {row.title: row.number for row in db.session.query(Paper)}
    assert (found["Added there"], "Quite another one" in found) == (18, False)


def test_a_page_of_a_former_site_keeps_the_names_of_the_rows_that_it_says_again(
    edition: Edition, tmp_path: Path
) -> None:
    before, file = dict.fromkeys(keys()), tmp_path / f"{SLUG}.md"
    text = SAMPLE.read_text(encoding="utf-8")
    head, papers = text.split("## Accepted Papers\n\n")
    one, two, others = papers.split("\n\n", 2)
    new, changed = "Ada Anybody: *A paper that is new*", one.replace(" Model*", " and more Model*")
    assert (changed != one, first("paper").title in one) == (True, True)
    file.write_text("\n\n".join([f"{head}## Accepted Papers", new, two, changed, others]), encoding="utf-8")
    import_pages([file], replace=True)
    assert {*keys()} - {*before} == {"paper-17"}
    assert {*before} <= {*keys()}
    assert [row.number for row in KIND["paper"].siblings(first("paper").section)][:3] == [17, 2, 1]


def test_a_file_of_another_edition_with_the_same_address_says_so_and_names_stay(
    edition: Edition, tmp_path: Path
) -> None:
    edition.uuid = new_uuid()  # as the sample it would give way
    db.session.commit()
    live(edition)
    before, uuid = keys(), edition.uuid
    file = written(tmp_path, "json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["uuid"] = "00000000-0000-4000-8000-000000000000"
    for section in whole["sections"]:
        section["number"] += 100
        for item in section["items"]:
            item["number"] += 100
            for name in ("paper_id", "keynote_id"):
                item |= {name: item[name] + 100} if item.get(name) else {}
    file.write_text(json.dumps(whole), encoding="utf-8")
    report = import_pages([file], replace=True)[0]
    assert f"It is of another edition than {SLUG} here" in report
    assert (keys(), edition.uuid) == (before, uuid)


def test_a_copy_under_another_address_is_an_edition_of_its_own(edition: Edition, tmp_path: Path) -> None:
    file = written(tmp_path, "json")
    text = file.read_text(encoding="utf-8").replace(f'"slug": "{SLUG}"', '"slug": "copy"')
    file.write_text(text, encoding="utf-8")
    report = import_pages([file], replace=False)[0]
    assert f"It is a copy of {SLUG}" in report
    copy = db.session.query(Edition).filter_by(slug="copy").one()
    assert copy.uuid != edition.uuid
    assert db.session.query(Paper).filter_by(edition_id=copy.id).count() == 16


def test_a_file_from_before_there_were_numbers_gets_them_in_the_order_of_its_page(
    edition: Edition, tmp_path: Path
) -> None:
    file = written(tmp_path, "json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    titles = [item["title"] for part in whole["sections"] if part["kind"] == "paper" for item in part["items"]]
    for name in ("uuid", "version", "last_numbers"):
        del whole[name]
    for section in whole["sections"]:
        del section["number"]
        for item in section["items"]:
            item["id"] = 900 - item.pop("number")
            for name in ("paper_id", "keynote_id"):
                item |= {name: 900 - item[name]} if item.get(name) else {}
            for name in ("uid", "sequence", "changed_at"):
                item.pop(name, None)
    file.write_text(json.dumps(whole | {"faimi": 1}), encoding="utf-8")
    talks = sorted(f"{slot.start} {slot.shown_title} {bool(slot.paper)}" for slot in db.session.query(Slot))
    db.session.delete(edition)
    db.session.commit()
    import_pages([file], replace=False)
    assert [paper.title for paper in db.session.query(Paper).order_by(Paper.number)] == titles
    again = sorted(f"{slot.start} {slot.shown_title} {bool(slot.paper)}" for slot in db.session.query(Slot))
    assert again == talks


@pytest.mark.parametrize("number", [0, -1, 1_234_567_890, "seven", "7", 1.5, True, None, 2])
def test_an_archive_whose_numbers_cannot_be_is_refused_in_words(edition: Edition, number: Any, tmp_path: Path) -> None:
    file, before = written(tmp_path, "json"), keys()
    whole = json.loads(file.read_text(encoding="utf-8"))
    papers = next(section for section in whole["sections"] if section["kind"] == "paper")
    papers["items"][0]["number"] = number
    file.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(PageError, match=r"“Accepted Papers”, row \d+ has (a number that no row|the same number)"):
        import_pages([file], replace=True)
    db.session.rollback()
    assert keys() == before


@pytest.mark.parametrize("number", ["0", "-1", "1234567890", "seven", "2"])
def test_a_page_whose_numbers_cannot_be_comes_in_and_says_which_get_new_ones(
    edition: Edition, number: str, tmp_path: Path
) -> None:
    file = written(tmp_path, "md")
    text = file.read_text(encoding="utf-8")
    assert "<!-- paper-1 -->" in text
    file.write_text(text.replace("<!-- paper-1 -->", f"<!-- paper-{number} -->"), encoding="utf-8")
    db.session.delete(edition)
    db.session.commit()
    report = import_pages([file], replace=False)[0]
    assert f"“paper-{number}”" in report
    numbers = sorted(row.number for row in db.session.query(Paper))
    assert numbers == [*range(2, 18)]


def test_a_row_that_a_person_changes_and_moves_in_a_page_keeps_its_name(edition: Edition, tmp_path: Path) -> None:
    file = written(tmp_path, "md")
    lines = file.read_text(encoding="utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if line.endswith(("<!-- paper-1 -->", "<!-- paper-2 -->"))]
    one, two = (lines[place] for place in places)
    lines[places[0]], lines[places[1]] = two, re.sub(r"\*[^*]+\*", "*Another title*", one)
    lines.insert(places[0], "- Ada Anybody: *Put in by hand*")
    file.write_text("\n".join(lines), encoding="utf-8")
    import_pages([file], replace=True)
    found = [(row.number, row.title) for row in KIND["paper"].siblings(first("paper").section)][:3]
    assert [number for number, _ in found] == [17, 2, 1]
    assert (found[0][1], found[2][1]) == ("Put in by hand", "Another title")


def test_an_event_takes_the_later_moment_where_two_copies_count_the_same(edition: Edition, tmp_path: Path) -> None:
    slot, moments = first("slot"), [datetime(2031, 1, 1), datetime(2031, 1, 3), datetime(2031, 1, 2)]
    seen = []
    for there, here in (moments[:2], moments[1:]):
        slot.sequence, slot.changed_at = 7, there
        db.session.commit()
        file = written(tmp_path, "json")
        slot.changed_at = here
        db.session.commit()
        import_pages([file], replace=True)
        db.session.expire_all()
        seen.append((slot.sequence, slot.changed_at))
    assert seen == [(7, moments[1])] * 2


def test_an_address_that_is_used_again_lends_no_name_of_what_was_there(
    edition: Edition, app: Flask, tmp_path: Path
) -> None:
    uuid, file = edition.uuid, tmp_path / f"{SLUG}.md"
    file.write_text(re.sub("^uuid: .*\n", "", SAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    db.session.delete(edition)
    db.session.commit()
    import_pages([file], replace=False)
    again = db.session.query(Edition).one()
    assert again.slug == SLUG
    assert again.uuid != uuid


def test_a_page_in_markdown_leaves_the_hidden_sections_of_its_edition_alone(edition: Edition, tmp_path: Path) -> None:
    first("organizer").section.hidden = True
    db.session.commit()
    before, version = keys(), edition.version
    file = written(tmp_path, "md")
    assert "organizer-1" not in file.read_text(encoding="utf-8")
    import_pages([file], replace=True)
    assert keys() == before
    assert edition.version == version
    file.write_text(file.read_text(encoding="utf-8").replace("title: Fairness", "title: Other"), encoding="utf-8")
    import_pages([file], replace=True)
    assert (keys(), edition.title, edition.version) == (before, "Other of AI in Medical Imaging", version + 1)


@pytest.mark.parametrize("kind", ["paper", "keynote"])
def test_rows_go_on_naming_what_is_hidden_and_so_not_in_the_page(kind: str, edition: Edition, tmp_path: Path) -> None:
    slot = first("slot")
    slot.keynote, slot.speaker, slot.title = first("keynote"), "", ""
    first(kind).section.hidden = True
    db.session.commit()
    version = edition.version
    file = written(tmp_path, "md")
    import_pages([file], replace=True)
    assert edition.version == version
    talk = slot if kind == "keynote" else db.session.query(Slot).filter(Slot.paper_id.isnot(None)).first()
    assert talk
    file.write_text(file.read_text(encoding="utf-8").replace(talk.shown_title, "Another title"), encoding="utf-8")
    import_pages([file], replace=True)
    assert (talk.shown_title, getattr(talk, kind)) == ("Another title", None)


def test_a_talk_that_two_copies_each_added_is_two_talks(edition: Edition, tmp_path: Path) -> None:
    section = first("slot").section
    history.add_many(KIND["slot"], section, [{"title": "Added there", "kind": "talk", "track": "FAIMI"}], by=None)
    file = written(tmp_path, "json")
    slot = db.session.query(Slot).filter_by(number=14).one()
    save(slot, title="Another one here", track="FAIMI", kind="talk")
    for change in db.session.query(Revision):
        db.session.delete(change)
    db.session.commit()
    import_pages([file], replace=True)
    assert [row.title for row in db.session.query(Slot).filter(Slot.number > 13)] == ["Added there"]
    assert db.session.query(Slot).filter_by(number=14).all() == []


def test_a_passage_that_is_rewritten_elsewhere_keeps_its_name(edition: Edition, tmp_path: Path) -> None:
    file = written(tmp_path, "json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["sections"][0]["items"][0]["body"] = "Said anew."
    file.write_text(json.dumps(whole), encoding="utf-8")
    before = keys()
    import_pages([file], replace=True)
    assert (keys(), first("text").body) == (before, "Said anew.")


def test_an_import_that_ties_a_talk_to_another_paper_is_seen_by_a_form_that_was_open(
    edition: Edition, tmp_path: Path
) -> None:
    file = written(tmp_path, "json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    talk = next(item for part in whole["sections"] for item in part["items"] if item.get("paper_id"))
    talk["paper_id"] = talk["paper_id"] % 16 + 1
    file.write_text(json.dumps(whole), encoding="utf-8")
    slot = db.session.query(Slot).filter_by(number=talk["number"]).one()
    form = form_for("slot", edition, slot)
    import_pages([file], replace=True)
    assert (slot.paper and slot.paper.number, slot.version) == (talk["paper_id"], 2)
    with pytest.raises(history.Conflict):
        history.save(slot, form, by=None)


def test_the_anchor_of_a_section_that_a_former_page_calls_otherwise_stays(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / f"{SLUG}.md"
    text = SAMPLE.read_text(encoding="utf-8").replace("## Accepted Papers", "## Accepted Papers (16)")
    file.write_text(text, encoding="utf-8")
    import_pages([file], replace=True)
    section = first("paper").section
    assert (section.heading, section.anchor) == ("Accepted Papers (16)", "accepted-papers")


def test_visitors_are_not_told_how_many_rows_are_hidden(edition: Edition, visitor: FlaskClient, tmp_path: Path) -> None:
    first("paper").section.hidden, edition.version = True, edition.version + 1
    db.session.commit()
    assert "last_numbers" not in visitor.get(f"/{SLUG}/edition.json").text
    assert "paper:" not in written(tmp_path, "md").read_text(encoding="utf-8").partition("---\n\n")[0]


def test_a_section_of_another_kind_with_the_same_heading_is_another_section(edition: Edition, tmp_path: Path) -> None:
    edition.uuid = new_uuid()  # as the sample it would give way
    key, file = first("paper").section.key, tmp_path / f"{SLUG}.md"
    file.write_text("---\ntitle: T\n---\n\n## Accepted Papers\n\nThey will follow.\n", encoding="utf-8")
    import_pages([file], replace=True)
    section = db.session.query(Section).one()
    assert (section.kind, section.heading, section.key == key) == ("text", "Accepted Papers", False)
    history.reverse(latest(), by=None, sure=True)
    assert (first("paper").section.key, first("paper").key) == (key, "paper-1")
