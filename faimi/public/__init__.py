"""What visitors get: pages and downloads. GET only, no cookie, no session; a draft is not there."""

from functools import partial
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, refresh

from faimi.content import KIND, Edition, OldAddress
from faimi.content.edition import HOME_SLUG
from faimi.content.page import Page
from faimi.content.qr_code import as_qr_code
from faimi.content.site import current_site
from faimi.exchange import citation, json_ld, paper_list
from faimi.extensions import db
from faimi.media import rendition_named
from faimi.public import offline
from faimi.public.addresses import absolute, is_frozen, no_page, page_and_picture, webcal
from faimi.public.blueprint import PublicBlueprint
from faimi.public.cache import IMMUTABLE
from faimi.public.chronicle import remembered
from faimi.public.downloads import DOWNLOADS
from faimi.public.fragment_cache import Fragments, rendered_once
from faimi.public.languages import KEY as LANGUAGE
from faimi.public.languages import alternates, keep_language
from faimi.public.neighbours import neighbours_of
from faimi.public.records import hours_of, own_path, record, record_address, record_or_404, record_path
from faimi.public.sitemap import sitemap_pages
from faimi.public.summaries import about, about_paper, about_talk, facts, host, told_apart, when_and_where
from faimi.public.visibility import (
    editions_by_state,
    is_all_public,
    load_preview,
    load_published,
    published_or_404,
)

bp = PublicBlueprint("public", __name__, cacheable=True)
bp.add_app_template_filter(absolute)
bp.add_app_template_filter(webcal)
bp.add_app_template_filter(as_qr_code)
bp.add_app_template_filter(facts)
bp.add_app_template_filter(told_apart)
bp.add_app_template_filter(when_and_where)
bp.add_app_template_filter(neighbours_of)
bp.add_app_template_filter(own_path)
bp.add_app_template_filter(record_path)
bp.add_app_template_filter(host)
bp.add_app_template_global(is_frozen)
bp.add_url_rule("/sw.js", view_func=offline.service_worker)
bp.add_url_rule("/manifest.webmanifest", view_func=offline.manifest)
for rule, view in DOWNLOADS.items():
    bp.add_url_rule(rule, view_func=view)
bp.add_app_template_global(alternates)
bp.add_app_template_global(rendered_once)
bp.app_url_defaults(keep_language)
ABOUT = lazy_gettext("All editions, by year.")  # says the start page without an introduction


@bp.app_url_value_preprocessor
def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Notes the language of an address, of which the view knows nothing; one that visitors do not get is not there."""
    refresh()  # a crawler asks for all pages in one context, of which Flask-Babel remembers the language
    code = values.pop("language", None) if values else None
    if code is None:
        return
    if code not in current_site().offered:
        there = edition(code) if request.endpoint == "public.home" else _at_old_address(request.path)
        abort(make_response(there) if there else 404)
    request.environ[LANGUAGE] = code


@bp.page("/")
def home() -> ResponseReturnValue:
    """The start page: what it is about, what is next, and all editions, made from the data."""
    page = load_published(HOME_SLUG)
    sections = page.sections if page else []
    opening = sections[:1] if sections and sections[0].kind == "text" else []  # a welcome stands before what is next
    told = {"edition": page.edition, "about": about(page)} if page else {"about": ABOUT}
    told["name"] = page.edition.title if page else current_site().title
    shown = {"opening": opening, "further": sections[len(opening) :], "editions": (listed := editions_by_state())}
    next_page, past = _poster(listed["current"]), remembered(listed["past"])
    return render_template("home.html", page=page, editing=False, poster=next_page, remembered=past, **shown, **told)


@bp.get("/index.html")
def home_index() -> ResponseReturnValue:
    """The start page's address on a static site."""
    return redirect(url_for(".home"), 301)


@bp.page("/<slug>/")
def edition(slug: str) -> ResponseReturnValue:
    """The edition's page; the start page's introduction has its place there."""
    if slug == HOME_SLUG:
        return redirect(url_for(".home"), 301)
    page = load_published(slug)
    if page is None:
        return old_address(request.path)
    fragments = Fragments(page)
    event = json_ld.as_event(page, _addresses(slug), partial(fragments.remembered, "event"))
    told = {"event": event, "about": about(page), "fragments": fragments}
    return render_template("edition.html", page=page, edition=page.edition, editing=False, **told)


