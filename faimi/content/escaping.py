"""A text as Markdown that shows just this text, and the text of such Markdown again: nothing is lost either way."""

import re
from html import unescape

MARKS = re.compile(r"[\\`*_\[\]{}|#]")
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~~": "&#126;&#126;", "$$": "&#36;&#36;"}
SPECIAL = re.compile(r"[<>]|~~|\$\$|&(?=#?\w+;)")
START = re.compile(r"^(?:(\d+)(?=\.\s)|(?=[-+]\s))")
SIGN = re.compile(r"\\(.)|&#?\w+;")
IN_TARGET = re.compile(r"[<>|\\\"]|&(?=#?\w+;)")
# A line of a text that looks as if the page's own frame went on there gets one more space in it.
FRAME = re.compile(r"^(<!-- |\{: )( *)(?=\w+(?:-\S+(?: \S+=\S+)*)? *-->$|#\S+ \.[a-z]+-section(?: [^}\n]*)?\}$)", re.M)


def escaped(text: str) -> str:
    """A text on one line as Markdown."""
    text = MARKS.sub(r"\\\g<0>", text)
    text = SPECIAL.sub(lambda sign: ENTITIES[sign[0]], text)
    return START.sub(r"\1\\", text)


def plain(markdown: str) -> str:
    """The text that `escaped` was given."""
    return SIGN.sub(lambda sign: sign[1] or unescape(sign[0]), markdown)


def target(url: str) -> str:
    """An address as the target of a Markdown link, in its parentheses."""
    url = IN_TARGET.sub(lambda sign: f"&#{ord(sign[0])};", url)
    return f"(<{url}>)" if re.search(r"[()\s]", url) else f"({url})"


def address(target: str) -> str:
    """The address that `target` was given."""
    return plain(target.strip("<>"))


def guarded(prose: str) -> str:
    """Markdown in which no line reads as a part of the page's frame."""
    return FRAME.sub(r"\1 \2", prose)


def unguarded(prose: str) -> str:
    """The Markdown that `guarded` was given."""
    return FRAME.sub(lambda line: line[1] + line[2][1:], prose)
