"""Draws the answers: the page's own partials with their controls, and the forms that take their place."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, make_response, render_template, request

from faimi import history
from faimi.accounts import permissions
from faimi.content import EDITION, KIND, Edition, Item, Kind, Section, load_edition
from faimi.content.base import row_version
from faimi.content.forms import ItemForm, new_token
from faimi.editor import meanwhile
from faimi.editor.lookup import get_above
from faimi.editor.merge import undecided
from faimi.extensions import db
from faimi.history.revisions import KIND_NAMES

# What the page's own partials include where somebody edits: beside a row, and at the end of its list.
EDITING = {"controls": "editor/_controls.html", "add": "editor/_add.html"}
ADDED = "This form has added a row already: “{}”. Is what stands here that row, corrected, or another one?"
ADDED_AND_REMOVED = "This form has added a row already, which was removed since. Add it again?"


def make_form(kind: Kind, parent: Any, row: Any = None) -> ItemForm:
    """Makes the form of a row, or of a new one on `parent`, filled from what was posted if anything was."""
    once = request.args.get("once")
    form = kind.form(request.form if request.method == "POST" else None, obj=row, data={"once": once})
    form.offer(parent.edition, row)
    if row is not None and not form.is_submitted():
        form.version.data = str(row_version(row))
    if row is None and not form.is_submitted() and (siblings := kind.siblings(parent)):
        form.prefill_from(get_above(kind, parent) or siblings[-1])
    permissions.restrict_form(form, parent.edition)
    return form


def form(kind: Kind, form: ItemForm, parent: Any, row: Any = None, status: int = 200, **more: Any) -> Response:
    """The form in its row's place; what was asked about two changes of a field is asked until it is said.

    `more` may hold a `note`, a `place`, `theirs` (fields as they stand now), `told` (what others did meanwhile), and
    `made` (the row that a form of a new one has made already).
    """
    theirs = undecided(kind, form, row, parent.edition) if row else {}
    shown = {"place": place_of(kind, row) if row else place_of_new(kind, parent.id), "theirs": theirs} | more
    html = render_template("editor/_form.html", kind=kind, form=form, parent=parent, row=row, **shown)
    return make_response(html, status)


def row(kind: Kind, row: Any, **more: Any) -> str:
    """The row as the page shows it."""
    section = row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition}
    return render_template(kind.partial, kind=kind, editing=EDITING, **shown, **more)


def saved(
    said: str, row_html: str, others: Sequence[Item | Edition], place: str = "", before: Sequence[str] = ()
) -> Response:
    """The changed row, and what else shows something of it, unless that looks as it did `before`."""
    changed_too = "".join(html for html in fragments(others) if html not in before)
    return say(make_response(row_html + changed_too), said, place, offer="undo")


def partials(others: Sequence[Item | Edition]) -> str:
    """Other items, each for its own place; or, for an edition, its table of contents."""
    return "".join(fragments(others))


def fragments(others: Sequence[Item | Edition]) -> list[str]:
    """The same, one by one."""
    html = []
    for other in dict.fromkeys(others):
        if isinstance(other, Item):
            kind = KIND[KIND_NAMES[type(other)]]
            target, fragment = place_of(kind, other), row(kind, other)
        else:
            target, fragment = "contents", render_template("_contents.html", edition=other)
        html.append(partial(target, fragment))
    return html


def siblings(kind: Kind, parent: Any, said: str, place: str = "", others: Sequence[Item | Edition] = ()) -> Response:
    """All rows of one parent in their order: a section's items and what shows something of them, or all sections."""
    if isinstance(parent, Section):
        html = _list(kind, parent) + partials(others)
        target = f"#section-{parent.id}-items"
    else:
        db.session.expire_all()
        loaded = load_edition(parent.slug)
        assert loaded is not None
        html = render_template("_body.html", edition=parent, items_of=loaded[1], editing=EDITING)
        target = "#body"
    response = say(make_response(html), said, place, offer="undo")
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, "outerMorph"
    return response


