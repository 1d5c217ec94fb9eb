"""Lists as other programs write them in plain text, with a bullet or a number and a tab, as lists of Markdown."""

import re

# A bullet that nobody writes for anything else; of other signs the tab tells. Those of Word's symbol fonts come along.
ENTRY = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[•·▪▫◦‣⁃●○■□❖➢➤✓\uf0a7\uf0b7\uf0d8\uf0fc])[ \t\xa0]+"
    r"|(?P<sign>[o§–—*+-])\t[ \t]*|(?P<number>\d{1,3})[.)]\t[ \t]*)(?=\S)"
)
LETTERED = re.compile(r"[a-z]\)")
OWN_ENTRY = re.compile(r"[ \t]*(?:[-+*]|\d+\.)[ \t]")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
MAX_LEVELS = 6


def with_lists(text: str) -> str:
    """Markdown in which the lists of a plain text are lists; code stays as it is."""
    lines: list[str] = []
    levels: list[str] = []  # of the list that is open: what its entries begin with, the outermost first
    fence = ""
    for line in text.split("\n"):
        if (mark := FENCE.match(line)) and mark[1].startswith(fence):
            fence = "" if fence else mark[1]
        entry = ENTRY.match(line) if not fence else None
        above = lines[-1] if lines else ""
        if entry and (levels or not _is_code(entry["indent"])):
            if above.strip() and not levels and not OWN_ENTRY.match(above):
                lines.append("")  # else Markdown takes it for a part of the paragraph
            lines.append(_entry(entry, levels) + line[entry.end() :])
            continue
        if levels and above.strip() and line.strip() and not _goes_on(line, above):
            lines.append("")
        levels = levels if levels and (not line.strip() or _goes_on(line, above)) else []
        lines.append(line)
    return "\n".join(lines)


def _is_code(indent: str) -> bool:
    return "\t" in indent or len(indent) >= 4


def _entry(entry: re.Match[str], levels: list[str]) -> str:
    """The beginning of an entry, on the level of those that began alike: a new sign is a list within the last entry."""
    sign = entry["indent"] + (entry["bullet"] or entry["sign"] or "1")
    if sign in levels:
        del levels[levels.index(sign) + 1 :]
    elif len(levels) < MAX_LEVELS:
        levels.append(sign)
    return " " * 4 * (len(levels) - 1) + (f"{entry['number']}. " if entry["number"] else "- ")


def _goes_on(line: str, above: str) -> bool:
    """Whether a line goes on with the entry above it."""
    wraps = above.endswith("  ") or line[0].isspace() or (line[0].islower() and not LETTERED.match(line))
    return wraps or OWN_ENTRY.match(line) is not None
