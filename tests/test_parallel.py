"""Several people at one time: nobody's change is lost, each answer is true, and the history tells how it went."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from faimi import history
from faimi.content import EDITABLE, KIND, Edition, Section
from faimi.content.base import snapshot
from faimi.content.papers import Paper
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG, client_of, on_both

BASE = f"/{SLUG}/edit"
ROUNDS = range(12)
pytestmark = on_both
Deed = Callable[[], TestResponse]


class Person:
    """Somebody in a browser window of their own; what each does is a deed, to be done when all are ready."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def post(self, path: str, **fields: object) -> Deed:
        """Sends a form."""
        return lambda: self.client.post(f"{BASE}/{path}", data=fields)

    def save(self, paper: Paper, **typed: str) -> Deed:
        """Saves a paper in a form that was opened on it as it is now."""
        opened = {"title": paper.title, "authors": paper.authors, "url": paper.url, "version": paper.version}
        return self.post(f"paper/{paper.number}", **(opened | typed))

    def remove(self, kind: str, row: Any) -> Deed:
        """Removes a row as it is now."""
        return self.post(f"{kind}/{row.number}/remove", version=row.version)

    def move(self, paper: Paper, below: Paper) -> Deed:
        """Moves a paper right below another."""
        return self.post(f"paper/{paper.number}/move", after=below.number)


@pytest.fixture
def people(app: Flask, edition: Edition) -> Iterator[tuple[Person, Person]]:
    """Alice and Bob; in the end the history of all that they did holds together."""
    yield Person(client_of(app, "alice", "owner")), Person(client_of(app, "bob"))
    revisions = changes()
    assert [revision.version for revision in revisions] == list(range(1, edition.version + 1))
    told: dict[str, Any] = dict(revisions[0].before)
    for revision in revisions:
        assert {key: told.get(key) for key in revision.before} == revision.before, revision.version
        for key in revision.before:
            del told[key]
        assert told.keys().isdisjoint(revision.after)
        told |= revision.after
    rows = [(name, row) for name, kind in EDITABLE.items() for row in db.session.scalars(select(kind.model))]
    assert told == {f"{name}-{row.number}": snapshot(row) for name, row in rows}


def changes() -> list[Revision]:
    """What was changed until now, the oldest first."""
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Revision).order_by(Revision.version)))


def at_once(app: Flask, *deeds: Deed) -> tuple[list[int], list[Revision]]:
    """Does everything at one moment; gives how each was answered, and the changes that landed."""
    before, together = len(changes()), Barrier(len(deeds))
    db.session.rollback()

    def meet(deed: Deed) -> int:
        with app.app_context():
            together.wait(timeout=30)
            return deed().status_code

    with ThreadPoolExecutor(len(deeds)) as threads:
        answers = list(threads.map(meet, deeds))
    return answers, changes()[before:]


def made(name: str = "paper", section: Section | None = None, /, **columns: str) -> Any:
    """A new row, the last of this section or of the first for its kind."""
    section = (
        section or db.session.scalars(select(Section).where(Section.kind == name).order_by(Section.number)).first()
    )
    assert section
    history.add_many(KIND[name], section, [columns], None)
    model = KIND[name].model
    return db.session.scalars(select(model).order_by(model.id.desc())).first()


def column_of(revisions: list[Revision], paper: Paper, name: str) -> list[Any]:
    """What became of one column of a paper with each change."""
    return [revision.after.get(f"paper-{paper.number}", {}).get(name) for revision in revisions]


Two = tuple[Person, Person]


