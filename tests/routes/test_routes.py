"""The table of who gets what: every route, every method, every role. A new route fails until it has a row here.

Where there is no number, the person is led to sign in. Rules stand for what the table leaves out: HEAD answers as GET
does; OPTIONS names the methods, to who is let in; a method that an address does not have gets 405. Without JavaScript
what was done leads back to the page, and who is signed out to the sign-in, unless they sent text; the form of a new
row is at an address of its own. Who is refused has changed nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from faimi.accounts.models import digest
from tests.conftest import PASSWORD, SLUG
from tests.routes.conftest import ROLES, SECRET, TRACK, kept
from tests.samples import SAMPLES

SIGN_IN = "sign in"
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}
NOT_ITS_OWN = {  # what another route answers, whose pattern takes in the address
    ("suggest.thanks", "POST"): 410,  # as a personal link that there is not
    ("accounts.logout", "GET"): 308,  # as an edition’s page that there is not
    ("accounts.logout", "HEAD"): 308,
}
REFUSED = (SIGN_IN, *range(400, 500))
ARGUMENTS = {
    "slug": SLUG,
    "name": "paper",
    "number": 1,
    "paper_number": 1,
    "slot_number": 1,
    "track_number": 1,
    "version": 1,
    "key": "paper-1",
    "id": 1,
    "account_id": 2,
    "session_id": 2,
    "passkey_id": 1,
    "filename": "css/page.css",
    "path": "former/place",
    "language": "fr",
}

Answers = tuple[int | str, int | str, int | str, int | str, int | str]


@dataclass
class Row:
    """What a visitor, an editor of another edition, one of this, an owner and one of a track get, by GET and POST."""

    GET: Answers | None = None
    POST: Answers | None = None
    body: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)


def all_(status: int | str) -> Answers:
    """Everybody gets the same."""
    return (status,) * 5


def own(status: int) -> Answers:
    """Whoever is signed in has a page of their own."""
    return (SIGN_IN, status, status, status, status)


def owner(status: int) -> Answers:
    """An owner's work."""
    return (SIGN_IN, 403, 403, status, 403)


def bobs(status: int) -> Answers:
    """What is the editor's own is not there for others."""
    return (SIGN_IN, 404, status, 404, 404)


def page(status: int, track: int = 403) -> Answers:
    """A page of the edition's organizers, which may not be for those of one track."""
    return (SIGN_IN, 403, status, status, track)


def part(status: int, track: int = 403) -> Answers:
    """A part of such a page: whose session has ended meanwhile is told so in its place."""
    return (401, 403, status, status, track)


