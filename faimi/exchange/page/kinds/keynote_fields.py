"""Reads one keynote: who speaks, from where, on what, and what is said about both."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from faimi.exchange.page.recognise.dates import find_date
from faimi.exchange.page.recognise.names import NO_WORD, is_person, is_place
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.source.html_to_markdown import to_markdown
from faimi.exchange.page.source.tree import HEADINGS
from faimi.exchange.text_matching import squeeze, words_of

SPOKEN = re.compile(r"(?P<speaker>[^(,:–—]+?)\s*(?P<place>\([^()]+\)|,[^:–—]+)?(?:\s*:|\s+[–—-])\s+(?P<after>\S.*)")
PERSON = re.compile(r"(?P<speaker>[^(,]+?)\s*(?:\((?P<affiliation>[^()]+)\)|,\s*(?P<after>.+))?")
LABEL = re.compile(
    r"\s*(?:(?P<title>(?:talk )?title|talk|topic)|(?P<abstract>abstract|summary)|(?P<place>affiliation)|"
    r"(?P<bio>(?:short |speaker )?bio(?:graphy)?|about(?: the (?:speaker|author))?))\s*(?::|[.–—](?=\s)|$)\s*",
    re.I,
)
POSITION = re.compile(
    r"\b(?:prof(?:essor)?|researcher|scientist|lecturer|director|engineer|fellow|ph\.?d|head|chair)\b", re.I
)
WHEN = r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|at|on|from|to|local|time|[A-Z]{2,4}T|UTC|GMT)\b|[\W_]"
# What the title of a talk holds and the name of a place does not.
IN_TITLE = re.compile(r"[:?!]|\b(?:in|on|from|to|towards?|with|how|why|what|by|through|beyond|is|are|as)\b", re.I)
UNTITLED = re.compile(r"\W*(?:title\W+)?(?:tba|tbd|tbc|to be (?:announced|confirmed|determined))\W*", re.I)
MAX_HEADING_CHARS, MAX_POST_CHARS = 300, 120


def read_keynote(name: str, blocks: list[Tag], title: str = "") -> dict[str, Any]:
    """Reads one keynote: a heading is the talk's title; what starts with the speaker or the photo is the bio."""
    reader = _Keynote(name, title)
    for block in blocks:
        if not reader.reads_label(block) and not reader.reads_short(block):
            reader.keep(block)
    if not reader.title and not reader.labelled:
        reader.abstract, reader.bio = [], reader.abstract + reader.bio
    return {
        "speaker": reader.speaker,
        "affiliation": reader.affiliation,
        "title": "" if UNTITLED.fullmatch(reader.title) else reader.title,
        "abstract": to_markdown(reader.abstract),
        "bio": to_markdown(reader.bio),
        "photo": reader.photo,
    }


def speaker_of(text: str) -> tuple[str, str, str]:
    """Parts “Name (Place)”, “Name, Place” or “Name, Place: Title” into name, place and title."""
    text = squeeze(text)[:MAX_HEADING_CHARS]
    if (said := SPOKEN.fullmatch(text)) and is_person(said["speaker"]):
        place, after = (said["place"] or "").strip(" ,()"), said["after"]
        if not place and (_is_post(after) or not NO_WORD.search(after)):
            return said["speaker"], after, ""
        return (said["speaker"], f"{place}, {after}", "") if _is_post(after) else (said["speaker"], place, after)
    person = PERSON.fullmatch(text)
    return (person["speaker"], person["affiliation"] or person["after"] or "", "") if person else (text, "", "")


