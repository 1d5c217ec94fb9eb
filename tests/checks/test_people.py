"""One person in two spellings."""

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.people import names_of_one_sound, shorter_name, two_spellings
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from tests.checks.finding import found_by
from tests.exchange.making import make, put


def test_the_rarer_spelling_of_a_name_is_told_and_mended(app: Flask) -> None:
    edition = make()
    papers = [Paper(title=name, authors=f"{name}, Ada Byron") for name in ("José Novák", "Jose Novák")]
    put(edition, "paper", *papers)
    put(edition, "organizer", Organizer(name="Dr. José Novák"))
    words = "“Jose Novák” is written “José Novák” in “José Novák”."
    fix = Fix("Write it as in “José Novák”", {papers[1].key: {"authors": "José Novák, Ada Byron"}})
    assert found_by(two_spellings, edition) == [
        Finding("two-spellings", "warning", papers[1].key, "authors", words, (papers[0].key,), fix, "Jose Novák")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "Jose Nunez"),
        ("Søren Holm", "Soren Holm"),
        ("Ada Byron", "Ada BYRON"),
        ("Jean-Luc Picard", "Jean Luc Picard"),
        ("Joern Müller", "Jörn Müller"),
    ],
)
def test_accents_case_and_hyphens_are_spellings(one: str, other: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=one), Paper(title="B", authors=f"Ada King; {other}"))
    (found,) = found_by(two_spellings, edition)
    assert (found.key, found.others, found.fix) == ("paper-2", ("paper-1",), None)
    assert found.words == f"“{other}” is written “{one}” in “A”."
    assert found_by(names_of_one_sound, edition) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veronika Novák", "Veronica Novák"),
        ("Katharina Meyer", "Katarina Meier"),
        ("Victor Lopez", "Viktor Lopes"),
        ("Lucas Silva", "Lukas Silva"),
    ],
)
def test_letters_of_one_sound_may_be_of_two_people(one: str, other: str, app: Flask) -> None:
    edition = make()
    put(
        edition,
        "paper",
        *(Paper(title=title, authors=name) for title, name in zip("ABC", (one, one, other), strict=True)),
    )
    words, fix = f"“{other}” may be “{one}” in “A”.", Fix("Write it as in “A”", {"paper-3": {"authors": one}})  # type: ignore[dict-item]  # a key is a str
    assert found_by(names_of_one_sound, edition) == [
        Finding("names-of-one-sound", "hint", "paper-3", "authors", words, ("paper-1",), fix, other)  # type: ignore[arg-type]  # a key is a str
    ]
    assert found_by(two_spellings, edition) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nilesh Kumar", "Amar Kumar"),
        ("Prof. Ada M. Byron", "Ada M Byron (online)"),
        ("Emma A.M. Stanley", "Emma A. M. Stanley"),
        ("Vincent van Gogh", "Vincent Van Gogh"),
        ("Jun Li", "Yun Li"),
        ("Kai Li", "Cai Li"),
        ("Wei Zhang", "Wei Zang"),
        ("Daniel Meyer", "Daniela Meyer"),
        ("X", "x"),
        ("Li", "LI"),
    ],
)
def test_two_people_or_one_with_and_without_a_title_are_no_two_spellings(one: str, other: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=one), Paper(title="B", authors=other))
    assert found_by(two_spellings, edition) == []


@pytest.mark.parametrize(
    "people", ["Hernández, Xóchitl; Gómez, Lucía", "Hernández, Xóchitl", "Ada Ruz, Xóchitl Hernández (A, B)"]
)
def test_names_are_known_with_the_family_name_first_and_with_commas_in_an_aside(people: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=people))
    put(edition, "organizer", *[Organizer(name="Xochitl Hernandez") for _ in range(2)])
    found = found_by(two_spellings, edition)
    assert {(one.key, one.field, one.words) for one in found} == {
        ("paper-1", "authors", "“Xóchitl Hernández” is written “Xochitl Hernandez” in “Xochitl Hernandez”.")
    }
    assert [bool(one.fix) for one in found] == ["(A, B)" in people]


@pytest.mark.parametrize(
    "people", ["Signing Every Step (Jisoo Kim, Hyun Kim)", "Ada Ruz (Jisoo Kim; Hyun Kim)", "Kim) Hyun", "(Hyun Kim"]
)
def test_half_of_an_aside_is_no_name(people: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=people), Paper(title="B", authors="Hyun Kim, Kim Hyun"))
    assert found_by(two_spellings, edition) == []


@pytest.mark.parametrize(
    "people", ["Xóchitl Ruz, Ana Gómez; Ana Li, Bo Hu", "Ana, Bo, Xóchitl; Ruz, Li", "Xóchitl, Ana Ruz"]
)
def test_a_list_of_whole_names_has_no_family_name_first(people: str, app: Flask) -> None:
    edition = make()
    names = ["Ana Gomez Xochitl Ruz", "Ana Xochitl Ruz", "Ana Ruz Xochitl"]
    put(edition, "paper", Paper(title="A", authors=people))
    put(edition, "organizer", *[Organizer(name=name) for name in names])
    assert found_by(two_spellings, edition) == []


@pytest.mark.parametrize(
    ("authors", "mended"),
    [
        ("Jose Lindt, Maria Jose Li and Dr. Jose Li*; Bo Bee", "Jose Lindt, Maria Jose Li and Dr. José Li*; Bo Bee"),
        ("Jose Li (with Jose Lindt), et al.", "José Li (with Jose Lindt), et al."),
        ("Jose (UCL) Li, Bo Bee", None),
    ],
)
def test_whoever_else_is_named_keeps_the_name(authors: str, mended: str | None, app: Flask) -> None:
    edition = make()
    put(edition, "paper", *[Paper(title=title, authors="José Li") for title in "AB"], Paper(title="C", authors=authors))
    (found,) = found_by(two_spellings, edition)
    assert (found.fix.values if found.fix else None) == ({"paper-3": {"authors": mended}} if mended else None)


def test_two_names_of_one_list_are_two_people(app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors="Zoe Chen and Zoé Chen; V. Novák, Veronika Novák"))
    assert found_by(two_spellings, edition) == []
    assert found_by(shorter_name, edition) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veronika Novák", "V. Novák"),
        ("Vien N Dang", "Vien Dang"),
        ("Esther Puyol-Antón", "Esther Puyol"),
        ("Ada Cheplygina", "Ada Cheplygna"),
        ("Leonardo King", "Leonadro King"),
    ],
)
def test_initials_a_part_of_a_name_and_a_slip_are_hints(one: str, other: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=one))
    put(edition, "organizer", Organizer(name=other))
    (found,) = found_by(shorter_name, edition)
    assert (found.level, found.key, found.field, found.others) == ("hint", "organizer-1", "name", ("paper-1",))
    assert found.words == f"“{other}” may be “{one}”, as in “A”."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veronika Novák", "Viktor Novák"),
        ("Vien N Dang", "Vien T Dang"),
        ("Daniel Meyer", "Daniela Meyer"),
        ("Xiaoming Li", "Xiaomin Li"),
        ("Jan Smit", "Jan Smith"),
        ("Peter Petersen", "Peter Pedersson"),
    ],
)
def test_another_person_is_no_shorter_name(one: str, other: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A", authors=one), Paper(title="B", authors=other))
    assert found_by(shorter_name, edition) == []


def test_an_initial_that_two_have_is_of_nobody(app: Flask) -> None:
    edition = make()
    names = ["Veronika Novák", "Viktor Novák", "V. Novák"]
    put(edition, "organizer", *[Organizer(name=name) for name in names])
    assert found_by(shorter_name, edition) == []
