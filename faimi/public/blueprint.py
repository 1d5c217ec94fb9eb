"""Blueprints that are public: what they answer is anybody's."""

from typing import Any

from flask import Blueprint


class PublicBlueprint(Blueprint):
    """A blueprint whose answers need no session and set no cookie; `cacheable`, whether caches may keep its pages."""

    def __init__(self, name: str, import_name: str, cacheable: bool = False, **options: Any) -> None:
        super().__init__(name, import_name, **options)
        self.cacheable = cacheable
