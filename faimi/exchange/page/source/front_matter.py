"""The front matter of a page: YAML between two lines of three dashes."""

import re
from datetime import date
from html import unescape
from itertools import accumulate
from typing import Any

import yaml

from faimi.content.cleaning import visible
from faimi.exchange.draft import PageError, Report
from faimi.exchange.text_matching import cut, squeeze

TAG = re.compile(r"</?(?P<name>a|b|big|br|center|em|font|h[1-6]|i|p|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.I)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
FORMAT = 2  # of the pages that flask export writes; in those of the first no row has a name
MAX_FRONT_MATTER_CHARS = 64 * 1024
MAX_OPEN_BRACKETS = 50  # for each of them the YAML library looks at all that are open
USED_NAMES = {
    "title",
    "description",
    "permalink",
    "redirect_from",
    "starts_on",
    "ends_on",
    "venue",
    "attendance",
    "lang",
    "timezone",
    "accent",
    "state",
    "uuid",
}
Front = dict[Any, Any]


def split_front_matter(text: str, report: Report) -> tuple[Front, str]:
    """Splits off the front matter, and gives it and what stands below."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].rstrip() != "---":
        if text.strip():
            report.unsure("The page has no front matter: title and address are taken from the file.")
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise PageError("its front matter does not end: a line with three dashes is missing.")
    front = _mapping("\n".join(lines[1:end]))
    if "faimi" in front and (front["faimi"] not in (1, FORMAT) or front["faimi"] is True):
        newer = isinstance(front["faimi"], int) and front["faimi"] > FORMAT
        form = f"it was written by a newer version of faimi (format {front['faimi']})." if newer else ""
        raise PageError(form or f"faimi is “{cut(str(front['faimi']))}”: it may be {FORMAT}, or left out.")
    unused = [f"{name}: {cut(str(value), 40)}" for name, value in front.items() if name not in USED_NAMES]
    if unused and "faimi" not in front:
        report.unsure(f"Not used from the front matter: {', '.join(unused)}.")
    return front, "\n".join(lines[end + 1 :])


def _mapping(text: str) -> Front:
    """Reads YAML; what refers to itself is refused, for it can grow without end."""
    if len(text) > MAX_FRONT_MATTER_CHARS:
        raise PageError(f"its front matter has {len(text) // 1024} KB; it may have {MAX_FRONT_MATTER_CHARS // 1024}.")
    refuse_deep(text)
    try:
        aliases = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader))
        front = None if aliases else yaml.safe_load(text)
    except Exception as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise PageError(f"its front matter is not valid YAML{where}.") from None
    if aliases:
        raise PageError("its front matter refers to itself (*name): write each value out.")
    if front is not None and not isinstance(front, dict):
        raise PageError("its front matter is not a mapping of names to values, such as “title: …”.")
    return front or {}


def refuse_deep(text: str) -> None:
    """Raises PageError for YAML in which more brackets are open at once than any front matter has."""
    depths = accumulate((char in "[{") - (char in "]}") for char in re.findall(r"[\[\]{}]", text))
    if max(depths, default=0) > MAX_OPEN_BRACKETS:
        raise PageError(f"its front matter is nested too deeply: {MAX_OPEN_BRACKETS} brackets may be open at once.")


def plain_words(text: str) -> str:
    """A title as a browser shows it, on one line: without tags, and with the characters that entities name."""
    bare = TAG.sub(lambda tag: " " if tag["name"].lower() in ("br", "p") else "", text)
    return squeeze(ENTITY.sub(lambda entity: unescape(entity[0]), bare))


def front_text(front: Front, name: str, longest: int, report: Report) -> str:
    """A value as text on one line, no longer than it may be; faimi's own pages mean each space."""
    value = front.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float | bool | date):
        raise PageError(f"{name} must be text.")
    try:
        text = visible(str(value)) if "faimi" in front else visible(plain_words(str(value)))
    except ValueError:
        raise PageError(f"{name} must be text.") from None
    if len(text) > longest:
        report.unsure(f"The {name} was cut to {longest} characters. It went on: {cut(text[longest:])}", f"{name}:")
    return text[:longest]