TAKEN = {  # a table of one line as it was shown
    "text": "A title\tAn Author",
    "column-0": "title",
    "column-1": "authors",
    "to-0": "new",
    "table": digest("A title\tAn Author"),
    "seen": digest(repr(("A title\tAn Author", False, ["title", "authors"]))),
}
SHIFTED = {"gesture": "shift", "rows": "1", "minutes": "5", "alone": "1"}
HELD = {
    "plain.save",
    "plain.save_cell",
    "plain.add",
    "plain.tables.preview",
    "plain.tables.take",
}  # which keep what was typed
STAYS = {  # which answer to what was sent, and do nothing
    "plain.foreseeing.foresee",
    "plain.foreseeing.foresee_new",
    "plain.timetable.show_plan",
    "plain.tables.preview",
    "plain.clipboard.show_markdown",
    "plain.markdown_preview.show_html",
}
ROWS = {
    "static": Row(all_(200)),
    # What visitors get
    "public.home": Row(all_(200)),
    "public.home_index": Row(all_(301)),
    "public.edition": Row(all_(200)),
    "public.edition_index": Row(all_(301)),
    "public.old_address": Row(all_(301)),
    "public.edition_json": Row(all_(200)),
    "public.schedule": Row(all_(200)),
    "public.schedule_ics": Row(all_(200)),
    "public.schedule_json": Row(all_(200)),
    "public.schedule_xml": Row(all_(200)),
    "public.slot_ics": Row(all_(200)),
    "public.track_ics": Row(all_(200)),
    "public.dates_ics": Row(all_(200)),
    "public.papers_bib": Row(all_(200)),
    "public.papers_csv": Row(all_(200)),
    "public.paper": Row(all_(200)),
    "public.slot": Row(all_(200), arguments={"slot_number": 2}),
    "public.paper_bib": Row(all_(200)),
    "public.changes_atom": Row(all_(200)),
    "public.share_png": Row(all_(200)),
    "public.preview": Row(all_(200), arguments={"token": "preview"}),
    "public.rendition": Row(all_(200), arguments={"name": "1.webp"}),
    "public.sitemap": Row(all_(200)),
    "public.robots": Row(all_(200)),
    "public.service_worker": Row(all_(200)),
    "public.manifest": Row(all_(200)),
    "health.healthz": Row(all_(200)),
    "health.readyz": Row(all_(200)),
    "suggest.suggest_correction": Row(
        all_(200), all_(303), {"title": "New", "version": "1"}, arguments={"token": "asked"}
    ),
    "suggest.thanks": Row(all_(200)),
    # What organizers do: the same again under /plain/, where what was done (200) leads back to the page (303)
    "editor.show_page": Row(page(200, 200)),
    "editor.show": Row(part(200)),
    "editor.form": Row(part(200)),
    "editor.save": Row(POST=part(200), body=SAMPLES["paper"] | {"version": "1"}),
    "editor.cell": Row(part(200), arguments={"field": "title"}),
    "editor.save_cell": Row(POST=part(200), body={"title": "A title", "version": "1"}, arguments={"field": "title"}),
    "editor.new": Row(part(200), query="section=5"),
    "editor.add": Row(POST=part(200), body=SAMPLES["paper"], query="section=5"),
    "editor.move": Row(POST=part(200), body={"to": "down"}),
    "editor.remove": Row(POST=part(200), body={"version": "1", "sure": "1"}),
    "editor.undo.show_history": Row(page(200, 200)),
    "editor.undo.undo": Row(POST=part(200, 200)),
    "editor.undo.redo": Row(POST=part(200, 200)),
    "editor.undo.undo_one": Row(POST=(401, *owner(200)[1:]), body={"sure": "1"}),  # of what made it, so it is removed
    "editor.undo.restore": Row(POST=part(200)),
    "editor.live.changes": Row(part(200, 200)),
    "editor.clipboard.show_markdown": Row(POST=part(200, 200), body={"html": "<b>Bold</b>"}),
    "editor.markdown_preview.show_html": Row(POST=part(200, 200), body={"text": "**Bold**"}),
    "editor.offers.list_offers": Row(part(200, 200), query="typed=a", arguments={"field": "authors"}),
    "editor.ties.tie": Row(
        POST=part(200, 200), body={"to": "paper-1", "version": "3"}, arguments={"name": "slot", "number": 1}
    ),
    "editor.ties.untie": Row(
        POST=part(200), body={"reference": "paper", "version": "1"}, arguments={"name": "slot", "number": 5}
    ),
    "editor.tables.ask": Row(part(200), query="section=5"),
    "editor.tables.preview": Row(POST=part(200), body={"text": "A title\tAn Author"}, query="section=5"),
    "editor.tables.take": Row(POST=part(200), body=TAKEN, query="section=5"),
    "editor.bulk.fill": Row(POST=part(200), body={"cell": "paper-1 1 url", "value": "https://example.org/"}),
    "editor.bulk.remove": Row(POST=part(200), body={"rows": "1 1"}),
    "editor.bulk.move": Row(POST=part(200), body={"rows": "1", "to": "end"}),
    "editor.timetable.show_plan": Row(POST=part(200, 200), body=SHIFTED),
    "editor.timetable.take_plan": Row(POST=part(200, 200), body=SHIFTED),
    "editor.late.announce": Row(POST=part(200, 200), body={"minutes": "5", "version": "3"}),
    "editor.findings.show": Row(part(200, 200)),
    "editor.findings.fix": Row(POST=part(409, 409), body={"finding": "finding-of-before"}),
    "editor.findings.silence": Row(POST=part(409, 409), body={"finding": "finding-of-before", "reason": "So it is."}),
    "editor.findings.unsilence": Row(POST=part(409, 409), body={"finding": "finding-of-before"}),
    "editor.foreseeing.foresee": Row(
        POST=part(200, 200),
        body=SAMPLES["slot"] | {"track": TRACK, "version": "3"},
        arguments={"name": "slot", "number": 1},
    ),
    "editor.foreseeing.foresee_new": Row(
        POST=part(200, 200),
        body=SAMPLES["slot"] | {"track": TRACK},
        query="section=4",
        arguments={"name": "slot"},
    ),
    "editor.sharing.show_preview_link": Row(page(200)),
    "editor.sharing.replace_preview_link": Row(POST=part(303)),
    "editions.show_list": Row(own(200)),
    "editions.new_edition": Row(owner(200), owner(303), {"title": "A workshop", "address": "2032"}),
    "editions.write_start_page": Row(POST=owner(303)),
    "editions.rename_edition": Row(page(200), page(303), {"address": "2032", "seen": SLUG}),
    "editions.hide_edition": Row(POST=page(303)),
    "editions.publish_edition": Row(POST=page(303)),
    "editions.remove_edition": Row(owner(200), owner(303), {"name": SLUG}),
    "editions.bring_back_edition": Row(POST=owner(303)),
    "editions.take_sample": Row(POST=owner(303)),
    "rollover.start_edition": Row(owner(200), owner(303), {"address": "2032", "starts_on": "2032-01-01"}),
    "paste.paste_papers": Row(page(200), page(200), {"text": "A title, An Author"}, query="section=5"),
    "suggestions.list_suggestions": Row(page(200, 200)),
    "suggestions.accept_suggestion": Row(POST=page(303, 404), body={"version": "1"}),
    "suggestions.decline_suggestion": Row(POST=page(303, 404)),
    "suggestions.reopen_suggestion": Row(POST=page(303, 404), arguments={"id": 2}),
    "suggestions.make_link": Row(POST=page(303), body={"row": "paper-2"}),
    "suggestions.withdraw_link": Row(POST=page(303)),
    # Who may
    "accounts.login_page": Row(all_(200), all_(302), {"email": "alice@example.org", "password": PASSWORD}),
    "accounts.code_page": Row(all_(SIGN_IN), all_(SIGN_IN), {"code": "000000"}),
    "accounts.forgot": Row(all_(200), all_(200), {"email": "alice@example.org"}),
    "accounts.logout": Row(POST=all_(302)),
    "accounts.welcome": Row(
        all_(200), all_(302), {"password": PASSWORD, "again": PASSWORD}, arguments={"token": "welcome"}
    ),
    "accounts.judge_first_password": Row(POST=all_(200), body={"password": PASSWORD}, arguments={"token": "welcome"}),
    "passkey_sign_in.sign_in_options": Row(POST=all_(200)),
    "passkey_sign_in.sign_in_with_passkey": Row(POST=all_(422)),
    "account.show_profile": Row(own(200)),
    "account.confirm": Row(own(303), own(303), {"confirm_password": PASSWORD}),
    "account.save_name": Row(POST=own(303), body={"name": "A new name"}),
    "account.judge_password": Row(POST=own(200), body={"password": PASSWORD}),
    "account.save_password": Row(
        POST=own(303), body={"password": PASSWORD, "new": "another horse", "again": "another horse"}
    ),
    "account.end_session": Row(POST=bobs(303)),
    "account.end_other_sessions": Row(POST=own(303)),
    "passkeys.new_options": Row(POST=own(200), body={"password": PASSWORD, "key_name": "A key"}),
    "passkeys.add_passkey": Row(POST=own(422)),
    "passkeys.confirm_options": Row(POST=own(200)),
    "passkeys.confirm": Row(POST=own(422)),
    "passkeys.remove_passkey": Row(POST=bobs(303)),
    "two_factor.switch_on": Row(
        (SIGN_IN, 200, 404, 200, 200),
        (SIGN_IN, 422, 404, 422, 422),
        {"secret": SECRET, "password": PASSWORD, "code": "wrong"},
    ),
    "two_factor.renew_recovery_codes": Row(bobs(200), bobs(200), {"password": PASSWORD}),
    "two_factor.switch_off": Row(own(200), own(303), {"password": PASSWORD}),
    "people.list_accounts": Row(owner(200)),
    "people.audit_page": Row(owner(200)),
    "people.invite": Row(owner(200), owner(200), {"email": "new@example.org", "role": "editor", "reach": "all"}),
    "people.edit_account": Row(owner(200), owner(303), {"role": "owner", "reach": "all"}),
    "people.renew_link": Row(POST=owner(200)),
    "people.remove_second_factor": Row(POST=owner(303)),
    "settings.edit_settings": Row(owner(200), owner(303), {"name": "A name", "version": "1"}),
    "settings.restore": Row(POST=owner(303), body={"version": "1"}),
    "doctor.show": Row(owner(200)),
    "backup.show": Row(owner(200)),
    "erasing.show": Row(owner(200)),
    "erasing.find_words": Row(POST=owner(200), body={"words": "A name"}),
    "erasing.erase_words": Row(POST=owner(303), body={"words": "A name", "reason": "Asked for"}),
    "erasing.list_pictures": Row(owner(200)),
    "erasing.find_picture": Row(owner(200), arguments={"name": "0" * 20}),
    "erasing.erase_picture": Row(POST=owner(303), body={"reason": "Asked for"}, arguments={"name": "0" * 20}),
    "backup.download": Row(POST=owner(200)),
    "people.remove_account": Row(owner(200), owner(303), {"sure": "1"}),
}
REACH = {  # what of the past an editor of a track may bring back: change 2 and 3 are of its row, change 4 of another
    "restore/2/slot-1": 200,
    "restore/3/slot-1": 200,
    "restore/1/slot-1": 403,  # it stood in another track then
    "restore/4/slot-2": 403,
    "restore/1/paper-1": 403,
    "restore/1/section-1": 403,
    "restore/1/edition-1": 403,
    "undo/3": 200,
    "undo/4": 403,
}
ENDPOINTS = [*ROWS, *(f"plain{name.removeprefix('editor')}" for name in ROWS if name.startswith("editor."))]


