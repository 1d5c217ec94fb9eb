"""Loops over a site's data: where their rows say what they are, these stand in the page in the loop's place."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds import kinds_of
from faimi.exchange.page.site_data.files import DataError, Reader, data_reader
from faimi.exchange.page.site_data.rows import as_row, shape_of
from faimi.exchange.page.source.liquid import COMMENT, loops_in
from faimi.exchange.text_matching import words_of

LOOP = re.compile(r"\{%-?\s*for\s+(?P<name>\w+)\s+in\s+(?P<source>[\w.-]+)(?P<rest>[^%]*?)-?%\}")
ALIAS = re.compile(r"\{%-?\s*assign\s+(?P<name>\w+)\s*=\s*(?P<source>site\.data\.[\w.-]+)(?P<rest>[^%]*?)-?%\}")
FILTERS = re.compile(r"(?:\s*\|\s*(?:sort|sort_natural)\s*(?::\s*[\"']\w+[\"'])?|\s*\breversed\b)*\s*")
TEST = re.compile(r"\{%-?\s*(?:els?if|if|unless|case|when)\b(?P<said>[^%]*?)-?%\}")
# Whether a row has something, and not which rows there are.
HAS_ONE = r"\w+\.\w+(?:\s*!=\s*(?:nil|null|blank|empty|\"\"|''))?"
HAS = re.compile(rf"\s*{HAS_ONE}(?:\s+(?:and|or)\s+{HAS_ONE})*\s*")
LEAVES_OUT = re.compile(r"\{%-?\s*(?:continue|break|increment|decrement|cycle)\b")
HIDDEN = re.compile(r"<!--(?:(?!<!--).)*?-->|\{%-?\s*raw\s*-?%\}(?:(?!\{%-?\s*raw\b).)*?\{%-?\s*endraw\b", re.S)
ABOVE = re.compile(r"^#{1,6} +(?P<own>.+)$|<h[1-6]\b[^<>]*>(?P<html>[^<>]+)<", re.M)
MARK, MARK_END = "\ue002", "\ue003"  # around the number of a loop: characters that no page uses
MARKED = re.compile(f"{MARK}([0-9]+){MARK_END}")


def take_data_loops(text: str, folder: Path | None, report: Report) -> tuple[str, list[str]]:
    """A page's text with a mark for each loop whose data is known, and for each mark the rows as HTML."""
    if folder is None or "site.data" not in text:
        return text, []
    text = re.sub(f"[{MARK}{MARK_END}]", "", text)
    aliases = {alias["name"]: alias for alias in ALIAS.finditer(text)}
    heads = [(0, ""), *((head.start(), head["own"] or head["html"]) for head in ABOVE.finditer(text))]
    parts, rows, place, read = list[str](), list[str](), 0, data_reader(folder)
    for begin, end in _open_loops(text):
        above = heads[bisect(heads, (begin, "")) - 1][1]
        html = _rows_of(text[begin:end], aliases, read, above, report)
        if html:
            parts += [text[place:begin], f"\n\n{MARK}{len(rows)}{MARK_END}\n\n"]
            rows.append(html)
            place = end
    text = "".join([*parts, text[place:]])
    return (ALIAS.sub("", text) if rows else text), rows


def put_data_rows(body: Tag, rows: list[str]) -> None:
    """Puts rows where their marks stand; a block that held nothing else goes."""
    for mark in body.find_all(string=MARKED) if rows else []:
        block: Any = next(tag for tag in (mark, *mark.parents) if tag.parent is body)
        found = "".join(rows[int(number)] for number in MARKED.findall(mark))
        inside = BeautifulSoup(found, "lxml").body
        mark.replace_with(NavigableString(MARKED.sub("", mark)))
        block.insert_after(*[tag.extract() for tag in list(inside.children)] if inside else [])
        before = block.find_previous_sibling(True)
        for one in (block, before if isinstance(before, Tag) and before.name == "table" else None):
            if one is not None and _is_empty(one):
                one.extract()


