"""Where keynotes begin below a heading: at a speaker, or at the title of a talk above one."""

import re
from itertools import pairwise

from bs4 import Tag

from faimi.exchange.page.kinds.keynote_fields import LABEL, MAX_HEADING_CHARS
from faimi.exchange.page.recognise.names import PERSON, begins_with_person, is_person, is_place, may_be_people
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.schedule.lines import is_label
from faimi.exchange.page.source.tree import HEADINGS
from faimi.exchange.text_matching import words_of

KEYNOTE_HEADING = re.compile(r"\b(?:keynotes?|invited (?:talks?|speakers?))\b", re.I)
LABEL_SEPARATOR = re.compile(r"\s*[-–—:]\s+|\s+[-–—]\s*|\s+by\s+", re.I)
ALONE = re.compile(
    r"(?:(?:keynote|plenary|invited)(?: (?:speaker|speech|talk|lecture|address))?s?(?: ?#?(?:\d{1,2}|[IVX]{1,4}))?|"
    r"(?:speaker|talk) ?#?\d{1,2})\W*",
    re.I,
)
NUMBERED = re.compile(
    r"^(?:(?:invited |keynote )?(?:talk|lecture|speech)|keynote) ?#?(?:\d{1,2}|[IVX]{1,4})\s*[:.–—-]\s+", re.I
)
SPOKEN = re.compile(r"\s*(?::|\s[–—-])\s")
PLACE = re.compile(r"\s*(?:\(|,|\s[–—-]\s).*", re.S)
# What heads something else than a talk.
OTHER = re.compile(
    r"\b(?:important dates|deadlines?|call for|committees?|organi[sz]ers|accepted papers|schedule|programm?e?|awards|"
    r"sponsors|registration|venue|logistics|contact|panel(?:ists)?|submission|previous editions)\b",
    re.I,
)
MIN_TITLE_WORDS, MIN_BOLD_TITLE_WORDS = 4, 3


def parted(heading: str) -> tuple[str, str]:
    """Parts “Keynote 1 - Name” or “Keynote by Name” into its label and the name."""
    heading = heading[:MAX_HEADING_CHARS]
    keynote = KEYNOTE_HEADING.search(heading)
    between = LABEL_SEPARATOR.search(heading, keynote.end()) if keynote else None
    return (heading[: between.start()].strip(), heading[between.end() :].strip()) if between else (heading, "")


def starts_of(blocks: list[Tag]) -> dict[int, bool]:
    """Where keynotes begin, and (false) where they end at a heading of another kind.

    They begin at headings that name a speaker or stand above one, else at names in bold, or else at people with where
    they work; the pictures and labels directly above these belong to them.
    """
    begin = [n for n, block in enumerate(blocks) if _is_heading(block) and _is_head(n, blocks)]
    named = {n for n in begin if is_name(blocks[n])}
    bold = [n for n, block in enumerate(blocks) if _in_bold(block)]
    if not begin or (bold and bold[0] < begin[0] and not named):  # a heading below the first name is its talk's title
        begin = bold or [n for n, block in enumerate(blocks) if _introduces(block)]
        begin = begin or [n for n, block in enumerate(blocks) if names_speaker(block)]
        level = ""
    else:
        level = min(blocks[n].name for n in begin)
        begin = [n for n in begin if blocks[n].name == level]
    starts = {_first_above(n, blocks): True for n in begin}
    heads = {*begin}
    above = -1  # the heading before
    for n, block in enumerate(blocks):
        if not begin or n < begin[0] or not _is_heading(block):
            continue
        text = words_of(block)
        titled = above in named and len(text.split()) >= MIN_TITLE_WORDS  # the first below a speaker's name
        if n not in heads and (OTHER.search(text) or (block.name <= level and not titled)):
            starts[_first_above(n, blocks)] = False
        above = n
    return starts


def _is_heading(block: Tag) -> bool:
    """Whether a block is a heading that says more than “Abstract” or “Keynote 1”."""
    text = words_of(block) if block.name in HEADINGS else ""
    label = LABEL.match(text)
    return bool(text) and not (label and label.end() == len(text)) and not ALONE.fullmatch(text)


