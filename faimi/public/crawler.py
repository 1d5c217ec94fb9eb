"""The crawler of the site itself: every public address, and what the app answers there."""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from faimi.content import KINDS, ROW_KINDS, Kind
from faimi.content.page import Page
from faimi.content.site import current_site
from faimi.public.output_folder import FreezeError
from faimi.public.records import gone_numbers
from faimi.public.visibility import PAGES, read_published


class Crawler:
    """Asks the app as a visitor does, past its cache; `stand_in` keeps the links that need the app in its pages."""

    def __init__(self, app: Flask, stand_in: bool) -> None:
        self._app, self.stand_in = app, stand_in
        self._routes = app.url_map.bind("localhost")
        self.site: str = app.config["SITE_URL"]
        self.base = urlsplit(self.site).path
        self._pages: dict[str, Page] = {}  # loaded once for many addresses, all in one app context

    def of_edition(self, slug: str) -> Iterator[str]:
        """The addresses of an edition: its page, its downloads, its rows' own pages, also of rows that are gone."""
        page = read_published(slug)
        if page is None:  # it is a draft by now, or gone: all is rendered once more
            return
        self._pages = {slug: page}
        numbers = {f"{kind.name}_number": [row.number for row in page.rows(kind.name)] for kind in ROW_KINDS}
        paged = [kind for kind in KINDS if kind.paged is not None]
        pageless = [(kind, row) for kind in paged for row in page.rows(kind.name) if not kind.has_page(row)]
        bare = {address for kind, row in pageless for address in self._pages_of(kind, slug, row.number)}
        yield from (address for address in self._of_views({"slug": [slug], **numbers}) if address not in bare)
        gone = [(kind, number) for kind in paged for number in sorted(gone_numbers(page, kind))]
        yield from (address for kind, number in gone for address in self._pages_of(kind, slug, number))

    def _pages_of(self, kind: Kind, slug: str, number: int) -> list[str]:
        """The addresses of a row's own page, in each language."""
        values = {"slug": slug, f"{kind.name}_number": number}
        codes = ({}, *({"language": code} for code in current_site().offered[1:]))
        return [self._routes.build(f"public.{kind.name}", values | code) for code in codes]

    def of_site(self) -> Iterator[str]:
        """The addresses that are no edition's: the start page, what search engines read, the static files."""
        self._pages = {}
        yield from self._of_views({})
        root = Path(self._app.static_folder or "")
        yield from (f"{self._app.static_url_path}/{file.relative_to(root)}" for file in root.rglob("*.*"))

    def _of_views(self, values: dict[str, list[str]]) -> Iterator[str]:
        """The addresses, in each language, of each public view whose parts are among these values, or that has none."""
        values = {**values, "language": current_site().offered[1:]}
        for rule in self._app.url_map.iter_rules():
            names = sorted(rule.arguments)
            if rule.rule.endswith("/index.html"):  # the file of the address above it
                continue
            if (
                rule.endpoint.startswith("public.")
                and {*names} <= {*values}
                and ("slug" in names) == ("slug" in values)
            ):
                for chosen in product(*(values[name] for name in names)):
                    yield self._routes.build(rule.endpoint, dict(zip(names, chosen, strict=True)))

    def answer(self, path: str) -> Response:
        """The answer of the app; raises FreezeError where it breaks."""
        environ = EnvironBuilder(quote(path), base_url=f"{self.site}/").get_environ()
        environ |= {"faimi.frozen": not self.stand_in, PAGES: self._pages}
        answer = Response.from_app(lambda *given: Flask.wsgi_app(self._app, *given), environ, buffered=True)
        if answer.status_code >= 500:
            raise FreezeError(f"{path}: the app answers {answer.status}.")
        return answer

    def former(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of the former site's addresses that lead somewhere, and where."""
        answers = {path: self.answer(f"/{path}/") for path in paths}
        return {path: one.location for path, one in answers.items() if one.status_code == 301 and one.location}

    def moved_page(self, there: str) -> bytes:
        """The page that leads on, in place of an answer 301."""
        with self._app.test_request_context(base_url=f"{self.site}/"):
            return render_template("moved.html", there=there).encode()

    def needs_the_app(self, path: str) -> bool:
        """Whether a path is answered by the app alone, for which this copy stands in."""
        try:
            return self.stand_in and not str(self._routes.match(path)[0]).startswith("public.")
        except HTTPException:
            return False