class _Keynote:
    """A keynote that is being read, block by block; `about` is where prose goes, by a label if `told`."""

    def __init__(self, name: str, title: str) -> None:
        self.speaker, self.affiliation, said = speaker_of(name)
        self.title, self.photo = title or said, ""
        self.abstract: list[Tag] = []
        self.bio: list[Tag] = []
        self.about = self.abstract
        self.labelled, self.told = bool(self.title), False

    def reads_label(self, block: Tag) -> bool:
        """Reads a paragraph such as “Title: …”, or a heading that is a label and nothing else."""
        text = words_of(block)
        label = LABEL.match(text) if block.name in (*HEADINGS, "p") else None
        said = text[label.end() :] if label else ""
        if label is None or (said and block.name in HEADINGS):
            return False
        if label["title"]:
            if self.title or not said:
                return False
            self._begin_talk(said)
        elif label["place"]:
            self.affiliation = self.affiliation or said
        else:
            self.about = self.bio if label["bio"] else self.abstract
            self.labelled = self.told = True
            self.about += [_without_label(block, label)] if said else []
        return True

    def reads_short(self, block: Tag) -> bool:
        """Reads what says where the speaker works, or what the talk is called."""
        text = words_of(block)
        place = _is_post(text) if block.name == "p" else is_place(text) and not IN_TITLE.search(text)
        if not self.affiliation and not self.abstract + self.bio and not self.told and place:
            self.affiliation = text.strip(" ,;()")
            return True
        if self.title or (not self.photo and block.find("img")) or not _is_title(block):
            return False
        self._begin_talk(text)
        return True

    def _begin_talk(self, title: str) -> None:
        """Takes the talk's title: what stood above it is about the speaker."""
        self.title = title
        if not self.labelled:
            self.abstract, self.bio = [], self.bio + self.abstract
            self.about = self.abstract

    def keep(self, block: Tag) -> None:
        """Takes prose, and the first picture as the speaker's; when they speak is no part of what they say."""
        if _is_when(words_of(block)):
            self.bio.append(block)
            return
        picture = None if self.photo else block if block.name == "img" else block.find("img")
        if not self.labelled and (picture is not None or _is_about(words_of(block), self.speaker)):
            self.about = self.bio
        if picture is not None:
            self.photo = str(picture.extract().get("src", ""))
        self.about += [block] if words_of(block) or block.find(True) else []


def _is_title(block: Tag) -> bool:
    """Whether a block is the title of a talk: a heading, or a paragraph that is set as one as a whole."""
    text = words_of(block)
    whole = [tag for tag in block.find_all(["b", "strong", "em", "i"]) if words_of(tag) == text]
    set_apart = block.name == "p" and (whole or re.fullmatch(r"[“\"][^“”\"]+[”\"]", text))
    titled = bool(text) and len(text) < MAX_HEADING_CHARS and not text.endswith(".") and not _is_post(text)
    return block.name in HEADINGS or bool(set_apart and titled)


def _is_when(text: str) -> bool:
    """Whether a line says on which day, and perhaps at which hour, a talk is, and nothing else."""
    found = find_date(text, 1) if len(text) < MAX_POST_CHARS else None
    return found is not None and not re.sub(WHEN, "", find_times(found.around)[1], flags=re.I)


def _is_post(text: str) -> bool:
    """Whether a short line says where somebody works, or as what."""
    short = len(text) < MAX_POST_CHARS and not text.endswith((".", ":"))
    return is_place(text) or (short and bool(POSITION.search(text)))


def _is_about(text: str, speaker: str) -> bool:
    """Whether a text begins with the speaker's name, or with the first part of it."""
    first = next((part for part in speaker.split() if not part.endswith(".")), speaker)
    return text.startswith(speaker) or text.split()[:1] == [first]


def _without_label(block: Tag, label: re.Match[str]) -> Tag:
    """Takes the label off the start of a paragraph."""
    left = len(label[0].replace(" ", ""))
    for string in list(block.find_all(string=True)):
        text = str(string)
        while left and text:
            left -= not text[0].isspace()
            text = text[1:]
        string.replace_with(NavigableString(text.lstrip()))
        if not left and text.strip():
            break
    for tag in block.find_all(["b", "strong", "em", "i"]):
        if not words_of(tag):
            tag.decompose()
    return block