def _open_loops(text: str) -> Iterator[tuple[int, int]]:
    """Where the outermost loops begin and end that no comment hides."""
    hidden = sorted(span.span() for form in (COMMENT, HIDDEN) for span in form.finditer(text))
    starts = [first for first, _ in hidden]
    reach = [0, *accumulate((last for _, last in hidden), max)]  # how far those that begin before a place go
    return ((begin, end) for begin, end in loops_in(text) if reach[bisect_left(starts, begin)] <= begin)


def _is_empty(block: Tag) -> bool:
    """Whether a block shows nothing; a table, nothing but its heads."""
    parts = block.find_all("td") if block.name == "table" else [block]
    return not any(words_of(part) or part.find("img") for part in parts)


def _rows_of(loop: str, aliases: dict[str, re.Match[str]], read: Reader, heading: str, report: Report) -> str:
    """The rows of a loop as HTML; none where it is of no data, or not sure, with a word in the report."""
    first = LOOP.match(loop)
    alias = aliases.get(first["source"]) if first else None
    source = alias["source"] if alias else first["source"] if first else ""
    if not first or not source.startswith("site.data."):
        return ""
    doubt = "the page may show only some of them"
    if all(FILTERS.fullmatch(match["rest"]) for match in (first, alias) if match) and not _chooses(loop):
        try:
            file, held = read(source.split(".")[2:])
            return _written(held, loop, first["name"], heading, file, report)
        except DataError as error:
            doubt = str(error)
    report.unsure(f"not taken over: the rows of {source}, for {doubt}", first[0])
    return ""


def _written(held: Any, loop: str, name: str, heading: str, file: str, report: Report) -> str:
    """Rows as HTML, or groups of rows below the names of the groups. Raises DataError."""
    listed = held if isinstance(held, list) else []
    inner = next((one for one in LOOP.finditer(loop, 1) if one["source"].startswith(f"{name}.")), None)
    if not inner:
        return _group(listed, loop, name, heading, file, report)
    parts = []
    for group in listed:
        rows = group.get(inner["source"].partition(".")[2], []) if isinstance(group, dict) else []
        own, _ = as_row(group, _shown(loop, name))
        title = next((own[fact] for fact in ("title", "name", "label", "date") if own.get(fact)), "")
        head = BeautifulSoup("", "lxml").new_tag("h4", string=title)
        parts.append(f"{head if title else ''}{_group(rows, loop, inner['name'], heading, file, report)}")
    return "".join(parts)


def _group(held: Any, loop: str, name: str, heading: str, file: str, report: Report) -> str:
    shown = _shown(loop, name)
    read = [as_row(one, shown) for one in held] if isinstance(held, list) else []
    rows = [row for row, _ in read]
    shape = shape_of(rows, (kinds_of(heading) or [""])[0])
    if shape is None:
        keys = sorted({str(key) for one in held if isinstance(one, dict) for key in one}) if held else []
        raise DataError(f"the keys in {file} do not say what they are: {', '.join(keys[:10])}")
    unread = {key for _, keys in read for key in keys} | {fact for row in rows for fact in row.keys() - shape.uses}
    report.unsure(f"Rows read from {file}: {len(rows)}.", heading)
    if unread:
        report.unsure(f"not taken over: {', '.join(sorted(unread))} of the rows in {file}", heading)
    return shape.write(rows)


def _chooses(loop: str) -> bool:
    """Whether a loop may leave rows out: it tests more than whether they have what it shows of them."""
    tests = [test["said"] for test in TEST.finditer(loop)]
    tested = {key for said in tests for key in re.findall(r"\w+\.\w+", said) if not key.startswith("forloop.")}
    shown = set(re.findall(r"\w+\.\w+", TEST.sub("", loop)))
    return bool(LEAVES_OUT.search(loop)) or not all(map(HAS.fullmatch, tests)) or not tested <= shown


def _shown(loop: str, name: str) -> set[str]:
    """The keys that a loop shows of a row; none where it hands the row on as a whole."""
    handed = re.search(rf"=\s*{name}\b(?!\.)", loop)
    return set() if handed else set(re.findall(rf"\b{name}\.(\w+)", TEST.sub("", loop)))
