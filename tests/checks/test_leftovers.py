"""What an edition still says of another year."""

from datetime import date

from faimi.checks import Finding, leftovers
from faimi.content import Edition, load_edition
from faimi.content.text import Text
from faimi.extensions import db


def test_every_other_year_is_found_with_its_place_and_the_words_beside_it(edition: Edition) -> None:
    loaded = load_edition(edition.slug)
    assert loaded
    assert leftovers(*loaded) == []
    edition.starts_on = date(2025, 9, 27)
    text = db.session.query(Text).order_by(Text.id.desc()).first()
    assert text
    text.body = "Of FAIMI 2024 again, in 2025, [CMT](https://example.org/FAIMI2024) takes 20241 papers"
    found = [finding for finding in leftovers(*loaded) if finding.place == f"text-{text.id}"]
    around = [
        "Of FAIMI 2024 again, in 2025, [CMT](https://example.o",
        "in 2025, [CMT](https://example.org/FAIMI2024) takes 20241 papers",
    ]
    assert found == [Finding(f"text-{text.id}", "Contact", "body", words) for words in around]


def test_without_a_date_no_year_is_another(edition: Edition) -> None:
    edition.starts_on = None
    loaded = load_edition(edition.slug)
    assert loaded
    assert leftovers(*loaded) == []
