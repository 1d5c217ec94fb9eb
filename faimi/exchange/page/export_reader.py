"""Reads a page that `flask export --format markdown` wrote: exactly, as long as its forms still stand.

A section that a person changed beyond them is read like one of any page.
"""

import re
from typing import Any

from faimi.content import KIND, KINDS
from faimi.content.escaping import plain, unguarded
from faimi.content.reference import Reference
from faimi.content.row_markdown import NAME, TEXT, ChangedError, parts_of, read_name, split_name
from faimi.exchange.draft import DraftSection, Report
from faimi.exchange.page.sections import read_sections
from faimi.exchange.page.source.parser import tree_of
from faimi.exchange.row_matching import name_in
from faimi.exchange.text_matching import essence, same

MARKED_KIND = {mark: kind.name for kind in KINDS for mark in kind.markdown_format.marks}
MARKS = "|".join(MARKED_KIND)
FRAME = r"\{: #(?P<anchor>\S+) \.(?P<kind>[a-z]+)-section(?: data-number=\"(?P<number>[^\"]*)\")?\}$"
WITHOUT_FRAME = rf"(?=(?:(?!## |<!-- ).*\n)*<!-- (?P<mark>{MARKS})\b)"
HEADING = re.compile(rf"^## (?P<heading>.*)\n(?:{FRAME}|{WITHOUT_FRAME})", re.M)
MARK = re.compile(rf"^<!-- ({MARKS})(-\S+(?: \S+=\S+)*)? -->$", re.M)
LIKE_ROWS = re.compile(r"^(?:- |\| |### |\*\*|!\[)", re.M)  # how the forms of the kinds begin
REFERENCE = rf"\[(?P<text>{TEXT})\]\(#(?P<anchor>\S+)\)"


def read_export(body: str, year: int | None, report: Report) -> tuple[list[DraftSection], list[DraftSection]]:
    """The sections of a page's Markdown, and those among them that were changed by hand."""
    found = _headings(body)
    ends = [*(heading.start() for heading in found), len(body)]
    parts = _like_any(body[: ends[0]], year, report)
    changed = [*parts]
    for heading, end in zip(found, ends[1:], strict=True):
        raw = body[heading.end() : end]
        try:
            own = [_section(heading, raw, report)]
        except ChangedError as error:
            report.unsure(f"“{plain(heading['heading'])}” was changed by hand, and read like any page. {error}")
            own = _changed(heading, raw, year, report)
            changed += own
        taken = {part.anchor for part in parts}
        if own and heading["anchor"] and heading["anchor"] not in taken:
            own[0].anchor, own[0].number = heading["anchor"], heading["number"]  # type: ignore[assignment]  # checked later
        parts += own
    _tie(parts, report)
    return parts, changed


def _like_any(body: str, year: int | None, report: Report, kind: str = "") -> list[DraftSection]:
    known = kind if kind in KIND else ""
    return read_sections(tree_of(body, report), year, report, known) if body.strip() else []


def _headings(body: str) -> list[re.Match[str]]:
    """The headings of sections; one that lost its frame is known by rows of another kind than those above it."""
    found: list[re.Match[str]] = []
    for heading in HEADING.finditer(body):
        if heading["kind"] or not found or _kind_of(found[-1]) != _kind_of(heading):
            found.append(heading)
    return found


def _kind_of(heading: re.Match[str]) -> str:
    return heading["kind"] or MARKED_KIND[heading["mark"]]


