"""Writes a page's Jekyll and kramdown as the Markdown library reads it."""

import re

from faimi.exchange.draft import Report
from faimi.exchange.page.source.block_links import with_links_inward
from faimi.exchange.page.source.footnotes import with_plain_notes
from faimi.exchange.page.source.liquid import without_liquid

CONTENTS = re.compile(r"^(?:[-*+]|1\.)[ \t]+.*\n\{:\s*\.?toc\b[^{}\n]*\}", re.M | re.I)
ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*\{:[^{}\n]*\}")
BREAK = re.compile(r"(?<!\\)\\{1,2}[ \t]*$", re.M)
FENCE = re.compile(r" {0,3}(?:```|~~~)")
RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
ITEM = re.compile(r"(?P<mark>[-+*]|(?P<number>\d{1,9})\.)[ \t]+(?=\S)")
SEPARATOR = re.compile(r"\|?[ \t]*:?-[-:|+ \t]*")
PIPE = re.compile(r"(?<!\\)\|")


def as_python_markdown(text: str, report: Report) -> str:
    """Takes out what Jekyll would fill in and what only lays out, and sets lists and tables as Python-Markdown does."""
    text = with_links_inward(ATTRIBUTES.sub("", CONTENTS.sub("", without_liquid(text, report))))
    lines: list[str] = []
    for run, fenced in _runs(BREAK.sub("  ", text).split("\n")):
        lines += run if fenced else _with_lists(_with_tables(run))
    return with_plain_notes("\n".join(lines))


def _runs(lines: list[str]) -> list[tuple[list[str], bool]]:
    """Runs of lines, and whether they are a block of code between fences."""
    runs: list[tuple[list[str], bool]] = [([], False)]
    for line in lines:
        own, fenced = runs[-1]
        if FENCE.match(line) and not fenced:
            runs.append(([line], True))
        elif FENCE.match(line):
            own.append(line)
            runs.append(([], False))
        else:
            own.append(line)
    return runs


def _with_tables(lines: list[str]) -> list[str]:
    """Sets tables apart from the lines around them, and gives all their cells a heading, be it an empty one."""
    done: list[str] = []
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and PIPE.search(lines[end]) and (end > place or _begins_table(lines, place)):
            end += 1
        if end == place:
            done.append(lines[place])
            place += 1
            continue
        done += [""] * bool(done and done[-1].strip()) + _table(lines[place:end])
        done += [""] * bool(end < len(lines) and lines[end].strip())
        place = end
    return done


def _begins_table(lines: list[str], place: int) -> bool:
    """Whether a table begins: with a pipe, or on a line above a row of dashes."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return lines[place].lstrip().startswith("|") or _separates(following)


def _separates(line: str) -> bool:
    return bool(SEPARATOR.fullmatch(line.strip())) and bool(PIPE.search(line))


def _table(rows: list[str]) -> list[str]:
    width = max(len(PIPE.findall(re.sub(r"^\||(?<!\\)\|$", "", row.strip()))) for row in rows) + 1
    headed = len(rows) > 1 and not _separates(rows[0]) and _separates(rows[1])
    head = rows[0].strip() if headed else "|" * (width + 1)
    head += "|" * (width + 1 - len(PIPE.findall(head if head.startswith("|") else f"|{head}")))
    return [head, f"|{'---|' * width}", *(row.strip() for row in rows[headed:] if not _separates(row))]


def _with_lists(lines: list[str]) -> list[str]:
    """Indents what belongs to an entry by four spaces a level, and sets a list apart from the text above it."""
    done: list[str] = []
    levels: list[int] = []
    for line in lines:
        text = line.expandtabs(4)
        bare = text.lstrip()
        indent = len(text) - len(bare)
        above = bool(done and done[-1].strip())
        item = None if RULE.fullmatch(text) else ITEM.match(bare)
        if item and (levels or indent < 4):
            begins = not levels
            levels = [level for level in levels if indent >= level + 2]
            if begins and above and item["number"] in (None, "1"):
                done.append("")
            done.append("    " * len(levels) + bare)
            levels.append(indent)
        elif bare and levels and not above:
            levels = [level for level in levels if indent >= level + 2]
            done.append("    " * len(levels) + bare if levels else line)
        else:
            levels = [] if bare.startswith(("#", "<", "|")) and not indent else levels
            done.append(line)
    return done
