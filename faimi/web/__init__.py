"""What all requests and answers of the app have in common, whichever view answers."""

from flask import Flask

from faimi.web import error_pages, headers, outage, redirects, request_limits, session_cookie


def register(app: Flask) -> None:
    """Binds it to the app; Flask goes through what comes after a view backwards, so that headers come last."""
    for part in (request_limits, session_cookie, headers, redirects, error_pages, outage):
        part.register(app)
