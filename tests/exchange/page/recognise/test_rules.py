"""The ordered guesses of the importer: each rule reads its own example, and no earlier one takes it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

from faimi.exchange import page
from faimi.exchange.page.recognise.rules import Rule, first_reading

TALK = {"kind": "talk", "speaker": "Ann Lee", "title": "Fair things"}
READ: dict[tuple[str, str], Any] = {
    ("ET_AL_RULES", "Ann Lee, et al.: Fair things"): TALK | {"speaker": "Ann Lee, et al."},
    ("LINE_RULES", "Ann Lee (MIT): Fair things"): TALK | {"speaker": "Ann Lee (MIT)"},
    ("LINE_RULES", "Fair things by Ann Lee, MIT"): TALK | {"speaker": "Ann Lee, MIT"},
    ("LINE_RULES", "Ann Lee, MIT - Fair things"): TALK | {"speaker": "Ann Lee, MIT"},
    ("LINE_RULES", "Fair things - Ann Lee, MIT"): TALK | {"speaker": "Ann Lee, MIT"},
    ("LINE_RULES", "Opening remarks (Ann Lee)"): TALK | {"kind": "other", "title": "Opening remarks"},
    ("LINE_RULES", "Fair things first, Ann Lee, MIT, USA"): TALK
    | {"speaker": "Ann Lee, MIT, USA", "title": "Fair things first"},
    ("LINE_RULES", "Oral talks:"): {"kind": "other", "speaker": "", "title": "Oral talks"},
    ("LINE_RULES", "Coffee break"): {"kind": "break", "speaker": "", "title": "Coffee break"},
    ("KEYNOTE_RULES", "Fair things - Ann Lee"): {"speaker": "Ann Lee", "title": "Fair things"},
    ("KEYNOTE_RULES", "Ann Lee - MIT - Fair things"): {"speaker": "Ann Lee, MIT", "title": "Fair things"},
    ("KEYNOTE_RULES", "Ann Lee - Fair things"): {"speaker": "Ann Lee", "title": "Fair things"},
    ("KEYNOTE_RULES", "Ann Lee: Fair things"): {"speaker": "Ann Lee", "title": "Fair things"},
    ("KEYNOTE_RULES", "How things are fair"): {"speaker": "", "title": "How things are fair"},
    ("KEYNOTE_RULES", "Ann Lee (MIT)"): {"speaker": "Ann Lee (MIT)", "title": ""},
}


def rule_lists() -> Iterator[tuple[str, list[Rule[Any]]]]:
    """The name and rules of each list of rules in a module of the importer."""
    for module in walk_packages(page.__path__, f"{page.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if name.endswith("_RULES"):
                yield name, value


LISTS = dict(rule_lists())
RULES = [(name, rule.example) for name, rules in LISTS.items() for rule in rules]


@pytest.mark.parametrize(("name", "example"), RULES)
def test_a_rule_reads_its_example_and_no_earlier_rule_takes_it(name: str, example: str) -> None:
    taking = next(rule for rule in LISTS[name] if first_reading([rule], example))
    built, _doubt = first_reading([taking], example) or pytest.fail("it reads nothing")
    assert (taking.example, built) == (example, READ[name, example])


def test_each_rule_has_an_example_of_its_own() -> None:
    assert sorted(RULES) == sorted(READ)
