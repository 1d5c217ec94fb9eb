"""Numbers with the noun that they count."""

from faimi.content.plural import counted


def test_a_noun_is_in_the_plural_but_after_one() -> None:
    assert [counted(number, "schedule row") for number in (0, 1, 2)] == [
        "0 schedule rows",
        "1 schedule row",
        "2 schedule rows",
    ]
    assert counted(3, "address") == "3 addresses"
