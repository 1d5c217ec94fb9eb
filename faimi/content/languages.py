"""The languages in which the site speaks to visitors: English, and those with a catalogue in `faimi/translations`."""

from babel import Locale
from flask_babel import get_locale

ENGLISH = Locale("en", "GB")  # which writes 28 June 2024
LANGUAGES = {"en": "English", "fr": "Français"}  # each as it calls itself, by the code that its addresses begin with


def prefixes() -> list[str]:
    """The codes that addresses begin with; what is in English has none."""
    return [*LANGUAGES][1:]


def locale() -> Locale:
    """The language of what is being answered; English where nobody asked."""
    return get_locale() or ENGLISH
