"""The catalogues: each has all that visitors read, with the same places for what is filled in, and is compiled."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import faimi
from faimi.content.languages import LANGUAGES, WRITTEN, prefixes

ROOT = Path(faimi.__file__).parent
WAYS = [("templates/**.html", "jinja2"), ("**.py", "python")]  # as in babel.cfg
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
PLACE = re.compile(r"%\(\w+\)[sd]")
ILL_SET = {"fr": re.compile(r"(?<!\u202f)[;?!»]|(?<!\u00a0):(?!//)|«(?!\u202f)|\d (?=Mo)|['\"]|\.\.\.|Horaire|horaire")}


def sentences() -> dict[str, set[str]]:
    """All that the code says to visitors, each with the places in it."""
    found = extract_from_dir(ROOT, WAYS, keywords=KEYWORDS)
    texts = [words if isinstance(words, tuple) else (words,) for _, _, words, _, _ in found]
    return {one[0]: {*PLACE.findall(" ".join(one))} for one in texts}


def catalogue(code: str) -> Catalog:
    """The sentences in a language, as a person wrote them."""
    with (ROOT / "translations" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(message: Message) -> list[str]:
    """What a message is in its language: of one with a number, each form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def messages(catalog: Catalog) -> Iterator[tuple[str, Message]]:
    """The messages of a catalogue by the sentence that the code says, without its head."""
    return ((one.id if isinstance(one.id, str) else one.id[0], one) for one in catalog if one.id)


@pytest.mark.parametrize("code", prefixes())
def test_whatever_visitors_read_is_in_each_language_with_its_places(code: str) -> None:
    there = dict(messages(catalogue(code)))
    said = sentences()
    assert {*said} - {*there} == set(), "make translations, and translate them"
    assert {*there} - {*said} == set(), "nobody says that any more: make translations"
    for words, places in said.items():
        for text in texts(there[words]):
            assert text.strip(), words
            assert {*PLACE.findall(text)} <= places, words
            assert len({*PLACE.findall(text)}) == len(places), words
    assert [words for words, message in there.items() if message.fuzzy] == []


@pytest.mark.parametrize("code", ILL_SET)
def test_sentences_are_set_as_the_language_is_and_call_the_programme_by_one_name(code: str) -> None:
    assert [text for _, one in messages(catalogue(code)) for text in texts(one) if ILL_SET[code].search(text)] == []


def test_numbers_take_the_form_that_french_has_for_them() -> None:
    with (ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        ngettext = GNUTranslations(file).ngettext
    told = [ngettext("%(num)d paper", "%(num)d papers", num) % {"num": num} for num in (0, 1, 2, 17, 1_000_000)]
    assert told == ["0 article", "1 article", "2 articles", "17 articles", "1000000 d’articles"]


@pytest.mark.parametrize("code", prefixes())
def test_what_is_compiled_is_what_a_person_wrote(code: str) -> None:
    written = catalogue(code)
    compiled = read_mo(BytesIO((ROOT / "translations" / code / "LC_MESSAGES" / "messages.mo").read_bytes()))
    as_written = {words: texts(message) for words, message in messages(written)}
    assert {words: texts(message) for words, message in messages(compiled)} == as_written, "make translations"
    assert compiled.plural_forms == written.plural_forms


def test_every_language_has_a_name_and_a_catalogue() -> None:
    assert {path.name for path in (ROOT / "translations").iterdir()} == {*prefixes()} == {*LANGUAGES} - {"en"}


@pytest.mark.parametrize("languages", [LANGUAGES, WRITTEN])
def test_a_language_is_called_what_it_calls_itself(languages: dict[str, str]) -> None:
    assert {code: (Locale(code).display_name or "").casefold() for code in languages} == {
        code: name.casefold() for code, name in languages.items()
    }
