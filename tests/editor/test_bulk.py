"""Many rows at once: the same words in them, gone, or moved, each time as one change."""

from time import process_time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts.models import Account
from faimi.content import KIND, Edition
from faimi.content.base import row_version, snapshot
from faimi.extensions import db
from faimi.history import Revision
from tests.editor.test_tables import columns_of, number_of_changes, rows_of
from tests.samples import SAMPLES, right_on, section_of, without_clock


def post(client: FlaskClient, name: str, verb: str, **sent: Any) -> TestResponse:
    """The answer to something that is done to rows of a kind."""
    return client.post(f"/2024-miccai/edit/{name}/{verb}", data=sent)


def seen(*rows: Any) -> list[str]:
    """What stands for rows as they are."""
    return [f"{row.number} {row_version(row)}" for row in rows]


def newest() -> Revision:
    """The last change."""
    return db.session.query(Revision).order_by(Revision.id.desc()).first() or pytest.fail("Nothing was changed.")


def cells(*rows: Any, **values: str) -> dict[str, list[str]]:
    """What stands for values of fields in rows as they are."""
    sent = [(f"{row.key} {row_version(row)} {field}", value) for row in rows for field, value in values.items()]
    return {"cell": [cell for cell, _ in sent], "value": [value for _, value in sent]}


