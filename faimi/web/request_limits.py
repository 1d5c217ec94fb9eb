"""What no request may be: larger than a text or a file is, or of an address with a NUL."""

from typing import Any

from flask import Flask, Request, abort, request


class BoundedRequest(Request):
    """A request whose body is as long as a text may be, unless it holds files: else it is taken apart whole."""

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read."""
        return super().max_content_length if self.mimetype == "multipart/form-data" else self.max_form_memory_size

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        raise AttributeError


def _without_nul(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """No address holds a NUL, of which PostgreSQL takes no text; said before anybody looks one up."""
    if "\0" in request.path:
        abort(404)


def register(app: Flask) -> None:
    """Binds them to the app."""
    app.request_class = BoundedRequest
    app.url_value_preprocessors[None].insert(0, _without_nul)