def row_of(endpoint: str) -> str:
    """The row that an endpoint has: those without JavaScript share the editor's."""
    return re.sub("^plain", "editor", endpoint)


def address(rule: Rule, row: Row, **changed: Any) -> str:
    """An address that a rule stands for."""
    arguments = ARGUMENTS | row.arguments | changed
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda name: str(arguments[name[1]]), rule.rule)


def told(answer: Response) -> int | str:
    """The status of an answer, or that it leads to the sign-in."""
    return SIGN_IN if re.match(r"/login($|\?)", answer.location or "") else answer.status_code


def methods_at(app: Flask, rule: Rule) -> set[str]:
    """The methods that an address has: two routes may share one."""
    return {method for other in app.url_map.iter_rules() if other.rule == rule.rule for method in other.methods or ()}


def test_every_route_has_its_row_in_the_table(app: Flask) -> None:
    assert {row_of(rule.endpoint) for rule in app.url_map.iter_rules()} == set(ROWS)
    for rule in app.url_map.iter_rules():
        row, methods = ROWS[row_of(rule.endpoint)], rule.methods or set()
        assert (row.GET is not None, row.POST is not None) == ("GET" in methods, "POST" in methods), rule.endpoint


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_everybody_gets_what_the_table_says(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient], again: Callable[[], None]
) -> None:
    row, before = ROWS[row_of(endpoint)], kept()
    for rule in app.url_map.iter_rules(endpoint):
        for method, role in product(rule.methods or (), ROLES):
            client, cookie = clients[role], clients[role].get_cookie("faimi")
            data = row.body if method == "POST" else None
            with client.open(address(rule, row), method=method, query_string=row.query, data=data) as answer:
                assert told(answer) in expected(row, endpoint, method, role), (method, role)
            if method == "OPTIONS" and answer.status_code == 200:
                assert set(answer.headers["Allow"].split(", ")) >= (rule.methods or set())
            if method != "POST" or told(answer) in REFUSED:
                assert kept() == before, (method, role)
                continue
            again()
            if cookie:
                client.set_cookie("faimi", cookie.value)


