"""What a field is offered while one types: names, titles and other words of this edition, and of others."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import select

from faimi.accounts.permissions import may_open
from faimi.content import EDITABLE, KINDS, ROW_KINDS, Edition, Kind, Section
from faimi.content.forms import ItemForm
from faimi.content.letters import plain_letters
from faimi.editor.lookup import get_edition, get_kind
from faimi.exchange.row_facts import NAME_SEPARATOR, split_names
from faimi.exchange.text_matching import WORD
from faimi.extensions import db

bp = Blueprint("offers", __name__)
MAX_OFFERS = 8
MAX_TYPED_CHARS = 300  # that are looked for
MAX_FIELD_CHARS = 2000  # that stay before them, such as other authors
Source = tuple[str, str]  # a kind and a column of it
Sources = list[Source]


class Text(NamedTuple):
    """What a column of a row says."""

    kind: str
    column: str
    edition_id: int
    says: str


class Offer(NamedTuple):
    """A text for a field, and the kind of the row that says it, where the field's may name it; best offers sort first.

    Words that begin as what was typed come before those that only hold it, those of this edition before others', then
    those that say it earlier.
    """

    within: bool
    elsewhere: bool
    at: int
    plain: str
    text: str
    edition_id: int
    named_kind: str


@bp.get("/offers/<name>/<field>")
def list_offers(slug: str, name: str, field: str) -> str:
    """A listbox of what may be meant by what was typed into a field; 404 for a field that is offered nothing."""
    edition, kind = get_edition(slug), get_kind(name)
    sources = sources_of(kind, field) or abort(404)
    before, typed = _last_name(kind, field, request.args.get("typed", ""))
    nameable = {(to.kind, to.words[field]) for to in kind.references if field in to.told_by}
    chosen = field in [to.kind for to in kind.references if not to.is_by_name]
    found = find_offers(sources, nameable, edition, typed, chosen) if len(before) <= MAX_FIELD_CHARS else []
    titles = {one.id: one.title for one in _others(edition)} if any(one.elsewhere for one in found) else {}
    shown = [(one, before + one.text, marked(one.text, typed), titles.get(one.edition_id)) for one in found]
    return render_template("editor/_offers.html", offers=shown)


def offer_while_typing(form: ItemForm, kind: Kind, edition: Edition) -> None:
    """Has each field of a form for which there are offers tell the browser where."""
    for field in form.inputs:
        if sources_of(kind, field.name):
            address = url_for("editor.offers.list_offers", slug=edition.slug, name=kind.name, field=field.name)
            field.render_kw = {**(field.render_kw or {}), "data-offers": address}


def sources_of(kind: Kind, field: str) -> Sources:
    """The columns of kinds that a field is offered: of rows that may be named, with people, with the same words.

    Of a field that chooses such a row it is what the row is called.
    """
    chosen = [(to.kind, to.label) for to in kind.references if to.kind == field]
    named = [(to.kind, to.words[field]) for to in kind.references if field in to.words]
    people = [(one.name, column) for one in KINDS for column in one.names] if field in kind.names else []
    same = [(one.name, field) for one in ROW_KINDS if field in one.recurring] if field in kind.recurring else []
    return [*dict.fromkeys([*chosen, *named, *people, *same])]


def find_offers(
    sources: Sources, nameable: Collection[Source], edition: Edition, typed: str, chosen: bool = False
) -> list[Offer]:
    """The best offers for what was typed: none that says just that, and no two that say the same.

    The `sources` that are `nameable` tell of a row of the edition that it may be named. Where a row is `chosen`, its
    text is offered whole, and none of other editions.
    """
    words = _plain(typed[:MAX_TYPED_CHARS]).split()
    if not words:
        return []
    found = [*_fitting(nameable, edition, words, _texts(sources, [edition], [edition]), chosen)]
    if not chosen and sum(not one.within for one in found) < MAX_OFFERS:  # else all that others say would come after
        others = _others(edition)
        found += _fitting(nameable, edition, words, _texts(sources, others, [*filter(may_open, others)]))
    best: dict[str, Offer] = {}
    for one in sorted(found, key=lambda one: (one[:4], not one.named_kind)):
        if one.text != typed.strip():
            best.setdefault(one.plain, one)
    return [*best.values()][:MAX_OFFERS]


def _others(own: Edition) -> list[Edition]:
    """The other editions that the person may open or visitors see."""
    others = db.session.scalars(select(Edition).where(Edition.id != own.id, Edition.state != "removed"))
    return [one for one in others if may_open(one) or one.is_public]


def _texts(sources: Sources, editions: Collection[Edition], whole: Collection[Edition]) -> Iterator[Text]:
    """What columns say on editions: of those that are not among the `whole`, what visitors see now."""
    columns = {name: [column for kind, column in sources if kind == name] for name, _ in sources}
    open_ids, holders = {one.id for one in whole}, [EDITABLE[name].part_of or name for name in columns]
    query = select(Section).where(Section.edition_id.in_([one.id for one in editions]), Section.kind.in_(holders))
    shown = [one.id for one in db.session.scalars(query) if one.edition_id in open_ids or one.is_public]
    for name, own in columns.items():
        kind = EDITABLE[name]
        rows = select(kind.model.edition_id, *(getattr(kind.model, one) for one in own))
        rows = rows.add_columns(*kind.moments).where(kind.model.section_id.in_(shown))
        for row in db.session.execute(rows):
            if row.edition_id in open_ids or kind.is_shown(row):
                yield from (Text(name, one, row.edition_id, getattr(row, one)) for one in own)


def _fitting(
    nameable: Collection[Source], edition: Edition, words: list[str], texts: Iterable[Text], whole: bool = False
) -> Iterator[Offer]:
    """The offers among some texts that hold all words, a name of several as an offer of its own, but if `whole`."""
    for name, column, edition_id, says in texts:
        if not _holds(_plain(says), words):
            continue
        for text in [says] if whole or column not in EDITABLE[name].names else split_names(says):
            if not _holds(plain := _plain(text), words):
                continue
            within = not _holds(f" {plain}", [f" {word}" for word in words])
            elsewhere = edition_id != edition.id
            named = name if (name, column) in nameable and text == says and not elsewhere else ""
            yield Offer(within, elsewhere, plain.find(words[0]), plain, text, edition_id, named)


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """A text's words as they are compared, one space between them."""
    return " ".join(WORD.findall(plain_letters(text)))


def _last_name(kind: Kind, field: str, typed: str) -> tuple[str, str]:
    """What was typed into a field for names before the last of them, and that; of any other field all is the last."""
    ends = [match.end() for match in NAME_SEPARATOR.finditer(typed)] if field in kind.names else []
    start = ends[-1] if ends else 0
    return typed[:start], typed[start:]


def marked(text: str, typed: str) -> list[tuple[bool, str]]:
    """A text in runs, with whether each is what was typed: each word once, where it begins one if it does."""
    letters = [(letter, place) for place, sign in enumerate(text) for letter in plain_letters(sign) or ""]
    plain = "".join(letter if WORD.match(letter) else " " for letter, _ in letters)
    found = set[int]()
    for word in _plain(typed[:MAX_TYPED_CHARS]).split():
        start = max(f" {plain}".find(f" {word}"), -1)
        start = plain.find(word) if start < 0 else start
        found |= {place for _, place in letters[start : start + len(word)]} if start >= 0 else set()
    runs = groupby(enumerate(text), lambda sign: sign[0] in found)
    return [(hit, "".join(map(itemgetter(1), run))) for hit, run in runs]
