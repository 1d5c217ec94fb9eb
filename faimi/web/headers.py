"""The headers of every answer: what keeps it safe, and who may cache it."""

from flask import Flask, Response, current_app, request, url_for

from faimi.public.blueprint import is_public
from faimi.public.cache import IMMUTABLE, REVALIDATE

NO_SNIFFING = "X-Content-Type-Options"
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin",  # not the path, which may hold a token, for the proxy to log
    NO_SNIFFING: "nosniff",
}
HEADERS_OF_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items() if response.status_code != 304 else ():
        if name == NO_SNIFFING or not _is_part_of_page(response):
            response.headers.setdefault(name, value)
    if response.mimetype == "text/html" and response.status_code != 304:
        response.headers.update(HEADERS_OF_PAGES)
    if response.status_code != 304 and request.endpoint != "static":
        response.headers[RESOURCE_POLICY] = _resource_policy(response)
    if "Cache-Control" not in response.headers or request.endpoint == "static":
        response.headers["Cache-Control"] = _cache_control(response)
    return response


def _resource_policy(response: Response) -> str:
    """Whose pages may show an answer as a part of theirs: anybody's a picture, this site's all else."""
    return "cross-origin" if (response.mimetype or "").startswith("image/") else "same-origin"


def _is_part_of_page(response: Response) -> bool:
    """Whether it is a picture, style, script or typeface, for which its page speaks; a drawing may be opened."""
    return request.endpoint in ("static", "public.rendition") and response.mimetype != "image/svg+xml"


def _cache_control(response: Response) -> str:
    """Who may keep an answer: every cache a public one, at the one address that the site has for it."""
    if not is_public():
        return "no-store"
    blueprint = current_app.blueprints.get(request.blueprint or "")
    if response.status_code != 200 or not (request.endpoint == "static" or getattr(blueprint, "cacheable", False)):
        return "no-cache"
    own = url_for(request.endpoint or "", **request.view_args or {}) == request.script_root + request.path
    if not own or "/." in request.path or "//" in request.path:  # of which there is no end
        return "no-cache"
    if request.endpoint == "static":
        return "no-cache" if current_app.debug else IMMUTABLE
    return REVALIDATE


def register(app: Flask) -> None:
    """Binds them to the app."""
    app.after_request(_add_headers)
