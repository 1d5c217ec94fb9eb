"""Where the site is: absolute addresses for search engines, apps and feed readers, who have no page to start from."""

import re
from typing import NoReturn

from flask import abort, current_app, request, url_for
from flask.globals import request_ctx
from werkzeug.exceptions import MethodNotAllowed

from faimi.content.edition import HOME_SLUG


def absolute(path: str) -> str:
    """The absolute address of a path that `url_for` gave: on SITE_URL, else where the request found the site."""
    site: str = current_app.config["SITE_URL"] or request.url_root.rstrip("/")
    return site + path.removeprefix(request.script_root)


def webcal(path: str) -> str:
    """The address by which a calendar app subscribes to the calendar at a path."""
    return re.sub("^https?", "webcal", absolute(path))


def address_of(view: str, slug: str) -> str:
    """The absolute address of a view of an edition."""
    return absolute(url_for(f"public.{view}", slug=slug))


def page_address(slug: str) -> str:
    """That of its page; what introduces the start page is there."""
    return absolute(url_for("public.home")) if slug == HOME_SLUG else address_of("edition", slug)


def page_and_picture(slug: str) -> tuple[str, str]:
    """Those of its page and of the picture that other sites show beside a link to it."""
    return page_address(slug), address_of("share_png", slug)


def is_frozen() -> bool:
    """Whether the answer becomes a file on a static host, where nobody can sign in or send a form."""
    return bool(request.environ.get("faimi.frozen"))


def no_page() -> NoReturn:
    """Answers 404; 405 where forms are sent to the address, which no page has."""
    methods = set(request_ctx.url_adapter.allowed_methods()) if request_ctx.url_adapter else set()
    if "POST" in methods:
        raise MethodNotAllowed(sorted(methods - {"GET", "HEAD"}))  # those are of the route that looks for old addresses
    abort(404)
