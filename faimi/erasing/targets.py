"""What is to be erased, words or a picture, and what a text is without it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import JSON, String, Table, select

from faimi.content import LINK_COLUMNS, PICTURE_COLUMNS
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, Rendition

ERASED = "…"
ALT = "alt"  # the column with the words for the picture in the same row
ANCHOR = "anchor"
WHOLE = (
    LINK_COLUMNS | PICTURE_COLUMNS | {"contact", "privacy", "legal", "from_email", "address"}
)  # nothing, or all of it
FIXED = {  # what nobody types, and what others know a row by
    *("slug", "uuid", "feed_id", "uid", "kind", "state", "attendance", "timezone", "language", "accent", "zone"),
    *(
        "verb",
        "what",
        "idempotency_key",
        "once",
        "finding",
        "said",
        "languages",
        "new_editors",
        "new_sections",
        "owner_factor",
    ),
}
IMAGE = r"!\[(?:\\.|[^\]\\]){0,1000}\]\([^)\s]{0,500}/media/(?:%s)[^)]{0,1000}\)"  # of bounded length: none takes long
BETWEEN_WORDS = re.compile(r"[-_.+]|%20")
LETTER_BEFORE, LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
MIN_LETTERS = 2  # a name may have no more, and one would be everywhere
SPACE = r"(?:\s|&nbsp;|\\\n)"
MARK = r"(?:[*_~\[]|\]\([^()\s]{0,500}\)|</?\w{1,10}>)"  # what Markdown has between words, and a reader does not see
GAP = re.compile(rf"(?P<closing>{MARK}{{0,20}}){SPACE}++(?P<opening>{MARK}{{0,20}}){SPACE}*+")  # in one way each
ALIKE = ("'’‘ʼ", "-‐‑–")  # what is typed for one another


class Target:
    """What is to be erased."""

    what: ClassVar[str]
    pattern: re.Pattern[str]

    def instead(self, match: re.Match[str]) -> str:
        """What stands in the place of what was found."""
        raise NotImplementedError

    def changes(self, columns: Mapping[str, Any], table: Table) -> dict[str, Any]:
        """The columns of a row that hold it, each as it is without; a column of before is taken for text."""
        new: dict[str, Any] = {}
        for name, value in columns.items():
            known = table.columns.get(name)
            if name not in FIXED and (known is None or isinstance(known.type, String | JSON)):
                without = self._without(name, value, columns, table)
                new |= {name: without} if without != value else {}
        if new.keys() & PICTURE_COLUMNS and columns.get(ALT):
            new[ALT] = ""
        return new

    def _without(self, name: str, value: Any, columns: Mapping[str, Any], table: Table) -> Any:
        """A value without it: of a row's column, or of a field in what a suggestion holds."""
        if isinstance(value, dict):
            return value | self.changes(value, table)
        if not isinstance(value, str):
            return value
        if name == ANCHOR:
            return f"part-{columns.get('number') or columns['id']}" if self._is_in_address(value) else value
        if name in WHOLE:
            return "" if self._is_in_address(value) else value
        return self.pattern.sub(self.instead, value)

    def _is_in_address(self, value: str) -> bool:
        return bool(self.pattern.search(value))


@dataclass(frozen=True)
class Words(Target):
    """Words as a reader sees them, in small or capital letters, and however they are spaced; never a part of a word.

    Between them there may be marks of Markdown, as in `**Mallory** Roe`.
    """

    text: str
    what = "words"

    @cached_property
    def pattern(self) -> re.Pattern[str]:  # type: ignore[override]  # it is made once
        """What finds them, whether letters with accents are written as one sign or as two."""
        forms = [unicodedata.normalize(form, self.text).split() for form in ("NFC", "NFD")]
        first, last = forms[0][0][0], forms[0][-1][-1]
        ahead = LETTER_BEFORE if _is_spaced(first) else ""
        behind = LETTER_AFTER if _is_spaced(last) else ""
        gap = re.sub(r"\?P<\w+>", "?:", GAP.pattern)
        either = "|".join(dict.fromkeys(gap.join(map(_as_written, words)) for words in forms))
        return re.compile(f"{ahead}(?:{either}){behind}", re.IGNORECASE)

    def instead(self, match: re.Match[str]) -> str:
        """A sign, within the marks that stood between the words, so that none is left open."""
        gaps = [*GAP.finditer(match[0])]
        opening, closing = ("".join(gap[name] for gap in gaps) for name in ("opening", "closing"))
        return f"{opening}{ERASED}{closing}"

    def _is_in_address(self, value: str) -> bool:
        """Whether an address has them, also with what stands between words there: /mallory-roe."""
        return super()._is_in_address(value) or bool(self.pattern.search(BETWEEN_WORDS.sub(" ", value)))


def is_enough(words: str) -> bool:
    """Whether words can be looked for, as those of one letter would be everywhere."""
    return sum(letter.isalnum() for letter in words) >= MIN_LETTERS


def _as_written(word: str) -> str:
    """What finds a word with each sign as it, or what is like it, may be written in Markdown."""
    alike = (next((signs for signs in ALIKE if letter in signs), letter) for letter in word)
    return "".join(rf"\\?[{re.escape(signs)}]" if not signs.isalnum() else re.escape(signs) for signs in alike)


def _is_spaced(letter: str) -> bool:
    """Whether a letter is a figure or of a script that puts spaces between words: those that know capitals do."""
    return letter.isdigit() or letter.lower() != letter.upper()


@dataclass(frozen=True)
class OnePicture(Target):
    """A picture, and those that share a file with it, by their own addresses and those of their files."""

    ids: frozenset[str]
    names: frozenset[str]
    what = "picture"

    @cached_property
    def pattern(self) -> re.Pattern[str]:  # type: ignore[override]  # it is made once
        """What finds their addresses, in Markdown with the words for the picture."""
        names = "|".join(sorted(self.ids | self.names))
        return re.compile(rf"{IMAGE % names}|/media/(?:{names})(?:\.\w+)?")

    def instead(self, _match: re.Match[str]) -> str:
        """Nothing."""
        return ""


def picture_target(address: str) -> OnePicture | None:
    """The picture that an address, or that of one of its files, names; none where there is no such picture."""
    match = ADDRESS.search(address)
    if match is None:
        return None
    file = select(Rendition.picture_id).where(Rendition.name.startswith(match["id"]))
    named = (Picture.id == match["id"]) | Picture.id.in_(file)
    shared = select(Rendition.name).where(Rendition.picture_id.in_(select(Picture.id).where(named)))
    alike = Picture.id.in_(select(Rendition.picture_id).where(Rendition.name.in_(shared)))
    query = select(Picture.id, Rendition.name).outerjoin(Rendition, Rendition.picture_id == Picture.id)
    found = db.session.execute(query.where(named | alike)).all()
    names = frozenset(name.partition(".")[0] for _, name in found if name)
    return OnePicture(frozenset(id_ for id_, _ in found), names) if found else None
