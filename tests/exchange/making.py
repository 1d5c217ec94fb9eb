"""Editions and rows as tests need them, the strange ones included."""

from typing import Any

from faimi.content import Edition, Section
from faimi.extensions import db

STRANGE = 'Größe & <b>"bias"</b>, 5% {of} \\it; 東京 $x_1$ #1 ~^'


def make(**values: Any) -> Edition:
    """Makes an edition without any content."""
    edition = Edition(**{"slug": "2031", "title": "A workshop"} | values)
    db.session.add(edition)
    db.session.commit()
    return edition


def put(edition: Edition, kind: str, *rows: Any) -> None:
    """Puts rows in a new section at the end of an edition."""
    place = len(edition.sections)
    section = Section(edition=edition, kind=kind, heading=kind, anchor=f"{kind}s-{place}", position=place)
    for position, row in enumerate(rows):
        row.section, row.position = section, position
        db.session.add(row)
    edition.version += 1
    db.session.commit()
