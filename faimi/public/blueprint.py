"""Blueprints that are public: what they answer is anybody's."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, current_app, request

View = TypeVar("View", bound=Callable[..., Any])


class PublicBlueprint(Blueprint):
    """A blueprint whose answers need no session and set no cookie; `cacheable`, whether caches may keep its pages."""

    def __init__(self, name: str, import_name: str, cacheable: bool = False, **options: Any) -> None:
        super().__init__(name, import_name, **options)
        self.cacheable = cacheable

    def page(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Makes a view the page at an address, and at the same behind the code of a language."""

        def register(view: View) -> View:
            first = "(first=True)" if rule == "/" else ""  # else it would be the page of an edition so called
            for one in (rule, f"/<language{first}:language>{rule}"):
                self.add_url_rule(one, view_func=view, **options)
            return view

        return register


def is_public() -> bool:
    """Whether the answer is anybody's: of a public blueprint, or of none; what all others answer is one person's."""
    return request.blueprint is None or isinstance(current_app.blueprints[request.blueprint], PublicBlueprint)
