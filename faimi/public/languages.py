"""The language of a page: a code that its address begins with, such as /fr/2024-miccai/; English has none."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, has_request_context, request, url_for
from werkzeug.routing import BaseConverter, Map

from faimi.content.languages import prefixes
from faimi.content.site import Site

KEY = "faimi.language"  # of a request's environ


class LanguageConverter(BaseConverter):
    """The part of an address that is a language's code; what an edition of that name has goes first, unless `first`."""

    def __init__(self, map: Map, first: bool = False) -> None:
        super().__init__(map)
        self.regex, self.weight = "|".join(prefixes()), 50 if first else 150


def language() -> str | None:
    """The code that the request's address begins with; None for English."""
    return request.environ.get(KEY) if has_request_context() else None


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
