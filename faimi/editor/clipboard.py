"""What was copied from Word, Google Docs or PowerPoint, as Markdown for a field that is open."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from faimi.editor.lookup import get_edition
from faimi.exchange.draft import PageError

bp = Blueprint("clipboard", __name__)
PLAIN_TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@bp.post("/clipboard")
def show_markdown(slug: str) -> ResponseReturnValue:
    """The Markdown of a clipboard's HTML; 204 where its plain text says as much; 422 where it cannot be read."""
    get_edition(slug)
    from faimi.exchange.clipboard import clipboard_markdown  # which loads what reads pages

    try:
        markdown = clipboard_markdown(request.form.get("html", ""))
    except PageError as error:
        return f"This cannot be read: {error}", 422, PLAIN_TEXT
    return markdown, 200 if markdown else 204, PLAIN_TEXT
