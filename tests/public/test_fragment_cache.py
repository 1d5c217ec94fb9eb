"""Rows that were drawn before: only those that an edit touched are re-rendered, and those always."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import select
from wtforms import Field

from faimi import history
from faimi.content import EDITABLE, EDITION, KIND, KINDS, Edition, Kind
from faimi.content.awards import Award
from faimi.content.now import utc_now
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange import json_ld
from faimi.extensions import db
from faimi.public import fragment_cache
from tests.conftest import SLUG
from tests.samples import section_of

PAGE = f"/{SLUG}/"


def change(row: Any, **values: Any) -> None:
    """Saves other values in a row, as the editor does."""
    kind = EDITABLE[row.key.kind]
    form = kind.form(formdata=None, obj=row, meta={"csrf": False})
    form.offer(row.edition, row)
    for name, value in values.items():
        form[name].data = value
    form.version.data = str(getattr(row, "header_version", None) or row.version)
    history.save(row, form, None)


@pytest.fixture
def rows_drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows that were re-rendered."""
    names: list[str] = []

    def noted(template: str, **shown: Any) -> str:
        names.extend([shown["item"].key] if "item" in shown else [])
        return render_template(template, **shown)

    monkeypatch.setattr("faimi.public.fragment_cache.render_template", noted)
    return names


def test_after_an_edit_only_the_row_and_those_that_show_it_are_drawn_anew(
    edition: Edition, visitor: FlaskClient, rows_drawn: list[str]
) -> None:
    award = db.session.query(Award).filter(Award.paper_id.is_not(None)).first()
    assert award
    paper = award.paper
    assert paper
    slot = db.session.query(Slot).filter_by(paper_id=paper.id).one()
    visitor.get(PAGE)
    rows_drawn.clear()
    change(paper, title="Quite another title")
    page = visitor.get(PAGE).text
    assert sorted(rows_drawn) == sorted(row.key for row in (award, paper, slot))
    assert page.count("Quite another title") >= 2
    rows_drawn.clear()
    change(slot, paper=None, title="A talk without a paper")
    assert "A talk without a paper" in visitor.get(PAGE).text
    assert sorted(rows_drawn) == sorted(row.key for row in (paper, slot))