def like(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what counts their versions."""
    return [row | {"version": 0} for row in rows]


@pytest.mark.parametrize("name", KIND)
def test_a_value_is_filled_into_rows_of_each_kind_and_emptied_as_one_change(
    name: str, edition: Edition, alice: FlaskClient
) -> None:
    history.add_many(KIND[name], section_of(name), [columns_of(name), columns_of(name)], None)
    field = next(iter(KIND[name].links), "affiliation" if name in ("award", "keynote") else "superseded")
    value = {"affiliation": "Another Place", "superseded": "2020-01-01"}.get(field, "https://example.org/filled")
    before, changes = [snapshot(row) for row in rows_of(name)], number_of_changes()
    over = [row.number for row in rows_of(name) if getattr(row, field)][-2:]

    def rows() -> list[Any]:
        return [row for row in rows_of(name) if row.number in over]

    for sent, wanted in (
        (value, [value] if field == "superseded" else value),
        ("", [] if field == "superseded" else ""),
    ):
        answer = post(alice, name, "cells", **cells(*rows(), **{field: sent}))
        assert answer.status_code == 200
        assert f"2 {KIND[name].noun}s changed." in answer.headers["HX-Trigger"]
        wanted = list(filter(None, [sent])) if field == "superseded" else sent
        assert [getattr(row, field) for row in rows()] == [wanted] * 2
    assert number_of_changes() == changes + 2
    for _ in range(2):
        assert alice.post("/2024-miccai/edit/undo").status_code == 200
    assert like([snapshot(row) for row in rows_of(name)]) == like(before)


@pytest.mark.parametrize("name", KIND)
def test_rows_of_each_kind_go_and_move_together_as_one_change(name: str, edition: Edition, alice: FlaskClient) -> None:
    history.add_many(KIND[name], section_of(name), [columns_of(name) for _ in range(3)], None)
    for row in rows_of(name):
        for column in (*KIND[name].due, *KIND[name].clock):  # without a date or an hour a person says where it stands
            setattr(row, column, None)
    db.session.commit()
    before = [snapshot(row) for row in rows_of(name)]
    numbers, changes = [row.number for row in rows_of(name)], number_of_changes()
    moved = [numbers[-1], numbers[-3]]
    assert post(alice, name, "rows/move", rows=moved, before=numbers[0]).status_code == 200
    rest = [number for number in numbers if number not in moved]
    assert [row.number for row in rows_of(name)] == [numbers[-3], numbers[-1], *rest]
    gone = rows_of(name)[:2]
    assert post(alice, name, "rows/remove", rows=seen(*gone)).status_code == 200
    assert [row.number for row in rows_of(name)] == rest
    assert number_of_changes() == changes + 2
    assert history.describe(newest()) == f"2 {KIND[name].noun}s removed"
    for _ in range(2):
        assert alice.post("/2024-miccai/edit/undo").status_code == 200
    assert like([snapshot(row) for row in rows_of(name)]) == like(before)


def test_rows_move_below_another_or_to_the_end_and_stay_where_they_are(edition: Edition, alice: FlaskClient) -> None:
    numbers, changes = [row.number for row in rows_of("paper")], number_of_changes()
    for to in ({"after": numbers[3]}, {"before": numbers[4]}, {"after": numbers[2]}):
        answer = post(alice, "paper", "rows/move", rows=numbers[2:4], **to)
        assert "They are already there." in answer.headers["HX-Trigger"]
    assert number_of_changes() == changes
    post(alice, "paper", "rows/move", rows=numbers[:2], after=numbers[3])
    assert [row.number for row in rows_of("paper")][:5] == [*numbers[2:4], *numbers[:2], numbers[4]]
    answer = post(alice, "paper", "rows/move", rows=numbers[:2], to="end")
    assert "Moved 2 papers." in answer.headers["HX-Trigger"]
    titles = ", ".join(row.title for row in rows_of("paper")[-2:])
    assert history.describe(newest()).startswith(f"2 papers moved: {titles[:60]}")
    assert [row.number for row in rows_of("paper")][-2:] == numbers[:2]


def test_history_tells_of_a_move_which_rows_came_to_stand_elsewhere(edition: Edition, alice: FlaskClient) -> None:
    numbers = [row.number for row in rows_of("paper")]
    titles = {row.number: row.title[:20] for row in rows_of("paper")}
    for row in rows_of("paper"):
        row.title = titles[row.number]
    db.session.commit()
    for moved, to, told in (
        ([numbers[0], numbers[2]], {"before": numbers[4]}, [numbers[0], numbers[2]]),
        ([numbers[1], numbers[5]], {"before": numbers[3]}, [numbers[5]]),
        ([numbers[3]], {"to": "end"}, [numbers[3]]),
    ):
        post(alice, "paper", "rows/move", rows=moved, **to)
        names = ", ".join(titles[number] for number in told)
        assert history.describe(newest()) == (f"2 papers moved: {names}" if len(told) > 1 else f"Paper moved: {names}")


def test_a_move_of_many_rows_is_told_of_at_once() -> None:
    many = 1000
    was: dict[str, dict[str, Any]] = {f"paper-{one}": {"position": one, "title": "A"} for one in range(many)}
    became = {key: row | {"position": (row["position"] + many // 2) % many} for key, row in was.items()}
    move = Revision(verb="move", kind="paper", number=many // 2, before=was, after=became)
    since = process_time()
    assert history.describe(move).startswith("500 papers moved: A, A")
    assert process_time() - since < 1


def test_several_fields_are_filled_each_with_its_own_value(edition: Edition, alice: FlaskClient) -> None:
    chosen = rows_of("organizer")[:3]
    sent = {"affiliation": "A Place", "url": "https://example.org/"}
    post(alice, "organizer", "cells", **cells(*chosen, **sent))
    assert [(row.affiliation, row.url) for row in rows_of("organizer")[:3]] == [("A Place", "https://example.org/")] * 3
    assert (
        "They say so already."
        in post(alice, "organizer", "cells", **cells(*rows_of("organizer")[:3], **sent)).headers["HX-Trigger"]
    )


def test_each_cell_has_its_own_value_also_in_rows_of_other_kinds_as_one_change(
    edition: Edition, alice: FlaskClient
) -> None:
    slots, paper, changes = rows_of("slot")[:2], rows_of("paper")[0], number_of_changes()
    before = [snapshot(row) for row in (*slots, paper)]
    told = [cells(slots[0], track="One", speaker="First"), cells(slots[1], track="Two"), cells(paper, title="Third")]
    answer = post(alice, "slot", "cells", **{name: [one for some in told for one in some[name]] for name in told[0]})
    assert "2 schedule rows changed, 1 paper changed, 2 tracks added." in answer.headers["HX-Trigger"]
    assert f'hx-target="#{paper.key}"' in answer.text
    slots, paper = rows_of("slot")[:2], rows_of("paper")[0]
    assert [slots[0].track, slots[0].speaker, slots[1].track, paper.title] == ["One", "First", "Two", "Third"]
    assert number_of_changes() == changes + 1
    assert alice.post("/2024-miccai/edit/undo").status_code == 200
    assert like([snapshot(row) for row in (*rows_of("slot")[:2], rows_of("paper")[0])]) == like(before)


def test_what_a_form_refuses_changes_no_row(edition: Edition, alice: FlaskClient) -> None:
    papers, changes = rows_of("paper")[:2], number_of_changes()
    answer = post(alice, "paper", "cells", **cells(*papers, url="https://example.org/", title=""))
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert "A paper has a title." in answer.headers["HX-Trigger"]
    assert number_of_changes() == changes


@pytest.mark.parametrize(("field", "status"), [("affiliation", 200), ("name", 409)])
def test_another_field_that_changed_meanwhile_stays_and_the_same_one_is_asked_about(
    edition: Edition, alice: FlaskClient, bob: FlaskClient, field: str, status: int
) -> None:
    sent = cells(*rows_of("organizer")[:2], **{field: "New"})
    affiliations = [row.affiliation for row in rows_of("organizer")[:2]]
    number = rows_of("organizer")[0].number
    theirs = {"name": "Bob's name", "affiliation": affiliations[0], "url": "", "version": "1"}
    assert bob.post(f"/2024-miccai/edit/organizer/{number}", data=theirs).status_code == 200
    answer = post(alice, "organizer", "cells", **sent)
    assert answer.status_code == status
    rows = rows_of("organizer")[:2]
    assert rows[0].name == "Bob's name"
    if status == 409:
        assert "Bob changed this meanwhile" in answer.headers["HX-Trigger"]
        assert f'hx-target="#organizer-{number}"' in answer.text
        assert [row.affiliation for row in rows] == affiliations
    else:
        assert [row.affiliation for row in rows] == ["New", "New"]


@pytest.mark.parametrize("verb", ["cells", "rows/remove", "rows/move"])
def test_nothing_is_done_where_one_row_is_gone(
    edition: Edition, alice: FlaskClient, bob: FlaskClient, verb: str
) -> None:
    papers = rows_of("paper")
    sent = {"rows": seen(*papers[:3]), "after": papers[-1].number, **cells(*papers[:3], url="")}
    gone = papers[1].number
    bob.post(f"/2024-miccai/edit/paper/{gone}/remove", data={"version": "1"})
    before, changes = [snapshot(row) for row in rows_of("paper")], number_of_changes()
    answer = post(alice, "paper", verb, **sent)
    assert (answer.status_code, "nothing was done" in answer.headers["HX-Trigger"]) == (409, True)
    assert [snapshot(row) for row in rows_of("paper")] == before
    assert number_of_changes() == changes


def test_rows_that_changed_since_they_were_seen_are_not_removed(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    chosen = rows_of("organizer")[:2]
    sent, numbers = seen(*chosen), [row.number for row in rows_of("organizer")]
    bob.post(f"/2024-miccai/edit/organizer/{numbers[1]}", data=SAMPLES["organizer"] | {"version": "1"})
    answer = post(alice, "organizer", "rows/remove", rows=sent)
    assert (answer.status_code, f'hx-target="#organizer-{numbers[1]}"' in answer.text) == (409, True)
    assert [row.number for row in rows_of("organizer")] == numbers


def test_what_is_sent_twice_is_done_once(edition: Edition, alice: FlaskClient) -> None:
    changes = number_of_changes()
    for verb in ("cells", "rows/remove"):
        chosen = rows_of("paper")[:2]
        sent = {"rows": seen(*chosen), "once": f"token-{verb[:5]}".replace("/", "-"), **cells(*chosen, url="/there")}
        for _ in range(2):
            assert post(alice, "paper", verb, **sent).status_code == 200
    assert number_of_changes() == changes + 2


@pytest.mark.parametrize("verb", ["cells", "rows/remove", "rows/move"])
@pytest.mark.parametrize("rows", [[], ["x"], ["1 1", "99999999999 1"], ["-1"]])
def test_rows_that_are_none_are_refused(edition: Edition, alice: FlaskClient, verb: str, rows: list[str]) -> None:
    sent = {"rows": rows, "cell": [f"paper-{row} url" for row in rows], "to": "end"}
    assert post(alice, "paper", verb, **sent).status_code == 400
    assert post(alice, "section", verb, rows=["1 1"], cell=["section-1 1 heading"], to="end").status_code == 404


@pytest.mark.parametrize(
    "cell",
    ["", "paper-1 1", "paper-1 1 url url", "paper-1  url", "1 1 url", "section-1 1 heading", "edition-1 1 title"],
)
def test_cells_that_are_none_are_refused(edition: Edition, alice: FlaskClient, cell: str) -> None:
    before = number_of_changes()
    assert post(alice, "paper", "cells", cell=[cell], value="New").status_code == 400
    assert number_of_changes() == before


def test_a_row_that_comes_with_two_versions_is_refused(edition: Edition, alice: FlaskClient) -> None:
    before, row = number_of_changes(), rows_of("paper")[0]
    sent = [f"{row.key} {version} {field}" for version, field in ((0, "url"), (1, "title"))]
    assert post(alice, "paper", "cells", cell=sent, value="/there").status_code == 400
    assert number_of_changes() == before


@pytest.mark.parametrize("verb", ["cells", "rows/remove", "rows/move"])
def test_an_editor_of_a_track_does_nothing_to_rows_of_others(
    edition: Edition, app: Flask, bob: FlaskClient, verb: str
) -> None:
    bobs = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(right_on(edition, "Partner", account_id=bobs.id))
    for row in rows_of("slot"):
        row.track = "Partner" if row.position < 2 else "Main"
    without_clock()
    db.session.commit()
    mine, also_mine, other = rows_of("slot")[:3]

    def sent(*rows: Any) -> dict[str, Any]:
        return {"rows": seen(*rows), "before": mine.number, **cells(*rows, recording="/there")}

    changes = number_of_changes()
    assert post(bob, "slot", verb, **sent(mine, other)).status_code == 403
    answer = post(bob, "slot", "cells", **cells(mine, track="Main"))
    assert "You may only change the track Partner." in answer.headers["HX-Trigger"]
    assert number_of_changes() == changes
    assert post(bob, "slot", verb, **sent(also_mine)).status_code == 200
    assert number_of_changes() == changes + 1


def test_a_field_that_the_kind_does_not_have_is_refused(edition: Edition, alice: FlaskClient) -> None:
    sent = {"speaker": "Somebody", "authors": "Somebody"}
    before = number_of_changes()
    assert post(alice, "slot", "cells", **cells(*rows_of("slot")[:2], **sent)).status_code == 400
    assert number_of_changes() == before
