"""What the kinds' own Markdown is made of: people can change it, and it is read back exactly."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from faimi.content.base import to_json
from faimi.content.escaping import address, escaped, plain, target
from faimi.content.fields import CROPS

if TYPE_CHECKING:
    from faimi.content.page import Page

TEXT = r"(?:[^\\*`\[\]{}|<>\n]|\\.)*?"
TARGET = r"\((?:<[^<>\n]*>|[^()\s<>]*)\)"
PHOTO = rf"!\[{TEXT}\](?P<to_photo>{TARGET})(?:\{{: \.crop-(?P<crop>{'|'.join(CROPS)})\}})?"
LEAD = rf"\[{TEXT}\]\(#\S+\)"  # a name that leads to the section of the row that it names
INDENT = " " * 4  # of what stands below a line of a list
MAX_TOLD_CHARS = 70  # of a text that has another form
ADDRESS, AS_WRITTEN = "to_", "ref_"  # what the names of a form's groups begin with, where they hold no plain text

NAME = re.compile(r" ?<!-- [a-z]+(?P<name>-\S+(?: \S+=\S+)*) -->")

Values = dict[str, Any]
Blocks = Sequence[tuple[str, str, Values]]  # the word of the comment before it, the text, and what names its row
WriteRow = Callable[[Any, "Page"], str]  # of a row and the page that it is on


class ChangedError(Exception):
    """A section that no longer has the form in which it was written."""


@dataclass(frozen=True)
class MarkdownFormat:
    """How the rows of a kind are written below their section's heading, and read.

    `marks` are the words of the comments that stand before their blocks; `read` gets each block with its mark, and
    raises ChangedError where it has another form. A comment names each row (`name_comment`), at the end of its line, or
    before its blocks: whoever changes or moves a row by hand takes its name along.
    """

    marks: tuple[str, ...]
    write: Callable[[Sequence[Any], "Page"], str]
    read: Callable[[Blocks], list[Values]]


def parts_of(form: str, text: str) -> Values:
    """The named parts of a text that has a form, empty where they are not there.

    Part `to_url` is the address `url` of a target, `ref_paper` names a `paper` and stays as written. Raises
    ChangedError where the text has another form.
    """
    match = re.fullmatch(form, text)
    if match is None:
        raise ChangedError(f"It says “{shorten(text, MAX_TOLD_CHARS, placeholder='…')}”.")
    parts = match.groupdict(default="")
    parts.pop("link", None)
    return dict(_value(name, part) for name, part in parts.items())


def _value(name: str, part: str) -> tuple[str, str]:
    if name.startswith(ADDRESS):
        return name.removeprefix(ADDRESS), address(part[1:-1])
    return (name.removeprefix(AS_WRITTEN), part) if name.startswith(AS_WRITTEN) else (name, plain(part))


def lines_of(mark: str, blocks: Blocks) -> list[tuple[str, Values]]:
    """The lines of a section's lists or tables, whose blocks all have this mark, each with what names its row."""
    return [split_name(line) for line in _lines(mark, blocks) if line]


def _lines(mark: str, blocks: Blocks) -> list[str]:
    if any(other != mark for other, _, _ in blocks):
        raise ChangedError("It holds rows of another kind.")
    return [line for _, text, _ in blocks for line in text.split("\n")]


def name_comment(row: Any, mark: str = "") -> str:
    """The comment that tells a row's name, and what was given out about it: <!-- slot-3 sequence=7 -->."""
    told = "".join(f" {name}={to_json(value)}" for name in row.given_out if (value := getattr(row, name)))
    return f"<!-- {mark or row.key.kind}-{row.number}{told} -->"


def split_name(line: str) -> tuple[str, Values]:
    """A line without the comment that names its row, and what that says."""
    match = NAME.search(line)
    return (line[: match.start()] + line[match.end() :], read_name(match["name"])) if match else (line, {})


def read_name(text: str) -> Values:
    """What a comment says of a row, such as `-3 sequence=7`, each value as it stands there."""
    number, *told = text.removeprefix("-").split(" ")
    return {"number": number} | {name: value for name, _, value in (one.partition("=") for one in told)}


def as_list(mark: str, write: WriteRow, read: Callable[[str], Values], below: str = "") -> MarkdownFormat:
    """The format of a kind whose rows are the lines of a list; below each is the Markdown in the column `below`."""

    def entry(row: Any, page: "Page") -> str:
        line, under = f"- {write(row, page)} {name_comment(row)}", getattr(row, below) if below else ""
        return "\n".join([line, "", *(under and INDENT + under for under in under.split("\n")), ""]) if under else line

    def values(line: str, under: str) -> Values:
        line, name = split_name(line)
        if under and not below:
            raise ChangedError("Something is indented below a row.")
        return read(line.removeprefix("- ")) | ({below: under} if below else {}) | name

    return MarkdownFormat(
        (mark,),
        lambda rows, page: f"<!-- {mark} -->\n\n" + "\n".join(entry(row, page) for row in rows).rstrip("\n"),
        lambda blocks: [values(line, under) for line, under in _entries(_lines(mark, blocks))],
    )


def _entries(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The lines of a list, each with the text that is indented below it."""
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if entries and (not line or line.startswith(INDENT)):
            entries[-1][1].append(line.removeprefix(INDENT))
        elif line:
            entries.append((line, []))
    return [(line, "\n".join(under).strip("\n")) for line, under in entries]


def as_blocks(marks: tuple[str, ...], write: WriteRow, read: Callable[[Blocks], list[Values]]) -> MarkdownFormat:
    """The format of a kind whose rows are passages."""
    return MarkdownFormat(marks, lambda rows, page: "\n\n".join(write(row, page) for row in rows), read)


def linked(markdown: str, url: str) -> str:
    """A text in Markdown that leads to an address, if there is one."""
    return f"[{markdown}]{target(url)}" if url else markdown


def shown(alt: str, path: str) -> str:
    """A picture in Markdown."""
    return f"![{escaped(alt)}]{target(path)}"


def shown_cropped(alt: str, photo: str, crop: int) -> str:
    """A photo in Markdown with the part that a square keeps, as PHOTO reads it; nothing where there is none."""
    return f"{shown(alt, photo)}{{: .crop-{crop}}}" if photo else ""


def with_crop(values: Values) -> Values:
    """What PHOTO read, the part that a square keeps as a number, where it is told."""
    return {name: int(value) if name == "crop" else value for name, value in values.items() if value or name != "crop"}


def leading(row: Any, text: str) -> str:
    """A text that leads to the section of the row that it is the name of, as LEAD reads it."""
    return f"[{escaped(text)}](#{row.section.anchor})" if row and str(row) == text else escaped(text)
