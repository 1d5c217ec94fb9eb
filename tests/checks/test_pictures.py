"""Pictures that visitors do not see, cannot hear of, or wait long for."""

import pytest
from flask import Flask

from faimi.checks import Finding, pictures
from faimi.checks.pictures import heavy_picture, missing_picture, picture_elsewhere, picture_without_words
from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.content.text import Text
from faimi.extensions import db
from faimi.media import take_in
from tests.checks.finding import found_by
from tests.exchange.making import make, put
from tests.media.test_media import picture

GONE = "/media/0123456789abcdef0123"


@pytest.fixture
def there(app: Flask) -> str:
    """The address of a picture that is there."""
    taken = take_in(picture())
    db.session.commit()
    return taken.address


def with_picture(address: str, words: str = "Alice") -> tuple[Edition, Text, Keynote]:
    edition, text = make(), Text(body=f"See ![{words}]({address}) there")
    keynote = Keynote(speaker="Alice", photo=address)
    put(edition, "text", text)
    put(edition, "keynote", keynote)
    return edition, text, keynote


def test_a_picture_that_is_gone_is_an_error(app: Flask) -> None:
    edition, text, keynote = with_picture(GONE)
    words = "The picture “Alice” is not there any more: choose it again."
    assert found_by(missing_picture, edition) == [
        Finding("missing-picture", "error", text.key, "body", words),
        Finding("missing-picture", "error", keynote.key, "photo", words),
    ]
    assert found_by(picture_elsewhere, edition) == []


def test_a_picture_of_a_former_or_another_site_is_a_hint(app: Flask) -> None:
    edition, text, keynote = with_picture("/assets/alice.jpg")
    text.body += " ![Bob](https://b.example/bob.jpg)"
    words = "/assets/alice.jpg is a path of a former site: choose the file to show it."
    other = "A picture “Bob” is on another site, so that visitors do not see it."
    assert found_by(picture_elsewhere, edition) == [
        Finding("picture-elsewhere", "hint", text.key, "body", words),
        Finding("picture-elsewhere", "hint", text.key, "body", other),
        Finding("picture-elsewhere", "hint", keynote.key, "photo", words),
    ]
    assert found_by(missing_picture, edition) == []


def test_a_picture_that_is_shown_is_neither(there: str) -> None:
    edition, text, _ = with_picture(there)
    text.body += " ![Sign](/static/icon.svg)"
    assert found_by(missing_picture, edition) == found_by(picture_elsewhere, edition) == []


def test_a_picture_in_a_text_has_words(there: str) -> None:
    edition, text, _ = with_picture(there, "")
    words = f"No words say what the picture {there} shows."
    finding = Finding("picture-without-words", "warning", text.key, "body", words)
    assert found_by(picture_without_words, edition) == [finding]
    text.body = f"![Alice]({there}) ![](https://b.example/not-shown.jpg)"
    assert found_by(picture_without_words, edition) == []


def test_a_picture_over_its_bytes_is_a_hint(there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, text, keynote = with_picture(there)
    assert found_by(heavy_picture, edition) == []
    largest = max(len(one.data) for one in take_in(picture()).renditions)
    monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", largest)
    assert found_by(heavy_picture, edition) == []
    monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", largest - 1)
    words = f"The picture “Alice” takes up to {largest // 1000} KB; a part of it, or one with less grain, loads faster."
    assert found_by(heavy_picture, edition) == [
        Finding("heavy-picture", "hint", text.key, "body", words),
        Finding("heavy-picture", "hint", keynote.key, "photo", words),
    ]
