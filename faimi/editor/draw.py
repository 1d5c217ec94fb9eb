"""Draws the answers: the page's own partials with their controls, and the forms that take their place."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, abort, make_response, render_template, request

from faimi import history
from faimi.content import KIND, Edition, Item, Kind, Section, load_edition
from faimi.content.base import ItemForm, plain, row_version
from faimi.content.fields import Mark, ReferenceField
from faimi.extensions import db


def make_form(kind: Kind, parent: Any, row: Any = None) -> ItemForm:
    """Makes the form of a row, or of a new one on `parent`, filled from what was posted if anything was."""
    form = kind.form(request.form if request.method == "POST" else None, obj=row)
    form.offer(parent.edition, row)
    if row is not None and not form.is_submitted():
        form.version.data = str(row_version(row))
    if row is None and not form.is_submitted() and (above := kind.siblings(parent)):
        form.follow(above[-1])
    return form


def form(kind: Kind, form: ItemForm, parent: Any, row: Any = None, status: int = 200, **more: Any) -> Response:
    """The form in its row's place. `more` may hold a `note`, and `theirs`: fields as they stand now."""
    html = render_template("editor/_form.html", kind=kind, form=form, parent=parent, row=row, **more)
    return make_response(html, status)


def row(kind: Kind, row: Any, **more: Any) -> str:
    """The row as the page shows it."""
    section = row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition}
    return render_template(kind.partial, kind=kind, editing=True, **shown, **more)


def saved(said: str, row_html: str, others: Sequence[Item | Edition], place: str = "") -> Response:
    """The changed row, and what else shows something of it."""
    return say(make_response(row_html + partials(others)), said, place)


def partials(others: Sequence[Item | Edition]) -> str:
    """Other items, each for its own place; or, for an edition, its table of contents."""
    html = []
    for other in dict.fromkeys(others):
        if isinstance(other, Item):
            kind = KIND[other.section.kind]
            target, fragment = place_of(kind, other), row(kind, other)
        else:
            target, fragment = "contents", render_template("_contents.html", edition=other)
        html.append(f'<hx-partial hx-target="#{target}" hx-swap="outerMorph">{fragment}</hx-partial>')
    return "".join(html)


def siblings(kind: Kind, parent: Any, said: str, place: str = "", others: Sequence[Item | Edition] = ()) -> Response:
    """All rows of one parent in their order: a section's items and what shows something of them, or all sections."""
    if isinstance(parent, Section):
        shown = {"section": parent, "edition": parent.edition, "items": kind.siblings(parent)}
        html = render_template("_items.html", kind=kind, editing=True, **shown)
        html += partials(others)
        target = f"#section-{parent.id}-items"
    else:
        db.session.expire_all()
        loaded = load_edition(parent.slug)
        assert loaded is not None
        html = render_template("_body.html", edition=parent, items_of=loaded[1], editing=True)
        target = "#body"
    response = say(make_response(html), said, place)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, "outerMorph"
    return response


def conflict(kind: Kind, typed: ItemForm, row: Any) -> Response:
    """The form with what was typed and, beside each such field that differs, what stands there now."""
    fresh = kind.form(formdata=None, obj=row)
    fresh.offer(row.edition, row)
    before = history.as_it_was(kind, row, typed.version.data or "")
    theirs = {}
    for field in typed.inputs:
        now, column = fresh[field.name], f"{field.name}_id" if isinstance(field, ReferenceField) else field.name
        if isinstance(field, Mark):
            continue
        if plain(field.data) == before.get(column):  # not touched by this person: the other's change stands
            field.data, field.raw_data = now.data, None
        elif field.data != now.data:
            theirs[field.name] = now
    typed.version.data = str(row_version(row))
    note = "Someone else saved this meanwhile. Compare, then save."
    return form(kind, typed, getattr(row, kind.parent), row, 409, theirs=theirs, note=note)


def removed_meanwhile(kind: Kind, edition: Edition, row_id: int) -> Response:
    """The typed text as a new row's form, for a row that someone else removed; 404 if there never was one."""
    before = history.last_seen(kind, row_id, edition) or abort(404)
    there = (section for section in edition.sections if section.id == before.get("section_id"))
    parent = edition if kind.parent == "edition" else next(there, None)
    if parent is None:
        return homeless(kind, f"{kind.name}-{row_id}")
    note = "Someone else removed this meanwhile. Add puts it back, at the end."
    return form(kind, make_form(kind, parent), parent, None, 409, note=note, over=row_id)


def homeless(kind: Kind, place: str) -> Response:
    """What was typed for a section that someone else removed, to be copied."""
    fields = [(field.label.text, field.data) for field in kind.form(request.form).inputs if field.data]
    return make_response(render_template("editor/_homeless.html", kind=kind, fields=fields, place=place), 409)


def changed_meanwhile(kind: Kind, row_now: Any) -> Response:
    """The row as it stands now, with the word that it is not what the person meant to remove."""
    notice = "Not removed: someone else changed this meanwhile. Look again, then decide."
    response = say(make_response(row(kind, row_now, notice=notice), 409), notice)
    response.headers["HX-Retarget"] = f"#{place_of(kind, row_now)}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def place_of(kind: Kind, row: Any) -> str:
    """Gives a row's DOM id."""
    return f"{kind.name}-{row.id}"


def say(response: Response, said: str, place: str = "") -> Response:
    """Has the page tell the person, and a screen reader, what happened, and where: a DOM id."""
    response.headers["HX-Trigger"] = json.dumps({"said": {"value": said, "place": place}})
    return response