KEEPING = ("plain.save", "plain.save_cell", "plain.add")  # which ask for the password where the text is


def expected(row: Row, endpoint: str, method: str, role: str) -> tuple[int | str, ...]:
    """What may be answered: one thing, but for OPTIONS, which some refusals come after."""
    answers = row.GET if method != "POST" and row.GET else row.POST
    assert answers
    status = answers[ROLES.index(role)]
    if method == "OPTIONS":
        return (SIGN_IN, 401, 200) if role == "visitor" else (403, 200) if status == 403 else (200,)
    leads_on = endpoint not in STAYS and (method == "POST" or endpoint == "plain.new")
    if endpoint.startswith("plain.") and leads_on and status == 200:
        return (303,)
    if endpoint.startswith("plain.") and status == 401 and endpoint not in HELD:
        return (SIGN_IN,)
    return (status,)


@pytest.mark.parametrize("way", ["edit", "edit/plain"])
@pytest.mark.parametrize("done", REACH)
def test_who_may_change_one_track_brings_back_of_the_past_what_is_of_it(
    way: str, done: str, clients: dict[str, FlaskClient], again: Callable[[], None]
) -> None:
    verb, version, *key = done.split("/")
    path, before = f"/{SLUG}/{way}/history/" + "/".join([version, verb, *key]), kept()
    given = 303 if way.endswith("plain") else 200
    answers = (SIGN_IN if given == 303 else 401, 403, given, given, given if REACH[done] == 200 else 403)
    for role, status in zip(ROLES, answers, strict=True):
        cookie = clients[role].get_cookie("faimi")
        answer = clients[role].post(path, data={"sure": "1"})
        assert told(answer) == status, role
        assert status == given or kept() == before
        again()
        if cookie:
            clients[role].set_cookie("faimi", cookie.value)


@pytest.mark.parametrize("key", ["slot-3", "nothing-1", "slot-x", "slot-", "edition-2", "slot-99999999999"])
def test_a_change_brings_back_no_row_that_it_did_not_touch(key: str, clients: dict[str, FlaskClient]) -> None:
    before = kept()
    for role in ("editor", "owner", "track"):
        assert clients[role].post(f"/{SLUG}/edit/history/2/restore/{key}").status_code == 404, role
    assert kept() == before


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_method_that_an_address_does_not_have_is_refused(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    before = kept()
    for rule in app.url_map.iter_rules(endpoint):
        for method, role in product(METHODS - methods_at(app, rule), ROLES):
            answer = clients[role].open(address(rule, ROWS[row_of(endpoint)]), method=method)
            assert answer.status_code == NOT_ITS_OWN.get((endpoint, method), 405), (method, role)
            assert method not in answer.headers.get("Allow", "").split(", ")
    assert kept() == before
