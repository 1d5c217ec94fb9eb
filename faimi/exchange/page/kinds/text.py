"""Keeps prose as one text."""

import re

from faimi.exchange.page.kinds.reader import Items, Passage, Reader
from faimi.exchange.page.source.html_to_markdown import to_markdown
from faimi.exchange.text_matching import squeeze, words_of


def read_text(passage: Passage) -> Items:
    """The blocks as one text, or none; a single picture, with the link around it, gets its own place."""
    blocks = passage.blocks
    pictures = [picture for block in blocks for picture in block.find_all("img")]
    pictures += [block for block in blocks if block.name == "img"]
    item = {"body": "", "picture": "", "alt": "", "url": ""}
    if len(pictures) == 1 and re.match(r"/(?!/)", str(pictures[0].get("src", ""))):
        picture = pictures[0]
        around = picture.find_parent("a")
        around = around if around is not None and not words_of(around) else None
        item |= {"picture": str(picture.get("src", "")), "alt": squeeze(str(picture.get("alt", "")))}
        item["url"] = str(around.get("href", "")) if around else ""
        (around or picture).extract()
    elif len(pictures) > 1:
        called = passage.heading or "The beginning"
        passage.report.unsure(f"“{called}” holds {len(pictures)} pictures: they stay in its text.", passage.heading)
    item["body"] = to_markdown(blocks)
    return [item] if any(item.values()) else []


READER = Reader(
    heading=r"\bcall for\b|\bguidelines?\b|\bproceedings\b",
    precedence=0,
    read=lambda passage: (passage.heading, read_text(passage), []),
    opens=True,
)
