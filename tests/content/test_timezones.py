"""Time zones: their names, and those of a venue."""

import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from faimi.content.place_words import CITY_WORDS, COUNTRY_WORDS, STATE_WORDS
from faimi.content.timezones import timezone_called, timezone_choices, timezone_names, timezones_at

OPENED = """
import zoneinfo
from faimi.content.timezones import timezone_names
zoneinfo.reset_tzpath([])
print(len([zoneinfo.ZoneInfo(name) for name in timezone_names()]))
"""


def test_every_name_is_known_to_a_machine_without_zones_of_its_own() -> None:
    told = subprocess.run([sys.executable, "-c", OPENED], check=True, capture_output=True, text=True).stdout  # noqa: S603  # its words are ours
    assert int(told) == len(timezone_names()) > 500
    assert not {"localtime", "Factory"} & timezone_names()


def test_what_is_offered_is_known() -> None:
    assert timezone_choices().keys() <= timezone_names()
    assert CITY_WORDS.keys() | STATE_WORDS.keys() <= timezone_choices().keys()
    assert {"Europe/London", "Africa/Casablanca", "Asia/Kolkata", "UTC"} <= timezone_choices().keys()
    assert not {"US/Eastern", "EST", "GMT0", "Asia/Calcutta", "Etc/GMT+5"} & timezone_choices().keys()


@pytest.mark.skipif(not Path("/usr/share/zoneinfo").is_dir(), reason="the system has no time zones of its own")
def test_what_is_offered_is_known_to_the_system_too() -> None:
    for name in timezone_choices():
        with (Path("/usr/share/zoneinfo") / name).open("rb") as file:
            ZoneInfo.from_file(file)


def test_a_place_has_one_word_in_small_latin_letters() -> None:
    words = [word for words in (*CITY_WORDS.values(), *COUNTRY_WORDS.values()) for word in words.split(", ")]
    assert len({*words}) == len(words)
    assert all(word == " ".join(word.lower().split()) and word.isascii() for word in words)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("US/Eastern", "US/Eastern"),
        ("Marrakesh", None),
        ("Center", None),
        ("localtime", None),
        ("", None),
    ],
)
def test_a_zone_is_called_by_its_name_or_its_city(words: str, zone: str | None) -> None:
    assert timezone_called(words) == zone


@pytest.mark.parametrize(
    ("venue", "zones"),
    [
        ("MICCAI 2024, Marrakesh, Morocco", ["Africa/Casablanca"]),
        ("Marrakech", ["Africa/Casablanca"]),
        ("Ouarzazate, Morocco", ["Africa/Casablanca"]),
        ("Daejeon, South Korea", ["Asia/Seoul"]),
        ("Daejeon, Republic of Korea and online", ["Asia/Seoul"]),
        ("London", ["Europe/London"]),
        ("London, Ontario, Canada", ["America/Toronto"]),
        ("Perth, Scotland", ["Europe/London"]),
        ("Granada, Nicaragua", ["America/Managua"]),
        ("Granada, Spain", ["Europe/Madrid"]),
        ("Trujillo, Spain", ["Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"]),
        ("Room 4, Palmer House, Chicago, USA", ["America/Chicago"]),
        ("Trenton, New Jersey", ["America/New_York"]),
        ("Atlanta, Georgia", ["America/New_York"]),
        ("Tbilisi, Georgia", ["Asia/Tbilisi"]),
        ("Łódź", ["Europe/Warsaw"]),
        ("Xi’an, China", ["Asia/Shanghai"]),
        ("St. John's, Canada", ["America/St_Johns"]),
        ("Washington, D.C.", ["America/New_York"]),
        ("Vancouver Convention Center", ["America/Vancouver"]),
        ("İstanbul, Türkiye", ["Europe/Istanbul"]),
        ("Singapore", ["Asia/Singapore"]),
        ("Paris and London", ["Europe/Paris", "Europe/London"]),
        ("Portland, Maine, USA", ["America/New_York"]),
        ("Portland Maine", ["America/New_York"]),
        ("Portland, Oregon", ["America/Los_Angeles"]),
        ("Valencia, California", ["America/Los_Angeles"]),
        ("Paris, Texas", ["America/Chicago", "America/Denver"]),
        ("Austin, Texas", ["America/Chicago"]),
        ("Athens, Georgia, USA", ["America/New_York"]),
        ("Newcastle, New South Wales", ["Australia/Sydney"]),
        ("Washington University in St. Louis", ["America/Chicago"]),
        ("Jordan Hall, Boston", ["America/New_York"]),
        ("Panama Room, Chicago", ["America/Chicago"]),
        ("Paris Meeting Room 2 (Seoul)", ["Asia/Seoul"]),
        ("Hotel Jordan, Boston", ["America/New_York"]),
        ("200 Michigan Avenue, Chicago", ["America/Chicago"]),
        ("Boston, Hall 3", ["America/New_York"]),
        ("Boston - Room 3", ["America/New_York"]),
        ("Panama Room", []),
        ("Aberdeen, Washington", []),
        ("Lebanon, New Hampshire", []),
        (f"Paris{' ' * 300}London", ["Europe/Paris"]),
        ("online", []),
        ("a nice place for our split oral session", []),
        ("", []),
    ],
)
def test_a_venue_says_which_zones_to_offer(venue: str, zones: list[str]) -> None:
    assert timezones_at(venue) == zones
