"""An answer to a part of the page draws that part: never the page, nor more than the lists that changed."""

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient

from tests.routes.test_routes import ROWS, address

PARTS = ["show", "form", "save", "new", "add", "move", "remove", "undo.undo", "undo.redo", "live.changes"]
PARTS += ["tables.ask", "tables.preview", "tables.take", "bulk.fill", "bulk.remove", "bulk.move", "timetable.show_plan"]
PARTS += ["timetable.take_plan", "findings.show"]
WHOLE = {"edition.html", "editor/page.html", "_body.html"}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_drawn_alone(app: Flask, clients: dict[str, FlaskClient], name: str) -> None:
    row, rule = ROWS[f"editor.{name}"], next(app.url_map.iter_rules(f"editor.{name}"))
    path = address(rule, row) + (f"?{row.query}" if row.query else "")
    drawn: list[str] = []

    def note(_app: Flask, template: object, **_more: object) -> None:
        drawn.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        answer = clients["owner"].post(path, data=row.body) if row.POST else clients["owner"].get(path)
    assert answer.status_code == 200
    assert WHOLE.isdisjoint(drawn)
    assert "<html" not in answer.text
