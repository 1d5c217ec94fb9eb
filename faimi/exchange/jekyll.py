"""An edition as a page of a Jekyll site: Markdown that people can change, and `page.export_reader` reads exactly."""

import yaml

from faimi.content import KIND, Section, former_addresses
from faimi.content.edition import HOME_SLUG
from faimi.content.escaping import escaped, guarded
from faimi.content.page import Page
from faimi.exchange.identity import identity_of
from faimi.exchange.page.source.front_matter import FORMAT
from faimi.exchange.parts import PARTS, rows_as_json
from faimi.exchange.pictures import with_file_paths

PAGE_ENDINGS = (".html", ".htm")  # of an address that is a file's, to which a slash would make it a folder's


def edition_as_markdown(page: Page) -> str:
    """The Markdown of the page, without its hidden sections."""
    hidden = {section.kind for section in page.sections if not section.is_public}
    page = page.without_hidden_sections()
    edition = page.edition
    front = {
        "faimi": FORMAT,
        "layout": "default",
        "title": edition.title,
        "description": edition.tagline,
        "permalink": "/" if edition.slug == HOME_SLUG else f"/{edition.slug}/",
        "redirect_from": [f"/{path}{'' if path.endswith(PAGE_ENDINGS) else '/'}" for path in former_addresses(edition)],
        "starts_on": edition.starts_on,
        "ends_on": edition.last_day,
        "venue": edition.venue,
        "attendance": edition.attendance,
        "timezone": edition.timezone,
        "lang": edition.language,
        "accent": edition.accent,
        **({name: getattr(edition, name) for name in ("picture", "alt", "crop")} if edition.picture else {}),
        "state": edition.state,
        **identity_of(edition, {*hidden, "section"} if hidden else ()),
    }
    front |= {kind.json_key: rows for kind in PARTS if (rows := rows_as_json(kind, page))}
    body = "\n\n".join(_section(section, page) for section in page.sections)
    if "{{" in body or "{%" in body:
        front["render_with_liquid"] = False  # or Jekyll would take it for its own
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=float("inf"))
    return with_file_paths(f"---\n{head}---\n\n{body}\n")


def _section(section: Section, page: Page) -> str:
    frame = f'{{: #{section.anchor} .{section.kind}-section data-number="{section.number}"}}'
    parts = [f"## {escaped(section.heading)}\n{frame}", guarded(section.intro)]
    form = KIND[section.kind].markdown_format
    if rows := page.rows_of[section.id]:
        parts.append(form.write(rows, page))
    elif section.intro and section.kind != "text":  # whose lines would else be taken for rows that lost their marks
        parts.append(f"<!-- {form.marks[0]} -->")
    return "\n\n".join(filter(None, parts))
