"""The languages in which the site speaks to visitors, and those in which editions are written."""

from typing import TYPE_CHECKING

from babel import Locale
from flask_babel import get_locale
from markupsafe import Markup

if TYPE_CHECKING:
    from faimi.content.edition import Edition

ENGLISH = Locale("en", "GB")  # which writes 28 June 2024
LANGUAGES = {"en": "English", "fr": "Français"}  # each as it calls itself, by the code that its addresses begin with
WRITTEN = {  # of editions, in the same way
    "ar": "العربية",
    "zh": "中文",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "tr": "Türkçe",
}


def prefixes() -> list[str]:
    """The codes that addresses begin with; what is in English has none."""
    return [*LANGUAGES][1:]


def locale() -> Locale:
    """The language of what is being answered; English where nobody asked."""
    return get_locale() or ENGLISH


def own_language(edition: "Edition") -> Markup:
    """What an element with an edition's own text says of its language; nothing where that is the site's."""
    return _attributes(_code(edition), locale().language)


def site_language(edition: "Edition") -> Markup:
    """What an element with the site's own words says of their language, among an edition's own text in another."""
    return _attributes(locale().language, _code(edition))


def _code(edition: "Edition") -> str:
    return edition.language or ENGLISH.language


def _attributes(code: str, around: str) -> Markup:
    if code == around:
        return Markup()
    direction = Locale(code).text_direction
    turned = f' dir="{direction}"' if direction != Locale(around).text_direction else ""
    return Markup(f' lang="{code}"{turned}')  # noqa: S704  # both are known words