@bp.page("/preview/<token>/")
def preview(token: str) -> ResponseReturnValue:
    """An edition as it will be, for whoever has the link; no site that it links to hears of the link."""
    page = load_preview(token)
    shown = {"preview": True, "all_public": is_all_public(page)}
    html = render_template("edition.html", page=page, edition=page.edition, editing=False, **shown)
    return html, 200, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.page("/<slug>/paper/<int:paper_number>/")
def paper(slug: str, paper_number: int) -> ResponseReturnValue:
    """A paper's own page, with how to cite it; of a paper that is gone, the way to its edition."""
    page = published_or_404(slug)
    one, edition = record_or_404(page, KIND["paper"], paper_number), page.edition
    if one is None:
        return redirect(url_for(".edition", slug=slug))
    told = record(page, one) | {"about": about_paper(edition, one)}
    told |= {"bibtex": paper_list.bibtex_entry(edition, one, with_abstract=False)}
    told |= {"citation": citation.citation_tags(edition, one), "data": json_ld.as_article(page, one, _addresses(slug))}
    return render_template("paper.html", **told)


@bp.page("/<slug>/slot/<int:slot_number>/")
def slot(slug: str, slot_number: int) -> ResponseReturnValue:
    """A talk's own page; of one that is gone, the way to its edition."""
    page = published_or_404(slug)
    one = record_or_404(page, KIND["slot"], slot_number)
    if one is None:
        return redirect(url_for(".edition", slug=slug))
    told = record(page, one) | {"about": about_talk(one), "hours": hours_of(one)}
    return render_template("slot.html", data=json_ld.as_talk(page, one, _addresses(slug)), **told)


@bp.page("/<slug>/schedule/")
def schedule(slug: str) -> ResponseReturnValue:
    """The programme alone, to print on one sheet."""
    page = published_or_404(slug)
    sections = [section for section in page.sections if section.kind == "slot" and page.rows_of[section.id]]
    if not sections:
        abort(404)
    told = {"edition": page.edition, "about": about(page)}
    return render_template("schedule.html", page=page, sections=sections, editing=False, **told)


@bp.get("/<path:path>")
def old_address(path: str) -> ResponseReturnValue:
    """Leads an address of the former site to its edition; there is no page at any other."""
    return _at_old_address(path) or no_page()


@bp.get("/<slug>/index.html")
def edition_index(slug: str) -> ResponseReturnValue:
    """The address that static copies of the page had."""
    return redirect(url_for(".edition", slug=slug), 301) if load_published(slug) else old_address(request.path)


@bp.get("/<slug>/share.png")
def share_png(slug: str) -> ResponseReturnValue:
    """The picture that other sites show beside a link to the page."""
    from faimi.public import share  # which loads what draws it

    return share.as_png(published_or_404(slug).edition), 200, {"Content-Type": "image/png"}


@bp.get("/media/<name>")
def rendition(name: str) -> ResponseReturnValue:
    """One width of a picture; its address names its bytes, so it may be kept for ever."""
    kept = rendition_named(name) or abort(404)
    return kept.data, 200, {"Content-Type": f"image/{kept.format}", "Cache-Control": IMMUTABLE}


@bp.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """The addresses of all pages, for search engines, each with the last change of what its edition says."""
    response = make_response(render_template("sitemap.xml", pages=sitemap_pages()))
    response.mimetype = "application/xml"
    return response


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What search engines may read: everything but forms."""
    sitemap = absolute(url_for(".sitemap"))
    barred = [f"Disallow: {request.script_root}{path}" for path in ("/login", "/*/edit/", "/*/suggest/")]
    lines = ["User-agent: *", *barred, f"Sitemap: {sitemap}", ""]
    return "\n".join(lines), 200, {"Content-Type": "text/plain; charset=utf-8"}


def _at_old_address(path: str) -> ResponseReturnValue | None:
    path = path.strip("/").removesuffix("index.html").strip("/")
    old = db.session.get(OldAddress, path)
    return redirect(url_for(".edition", slug=old.edition.slug), 301) if old and old.edition.is_public else None


def _poster(coming: list[Edition]) -> Page | None:
    """The page of the edition that is next, which the start page shows as a poster; none where none is to come."""
    return load_published(coming[0].slug) if coming else None


def _addresses(slug: str) -> json_ld.Addresses:
    return json_ld.Addresses(*page_and_picture(slug), record_address)
