"""Puts what a draft holds into an edition: rows that are there already, or were, are changed and keep their names."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import Any

from sqlalchemy import Boolean, and_, bindparam, inspect, or_, update

from faimi import history
from faimi.content import EDITABLE, KIND, LINK_COLUMNS, Edition, Kind, OldAddress, Section, rows_in
from faimi.content.fields import LINK
from faimi.content.numbers import last_number
from faimi.content.reference import Reference
from faimi.content.reserved import anchor, is_anchor
from faimi.exchange.draft import Draft
from faimi.exchange.parts import make_named_parts
from faimi.exchange.row_matching import match_rows, name_in
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import Picture

VERSION_COLUMNS = ("sequence", "changed_at")  # of an event: written last, for the change itself counts them
SECTION_COLUMNS = ("kind", "heading", "anchor", "intro", "hidden", "appears_at", "number")


def fill_edition(edition: Edition, draft: Draft) -> Revision | None:
    """The revision that makes an edition what a draft holds; none where it is so already. The caller commits."""
    made: dict[int, Any] = {}
    make_named_parts(draft)
    change = history.replace_content(edition, lambda edition, write: _fill(edition, draft, made, write), commit=False)
    new = change.after.keys() - change.before.keys() if change else set()
    for part in draft.sections:
        told = [(made[id(item)], item) for item in part.items if item.get("sequence")]
        if told:
            _take_versions(KIND[part.kind].model.__table__, told, new)
    for values, key in draft.renamed:
        if (row := made.get(id(values))) is not None and row.key != key:
            draft.report.unsure(f"“{name_in(values)}” is {row.key} here: {key} was the name of another row.")
    return change


def _take_versions(table: Any, told: list[tuple[Any, dict[str, Any]]], new: Collection[str]) -> None:
    """Writes the versions that a file tells of events: to those that are new here, and where the file's are later."""
    columns: dict[str, Any] = {name: bindparam(name) for name in VERSION_COLUMNS}
    counted, moment = columns.values()
    earlier = or_(table.c.sequence < counted, and_(table.c.sequence == counted, table.c.changed_at < moment))
    concerned = or_(bindparam("new", type_=Boolean), earlier)
    written = [
        {"row": row.id, "new": row.key in new and row.version == 1} | {name: item.get(name) for name in columns}
        for row, item in told
    ]
    db.session.execute(update(table).where(table.c.id == bindparam("row"), concerned).values(columns), written)


def _fill(edition: Edition, draft: Draft, made: dict[int, Any], write: Callable[[], None]) -> set[Any]:
    """Makes or changes the rows of a draft, and gives them; those that name another row are tied to it last."""
    there = match_rows(edition, draft)
    for kind, number in (draft.identity.last_numbers if draft.identity else {}).items():
        last = last_number(edition, kind)
        last.number = max(last.number, number)
    for name, value in draft.header.items():
        setattr(edition, name, value)
    db.session.add_all(picture for picture in draft.pictures if db.session.get(Picture, picture.id) is None)
    for path in dict.fromkeys(draft.addresses):
        old = db.session.get(OldAddress, path)
        if old is None:
            db.session.add(OldAddress(path=path, edition=edition))
        elif old.edition is not edition:
            draft.report.unsure(f"/{path} already leads to {old.edition.slug}, and still does.")
    staying = [one for one in _left_out(edition, draft) if one not in there.values()]
    _keep_ties(draft, there, staying, made)
    sections = _fill_sections(edition, draft, there, staying, write)
    for section, part in zip(sections, draft.sections, strict=True):
        left = {*VERSION_COLUMNS, *(to.kind for to in _ties_of(KIND[part.kind]))}
        for kind, rows in part.rows.items():
            for place, values in enumerate(rows):
                own = {name: value for name, value in values.items() if name not in left}
                own = {"section": section, **_without_bad_links(own, draft)}
                made[id(values)] = _made(there.get(id(values)) or EDITABLE[kind].model(position=place), own)
            _put_in_order(EDITABLE[kind], [made[id(values)] for values in rows])
    for part in draft.sections:
        for item in part.items:
            ties = _ties_of(KIND[part.kind])
            _made(made[id(item)], {to.kind: made[id(item[to.kind])] if item.get(to.kind) else None for to in ties})
    hidden = [row for section in staying for row in rows_in(section)]
    return {*sections, *made.values(), *staying, *hidden}


