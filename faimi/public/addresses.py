"""Where the site is: absolute addresses for search engines, apps and feed readers, who have no page to start from."""

from flask import current_app, request


def absolute(path: str) -> str:
    """Gives the absolute address of a path that `url_for` gave: on SITE_URL, else where the request found the site."""
    site: str = current_app.config["SITE_URL"] or request.url_root.rstrip("/")
    return site + path.removeprefix(request.script_root)
