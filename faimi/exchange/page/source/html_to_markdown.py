"""HTML back to Markdown that shows the same words and structure when it is rendered again."""

import re
from collections.abc import Iterable
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString, PageElement
from markdownify import MarkdownConverter

Markdownify: Any = MarkdownConverter  # its types leave out all of its converters

FENCE = re.compile(r"`{3,}")
MARKS = re.compile(r"(?P<mark>[*`]|\\(?=[\\`*_{}\[\]()>#+.!|~-])|(?<!\w)_|_(?!\w)|\](?=[(:]))")
ENTITY = re.compile(r"&(?=#?\w+;)")
TAG = re.compile(r"<(?=[a-z/!?])", re.I)
START = re.compile(r"^(?P<before>\s*\d*)(?P<mark>(?<!\d)#|(?<!\d)>|(?<!\d)[-+](?=\s|-)|(?<=\d)\.(?=\s))")


class Converter(Markdownify):  # type: ignore[misc]  # see above
    """Writes Markdown as Python-Markdown reads it, with a backslash only where a sign would mean something."""

    def __init__(self) -> None:
        # Wrapping without a width puts each paragraph on one line.
        super().__init__(
            heading_style="ATX", bullets="-", sub_symbol="<sub>", sup_symbol="<sup>", wrap=True, wrap_width=None
        )

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Escapes what would begin a heading, a list or a quotation at the start of a line."""
        text = str(super().process_text(el, parent_tags=parent_tags))
        before, after = el.previous_sibling, el.next_sibling
        if "_noformat" in (parent_tags or ()):
            return text
        if before is None or (isinstance(before, Tag) and before.name == "br"):
            text = START.sub(r"\g<before>\\\g<mark>", text.lstrip() if before else text)
        if text.endswith("!") and isinstance(after, Tag) and after.name == "a":
            text = text[:-1] + r"\!"
        return text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escapes the signs that are marks where they stand."""
        text = MARKS.sub(r"\\\g<mark>", text)
        text = TAG.sub("&lt;", ENTITY.sub("&amp;", text))
        if text.count("~") > 1:
            text = text.replace("~", r"\~")
        if "a" in parent_tags:
            text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
        return text.replace("|", r"\|") if parent_tags & {"td", "th"} else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes a link with an address that Markdown can hold."""
        if el.has_attr("href"):
            el["href"] = address(el["href"])
        return str(super().convert_a(el, text, parent_tags))

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes a picture wherever it stands."""
        alt = re.sub(r"([\[\]\\])", r"\\\1", " ".join(str(el.get("alt", "")).split()))
        return f"![{alt}]({address(el.get('src', ''))})"

    def convert_iframe(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes what is embedded from elsewhere as a link to it."""
        sources = [el, *el.find_all(["source", "embed"])]
        source = next((tag.get("src") or tag.get("data") for tag in sources if tag.get("src") or tag.get("data")), "")
        name = self.escape(" ".join(str(el.get("title") or source).split()), {"a"})
        link = f"[{name}]({address(source)})" if source else ""
        between = " " if "_inline" in parent_tags else "\n\n"
        return between.join(["", link, text.strip(), ""])

    convert_video = convert_audio = convert_embed = convert_object = convert_iframe

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes an entry; what belongs to it is indented by four spaces, as Python-Markdown wants it."""
        bullet = "-"
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start", ""))
            first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            bullet = f"{first + len(el.find_previous_siblings('li'))}."
        lines = text.strip().split("\n")
        entry = "\n".join([f"{bullet} {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])])
        return entry + ("\n\n" if "" in lines[1:] else "\n")

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes a block of code between fences that it does not hold itself."""
        longest = max((len(run) for run in FENCE.findall(text)), default=2)
        fence = "`" * (longest + 1)
        code = text.strip("\n")
        return f"\n\n{fence}\n{code}\n{fence}\n\n" if code else ""

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Writes the title of a part that folds as a bold line, unless something in it is bold."""
        bold = "" if "**" in text else "**"
        return f"\n\n{bold}{text.strip()}{bold}\n\n" if text.strip() else ""

    convert_details = convert_dt = convert_dd = convert_form = Markdownify.convert_div
    convert_strike = Markdownify.convert_del


def address(value: Any) -> str:
    """A link's target without the signs that would end it in Markdown."""
    text = "".join(str(value).split("\n")).strip()
    ends = r"[\s<>()]" if text.count("(") != text.count(")") else r"[\s<>]"
    return re.sub(ends, lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), text)


def to_markdown(elements: Iterable[PageElement]) -> str:
    """Elements as Markdown: paragraphs on one line each, blank lines between blocks."""
    return str(Converter().convert("\n".join(str(element) for element in elements))).strip()
