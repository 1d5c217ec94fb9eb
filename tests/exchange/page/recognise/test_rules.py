"""The ordered guesses of the importer: each rule reads its own example, and no earlier one takes it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

from faimi.exchange import page
from faimi.exchange.page.day_rules import DAY
from faimi.exchange.page.recognise.rules import Rule, first_reading
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END

TALK = {"kind": "talk", "speaker": "Ann Lee", "title": "Fair things"}
PAPER = {"authors": "Ann Lee", "title": "Fair things", "url": ""}
AWARD = {"name": "Best paper award", "recipient": "Ann Lee", "affiliation": "MIT", "photo": ""}
ANN, BOB = {"name": "Ann Lee", "affiliation": "MIT"}, {"name": "Bob Roe", "affiliation": "UCL"}
READ: dict[tuple[str, str], Any] = {
    ("talk_rules.ET_AL_RULES", "Ann Lee, et al.: Fair things"): TALK | {"speaker": "Ann Lee, et al."},
    ("talk_rules.LINE_RULES", "Ann Lee (MIT): Fair things"): TALK | {"speaker": "Ann Lee (MIT)"},
    ("talk_rules.LINE_RULES", "Fair things by Ann Lee, MIT"): TALK | {"speaker": "Ann Lee, MIT"},
    ("talk_rules.LINE_RULES", "Ann Lee, MIT - Fair things"): TALK | {"speaker": "Ann Lee, MIT"},
    ("talk_rules.LINE_RULES", "Fair things - Ann Lee, MIT"): TALK | {"speaker": "Ann Lee, MIT"},
    ("talk_rules.LINE_RULES", "Opening remarks (Ann Lee)"): TALK | {"kind": "other", "title": "Opening remarks"},
    ("talk_rules.LINE_RULES", "Fair things first (Ann Lee, MIT)"): TALK
    | {"speaker": "Ann Lee, MIT", "title": "Fair things first"},
    ("talk_rules.LINE_RULES", "Fair things first, Ann Lee, MIT, USA"): TALK
    | {"speaker": "Ann Lee, MIT, USA", "title": "Fair things first"},
    ("talk_rules.LINE_RULES", "Oral talks:"): {"kind": "other", "speaker": "", "title": "Oral talks"},
    ("talk_rules.LINE_RULES", "Coffee break"): {"kind": "break", "speaker": "", "title": "Coffee break"},
    ("announced_rules.KEYNOTE_RULES", "Ann Lee (MIT) “Fair things”"): {
        "speaker": "Ann Lee (MIT)",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "“Fair things” by Ann Lee, MIT"): {
        "speaker": "Ann Lee, MIT",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Fair things by Ann Lee, MIT"): {
        "speaker": "Ann Lee, MIT",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Ann Lee from MIT"): {
        "speaker": "Ann Lee, MIT",
        "title": "",
    },
    ("announced_rules.KEYNOTE_RULES", "Fair things, Ann Lee (MIT)"): {
        "speaker": "Ann Lee (MIT)",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Fair things - Ann Lee"): {
        "speaker": "Ann Lee",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Ann Lee - MIT - Fair things"): {
        "speaker": "Ann Lee, MIT",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Ann Lee - Fair things"): {
        "speaker": "Ann Lee",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "Ann Lee: Fair things"): {
        "speaker": "Ann Lee",
        "title": "Fair things",
    },
    ("announced_rules.KEYNOTE_RULES", "How things are fair"): {
        "speaker": "",
        "title": "How things are fair",
    },
    ("announced_rules.KEYNOTE_RULES", "Ann Lee (MIT)"): {
        "speaker": "Ann Lee (MIT)",
        "title": "",
    },
    ("paper_rules.ET_AL_RULES", "Ann Lee, et al.: Fair things"): PAPER | {"authors": "Ann Lee, et al."},
    ("paper_rules.LIST_RULES", "Ann Lee. “Fair things”"): PAPER,
    ("paper_rules.LIST_RULES", "“Fair things”, Ann Lee"): PAPER,
    ("paper_rules.LIST_RULES", "Fair things (Ann Lee)"): PAPER,
    ("paper_rules.LIST_RULES", "Ann Lee: Fair things"): PAPER,
    ("paper_rules.LIST_RULES", "How is it fair? Ann Lee"): PAPER | {"title": "How is it fair?"},
    ("paper_rules.PARAGRAPH_RULES", "Ann Lee. “Fair things”"): PAPER,
    ("paper_rules.PARAGRAPH_RULES", "“Fair things”, Ann Lee"): PAPER,
    ("paper_rules.PARAGRAPH_RULES", "Fair things (Ann Lee, Bob Roe)"): PAPER | {"authors": "Ann Lee, Bob Roe"},
    ("paper_rules.PARAGRAPH_RULES", "Ann Lee, Bob Roe: Fair things"): PAPER | {"authors": "Ann Lee, Bob Roe"},
    ("award_rules.AWARD_RULES", "Best paper, Ann Lee (MIT)"): [AWARD | {"name": "Best paper"}],
    ("award_rules.AWARD_RULES", f"Best paper award: {BOLD}Ann Lee{BOLD_END} for her talk"): [
        AWARD | {"affiliation": ""}
    ],
    ("award_rules.AWARD_RULES", "The best paper award goes to Ann Lee from MIT"): [AWARD],
    ("award_rules.AWARD_RULES", f"Congratulations to {BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award"): [AWARD],
    ("award_rules.AWARD_RULES", "Congratulations to Ann Lee from MIT for the best paper award"): [AWARD],
    ("award_rules.AWARD_RULES", "Ann Lee (MIT) – Best paper award"): [AWARD],
    ("award_rules.AWARD_RULES", "The winner of the best paper award is Ann Lee (MIT)"): [AWARD],
    ("award_rules.AWARD_RULES", "Ann Lee (MIT) won the best paper award"): [AWARD],
    ("award_rules.AWARD_RULES", f"{BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award"): [AWARD],
    ("organizer_rules.PERSON_RULES", "Ann Lee, Bob Roe, Cem Kaya and Dan Oz"): [
        {"name": name, "affiliation": ""} for name in ("Ann Lee", "Bob Roe", "Cem Kaya", "Dan Oz")
    ],
    ("organizer_rules.PERSON_RULES", "Ann Lee (MIT) and Bob Roe (UCL)"): [ANN, BOB],
    ("organizer_rules.PERSON_RULES", "Ann Lee, MIT; Bob Roe, UCL"): [ANN, BOB],
    ("organizer_rules.PERSON_RULES", f"{BOLD}Chair:{BOLD_END} Ann Lee, MIT"): [ANN | {"affiliation": "MIT (Chair)"}],
    ("organizer_rules.PERSON_RULES", f"{BOLD}Ann Lee{BOLD_END}, MIT"): [ANN],
    ("organizer_rules.PERSON_RULES", "Ann Lee, MIT"): [ANN],
    ("day_rules.LABEL_RULES", "Workshop day"): "workshop",
    ("day_rules.DAY_RULES", f"Date and time: {DAY}, 9:00"): f"{DAY}, 9:00",
    ("day_rules.DAY_RULES", f"The workshop will be held on {DAY}"): f"held on {DAY}",
    ("day_rules.DAY_RULES", f"Half-day workshop, {DAY}"): f"Half-day workshop, {DAY}",
    ("day_rules.DAY_RULES", f"{DAY}, held online"): f"{DAY}, held online",
    ("day_rules.BANNER_RULES", f"Sunday, {DAY}, Oslo, Norway"): f"Sunday, {DAY}, Oslo, Norway",
    ("named_day_rules.NAMED_DAY_RULES", f"Day 1: Sunday, {DAY}"): (f"Day 1: Sunday, {DAY}", ""),
    ("named_day_rules.NAMED_DAY_RULES", "Day 1: Tutorials"): ("Day 1", "Tutorials"),
    ("named_day_rules.NAMED_DAY_RULES", f"Tutorials (Sunday, {DAY})"): (f"Sunday, {DAY}", "Tutorials"),
    ("room_rules.ROOM_RULES", "Coffee (Location: Foyer)"): ("Coffee", "Foyer"),
    ("room_rules.ROOM_RULES", "Coffee, Room: Jade"): ("Coffee", "Jade"),
    ("room_rules.ROOM_RULES", "Posters (in the Jade room)"): ("Posters", "Jade room"),
    ("room_rules.ROOM_RULES", "[Room 5] Posters"): ("Posters", "Room 5"),
    ("room_rules.ROOM_RULES", "Posters, Room 1.23"): ("Posters", "Room 1.23"),
    ("room_rules.ROOM_RULES", "Lunch in the Auditorium"): ("Lunch", "Auditorium"),
    ("room_rules.ROOM_RULES", "Room 1.23: Posters"): ("Posters", "Room 1.23"),
    ("venue_rules.VENUE_RULES", "The workshop is held at MICCAI 2031 in Oslo, Norway"): "MICCAI 2031, Oslo, Norway",
    ("venue_rules.VENUE_RULES", "A half-day online workshop"): "Online",
}


def rule_lists() -> Iterator[tuple[str, list[Rule[Any]]]]:
    """Each list of rules of the importer, by its module and its name."""
    for module in walk_packages(page.__path__, f"{page.__name__}."):
        if module.name.endswith("_rules"):
            own = module.name.rpartition(".")[2]
            lists = vars(import_module(module.name)).items()
            yield from ((f"{own}.{name}", rules) for name, rules in lists if name.endswith("_RULES"))


LISTS = dict(rule_lists())
RULES = [(name, rule.example) for name, rules in LISTS.items() for rule in rules]
STAYING = [(name, text) for name, rules in LISTS.items() for rule in rules for text in rule.stays_text]


@pytest.mark.parametrize(("name", "example"), RULES)
def test_a_rule_reads_its_example_and_no_earlier_rule_takes_it(name: str, example: str) -> None:
    taking = next(rule for rule in LISTS[name] if first_reading([rule], example))
    built, _doubt = first_reading([taking], example) or pytest.fail("it reads nothing")
    assert (taking.example, built) == (example, READ[name, example])


def test_each_rule_has_an_example_of_its_own() -> None:
    assert sorted(RULES) == sorted(READ)


@pytest.mark.parametrize(("name", "text"), STAYING)
def test_what_only_looks_like_a_rules_example_stays_text(name: str, text: str) -> None:
    assert first_reading(LISTS[name], text) is None
