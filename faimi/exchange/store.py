"""Puts what a page holds into the database, as one change."""

import zlib
from pathlib import Path
from typing import Any

from sqlalchemy import select

from faimi import history
from faimi.content import KIND, Edition, Section
from faimi.content.edition import ACCENTS, anchor
from faimi.exchange.page import read_page
from faimi.exchange.page.draft import Draft, PageError
from faimi.extensions import db


def import_page(path: Path, replace: bool) -> str:
    """Imports a page, all of it or nothing, and gives the report as text.

    Raises PageError where it cannot be read, or its edition is there already and not to be replaced.
    """
    draft = read_page(path)
    edition = db.session.scalar(select(Edition).where(Edition.slug == draft.slug))
    if edition and not replace:
        raise PageError(f"there is an edition {draft.slug} already. To import over it: flask import --replace {path}")
    edition = edition or Edition(slug=draft.slug, accent=_accent(draft.slug))
    for name, value in draft.header.items():
        setattr(edition, name, value)
    history.bring_in(edition, lambda edition: _fill(edition, draft))
    return _told(draft, path)


def _accent(slug: str) -> str:
    """Gives an accent that an edition keeps, and its neighbours hardly share."""
    return list(ACCENTS)[zlib.crc32(slug.encode()) % len(ACCENTS)]


def _fill(edition: Edition, draft: Draft) -> None:
    """Makes the rows of a draft; those that name another row are made after it."""
    made: dict[int, Any] = {}
    taken: set[str] = set()
    later: list[tuple[Any, str, dict[str, Any]]] = []
    for position, part in enumerate(draft.sections):
        section = Section(edition=edition, position=position, kind=part.kind, heading=part.heading, intro=part.intro)
        section.anchor = anchor(part.source_heading or part.heading, taken)
        taken.add(section.anchor)
        for place, values in enumerate(part.items):
            own = {name: value for name, value in values.items() if not isinstance(value, dict)}
            row = KIND[part.kind].model(section=section, position=place, **own)
            made[id(values)] = row
            later += [(row, name, value) for name, value in values.items() if isinstance(value, dict)]
            db.session.add(row)
    for row, name, named in later:
        setattr(row, name, made[id(named)])


def _told(draft: Draft, path: Path) -> str:
    """Gives the report: what went where, then what to look at."""
    width = max((len(section.heading) for section in draft.sections), default=0)
    lines = [f"{path.name} is now the edition {draft.slug}: {draft.header['title']}"]
    for section in draft.sections:
        what = f"{len(section.items)} × {KIND[section.kind].noun}"
        tracks = dict.fromkeys(item["track"] for item in section.items if item.get("track"))
        lines.append(f"  {section.heading:<{width}}  {what}{' in ' + ', '.join(tracks) if tracks else ''}")
    if draft.report.doubts:
        lines.append(f"Please look at {len(draft.report.doubts)} of these yourself:")
        lines += [f"  - {doubt}" for doubt in draft.report.doubts]
    return "\n".join(lines)