def _is_head(place: int, blocks: list[Tag]) -> bool:
    """Whether a heading names a speaker, or stands directly above one."""
    if is_name(blocks[place]):
        return True
    below = next((block for block in blocks[place + 1 :] if not is_picture(block) and not is_alone(block)), None)
    return below is not None and names_speaker(below) and not OTHER.search(words_of(blocks[place]))


def _first_above(place: int, blocks: list[Tag]) -> int:
    """The picture directly above a place, if there is one, else the place."""
    return place - 1 if place and is_picture(blocks[place - 1]) else place


def is_name(block: Tag) -> bool:
    """Whether a heading names a speaker."""
    text = words_of(block)
    name = parted(text)[1] or text
    return begins_with_person(name) or is_person(SPOKEN.split(name)[0].strip())


def is_alone(block: Tag) -> bool:
    """Whether a block is a label such as “Invited talk 2”, perhaps with its time, and nothing else."""
    return block.name in ("p", *HEADINGS) and bool(ALONE.fullmatch(find_times(words_of(block))[1]))


def head_titles(blocks: list[Tag]) -> None:
    """Makes headings of titles in bold that stand directly above a speaker, where there are no headings.

    Where each title is a heading with the speaker's below it, that one is a paragraph.
    """
    heads = [block for block in blocks if block.name in HEADINGS and not is_alone(block)]
    if heads:
        titles, speakers = heads[::2], heads[1::2]
        paired = len(titles) == len(speakers) and all(a.name < b.name for a, b in zip(titles, speakers, strict=True))
        if paired and all(_says_place(block) for block in speakers) and not any(map(_says_place, titles)):
            for block in speakers:
                block.name = "p"
        return
    titles = []
    for block, below in pairwise(blocks):
        text = NUMBERED.sub("", words_of(block))
        titled = len(text.split()) >= MIN_BOLD_TITLE_WORDS and not (
            LABEL.match(text) or KEYNOTE_HEADING.search(text) or OTHER.search(text) or is_place(text)
        )
        apart = block.name == "p" and is_label(list(block.children)) and not _in_bold(block)
        titles += [block] if apart and titled and names_speaker(below) else []
    for block in titles if len(titles) == sum(map(names_speaker, blocks)) else []:
        block.name = HEADINGS[-1]


def speaker_line(block: Tag) -> str:
    """A paragraph's text without the label “Speaker:”."""
    return re.sub(r"^(?:(?:speakers?|presenters?|by)\s*:|by\b)\s*", "", words_of(block), flags=re.I)


def names_speaker(block: Tag) -> bool:
    """Whether a paragraph is a speaker's name, and where they work."""
    text = speaker_line(block) if block.name == "p" else ""
    if _in_bold(block):
        return begins_with_person(text)
    match = PERSON.match(text[:MAX_HEADING_CHARS])
    after = text[match.end() :].strip(" ,") if match and is_person(match["name"]) else ""
    return is_person(text) or bool(after and is_place(after.strip("()–—| ")))


def _in_bold(block: Tag) -> bool:
    """Whether a paragraph is a speaker's name in bold, with at most an affiliation after it."""
    bold = block.find(["b", "strong"]) if block.name == "p" else None
    text = words_of(block)
    name = words_of(bold) if bold else ""
    label = LABEL.match(name)
    after = re.fullmatch(r"\s*(?:[(,–—-].{0,120})?", text[len(name) :])
    return bool(name and not label) and text.startswith(name) and bool(after) and _may_speak(name)


def _may_speak(name: str) -> bool:
    """Whether a name in bold may be a speaker's: no heading, and no label."""
    return begins_with_person(name) or may_be_people(PLACE.sub("", name))


def _introduces(block: Tag) -> bool:
    """Whether a paragraph begins with a speaker's name in bold: “**Name** is a professor …”."""
    bold = block.find(["b", "strong"]) if block.name == "p" else None
    name = words_of(bold) if bold else ""
    return is_person(name) and words_of(block).startswith(name)


def _says_place(block: Tag) -> bool:
    """Whether a block is a speaker's name with where they work."""
    text = words_of(block)
    named = PERSON.match(text[:MAX_HEADING_CHARS])
    return named is not None and is_person(named["name"]) and is_place(text[named.end() :].strip(" ,()–—|"))


def is_picture(block: Tag) -> bool:
    """Whether a block is a picture and says nothing."""
    return block.name in ("p", "img", "a") and not words_of(block) and (block.name == "img" or bool(block.find("img")))
