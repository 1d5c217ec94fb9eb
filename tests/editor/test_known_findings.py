"""After a change only what it touched is looked at again, and what is found is what a whole look would find."""

from random import Random
from typing import Any

import pytest
from flask import Flask

from faimi import history
from faimi.content import KIND, ROW_KINDS, Edition
from faimi.content.page import load_page
from faimi.editor import known_findings
from faimi.editor.known_findings import find_findings
from faimi.extensions import db

WORDS = [
    "Slicing Through Bias",
    "TBA",
    "[here](#nowhere)",
    "Dr. Mercy Asiedu",
    "A talk in 2019",
    "",
    "http://example.org/",
]


def found(edition: Edition, since: int = 0) -> list[tuple[str, ...]]:
    page = load_page(edition.slug)
    assert page
    return [(one.check, one.key, one.field, one.words) for one in find_findings(page, since).findings]


def change(edition: Edition, random: Random) -> None:
    """Writes other words to a text of a row, removes one, moves one, or takes the last change back."""
    kind = random.choice([kind for kind in ROW_KINDS if kind.name != "notice"])
    rows = db.session.query(kind.model).filter_by(edition_id=edition.id).all()
    if not rows:
        return
    row: Any = random.choice(rows)
    what = random.randrange(8)
    if what == 0:
        history.remove(row, str(row.version), None)
    elif what == 1:
        history.move(kind, row, 1, None)
    elif kind.references and what < 4:
        to = random.choice(kind.references)
        others = (
            db.session.query(KIND[to.kind].model if to.kind in KIND else type(row))
            .filter_by(edition_id=edition.id)
            .all()
        )
        if to.kind in KIND and others:
            history.set_values(
                row, {to.column: random.choice([None, random.choice(others).id])}, str(row.version), None
            )
    else:
        texts = [column.key for column in kind.model.__table__.columns if column.type.python_type is str]
        texts = [name for name in texts if hasattr(kind.form, name) and name not in kind.choices]
        other = getattr(random.choice(rows), name := random.choice(texts))
        history.set_values(
            row, {name: random.choice([other, random.choice(WORDS), other.upper()]) or "x"}, str(row.version), None
        )


@pytest.mark.parametrize("seed", range(6))
def test_a_look_at_what_changed_finds_what_a_whole_look_finds(
    app: Flask, edition: Edition, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_findings, "FEW_ROWS", 12)  # of which papers and the schedule have more
    random = Random(seed)  # noqa: S311  # of no secret
    since = edition.version
    found(edition)
    for _ in range(15):
        change(edition, random)
        db.session.expire_all()
        again = found(edition, since)
        known_findings._known.clear()
        assert {*again} == {*found(edition)}
        since = edition.version