def _ties_of(kind: Kind) -> list[Reference]:
    """What a draft's rows of a kind name as rows of the draft, not by what those are called."""
    return [to for to in kind.references if not to.is_by_name]


def _put_in_order(kind: Kind, rows: Sequence[Any]) -> None:
    """Has a section's rows stand in this order; where they do, their places stay, which are no part of a file."""
    by_place = sorted(rows, key=attrgetter("position"))
    if len({row.position for row in rows}) < len(rows) or kind.in_order(by_place) != rows:
        for place, row in enumerate(rows):
            row.position = place


def _left_out(edition: Edition, draft: Draft) -> list[Section]:
    """The sections that a file of this edition does not hold because they are hidden: they stay as they are."""
    if not (draft.omits_hidden and draft.is_of(edition)):
        return []
    return [section for section in EDITABLE["section"].siblings(edition) if not section.is_public]


def _keep_ties(draft: Draft, there: Mapping[int, Any], staying: Collection[Section], made: dict[int, Any]) -> None:
    """Lets a row that still says the words of a hidden one, which the file leaves out, go on naming it."""
    for part in draft.sections if staying else ():
        for item in part.items:
            row = there.get(id(item))
            for to in _ties_of(KIND[part.kind]) if row else ():
                other = getattr(row, to.kind)
                if other is None or other.section not in staying:
                    continue
                if all(item[own] == getattr(row, f"shown_{own}") for own in to.words):
                    item |= {own: getattr(row, own) for own in to.words} | {to.kind: other}
                    made[id(other)] = other


def _fill_sections(
    edition: Edition, draft: Draft, there: Mapping[int, Any], staying: Collection[Section], write: Callable[[], None]
) -> list[Section]:
    """The sections of a draft; those that are there leave their anchors to others first."""
    kept = [part.anchor for part in draft.sections if is_anchor(part.anchor)]
    taken = {*kept, *(section.anchor for section in staying)}
    for part in draft.sections:
        if part.anchor not in kept:
            known = [getattr(there.get(id(part)), "anchor", "")]  # by which people may link to it
            known += [part.former_anchor] if is_anchor(part.former_anchor) else []
            free = (one for one in known if one and one not in taken)
            part.anchor = next(free, "") or anchor(part.source_heading or part.heading, taken)
            taken.add(part.anchor)
    wanted = {id(section): part.anchor for part in draft.sections if (section := there.get(id(part)))}
    wanted |= {id(section): section.anchor for section in staying if section.anchor not in kept}
    history.free_anchors(one for one in EDITABLE["section"].siblings(edition) if wanted.get(id(one)) != one.anchor)
    write()
    sections, occupied = [], {section.position for section in staying}
    places = (place for place in count() if place not in occupied)
    for place, part in zip(places, draft.sections, strict=False):
        own = {name: getattr(part, name) for name in SECTION_COLUMNS}
        section = there.get(id(part)) or Section()
        sections.append(_made(section, own | {"edition_id": edition.id, "position": place}))
    write()
    return sections


def _made(row: Any, values: Mapping[str, Any]) -> Any:
    """The row with these values; one that is there keeps its number, and what calendars were told of it."""
    told = {"number", *getattr(row, "given_out", ())}
    for name, value in values.items():
        if name in told and (value is None or not inspect(row).transient):
            continue
        if getattr(row, name) is not value:  # to tie a row again to what it names counts as a change
            setattr(row, name, value)
    db.session.add(row)
    return row


def _without_bad_links(values: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Leaves out what the form of the row would not take as a link, such as javascript:."""
    bad = [name for name in LINK_COLUMNS if values.get(name) and not LINK.fullmatch(values[name])]
    for name in bad:
        draft.report.unsure(f"An unsafe link was left out: {values[name][:60]}")
    return {**values, **dict.fromkeys(bad, "")}
