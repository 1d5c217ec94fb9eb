"""What logs hold of addresses: never the token of a personal or one-time link, which is as good as a password."""

import logging
import re
from collections.abc import Callable

from flask import Flask

LIKE_A_TOKEN = re.compile(r"(?<![\w-])(?=[a-z\d_-]*[A-Z])[\w-]{32,}", re.ASCII)  # wherever it stands; no UUID is one


def token_mask(app: Flask) -> Callable[[str], str]:
    """A function that returns a text with … for the token of each address whose route has one, or that looks so."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
    ahead = [re.split(r"<(?:\w+:)?token>", rule)[0].replace("/", "/+") for rule in rules]
    ways = "|".join(re.sub("<[^>]*>", r"[^/\\s]+", way) for way in ahead)
    pattern = re.compile(rf"(?<!/)({ways})[^/\s]+")  # from a first slash on: a path of slashes alone takes no longer
    return lambda text: LIKE_A_TOKEN.sub("…", pattern.sub(r"\1…", text))


class _TokenFilter(logging.Filter):
    app: Flask

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = token_mask(self.app)(record.getMessage()), ()
        return True


token_filter = _TokenFilter()  # one for all apps of a process, as loggers are, and as routes are the same in all


def register(app: Flask) -> None:
    """Keeps tokens out of what the app and the development server log, such as the path of a request that failed."""
    token_filter.app = app
    for name in (app.name, "werkzeug"):
        logging.getLogger(name).addFilter(token_filter)
