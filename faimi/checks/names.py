"""The names of people as they are compared: two spellings, initials, and who else is called so."""

import re
from dataclasses import dataclass
from functools import lru_cache

from faimi.content.letters import plain_letters
from faimi.exchange.row_facts import ET_AL, split_names

TITLE = re.compile(
    r"^(?:(?:(?:assoc|asst|assistant|associate)\.? )?prof(?:essor)?|dr|mr|mrs|ms|sir|dame)\b\.?\s*", re.I
)
ASIDE = re.compile(r"(?<!\s)\s*[(\[][^()\[\]]*[)\]]|[*†‡]+")
NO_NAME = re.compile(r"[:()\[\]?!]")  # stands in a title, or in half of an aside
PARTICLES = re.compile(r"\b(?:v[ao]n|de[rnl]?|l[ae]|d[aiou]s?|e?l|al|bin|te[rn]|zu)\b", re.I)
OTHERS = re.compile(r"…|\.\.\.|\bothers\b|\bcolleagues\b")
LETTERS = re.compile(r"[^\W\d_]+")
SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[cktr])h"), ""),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"(?<=\w)y"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=[aeiou])z"), "s"),
    (re.compile(r"(?<=[aou])e"), ""),
    (re.compile(r"(\w)\1+"), r"\1"),
)
MIN_SOUND_CHARS = 5  # shorter names that sound the same may well be two
MIN_FAMILY_CHARS = 4  # of one of two family names
MAX_NAME_CHARS, MAX_WORDS = 60, 6
MAX_PEOPLE = 200  # of one column


@dataclass(frozen=True, eq=False)
class Name:
    """A name as it is `said`, without an academic title.

    `form` is what of it counts as a spelling, `sound` are the letters of all its words as they sound, without
    accents; `given` are the words before the last, the `family` name. Names that are nearly one share one of their
    `beginnings`.
    """

    said: str
    form: str
    sound: str
    given: tuple[str, ...]
    family: str
    beginnings: tuple[tuple[str, str], ...]


@lru_cache(maxsize=16_384)
def names_in(text: str) -> tuple[Name, ...]:
    """The people that a text lists, each with a family name and something before it."""
    told = ASIDE.sub("", text[: MAX_PEOPLE * MAX_NAME_CHARS])
    found = (_name(one) for one in (_family_first(told) or split_names(told))[:MAX_PEOPLE])
    return tuple(name for name in found if name)


def _family_first(text: str) -> list[str]:
    """The names of a list such as “Gómez, Lucía; López, Andrés”, as they are said; empty for another list."""
    parts = [[side.strip() for side in part.split(",")] for part in text.split(";")]
    if any(len(part) != 2 or not all(part) for part in parts):
        return []
    single = [" " not in side for part in parts for side in part]
    is_sure = any(single) if len(parts) > 1 else all(single)
    return [f"{given} {family}" for family, given in parts] if is_sure else []


@lru_cache(maxsize=16_384)
def is_open(text: str) -> bool:
    """Whether a list of people says that there are others."""
    return bool(ET_AL.search(text)) or bool(OTHERS.search(text))


@lru_cache(maxsize=16_384)
def _name(text: str) -> Name | None:
    said = TITLE.sub("", TITLE.sub("", ASIDE.sub("", text).strip())).strip(" .:,")
    if len(text) > MAX_NAME_CHARS or NO_NAME.search(said):
        return None
    plain = plain_letters(said).replace(".", " ")
    words = [word for part in plain.split() if (word := "".join(LETTERS.findall(part)))]
    if not 2 <= len(words) <= MAX_WORDS:
        return None
    form = PARTICLES.sub(lambda word: word[0].lower(), re.sub(r"['’`´]", "", said))
    form = re.sub(r"[\s.]+", "", re.sub(r"[‐‑–—]", "-", form))
    *given, family = words
    beginnings = (family, given[0][0]), (" ".join(given), family[:MIN_FAMILY_CHARS])
    return Name(said, form, "".join(map(_sound, LETTERS.findall(plain))), tuple(given), family, beginnings)


def _sound(word: str) -> str:
    if len(word) >= MIN_SOUND_CHARS:
        for pattern, letters in SOUNDS:
            word = pattern.sub(letters, word)
    return word


def may_be_one(one: Name, other: Name) -> bool:
    """Whether two names may be one person’s: of one sound, or with initials or without middle names."""
    return one.sound == other.sound or (
        _sound(one.family) == _sound(other.family) and (_shortens(one, other) or _shortens(other, one))
    )


def _shortens(short: Name, whole: Name) -> bool:
    """Whether a name’s first words are those of another, or their initials, and none that it does not have."""
    (first, *rest), (theirs, *others) = short.given, whole.given
    begins = first == theirs or (len(first) == 1 and theirs[0] == first)
    initials = [word[0] for word in others]
    return begins and all(word in others or (len(word) == 1 and word in initials) for word in rest)
