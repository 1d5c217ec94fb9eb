"""What visitors take along: an edition, its programme, dates, papers and changes in the formats of other programs."""

from collections.abc import Callable

from flask import Response, abort, jsonify
from flask.typing import ResponseReturnValue

from faimi.exchange import atom, frab, ical, paper_list
from faimi.exchange.edition_json import as_json
from faimi.public.addresses import address_of, page_address, page_and_picture
from faimi.public.visibility import paper_or_404, published_or_404


def edition_json(slug: str) -> ResponseReturnValue:
    """The edition as data."""
    return jsonify(as_json(published_or_404(slug)))


def schedule_ics(slug: str) -> Response:
    """The programme, for a calendar."""
    return _file(ical.schedule_calendar(published_or_404(slug), page_address(slug)), "text/calendar")


def slot_ics(slug: str, slot_number: int) -> Response:
    """One row of the programme, for a calendar."""
    return _file(ical.talk_calendar(published_or_404(slug), page_address(slug), slot_number), "text/calendar")


def track_ics(slug: str, track_number: int) -> Response:
    """One track of the programme with what is for everybody, for a calendar; its address stays where it is renamed."""
    return _file(ical.track_calendar(published_or_404(slug), page_address(slug), track_number), "text/calendar")


def dates_ics(slug: str) -> Response:
    """The dates, for a calendar."""
    return _file(ical.dates_calendar(published_or_404(slug), page_address(slug)), "text/calendar")


def schedule_json(slug: str) -> ResponseReturnValue:
    """The programme, for conference apps."""
    return jsonify(frab.as_json(published_or_404(slug), *page_and_picture(slug)) or abort(404))


def schedule_xml(slug: str) -> Response:
    """The programme, for conference apps that read XML."""
    return _file(frab.as_xml(published_or_404(slug), *page_and_picture(slug)), "application/xml")


def papers_bib(slug: str) -> Response:
    """The papers, for a reference manager."""
    return _file(paper_list.as_bibtex(published_or_404(slug)), "text/x-bibtex")


def paper_bib(slug: str, paper_number: int) -> Response:
    """One paper, for a reference manager."""
    page, one = paper_or_404(slug, paper_number)
    return _file(paper_list.bibtex_entry(page.edition, one), "text/x-bibtex")


def papers_csv(slug: str) -> Response:
    """The papers, for a spreadsheet."""
    return _file(paper_list.as_csv(published_or_404(slug)), "text/csv")


def changes_atom(slug: str) -> Response:
    """What changed, for a feed reader."""
    page = published_or_404(slug)
    return _file(atom.changes_feed(page, page_address(slug), address_of("changes_atom", slug)), "application/atom+xml")


def _file(body: str | bytes | None, type: str) -> Response:
    """The answer with a file; 404 where it would hold nothing."""
    if body is None:
        abort(404)
    return Response(body, content_type=f"{type}; charset=utf-8")


DOWNLOADS: dict[str, Callable[..., ResponseReturnValue]] = {
    "/<slug>/edition.json": edition_json,
    "/<slug>/schedule.ics": schedule_ics,
    "/<slug>/slot/<int:slot_number>.ics": slot_ics,
    "/<slug>/track/<int:track_number>.ics": track_ics,
    "/<slug>/dates.ics": dates_ics,
    "/<slug>/schedule.json": schedule_json,
    "/<slug>/schedule.xml": schedule_xml,
    "/<slug>/papers.bib": papers_bib,
    "/<slug>/paper/<int:paper_number>.bib": paper_bib,
    "/<slug>/papers.csv": papers_csv,
    "/<slug>/changes.atom": changes_atom,
}
