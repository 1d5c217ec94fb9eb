"""Time zones by the names that every machine has: those of the tzdata package, whatever its system brings besides."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from faimi.content.letters import plain_letters
from faimi.content.place_words import BUILDING_WORDS, CITY_WORDS, COUNTRY_WORDS, STATE_WORDS

NO_CITIES = ("Antarctica/", "Asia/Oral", "Europe/Jersey", "Pacific/Easter", "Pacific/Midway", "Pacific/Wake")
MAX_VENUE_CHARS = 300
BREAK = re.compile(r"[,;:()\[\]/|\n·•–—]|\s-\s")  # between the parts of a venue
STATES_TOO = {"georgia", "jersey", "washington"}  # as another place is called


@cache
def timezone_names() -> frozenset[str]:
    """The names of time zones that are known on every machine."""
    return frozenset((files("tzdata") / "zones").read_text().split()) - {"Factory"}


def zone_named(name: str | None) -> ZoneInfo | None:
    """The time zone of a name; none where there is no name, or one that not every machine knows."""
    return ZoneInfo(name) if name in timezone_names() else None


@cache
def timezone_choices() -> dict[str, str]:
    """The zones to choose from, one for each place of its own time, with the country and what is said of it there."""
    countries = dict(_table("iso3166.tab"))
    choices = {"UTC": "Coordinated Universal Time"}
    for code, _, zone, *said in _table("zone.tab"):
        country, where = countries[code], said[0] if said else ""
        choices[zone] = where if country in where else ": ".join(filter(None, (country, where)))
    return dict(sorted(choices.items()))


def timezone_called(words: str) -> str | None:
    """The one zone that has this name, in any case and with spaces, or this city in its name: Europe/London, london."""
    if words in timezone_names():
        return words
    called = _zones_called().get(plain_words(words), [])
    return called[0] if len(called) == 1 else None


def timezones_at(venue: str) -> list[str]:
    """The zones of the cities that a venue names, those alone that lie in a state or country it names, else of these.

    None where it is not sure which place is meant.
    """
    parts = " , ".join(map(plain_words, BREAK.split(venue[:MAX_VENUE_CHARS])))
    found = [match[0].replace(" ,", "") for match in _names().finditer(f", {parts}")]
    country, state = (set().union(*(areas.get(name, ()) for name in found)) for areas in (_countries(), _states()))
    here = country & state if country and state else country or state
    if country and state and not here:
        return []
    cities = [zone for name in found if (zone := _cities().get(name)) and (not here or zone in here)]
    sure = country or not STATES_TOO & {*found}
    return list(dict.fromkeys(cities or (zone for zone in _country_of() if sure and zone in here)))


def _table(name: str) -> list[list[str]]:
    lines = (files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def plain_words(words: str) -> str:
    """Words as they are compared and stand in addresses: small Latin letters and digits, one space between them."""
    return " ".join(re.findall("[a-z0-9]+", plain_letters(words)))


def _city_words(zone: str) -> Iterator[str]:
    """What the city in a zone's name is called; nothing for parts of a state, and for what means something else."""
    if not zone.startswith(NO_CITIES) and (
        zone.count("/") == 1 or re.search("Argentina|Indianapolis|Louisville", zone)
    ):
        yield plain_words(zone.rpartition("/")[2])


@cache
def _zones_called() -> dict[str, list[str]]:
    called: dict[str, list[str]] = {}
    for zone in timezone_choices():
        for word in {plain_words(zone), *_city_words(zone)}:
            called.setdefault(word, []).append(zone)
    return called


@cache
def _country_of() -> dict[str, str]:
    return {zone: code for code, _, zone, *_ in _table("zone.tab")}


@cache
def _countries() -> dict[str, set[str]]:
    named = {plain_words(name): code for code, name in _table("iso3166.tab")}
    named |= {word: code for code, words in COUNTRY_WORDS.items() for word in words.split(", ")}
    zones: dict[str, set[str]] = {}
    for zone, code in _country_of().items():
        zones.setdefault(code, set()).add(zone)
    return {word: zones.get(code, set()) for word, code in named.items() if word not in STATES_TOO}


@cache
def _states() -> dict[str, set[str]]:
    zones: dict[str, set[str]] = {}
    for zone, words in STATE_WORDS.items():
        for word in words.split(", "):
            zones.setdefault(word, set()).add(zone)
    return zones


@cache
def _cities() -> dict[str, str]:
    named = {word: zone for zone in _country_of() for word in _city_words(zone)}
    return named | {word: zone for zone, words in CITY_WORDS.items() for word in words.split(", ")}


@cache
def _names() -> re.Pattern[str]:
    """A place's name, in one part of a venue or across two; none that a building or a street has."""
    longest_first = sorted({*_countries(), *_states(), *_cities()}, key=len, reverse=True)
    names = "|".join(longest_first).replace(" ", "(?: ,)? ")
    return re.compile(rf"(?<!, hotel )(?<!, room )\b(?:{names})\b(?! (?:{BUILDING_WORDS})\b)")
