"""Papers in bulk: pasted or from a file, looked over, and added as one change, with links for those that are there."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts.models import digest
from faimi.content import KIND, Edition, Kind, Section
from faimi.content.forms import TextForm, once_field
from faimi.content.papers import Paper
from faimi.editor import auth
from faimi.editor.lookup import get_parent
from faimi.exchange.draft import PageError
from faimi.exchange.text_matching import by_lines

if TYPE_CHECKING:
    from faimi.exchange.pasted import Candidate

bp = Blueprint("paste", __name__, url_prefix="/<slug>/edit/paste")
auth.require_account(bp)
CHANGED_SINCE = "Somebody else has changed one of these papers since, so nothing was saved. Look at the list again."
NOTHING_THERE = "There is nothing to read yet. Paste a list, or choose a file."
NOTHING_TICKED = "Nothing is ticked, so nothing was saved."
NOTHING_FOUND = "No papers were found in this. A line such as the one below is understood, as are CSV, BibTeX and JSON."


class PasteForm(TextForm):
    """The token of a list, which comes with its text; what it holds is shown before it is taken."""

    once = once_field()


@dataclass
class Pasted:
    """A list and what was understood of it: `take` and `link` are the ticks, `note` and `problem` words on it."""

    text: str
    candidates: list["Candidate"] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    take: set[str] = field(default_factory=set)
    link: set[str] = field(default_factory=set)
    note: str = ""
    problem: str = ""

    @property
    def papers(self) -> list[dict[str, str]]:
        """The papers to add."""
        return [one.paper for number, one in enumerate(self.candidates) if str(number) in self.take]

    @property
    def offered(self) -> str:
        """What papers that are there already could get from the list."""
        only_links = all(one.news.keys() <= {"url"} for one in self.candidates)
        return "another link" if only_links else "more from it"

    @property
    def links(self) -> dict[Paper, dict[str, str]]:
        """The papers that are there already and get another link, or what they had nothing of."""
        ticked = (one for number, one in enumerate(self.candidates) if link_tick(number, one) in self.link)
        return {one.linked: one.news for one in ticked if one.linked}


@bp.route("/", methods=["GET", "POST"])
def paste_papers(slug: str) -> ResponseReturnValue:
    """Asks for a list, shows each paper as it was understood, and saves those that stay ticked."""
    kind, section = get_parent(slug, "paper")
    form: Any = PasteForm()
    pasted = _read(section.edition)
    if form.validate_on_submit() and _is_decided(pasted):
        try:
            _save(kind, section, pasted, form.once.data)
        except history.Conflict:
            if not pasted.link:
                abort(404)  # the section was removed in this moment
            kind, section = get_parent(slug, "paper")
            pasted = _read(section.edition)
            pasted.problem = CHANGED_SINCE
        else:
            return redirect(url_for("editor.show_page", slug=slug, _anchor=section.anchor), 303)
    return _show(section, form, pasted)


def _save(kind: Kind, section: Section, pasted: Pasted, token: str) -> None:
    """Adds and changes what is ticked; the same list that is sent again does nothing, another is another change."""
    papers, links = pasted.papers, pasted.links
    changed = [(str(paper.key), values) for paper, values in links.items()]
    once = digest(repr((token, section.id, papers, changed)))
    history.add_many(kind, section, papers, current_user.id, once, links)
    flash(_told(len(papers), [*links.values()]))


def _show(section: Section, form: PasteForm, pasted: Pasted) -> str:
    about = {"edition": section.edition, "section": section, "form": form}
    return render_template("editor/paste.html", pasted=pasted, link_tick=link_tick, **about)


def link_tick(number: int, candidate: "Candidate") -> str:
    """What stands for a candidate's link in a form, for the paper as it was shown; empty where there is none."""
    paper = candidate.linked
    return f"{number} {paper.key} {paper.version}" if paper else ""


def _read(edition: Edition) -> Pasted:
    """What was sent, typed or as a file, as it is understood, with its ticks."""
    pasted = Pasted(by_lines(request.form.get("text", "")))
    if request.method == "POST":
        try:
            _add_file(pasted)
            if pasted.text.strip():
                _understand(pasted, edition)
            else:
                pasted.problem = NOTHING_THERE
        except PageError as error:
            pasted.problem = f"This cannot be read: {error}"
    return pasted


def _add_file(pasted: Pasted) -> None:
    """Puts the text of the file that was chosen below what was typed."""
    from faimi.exchange.pasted import decode  # which loads what reads BibTeX and pages

    if file := request.files.get("file"):
        text, pasted.note = decode(file.read())
        pasted.text = "\n\n".join(filter(None, [pasted.text.strip("\n"), by_lines(text)]))


def _understand(pasted: Pasted, edition: Edition) -> None:
    """Fills in what a list holds; ticks stay as they are where it is the one that was shown."""
    from faimi.exchange.pasted import read_pasted

    sections = (section for section in edition.sections if section.kind == "paper")
    known = [paper for section in sections for paper in KIND["paper"].siblings(section)]
    pasted.candidates, pasted.unread = read_pasted(pasted.text, known)
    pasted.take = {str(number) for number, one in enumerate(pasted.candidates) if one.wanted}
    if _is_shown(pasted.text):
        pasted.take, pasted.link = ({*request.form.getlist(name)} for name in ("take", "link"))
    offered = {link_tick(number, one) for number, one in enumerate(pasted.candidates)} - {""}
    if request.form.get("look") == "links":
        pasted.link = offered
    elif pasted.link - offered:
        pasted.problem = CHANGED_SINCE
    elif not pasted.candidates and not pasted.unread:
        pasted.problem = NOTHING_FOUND
    elif pasted.candidates and "look" not in request.form and _is_shown(pasted.text) and not pasted.take | pasted.link:
        pasted.note = NOTHING_TICKED


def _is_shown(text: str) -> bool:
    return by_lines(request.form.get("seen", "")) == text


def _is_decided(pasted: Pasted) -> bool:
    """Whether the person saw this very list, and ticked something in it."""
    shown = "look" not in request.form and _is_shown(pasted.text) and not pasted.problem
    return shown and bool(pasted.papers or pasted.links)


def _told(papers: int, changes: list[dict[str, str]]) -> str:
    what, count = "link" if all(values.keys() == {"url"} for values in changes) else "paper", len(changes)
    added = ["Added one paper." if papers == 1 else f"Added {papers} papers."] if papers else []
    changed = [f"Changed one {what}." if count == 1 else f"Changed {count} {what}s."] if changes else []
    return " ".join(added + changed)
