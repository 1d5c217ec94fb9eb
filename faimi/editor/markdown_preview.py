"""What is typed as Markdown, as the page would show it once it is saved."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from faimi.content.fields import prose
from faimi.content.forms import TextForm
from faimi.editor.lookup import get_edition

bp = Blueprint("markdown_preview", __name__)


class MarkdownForm(TextForm):
    """A text as any field for Markdown takes it."""

    text = prose("Text")


@bp.post("/markdown")
def show_html(slug: str) -> ResponseReturnValue:
    """The text as the page would show it; 422 with what would be refused."""
    get_edition(slug)
    form = MarkdownForm()
    status = 200 if form.validate() else 422
    return render_template("editor/_markdown_preview.html", form=form), status
