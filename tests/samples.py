"""One valid form per kind: what a person would type, as the browser sends it; and rows made of them."""

from pathlib import Path
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict

from faimi.accounts.permissions import Grant
from faimi.content import EDITABLE, KIND, KINDS, Edition, Section
from faimi.content.tracks import Track
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db

SAMPLES: dict[str, dict[str, str]] = {
    "text": {
        "body": "Some **bold** words.",
        "url": "https://example.org/text",
        "picture": "",
        "alt": "",
        "decorative": "",
    },
    "keynote": {
        "speaker": "A Speaker",
        "affiliation": "A University",
        "title": "A keynote's title",
        "abstract": "What it is *about*.",
        "bio": "Who they are.",
        "photo": "/assets/speaker.jpg",
        "crop": "25",
    },
    "slot": {
        "track": "EPIMI",
        "room": "Room 2",
        "start": "09:00",
        "end": "9.30",
        "follow": "",
        "kind": "talk",
        "speaker": "A Presenter",
        "title": "A talk's title",
        "recording": "https://example.org/recording",
        "paper": "",
        "keynote": "",
        "pinned": "",
    },
    "track": {"name": "A track", "room": "Room 3"},
    "paper": {
        "authors": "An Author, et al.",
        "title": "A paper's title",
        "url": "https://example.org/paper",
        "pdf": "https://example.org/paper.pdf",
        "code": "https://example.org/code",
        "keywords": "fairness, an *odd* one",
        "abstract": "What it is *about*.",
    },
    "award": {"name": "Best talk", "recipient": "A Winner", "affiliation": "A Place", "paper": "", "photo": ""},
    "date": {
        "label": "Deadline",
        "date": "2030-02-28",
        "time": "17:00",
        "zone": "Asia/Tokyo",
        "superseded": "2030-02-14, 2030-02-21",
    },
    "organizer": {
        "name": "An Organizer",
        "affiliation": "An Institute",
        "url": "https://example.org/organizer",
        "photo": "/assets/organizer.jpg",
        "crop": "25",
    },
    "sponsor": {"name": "A Sponsor", "level": "Gold", "url": "https://example.org/sponsor", "logo": "/assets/logo.png"},
    "notice": {
        "text": "Deadline extended",
        "url": "https://example.org/notice",
        "shown_from": "2020-01-01T09:00",
        "shown_until": "2099-12-31T23:59",
    },
    "section": {
        "heading": "A new section",
        "kind": "text",
        "intro": "What comes *below*.",
        "hidden": "",
        "appears_at": "",
    },
    "edition": {
        "title": "A new title",
        "tagline": "A tagline",
        "starts_on": "2030-03-01",
        "ends_on": "2030-03-02",
        "venue": "A venue",
        "attendance": "hybrid",
        "language": "fr",
        "timezone": "Europe/Copenhagen",
        "accent": "moss",
        "picture": "/assets/skyline.jpg",
        "alt": "The city by night",
        "crop": "25",
        "state": "past",
        "appears_at": "",
    },
}


def page_without(row: Any, folder: Path) -> Path:
    """The bundled page without the paragraph that says a paper of it."""
    text, file = SAMPLE.read_text(encoding="utf-8"), folder / f"{row.edition.slug}.md"
    kept = [part for part in text.split("\n\n") if row.title not in part or part.startswith("|")]
    assert len(kept) < len(text.split("\n\n"))
    file.write_text("\n\n".join(kept), encoding="utf-8")
    return file


def row_from(name: str) -> Any:
    """A row of a kind, in no session, that holds what its sample says."""
    kind = KIND[name]
    with current_app.test_request_context(method="POST"):
        row = kind.model()
        kind.form(MultiDict(SAMPLES[name])).populate_obj(row)
    return row


def track_of(edition: Edition, name: str) -> Track:
    """The track of an edition that has this name; where there is none, it is made in the edition's first schedule."""
    track = db.session.query(Track).filter_by(edition_id=edition.id, name=name).first()
    if track is None:
        section = db.session.query(Section).filter_by(edition_id=edition.id, kind="slot").first()
        place = {"edition_id": edition.id, "position": 99, "heading": "Slots", "anchor": "slots"}
        track = Track(section=section or Section(kind="slot", **place), name=name, position=99)
        db.session.add(track)
        db.session.commit()
    return track


def right_on(edition: Edition, name: str, **account: Any) -> Grant:
    """The right on a track of an edition, for an account."""
    return Grant(edition_id=edition.id, track_number=track_of(edition, name).number, **account)


def section_of(name: str) -> Section:
    """The first section of a kind; where there is none, one is added, with a row that says something else."""
    found = db.session.query(Section).filter_by(kind=name).order_by(Section.id).first()
    if found is None:
        edition = db.session.query(Edition).order_by(Edition.id).first()
        assert edition
        place = len(edition.sections)
        found = Section(edition=edition, position=place, kind=name, heading=name, anchor=f"{name}s-{place}")
        row, kind = row_from(name), KIND[name]
        given = {*kind.links, *kind.pictures, *kind.choices}
        for column in [c.key for c in row.__table__.columns if c.type.python_type is str and c.key not in given]:
            setattr(row, column, getattr(row, column) and f"Before {column}")
        row.section, row.position = found, 0
        db.session.add(row)
        edition.version += 1
        db.session.commit()
    return found


def first(name: str) -> Any:
    """The first row of a kind; where the edition has none, one is made."""
    if name in KIND:
        section_of(name)
    return db.session.query(EDITABLE[name].model).order_by(EDITABLE[name].model.id).first()


def no_clock(name: str) -> dict[str, str]:
    """What a form of a kind says where no hour is known: a person says where the row stands."""
    return dict.fromkeys(EDITABLE[name].clock, "")


def without_clock() -> None:
    """Takes their hours from all rows that have some: a person says where each stands."""
    for kind in KINDS:
        for row in db.session.query(kind.model) if kind.clock else ():
            for column in kind.clock:
                setattr(row, column, None)
    db.session.commit()
