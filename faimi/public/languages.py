"""The language of a page: a code that its address begins with, such as /fr/2024-miccai/; English has none."""

from collections.abc import Iterable
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import get_translations, refresh
from werkzeug.routing import BaseConverter, Map

from faimi.content.languages import ENGLISH, LANGUAGES, locale, own_language, prefixes, site_language
from faimi.content.site import Site
from faimi.extensions import babel

KEY = "faimi.language"  # of a request's environ
UNTRANSLATED = NullTranslations()


class LanguageConverter(BaseConverter):
    """The part of an address that is a language's code; what an edition of that name has goes first, unless `first`."""

    def __init__(self, map: Map, first: bool = False) -> None:
        super().__init__(map)
        self.regex, self.weight = f"(?:{'|'.join(prefixes())})", 50 if first else 150


def language() -> str | None:
    """The code that the request's address begins with; None for English."""
    return request.environ.get(KEY) if has_request_context() else None


def speak_as_address(codes: Iterable[str]) -> None:
    """Takes one of these languages from the address itself, for an answer that no view gave, such as an error."""
    code = request.path.split("/")[1]
    if language() is None and code in prefixes() and code in codes:
        request.environ[KEY] = code
        refresh()


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Leads from a page to pages in its language, unless a link says which."""
    if (code := language()) and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values.setdefault("language", code)


def in_languages(codes: Iterable[str], endpoint: str, **values: Any) -> dict[str, str]:
    """The paths of a page in some languages, by their codes."""
    own = {code: code if code in prefixes() else None for code in codes}
    return {code: url_for(endpoint, **values | {"language": prefix}) for code, prefix in own.items()}


def alternates(site: Site) -> dict[str, str]:
    """The paths of the page that is asked for by language; nothing where it is none, or visitors get one language."""
    endpoint = request.endpoint or ""
    if len(site.offered) < 2 or not endpoint or not current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        return {}
    return in_languages(site.offered, endpoint, **request.view_args or {})


def _gettext(words: str) -> str:
    return words if language() is None else str(get_translations().gettext(words))


def _ngettext(one: str, several: str, number: int) -> str:
    translations = UNTRANSLATED if language() is None else get_translations()
    return str(translations.ngettext(one, several, number))


def register(app: Flask) -> None:
    """Has addresses name their language, and pages speak it: templates in English need no look at a catalogue."""
    babel.init_app(app, default_locale=str(ENGLISH), locale_selector=language)
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # of its extension
    app.jinja_env.filters |= {"own_language": own_language, "site_language": site_language}
    app.jinja_env.globals |= {"locale": locale, "languages": LANGUAGES}
    app.url_map.converters["language"] = LanguageConverter
