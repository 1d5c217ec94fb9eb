"""The DOM ids that a page keeps for itself and the addresses that the site does, and the sections' ids beside them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from flask import current_app

from faimi.content.edition import SLUG
from faimi.content.languages import prefixes

ANCHOR = re.compile(r"[\w-]+")
PAGE_TEMPLATES = ("edition.html", "home.html")  # the templates that draw sections
LITERAL_ID = re.compile(r'\bid="([\w-]+)"')
TEMPLATE_NAMED = re.compile(r'\{% (?:extends|include|import|from) "([\w/-]+\.html)"')
BAR_IDS = {"undo", "redo"}  # whose ids are the verbs


@cache
def _ids() -> re.Pattern[str]:
    """All ids that a page may hold beside its sections' own: those that its templates say, and those of rows."""
    from faimi.content import EDITABLE  # the kinds hang on sections, so their list stands above this module

    literal = {found for name in _templates() for found in LITERAL_ID.findall(_source(name))} | BAR_IDS
    return re.compile(rf"{'|'.join(sorted(literal))}|({'|'.join(EDITABLE)}|heading)-\d+(-[a-z].*)?")


def _source(name: str) -> str:
    loader = current_app.jinja_env.loader
    assert loader is not None
    return loader.get_source(current_app.jinja_env, name)[0]


def _templates() -> set[str]:
    """The templates that a page with sections is drawn from."""
    found: set[str] = set()
    waiting = [*PAGE_TEMPLATES, *current_app.jinja_env.list_templates(filter_func=_draws_sections)]
    while waiting:
        found.add(name := waiting.pop())
        waiting += [other for other in TEMPLATE_NAMED.findall(_source(name)) if other not in found]
    return found


def _draws_sections(name: str) -> bool:
    """Whether a template draws rows, or extends a page that draws sections."""
    return name.startswith("content/") or any(f'{{% extends "{page}" %}}' in _source(name) for page in PAGE_TEMPLATES)


def reserved_slugs() -> set[str]:
    """The first parts of the site's own addresses, those of its languages too, which no edition can have."""
    return {*prefixes()} | {
        rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules() if not rule.rule.startswith("/<")
    }


def is_slug(text: str) -> bool:
    """Whether a text can be an edition's address."""
    return bool(re.fullmatch(SLUG, text)) and text not in reserved_slugs()


def is_anchor(text: str) -> bool:
    """Whether a text can be a section's DOM id."""
    return bool(ANCHOR.fullmatch(text)) and not _ids().fullmatch(text)


def anchor(heading: str, taken: set[str]) -> str:
    """A DOM id for a heading as kramdown makes them, so that old deep links still arrive.

    `taken` are the other sections' anchors; ids that the page has for itself are kept free too.
    """
    stem = re.sub(r"[^\w -]", "", heading.lower().lstrip("0123456789 -")).replace(" ", "-") or "section"
    if _ids().fullmatch(f"{stem}-1") and (stem in taken or _ids().fullmatch(stem)):
        stem = f"on-{stem}"  # no number behind it would make another id of it
    return next(name for name in _numbered(stem) if name not in taken and not _ids().fullmatch(name))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{n}" for n in count(1))
