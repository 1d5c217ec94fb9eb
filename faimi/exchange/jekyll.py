"""An edition as a page of a Jekyll site: Markdown that people can change, and `page.export_reader` reads exactly."""

from typing import Any

import yaml

from faimi.content import KIND, Edition, Section, former_addresses
from faimi.content.escaping import escaped, guarded
from faimi.exchange.page.source.front_matter import FORMAT
from faimi.exchange.pictures import with_file_paths


def edition_as_markdown(edition: Edition, items: dict[int, list[Any]]) -> str:
    """The Markdown of the page; `items` are its items by section id."""
    front = {
        "faimi": FORMAT,
        "layout": "default",
        "title": edition.title,
        "description": edition.tagline,
        "permalink": f"/{edition.slug}/",
        "redirect_from": [f"/{path}/" for path in former_addresses(edition)],
        "starts_on": edition.starts_on,
        "venue": edition.venue,
        "timezone": edition.timezone,
        "accent": edition.accent,
        "state": edition.state,
    }
    body = "\n\n".join(_section(section, items[section.id]) for section in edition.sections if section.is_public)
    if "{{" in body or "{%" in body:
        front["render_with_liquid"] = False  # or Jekyll would take it for its own
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{head}---\n\n{with_file_paths(body)}\n"


def _section(section: Section, items: list[Any]) -> str:
    frame = f"{{: #{section.anchor} .{section.kind}-section}}"
    parts = [f"## {escaped(section.heading)}\n{frame}", guarded(section.intro)]
    if items:
        parts.append(KIND[section.kind].markdown_format.write(items))
    return "\n\n".join(filter(None, parts))