def test_of_two_saves_of_one_field_one_lands_and_the_other_is_told(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        answers, landed = at_once(app, alice.save(paper, title="By Alice"), bob.save(paper, title="By Bob"))
        assert sorted(answers) == [200, 409]
        assert column_of(landed, paper, "title") == [paper.title] == [["By Alice", "By Bob"][answers.index(200)]]


def test_two_saves_of_different_fields_both_land(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        answers, landed = at_once(app, alice.save(paper, title="By Alice"), bob.save(paper, authors="Bob"))
        assert (answers, len(landed)) == ([200, 200], 2)
        assert (paper.title, paper.authors) == ("By Alice", "Bob")


def test_of_a_save_and_a_removal_one_lands(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        paper_id = paper.id
        answers, landed = at_once(app, alice.save(paper, title="By Alice"), bob.remove("paper", paper))
        assert sorted(answers) == [200, 409]
        assert [revision.verb for revision in landed] == [["save", "remove"][answers.index(200)]]
        there = db.session.get(Paper, paper_id)
        assert (there.title if there else "gone") == ["By Alice", "gone"][answers.index(200)]


def test_moves_all_land_and_the_last_one_stands(app: Flask, people: Two) -> None:
    alice, _ = people
    for n in ROUNDS[:5]:
        first, second, third = [made(title=f"Title {n}") for _ in range(3)]
        made(title="Between")
        fourth = made(title="The last")
        deeds = [alice.move(one, below=fourth) for one in (first, second, third)]
        answers, landed = at_once(app, *deeds)
        assert (answers, len(landed)) == ([200] * 3, 3)
        in_order = EDITABLE["paper"].siblings(first.section)
        assert [paper.position for paper in in_order] == list(range(len(in_order)))
        place = in_order.index(fourth)
        assert [paper.number for paper in in_order[place + 1 :]] == [revision.number for revision in reversed(landed)]


def test_a_save_and_a_move_of_one_row_both_land(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper, other = made(title=f"Title {n}"), made(title="Another")
        answers, landed = at_once(app, alice.save(paper, title="By Alice"), bob.move(paper, below=other))
        assert (answers, len(landed)) == ([200, 200], 2)
        assert (paper.title, paper.position - other.position) == ("By Alice", 1)


def test_a_row_that_is_removed_while_it_is_moved_is_gone(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper, other = made(title=f"Title {n}"), made(title="Another")
        paper_id = paper.id
        (moved, removed), landed = at_once(app, alice.move(paper, below=other), bob.remove("paper", paper))
        assert (removed, moved in (200, 404)) == (200, True)
        assert [revision.verb for revision in landed] == ["move"] * (moved == 200) + ["remove"]
        assert db.session.get(Paper, paper_id) is None


def test_of_an_undo_and_a_save_of_one_field_one_lands(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        alice.save(paper, title="By Alice")()
        answers, landed = at_once(app, alice.post("undo"), bob.save(paper, title="By Bob"))
        assert sorted(answers) == [200, 409]
        assert column_of(landed, paper, "title") == [paper.title] == [[f"Title {n}", "By Bob"][answers.index(200)]]


def test_an_undo_and_a_save_of_different_fields_both_land(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        alice.save(paper, title="By Alice")()
        answers, landed = at_once(app, alice.post("undo"), bob.save(paper, authors="Bob"))
        assert (answers, len(landed)) == ([200, 200], 2)
        assert (paper.title, paper.authors) == (f"Title {n}", "Bob")


def test_what_two_windows_take_back_at_once_is_taken_back_once(app: Flask, people: Two) -> None:
    alice, _ = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}")
        alice.save(paper, title="By Alice")()
        answers, landed = at_once(app, alice.post("undo"), alice.post("undo"))
        assert sorted(answers) in ([200, 200], [200, 409])  # the slower one finds nothing more to take back
        assert column_of(landed, paper, "title") == [paper.title] == [f"Title {n}"]


def test_a_new_row_that_is_sent_twice_at_once_is_added_once(app: Flask, people: Two) -> None:
    alice, _ = people
    section = made(title="A paper").section.number
    for n in ROUNDS:
        add = alice.post("paper/new", section=section, title=f"Title {n}", once=f"token-{n}")
        answers, landed = at_once(app, add, add, add)
        assert (answers, [revision.verb for revision in landed]) == ([200] * 3, ["add"])
        assert db.session.query(Paper).filter_by(title=f"Title {n}").count() == 1


def test_a_section_that_is_removed_while_a_row_in_it_is_saved_takes_the_row_along(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        added = alice.post("plain/section/new", heading=f"Section {n}", kind="paper")()
        assert added.status_code == 303
        section = db.session.scalars(select(Section).order_by(Section.id.desc()).limit(1)).one()
        paper = made("paper", section, title=f"Title {n}")
        key, section_id = f"paper-{paper.number}", section.id
        (saved, removed), landed = at_once(app, alice.save(paper, title="By Alice"), bob.remove("section", section))
        assert (removed, saved in (200, 409)) == (200, True)
        assert [revision.verb for revision in landed] == ["save"] * (saved == 200) + ["remove"]
        assert landed[-1].before[key]["title"] == ("By Alice" if saved == 200 else f"Title {n}")
        assert db.session.get(Section, section_id) is None


def test_a_paper_that_goes_while_an_award_names_it_leaves_its_title_there(app: Flask, people: Two) -> None:
    alice, bob = people
    for n in ROUNDS:
        paper = made(title=f"Title {n}", authors="An Author")
        award = made("award", name="Best paper", recipient="A Winner")
        name = alice.post(
            f"award/{award.number}", name="Best paper", recipient="", version=award.version, paper=paper.number
        )
        (named, removed), landed = at_once(app, name, bob.remove("paper", paper))
        assert (named in (200, 409, 422), removed in (200, 409)) == (True, True)
        assert len(landed) == (named == 200) + (removed == 200)
        assert award.shown_recipient == ("An Author" if named == 200 else "A Winner")


def test_an_import_over_an_edition_that_is_edited_loses_nothing_from_its_history(app: Flask, people: Two) -> None:
    alice, _ = people

    def bring_in() -> TestResponse:
        import_pages([SAMPLE], replace=True)
        return TestResponse([], "200", {}, None)  # type: ignore[arg-type]

    for n in ROUNDS:
        paper = db.session.scalars(select(Paper).order_by(Paper.id)).first()
        assert paper
        alice.save(paper, title=f"Title {n}")()  # or an import that comes first has nothing to change
        key = f"paper-{paper.number}"
        (saved, _), landed = at_once(app, alice.save(paper, title="By Alice"), bring_in)
        assert saved in (200, 404, 409)
        assert [revision.verb for revision in landed] == ["save"] * (saved == 200) + ["import"]
        assert (landed[-1].before[key]["title"] == "By Alice") == (saved == 200)
        assert db.session.query(Paper).filter_by(title="By Alice").count() == 0
