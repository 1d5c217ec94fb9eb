"""Reads a page of a Jekyll site: Markdown to HTML to sections, each by what stands in it."""

import re
from pathlib import Path

from faimi.content.edition import HOME_SLUG
from faimi.exchange.draft import Draft, PageError, Report
from faimi.exchange.identity import check_numbers, is_uuid, read_identity
from faimi.exchange.page.edition_page import name_by_event
from faimi.exchange.page.export_reader import read_export
from faimi.exchange.page.header import MAX_TEXT_CHARS, addresses_of, header_of, slug_of
from faimi.exchange.page.references import tie_references
from faimi.exchange.page.sections import read_sections
from faimi.exchange.page.site_data.files import data_folder
from faimi.exchange.page.site_data.loops import put_data_rows, take_data_loops
from faimi.exchange.page.source.front_matter import Front, front_text
from faimi.exchange.page.source.parser import drop_masthead, is_document, read_file, refuse_long, title_of, tree_of
from faimi.exchange.page.source.tags import ALL_HEADINGS
from faimi.exchange.parts import name_told_parts, read_parts

SITE_PART = re.compile(r"\W*(?:home|home ?page|index|main(?: page)?|start(?: page)?|welcome|overview)\W*", re.I)
NOTHING_SHOWN = "nothing in it can be shown: is a <script>, a <style> or a comment not closed?"


def read_page(path: Path, root: Path | None = None) -> Draft:
    """What a page holds, and the report of how it was understood; `root` is the folder of its site, if known.

    Raises PageError where the file is no page that can be read.
    """
    try:
        return _read_draft(path, root)
    except RecursionError:
        raise PageError("its text is nested too deeply to read.") from None


def _read_draft(path: Path, root: Path | None) -> Draft:
    report, title = Report(), ""
    front, body = read_file(path, report)
    slug = slug_of(front, path, root, report)
    year = next((int(found) for found in re.findall(r"20\d\d", f"{slug} {front.get('title', '')}")), None)
    draft = Draft(slug, {}, [], report, addresses_of(front, slug, path, root))
    if "faimi" in front:
        draft.sections, untied = read_export(body, year, report)
        read_parts(front, draft)
        name_told_parts(untied)
        check_numbers(draft)
        draft.omits_hidden = True
    else:
        refuse_long(body)
        body, rows = take_data_loops(body, data_folder(path, root), report)
        tree = tree_of(body, report, path.suffix.lower() in (".html", ".htm"))
        put_data_rows(tree, rows)
        if not tree.find(True):
            raise PageError(NOTHING_SHOWN)
        if not front and not tree.find(ALL_HEADINGS):
            raise PageError("it has neither front matter nor headings: is it a page?")
        title = title_of(tree)
        front = _without_part(front) if title else front
        draft.bare = not front and not is_document(tree)
        called = front_text(front, "title", MAX_TEXT_CHARS, Report()) or title
        drop_masthead(tree, called)
        draft.sections = untied = read_sections(tree, year, report, title=called)
        if not draft.sections:
            raise PageError(NOTHING_SHOWN)
    draft.identity = read_identity(front) if "faimi" in front or is_uuid(front.get("uuid")) else None
    draft.header = header_of(front, draft, year, title or path.stem)
    if draft.slug == HOME_SLUG and draft.header["starts_on"] and "faimi" not in front:
        name_by_event(draft)
    tie_references(draft, untied)
    if "faimi" not in front:
        draft.empty_dashes()
    return draft


def _without_part(front: Front) -> Front:
    """Front matter without a title that only says which page of the site it is, such as “Home”."""
    part = SITE_PART.fullmatch(front_text(front, "title", MAX_TEXT_CHARS, Report()))
    return {name: value for name, value in front.items() if name != "title"} if part else front