def test_after_an_edit_only_its_talks_are_told_to_search_engines_anew_and_no_words_of_scripts(
    edition: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    talk = json_ld._talk  # what makes one

    def noted(slot: Slot, addresses: json_ld.Addresses) -> dict[str, Any]:
        made.append(slot.key)
        return talk(slot, addresses)

    def noted_template(template: str, **shown: Any) -> str:
        made.append(template)
        return render_template(template, **shown)

    monkeypatch.setattr(json_ld, "_talk", noted)
    monkeypatch.setattr("faimi.public.fragment_cache.render_template", noted_template)
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    assert slot
    assert slot.paper
    visitor.get(PAGE)
    assert made.count("_tools.html") == made.count(slot.key) == 1
    made.clear()
    change(slot.paper, title="Quite another title")
    assert '"name": "Quite another title"' in visitor.get(PAGE).text
    assert [one for one in made if one == "_tools.html" or one.startswith("slot-")] == [slot.key]


def test_the_masthead_stands_behind_every_row(edition: Edition, visitor: FlaskClient, rows_drawn: list[str]) -> None:
    assert 'datetime="2024-10-10T' in visitor.get(PAGE).text
    all_of_them = len(rows_drawn)
    rows_drawn.clear()
    change(edition, starts_on=None)
    assert 'datetime="2024-10-10T' not in visitor.get(PAGE).text
    assert len(rows_drawn) == all_of_them


def test_they_are_not_kept_without_end(
    edition: Edition, visitor: FlaskClient, rows_drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragment_cache, "MAX_FRAGMENTS", 10)
    first = visitor.get(PAGE).text
    assert len(visitor.application.extensions["fragments in en"]) <= 10
    paper = db.session.query(Paper).first()
    assert paper
    change(paper, title="Another")
    assert len(visitor.get(PAGE).text) != len(first)


def row_of(page: str, key: str) -> str:
    """A row as the page shows it."""
    return page.partition(f'id="{key}"')[2].partition("</li>")[0]


def test_a_talk_on_a_paper_that_is_hidden_shows_its_new_title(edition: Edition, visitor: FlaskClient) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    assert slot
    assert slot.paper
    key, paper = slot.key, slot.paper
    change(paper.section, hidden=True)
    visitor.get(PAGE)
    change(paper, title="Quite another title")
    assert "Quite another title" in row_of(visitor.get(PAGE).text, key)


def test_an_award_is_not_taken_for_the_talk_of_the_same_number(edition: Edition, visitor: FlaskClient) -> None:
    paper, slot, award = (db.session.query(model).first() for model in (Paper, Slot, Award))
    assert paper
    assert slot
    assert award
    talk = Slot(id=100, number=100, section=slot.section, position=99, kind="talk", paper=paper)

    def land(row: Slot | Award) -> str:
        db.session.add(row)
        edition.version += 1
        db.session.commit()
        return row_of(visitor.get(PAGE).text, f"paper-{paper.number}")

    assert 'href="#slot-100"' in land(talk)
    db.session.delete(talk)
    assert 'href="#award-100"' in land(
        Award(id=100, number=100, section=award.section, position=99, name="Best talk", paper=paper)
    )


def another_value(random: Random, kind: Kind, field: Field) -> Any:
    """Something else for a field of a form."""
    if field.type == "ReferenceField":
        return random.choice([None, *db.session.scalars(select(KIND[field.name].model.id))])
    if field.name in kind.choices:
        return random.choice([*kind.choices[field.name]])
    return {
        "BooleanField": random.random() < 0.5,
        "ClockField": time(random.randrange(24)),
        "StartField": time(random.randrange(24)),
        "EndField": time(random.randrange(24)),
        "DateField": date(2030, 1, 1 + random.randrange(28)),
        "Extension": date(2031, 1, 1 + random.randrange(28)),
        "DateTimeLocalField": utc_now() + timedelta(hours=random.choice([-1, 1])),
    }.get(field.type, f"Word {random.randrange(1000)}")


def edit_something(random: Random) -> None:
    """Saves another value in a row of any kind, the masthead or a section; or moves or removes a row."""
    kind = EDITABLE[random.choice([*EDITABLE])]
    row = random.choice(db.session.query(kind.model).order_by(kind.model.id).all() or [None])
    act = random.choice(["save", "save", "save", "move", "remove"])
    if row is None or (act == "remove" and kind.name not in KIND):
        return
    if act == "remove":
        history.remove(row, str(row.version), None)
    elif act == "move" and kind is not EDITION:
        history.move(kind, row, random.choice([-1, 1]), None)
    else:
        form = kind.form(formdata=None, obj=row, meta={"csrf": False})
        form.offer(row.edition, row)
        kept = {*kind.links, *kind.pictures, "decorative", "follow", "superseded", "timezone", "accent", "state"}
        kept |= {"language", "kind"} - {*kind.choices}
        field = random.choice([one for one in form.inputs if one.name not in kept])
        change(row, **{field.name: another_value(random, kind, field)})


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_a_page_is_the_same_with_fragments_that_were_kept_and_without(
    seed: int, app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    random = Random(seed)  # noqa: S311  # the same edits each time
    visitor.set_cookie("faimi", "-")  # so that the page cache is passed by
    edition.ends_on = edition.date_of(3)
    db.session.commit()
    for kind in KINDS:
        section_of(kind.name)
    for step in range(60):
        edit_something(random)
        kept_now = visitor.get(PAGE).text
        kept = app.extensions.pop("fragments in en")
        assert kept_now == visitor.get(PAGE).text, step
        app.extensions["fragments in en"] = kept