def _section(heading: re.Match[str], raw: str, report: Report) -> DraftSection:
    intro, *marked = MARK.split(raw)
    kind, title = _kind_of(heading), plain(heading["heading"])
    if heading["kind"] is None:
        report.unsure(f"The line below “{title}” that told what it is is gone: its rows told it.", title)
    parts = zip(marked[::3], marked[1::3], marked[2::3], strict=True)
    blocks = [(mark, text.strip("\n"), read_name(name) if name else {}) for mark, name, text in parts]
    blocks = [(mark, text, name) for mark, text, name in blocks if text or name]
    if kind not in KIND:
        raise ChangedError(f"There is no kind “{kind}”.")
    if NAME.search(intro) or (kind != "text" and not marked and LIKE_ROWS.search(intro)):
        raise ChangedError("A comment that told where its rows begin is gone.")
    return DraftSection(kind, title, title, unguarded(intro.strip("\n")), KIND[kind].markdown_format.read(blocks))


def _changed(heading: re.Match[str], raw: str, year: int | None, report: Report) -> list[DraftSection]:
    """Reads a section like one of any page, as the kind that it says; its rows name what their texts lead to.

    A row keeps its own name where the comment that tells it stands beside the row's words.
    """
    named: dict[str, str] = {}
    beside = [(essence(plain(line)), name) for line, name in _named_lines(raw) if name]
    raw = NAME.sub("", MARK.sub("", raw))
    if _kind_of(heading) != "text":
        named = {essence(plain(match["text"])): match[0] for match in re.finditer(REFERENCE, raw)}
        raw = re.sub(REFERENCE, r"\g<text>", raw)
    parts = _like_any(f"## {heading['heading']}\n\n{raw}", year, report, _kind_of(heading))
    for item in [item for part in parts if part.kind == _kind_of(heading) for item in part.items]:
        told = [name for line, name in beside if (words := essence(name_in(item))) and words in line]
        item |= told[0] if len(told) == 1 else {}
    for item, reference in _naming(parts):
        if reference.label in item:
            item[reference.kind] = named.get(essence(item[reference.label]), "")
            continue
        for column in [name for name, value in item.items() if isinstance(value, str)]:  # Best paper: Ann, for Title
            whose, told, title = item[column].rpartition("for ")
            if told and essence(title) in named:
                item |= {column: whose.rstrip(", "), reference.kind: named[essence(title)]}
        who = essence(str(item.get("recipient", "")))
        lines = [line for line in map(essence, map(plain, raw.split("\n"))) if who and who in line]
        won = [name for title, name in named.items() if any(f"for {title}" in line for line in lines)]
        if won and reference.kind not in item:
            item[reference.kind] = won[0]
    return parts


def _named_lines(raw: str) -> list[tuple[str, dict[str, Any]]]:
    """The lines of a list or table, and the passages, each with what names its row."""
    _, *marked = MARK.split(raw)
    passages = zip(marked[1::3], marked[2::3], strict=True)
    return [split_name(line) for line in raw.split("\n")] + [(text, read_name(name)) for name, text in passages if name]


def _naming(parts: list[DraftSection]) -> list[tuple[dict[str, Any], Reference]]:
    """Each item of a kind that may name another, with what it may name."""
    ties = {kind: [to for to in KIND[kind].references if not to.is_by_name] for kind in KIND}
    return [(item, reference) for part in parts for item in part.items for reference in ties[part.kind]]


def _tie(parts: list[DraftSection], report: Report) -> None:
    """Lets rows that lead to a paper or keynote of the page name it, and leave to it what it says already."""
    items_at = {(part.kind, part.anchor): part.items for part in parts}
    for item, reference in _naming(parts):
        kind, label = reference.kind, reference.label
        if not (written := item.pop(kind, None)):
            continue
        text, anchor = parts_of(REFERENCE, written).values()
        near = items_at.get((kind, anchor)) or items_at.get((kind, ""), [])  # of a section that lost its frame
        equal = [one for one in near if one[label] == text] or [one for one in near if same(one[label], text)]
        if label in item:
            item[label] = text
        if not equal:
            report.unsure(f"There is no {kind} “{text}” in the section that a row names.", text)
            continue
        item[kind] = equal[0]
        item |= {own: "" for own, its in reference.words.items() if item[own] == equal[0][its]}