def conflict(kind: Kind, typed: ItemForm, row: Any, theirs: dict[str, Any]) -> Response:
    """The form with what was typed and, beside each field that another changed too, what stands there now."""
    note = f"{meanwhile.changed_by(row, typed.once.data, theirs.values())}. Choose what stands, then save."
    return form(kind, typed, getattr(row, kind.parent), row, 409, theirs=theirs, note=note)


def sent_before(kind: Kind, typed: ItemForm, parent: Any, row: Any) -> Response:
    """The question what is meant by a form that made a row before, where it says something else or that row is gone."""
    if row is None:
        typed.once.data = new_token()
        return form(kind, typed, parent, status=409, note=ADDED_AND_REMOVED)
    return form(kind, typed, parent, status=409, made=row, note=ADDED.format(row))


def changed_meanwhile(kind: Kind, row_now: Any) -> Response:
    """The row as it stands now, with the word that it is not what the person meant to remove."""
    notice = f"Not removed. {meanwhile.changed_by(row_now)}. Look again, then decide."
    response = say(make_response(row(kind, row_now, notice=notice), 409), notice)
    response.headers["HX-Retarget"] = f"#{place_of(kind, row_now)}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def changed(edition: Edition, changes: Iterable[history.Revision]) -> str:
    """What some changes touched, each for its own place: rows, lists whose order changed, or the whole body."""
    before: history.Rows = {}
    after: history.Rows = {}
    for change in changes:
        before |= {key: row for key, row in change.before.items() if key not in before and key not in after}
        after |= change.after
    keys = before.keys() | after.keys()
    html = ""
    if any(key.startswith("edition-") for key in keys):
        html += partial(place_of(EDITION, edition), row(EDITION, edition))
    if any(key.startswith("section-") for key in keys):
        loaded = load_edition(edition.slug)
        assert loaded
        body = render_template("_body.html", edition=edition, items_of=loaded[1], editing=EDITING)
        return html + partial("body", body)
    return html + _lists_and_rows(edition, {key: (before.get(key), after.get(key)) for key in keys})


def _lists_and_rows(edition: Edition, rows: dict[str, tuple[Any, Any]]) -> str:
    """Other rows than sections: a row alone where it stayed in its place, else the lists that it left or joined."""
    items: list[Item] = []
    lists = set()
    for key, (was, became) in rows.items():
        kind, row_id = KIND.get(key.rpartition("-")[0]), int(key.rpartition("-")[2])
        if kind is None:
            continue
        item = db.session.get(kind.model, row_id)
        placing = ("section_id", "position", kind.groups)
        if item and was and became and all(was.get(column) == became.get(column) for column in placing):
            items += [item, *item.referrers()]
        else:
            lists |= {columns["section_id"] for columns in (was, became) if columns}
            items += item.referrers() if item else []
    html = partials([item for item in items if item.section_id not in lists])
    for section in [section for section in edition.sections if section.id in lists]:
        html += partial(f"section-{section.id}-items", _list(KIND[section.kind], section))
    return html


def partial(place: str, html: str) -> str:
    """A fragment for its own place."""
    return f'<hx-partial hx-target="#{place}" hx-swap="outerMorph">{html}</hx-partial>'


def _list(kind: Kind, section: Section) -> str:
    shown = {"section": section, "edition": section.edition, "items": kind.siblings(section)}
    return render_template("_items.html", kind=kind, editing=EDITING, **shown)


def place_of(kind: Kind, row: Any) -> str:
    """Gives a row's DOM id."""
    return f"{kind.name}-{row.id}"


def place_of_new(kind: Kind, parent_id: int) -> str:
    """Gives the DOM id of a new row's form: below the row that the request names, or at the end of its list."""
    after = request.args.get("after", type=int)
    return f"{kind.name}-{after}-next" if after else f"{kind.parent}-{parent_id}-new"


def say(response: Response, said: str, place: str = "", offer: str = "") -> Response:
    """Has the page tell the person, and a screen reader, what happened, where (a DOM id), and `offer` undo or redo."""
    return trigger(response, "said", {"value": said, "place": place, "offer": offer})


def trigger(response: Response, event: str, detail: dict[str, Any]) -> Response:
    """Has htmx send an event to the page's scripts."""
    response.headers["HX-Trigger"] = json.dumps({event: detail})
    return response
