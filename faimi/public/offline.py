"""What the site is on a device: the worker that keeps pages readable without a network, and the site as an app.

The worker (`static/js/worker.js`) handles no address but those whose shapes are told here. They follow from the routes:
a page is what a cacheable blueprint answers at an address that holds nothing but an edition and the numbers of rows,
and a file is what visitors take along.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import Response, current_app, url_for
from werkzeug.routing import Rule

from faimi.content import KINDS
from faimi.content.edition import SLUG
from faimi.content.reserved import reserved_slugs
from faimi.content.site import current_site
from faimi.public.downloads import DOWNLOADS

MOST = {"page": 400, "file": 100, "static": 100, "media": 300}  # addresses of each sort that a device keeps
PART = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
PARTS = {"language", "slug", *(f"{kind.name}_number" for kind in KINDS)}  # of the addresses of pages
THEME = "#fcfaf5"  # the paper of page.css in sRGB
ICONS = [
    {"file": "icon.svg", "sizes": "any", "type": "image/svg+xml"},
    {"file": "icon-192.png", "sizes": "192x192", "type": "image/png"},
    {"file": "icon-512.png", "sizes": "512x512", "type": "image/png"},
    {"file": "icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
]


def service_worker() -> Response:
    """The worker, told where it is; where none is wanted, one that takes itself away."""
    module = url_for("static", filename="js/offline.js")
    told = {"path": url_for("public.home"), "module": module, "sorts": shapes()}
    file = "worker.js" if current_app.config["OFFLINE"] else "worker_removal.js"
    program = Path(current_app.static_folder or "", "js", file).read_text()
    return Response(f"const SITE = {json.dumps(told)};\n{program}", content_type="text/javascript; charset=utf-8")


def manifest() -> Response:
    """The site as an app for the home screen (W3C Web Application Manifest)."""
    icons = [icon | {"src": url_for("static", filename=icon["file"])} for icon in ICONS]
    told = {
        "name": current_site().title,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": THEME,
        "background_color": THEME,
        "icons": [{name: value for name, value in icon.items() if name != "file"} for icon in icons],
    }
    return Response(json.dumps(told), content_type="application/manifest+json")


def shapes() -> dict[str, dict[str, Any]]:
    """By sort of address, the regular expressions that its paths match as a whole, and how many are kept."""
    root, statics = url_for("public.home"), (current_app.static_url_path or "").rpartition("/")[0]
    found = {
        "page": [re.escape(root) + shape for shape in sorted(_shapes_of(_is_page))],
        "file": [re.escape(root) + shape for shape in sorted(_shapes_of(_is_file))],
        "static": [re.escape(f"{root.rstrip('/')}{statics}/") + r"[0-9a-f]+/.+"],
        "media": [re.escape(url_for("public.rendition", name="")) + "[^/]+"],
    }
    return {sort: {"shapes": found[sort], "most": most} for sort, most in MOST.items()}


def _shapes_of(is_one: Callable[[Rule], bool]) -> Iterator[str]:
    """What stands behind the site's own path in the addresses of a sort."""
    taken = "|".join(sorted(filter(re.compile(SLUG).fullmatch, reserved_slugs())))
    edition = f"(?!(?:{taken})/)(?<edition>{SLUG})"
    for rule in current_app.url_map.iter_rules():
        if is_one(rule):
            parts = PART.split(rule.rule.removeprefix("/"))
            named = [edition if name == "slug" else f"(?:{_regex(rule, name)})" for name in parts[1::2]]
            texts = map(re.escape, parts[::2])
            yield "".join(text + name for text, name in zip(texts, [*named, ""], strict=True))


def _is_page(rule: Rule) -> bool:
    blueprint = current_app.blueprints.get(rule.endpoint.rpartition(".")[0])
    is_public = getattr(blueprint, "cacheable", False)
    return is_public and rule.rule.endswith("/") and rule.arguments <= PARTS


def _is_file(rule: Rule) -> bool:
    return rule.rule in DOWNLOADS


def _regex(rule: Rule, name: str) -> str:
    """What a part of an address may be, as its converter says."""
    return rule._converters[name].regex
