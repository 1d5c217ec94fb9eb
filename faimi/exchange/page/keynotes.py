"""Reads keynotes: under one heading each, or several under one."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.page.prose import markdown
from faimi.exchange.page.tree import HEADINGS
from faimi.exchange.page.words import NOBODY, squeeze, words_of

KEYNOTE = re.compile(r"\b(?:keynotes?|invited (?:talks?|speakers?))\b", re.I)
BETWEEN = re.compile(r"\s*[-–—:]\s+|\s+[-–—]\s*|\s+by\s+", re.I)
PERSON = re.compile(r"(?P<speaker>[^(,]+?)\s*(?:\((?P<affiliation>[^()]+)\)|,\s*(?P<after>.+))?")
ABOUT = {"bio", "biography", "short bio", "about the speaker", "speaker bio", "about"}
LONGEST = 300


def read(heading: str, blocks: list[Tag]) -> tuple[str, list[dict[str, Any]], list[Tag]]:
    """Gives the section's own heading, its keynotes, and what stands before the first."""
    label, name = parted(heading)
    if name and name.lower() not in NOBODY:
        return label, [_keynote(name, blocks)], []
    begins = [block for block in blocks if block.name == "h3"] or [block for block in blocks if _names(block)]
    parts: list[list[Tag]] = [[]]
    for block in blocks:
        if any(block is begin for begin in begins):
            parts.append([])
        parts[-1].append(block)
    return heading, [_keynote(_own(words_of(part[0])), part[1:]) for part in parts[1:]], parts[0]


def parted(heading: str) -> tuple[str, str]:
    """Parts “FAIMI Keynote 1 - Name” or “Keynote by Name” into its label and the name."""
    heading = heading[:LONGEST]
    keynote = KEYNOTE.search(heading)
    between = BETWEEN.search(heading, keynote.end()) if keynote else None
    return (heading[: between.start()].strip(), heading[between.end() :].strip()) if between else (heading, "")


def _own(heading: str) -> str:
    """Gives the name in a keynote's own heading, which may say “Keynote 1:” before it."""
    return parted(heading)[1] or heading


def _names(block: Tag) -> bool:
    """Gives whether a paragraph is a speaker's name in bold, with at most an affiliation after it."""
    bold = block.find(["b", "strong"]) if block.name == "p" else None
    text = words_of(block)
    name = words_of(bold) if bold else ""
    return bool(name) and text.startswith(name) and bool(re.fullmatch(r"\s*(?:[(,–—-].{0,120})?", text[len(name) :]))


def _keynote(name: str, blocks: list[Tag]) -> dict[str, Any]:
    """Reads one keynote: a heading is the talk's title; what starts with the speaker or the photo is the bio."""
    person = PERSON.fullmatch(squeeze(name)[:LONGEST])
    speaker = person["speaker"] if person else squeeze(name)
    title, photo = "", ""
    abstract: list[Tag] = []
    bio: list[Tag] = []
    about = abstract
    for block in blocks:
        if block.name in HEADINGS and words_of(block).lower().strip(":") in ABOUT | {"abstract"}:
            about = bio if words_of(block).lower().strip(":") in ABOUT else abstract
            continue
        if block.name in HEADINGS and not title and not block.find("img"):
            title = words_of(block)
            abstract, bio = [], bio + abstract  # what stands above the talk's title is about the speaker
            about = abstract
            continue
        picture = None if photo else block.find("img")
        if picture is not None or words_of(block).startswith(speaker):
            about = bio
        if picture is not None:
            photo = str(picture.extract().get("src", ""))
        if words_of(block) or block.find(True):
            about.append(block)
    if not title:
        abstract, bio = [], abstract + bio
    affiliation = (person["affiliation"] or person["after"] or "") if person else ""
    keynote = {"speaker": speaker, "affiliation": affiliation, "title": title}
    return keynote | {"abstract": markdown(abstract), "bio": markdown(bio), "photo": photo}
