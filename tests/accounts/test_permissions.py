"""An editor's limits: Bob has one edition or one track of its schedule, and gets no further by any door."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from faimi import history
from faimi.accounts.models import account_with
from faimi.accounts.permissions import Grant, may_add, may_change
from faimi.content import EDITABLE, KIND, Edition, Preview, Section
from faimi.content.base import row_version
from faimi.content.dates import Date
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.history import NotPermitted
from faimi.history.rollover import roll_over
from faimi.suggestions.models import CORRECTABLE, Suggestion, visible_suggestions
from tests.accounts.test_admin import id_of
from tests.accounts.test_profile import noted
from tests.conftest import SLUG
from tests.exchange.making import put
from tests.history.test_history import latest
from tests.samples import SAMPLES, first, right_on, track_of, without_clock

BASE = f"/{SLUG}/edit"
OTHER = "2025-miccai"
PARTNER = "Partner"  # the partner workshop's track; the main one has no name


@pytest.fixture
def tracks(edition: Edition) -> list[Slot]:
    """The sample's schedule, whose last three rows are the partner's; and a draft of the next year."""
    slots = list(db.session.scalars(select(Slot).order_by(Slot.position)))
    for slot in slots[:-3]:
        slot.track = "Main"
    for slot in slots[-3:]:
        slot.track = PARTNER
    db.session.commit()
    assert edition.starts_on
    roll_over(edition, OTHER, edition.starts_on.replace(year=2025), None)
    return slots


def limit(*grants: Grant) -> None:
    """Limits Bob."""
    bob = account_with("bob@example.org")
    assert bob
    bob.grants = list(grants)
    db.session.commit()


@pytest.fixture
def partner(tracks: list[Slot], edition: Edition, bob: FlaskClient) -> FlaskClient:
    """Bob, limited to the partner's track."""
    limit(right_on(edition, PARTNER))
    return bob


@pytest.fixture
def one_edition(tracks: list[Slot], edition: Edition, bob: FlaskClient) -> FlaskClient:
    """Bob, limited to the sample edition."""
    limit(Grant(edition_id=edition.id))
    return bob


def posted(row: Slot, **changed: str) -> dict[str, str]:
    """What a browser posts for a row of the schedule."""
    return SAMPLES["slot"] | {"version": str(row_version(row)), "track": row.track} | changed


def everything() -> list[object]:
    """The state of all content, to be compared."""
    db.session.expire_all()
    editions = db.session.query(Edition.slug, Edition.version).order_by(Edition.id).all()
    slots = db.session.query(Slot).order_by(Slot.id)
    return [*editions, *((slot.id, slot.track, slot.position, slot.title) for slot in slots)]


def test_an_editor_of_one_edition_changes_all_of_it(one_edition: FlaskClient) -> None:
    for name in EDITABLE:
        row = first(name)
        fields = SAMPLES[name] | {"version": str(row_version(row))}
        assert one_edition.post(f"{BASE}/{name}/{row.number}", data=fields).status_code == 200, name
    assert one_edition.post(f"{BASE}/paper/new?section=5", data=SAMPLES["paper"]).status_code == 200


def test_an_editor_of_one_edition_is_refused_on_every_other(one_edition: FlaskClient) -> None:
    theirs = db.session.scalars(select(Date).join(Section).join(Edition).where(Edition.slug == OTHER)).first()
    section = db.session.scalars(select(Section).join(Edition).where(Edition.slug == OTHER)).first()
    assert theirs
    assert section
    before = everything()
    for path in (
        "",
        f"date/{theirs.number}",
        f"date/{theirs.number}/form",
        f"text/new?section={section.number}",
        "section/new",
    ):
        answer = one_edition.get(f"/{OTHER}/edit/{path}")
        assert (answer.status_code, "You cannot change this" in answer.text) == (403, True), path
    for verb in ("", "/move", "/remove"):
        fields = SAMPLES["date"] | {"version": "1", "to": "up"}
        assert one_edition.post(f"/{OTHER}/edit/date/{theirs.number}{verb}", data=fields).status_code == 403, verb
        assert one_edition.post(f"/{OTHER}/edit/plain/date/{theirs.number}{verb}", data=fields).status_code == 403, verb
    assert everything() == before


@pytest.mark.parametrize("slug", [SLUG, OTHER])
def test_who_is_limited_makes_no_new_edition(slug: str, one_edition: FlaskClient) -> None:
    form = {"address": "2026-miccai", "starts_on": "2026-10-10"}
    assert one_edition.get(f"/{slug}/edit/roll-over/").status_code == 403
    assert one_edition.post(f"/{slug}/edit/roll-over/", data=form).status_code == 403
    assert "roll-over" not in one_edition.get(f"{BASE}/").text
    assert db.session.query(Edition).count() == 2


def test_an_editor_of_a_track_neither_makes_nor_withdraws_the_preview(
    partner: FlaskClient, alice: FlaskClient, edition: Edition
) -> None:
    alice.post(f"{BASE}/preview/")
    made = db.session.query(Preview.token).one()
    assert partner.get(f"{BASE}/preview/").status_code == 403
    assert partner.post(f"{BASE}/preview/", data={"withdraw": "1"}).status_code == 403
    assert partner.post(f"{BASE}/plain/preview/").status_code == 403
    assert db.session.query(Preview.token).one() == made
    limit(Grant(edition_id=edition.id))
    assert "Share a preview" in partner.get(f"{BASE}/").text
    assert partner.post(f"{BASE}/preview/").status_code == 303


def test_an_editor_of_a_track_sees_controls_at_its_rows_alone(partner: FlaskClient, tracks: list[Slot]) -> None:
    tree = BeautifulSoup(partner.get(f"{BASE}/").text, "lxml")
    edited = [row["id"] for row in tree.select(".row") if row.select_one(":scope > .edit")]
    assert edited == [f"slot-{slot.number}" for slot in tracks[-3:]]
    assert [link.text for link in tree.select(".add a")] == ["Add schedule row", "Paste a table"]
    assert OTHER not in tree.text


def test_an_editor_of_a_track_edits_moves_and_removes_its_rows(partner: FlaskClient, tracks: list[Slot]) -> None:
    first, second, third = tracks[-3:]
    assert partner.get(f"{BASE}/slot/{first.number}/form").status_code == 200
    assert partner.post(f"{BASE}/slot/{first.number}", data=posted(first, title="Ours")).status_code == 200
    without_clock()
    assert partner.post(f"{BASE}/slot/{second.number}/move", data={"to": "down"}).status_code == 200
    order = db.session.scalars(select(Slot.id).where(Slot.in_track.has(name=PARTNER)).order_by(Slot.position)).all()
    assert order == [first.id, third.id, second.id]
    assert partner.post(f"{BASE}/slot/{third.number}/remove", data=posted(third)).status_code == 200
    left = db.session.scalars(select(Slot.id).where(Slot.in_track.has(name=PARTNER)).order_by(Slot.id)).all()
    assert left == [first.id, second.id]
    assert db.session.get_one(Slot, first.id).title == "Ours"


def test_an_editor_of_a_track_adds_rows_to_it(partner: FlaskClient, tracks: list[Slot]) -> None:
    section = tracks[0].section.number
    form = BeautifulSoup(partner.get(f"{BASE}/slot/new?section={section}").text, "lxml")
    assert [field["value"] for field in form.select("[name=track]")] == [PARTNER]
    fields = SAMPLES["slot"] | {"track": PARTNER, "title": "A new one"}
    assert partner.post(f"{BASE}/slot/new?section={section}", data=fields).status_code == 200
    assert db.session.query(Slot).filter(Slot.title == "A new one", Slot.in_track.has(name=PARTNER)).count() == 1


def test_a_new_row_starts_in_the_own_track_also_where_another_one_stands_last(
    partner: FlaskClient, tracks: list[Slot]
) -> None:
    tracks[-1].track = "Main"
    db.session.commit()
    form = BeautifulSoup(partner.get(f"{BASE}/slot/new?section={tracks[0].section.number}").text, "lxml")
    assert [field.get("value") for field in form.select("[name=track], [name=start]")] == ["", PARTNER]


def test_a_new_row_lands_below_the_last_of_its_track(partner: FlaskClient, tracks: list[Slot]) -> None:
    tracks[-1].track = "Main"
    db.session.commit()
    fields = SAMPLES["slot"] | {"track": PARTNER, "title": "A new one"}
    assert partner.post(f"{BASE}/slot/new?section={tracks[0].section.number}", data=fields).status_code == 200
    listed = db.session.scalars(select(Slot).order_by(Slot.position)).all()
    assert [slot.track for slot in listed[-4:]] == [PARTNER, PARTNER, PARTNER, "Main"]
    assert listed[-2].title == "A new one"


@pytest.mark.parametrize("track", ["Main", "", "Partner 2"])
def test_no_row_leaves_the_track_and_none_is_added_elsewhere(
    track: str, partner: FlaskClient, tracks: list[Slot]
) -> None:
    before, own = everything(), tracks[-1]
    section = own.section.number
    for path in (f"slot/{own.number}", f"plain/slot/{own.number}", f"slot/new?section={section}"):
        answer = partner.post(f"{BASE}/{path}", data=posted(own, track=track, title="Typed"))
        assert answer.status_code == 422
        assert "You may only change the track Partner." in answer.text
        assert 'value="Typed"' in answer.text
    assert everything() == before


def test_a_form_that_leaves_the_track_out_adds_nothing(partner: FlaskClient, tracks: list[Slot]) -> None:
    before, fields = everything(), {key: value for key, value in SAMPLES["slot"].items() if key != "track"}
    assert partner.post(f"{BASE}/slot/new?section={tracks[0].section.number}", data=fields).status_code == 422
    assert everything() == before


def test_what_an_editor_of_a_track_did_is_taken_back_with_the_places_of_other_rows(
    partner: FlaskClient, tracks: list[Slot]
) -> None:
    tracks[-1].track = "Main"
    db.session.commit()
    before = everything()[2:]
    fields = SAMPLES["slot"] | {"track": PARTNER, "title": "A new one"}
    assert partner.post(f"{BASE}/slot/new?section={tracks[0].section.number}", data=fields).status_code == 200
    assert partner.post(f"{BASE}/undo").status_code == 200
    assert everything()[2:] == before
    assert partner.post(f"{BASE}/redo").status_code == 200
    assert db.session.query(Slot).filter_by(title="A new one").count() == 1


@pytest.mark.parametrize("name", ["slot", "section"])
def test_an_editor_of_one_edition_takes_a_removal_back(name: str, one_edition: FlaskClient, tracks: list[Slot]) -> None:
    before = db.session.query(Slot.id, Slot.section_id).order_by(Slot.id).all()
    number = tracks[0].number if name == "slot" else tracks[0].section.number
    assert one_edition.post(f"{BASE}/{name}/{number}/remove", data={"version": "1"}).status_code == 200
    assert db.session.query(Slot).count() < len(before)
    assert one_edition.post(f"{BASE}/undo").status_code == 200
    assert db.session.query(Slot.id, Slot.section_id).order_by(Slot.id).all() == before


def test_what_left_the_track_since_is_not_brought_back_into_it(
    partner: FlaskClient, alice: FlaskClient, tracks: list[Slot]
) -> None:
    own = tracks[-1]
    assert partner.post(f"{BASE}/slot/{own.number}", data=posted(own, title="Ours")).status_code == 200
    assert alice.post(f"{BASE}/slot/{own.number}", data=posted(own, track="Main")).status_code == 200
    before = everything()
    for path in ("undo", "history/2/undo", f"history/2/restore/slot-{own.number}"):
        assert partner.post(f"{BASE}/{path}", data={"sure": "1"}).status_code == 403, path
        assert partner.post(f"{BASE}/plain/{path}", data={"sure": "1"}).status_code == 403, path
    assert everything() == before


def test_the_form_of_a_removed_row_of_another_track_is_refused(
    partner: FlaskClient, alice: FlaskClient, tracks: list[Slot]
) -> None:
    (number, fields), (own, own_fields) = [(row.number, posted(row)) for row in (tracks[0], tracks[-1])]
    for gone, version in ((number, fields["version"]), (own, own_fields["version"])):
        assert alice.post(f"{BASE}/slot/{gone}/remove", data={"version": version}).status_code == 200
    before = everything()
    for way in ("", "plain/"):
        for more in ({}, {"put_back": "1"}):
            assert partner.post(f"{BASE}/{way}slot/{number}", data=fields | more).status_code == 403, (way, more)
    assert everything() == before
    assert partner.post(f"{BASE}/slot/{own}", data=own_fields).status_code == 409
    assert partner.post(f"{BASE}/slot/{own}", data=own_fields | {"put_back": "1"}).status_code == 200


def test_a_row_is_not_moved_across_the_edge_of_its_track(partner: FlaskClient, tracks: list[Slot]) -> None:
    without_clock()
    before = everything()
    answer = partner.post(f"{BASE}/slot/{tracks[-3].number}/move", data={"to": "up"})
    assert answer.status_code == 403
    assert everything() == before


def test_an_editor_of_a_track_is_refused_at_everything_else(partner: FlaskClient, tracks: list[Slot]) -> None:
    rows = {name: tracks[0] if name == "slot" else first(name) for name in EDITABLE}
    before = everything()
    for name, row in rows.items():
        for path in (f"{name}/{row.number}", f"{name}/{row.number}/form"):
            assert partner.get(f"{BASE}/{path}").status_code == 403, path
        fields = SAMPLES[name] | {"version": str(row_version(row)), "to": "up", "track": PARTNER}
        for verb in ("", "/remove", "/move"):
            expected = 404 if name == "edition" and verb else 403
            assert partner.post(f"{BASE}/{name}/{row.number}{verb}", data=fields).status_code == expected, (name, verb)
    for section in db.session.scalars(select(Section).where(Section.kind != "slot")).all():
        path = f"{section.kind}/new?section={section.number}"
        assert partner.post(f"{BASE}/{path}", data=SAMPLES[section.kind]).status_code in (403, 404)
    assert partner.post(f"{BASE}/section/new", data=SAMPLES["section"]).status_code == 403
    assert partner.get(f"{BASE}/paste/?section=5").status_code == 403
    assert partner.get(f"/{OTHER}/edit/").status_code == 403
    assert everything() == before


def retitle_a_paper(tracks: list[Slot]) -> None:
    db.session.query(Paper).limit(1).one().title = "Taken"


def retitle_a_row_of_the_main_track(tracks: list[Slot]) -> None:
    tracks[0].title = "Taken"


def pull_a_row_in(tracks: list[Slot]) -> None:
    tracks[0].track = PARTNER


def push_a_row_out(tracks: list[Slot]) -> None:
    tracks[-1].track = "Main"


def remove_a_row_of_the_main_track(tracks: list[Slot]) -> None:
    db.session.delete(tracks[0])


def add_a_row_to_the_main_track(tracks: list[Slot]) -> None:
    db.session.add(Slot(section=tracks[0].section, position=99, track="Main"))


def make_an_edition(tracks: list[Slot]) -> None:
    db.session.add(Edition(slug="taken", title="Taken"))


@pytest.mark.parametrize(
    "act",
    [
        retitle_a_paper,
        retitle_a_row_of_the_main_track,
        pull_a_row_in,
        push_a_row_out,
        remove_a_row_of_the_main_track,
        add_a_row_to_the_main_track,
        make_an_edition,
    ],
)
def test_what_a_view_forgets_to_ask_is_refused_where_it_would_be_written(
    act: Callable[[list[Slot]], None], app: Flask, partner: FlaskClient
) -> None:
    @app.get("/careless")
    def careless() -> str:
        act(list(db.session.scalars(select(Slot).order_by(Slot.position))))
        db.session.commit()
        return "done"

    limit(
        Grant(edition_id=None),
        *(right_on(one, PARTNER) for one in db.session.scalars(select(Edition))),
    )
    before = everything()
    assert partner.get("/careless").status_code == 403
    assert everything() == before


def test_a_refused_change_is_an_exception_of_its_own_and_ends_its_transaction(
    app: Flask, partner: FlaskClient, tracks: list[Slot]
) -> None:
    first = tracks[0].id

    @app.get("/careless")
    def careless() -> str:
        row = db.session.get_one(Slot, first)
        with pytest.raises(NotPermitted):
            history.remove(row, str(row_version(row)), None)
        return "still writing" if db.session().in_transaction() else "refused"

    before = everything()
    assert partner.get("/careless").text == "refused"
    assert everything() == before


REACHES: dict[str, list[str | None]] = {"all": [], "edition": [None], "one": [PARTNER], "two": [PARTNER, "Main"]}


@pytest.mark.parametrize("reach", REACHES.values(), ids=REACHES)
def test_a_query_knows_the_same_limits_as_a_row(
    reach: list[str | None], app: Flask, tracks: list[Slot], edition: Edition, bob: FlaskClient
) -> None:
    limit(*(right_on(edition, name) if name else Grant(edition_id=edition.id) for name in reach))
    rows = {(name, row.number): row for name in CORRECTABLE for row in db.session.query(KIND[name].model)}
    of_edition = {key: row for key, row in rows.items() if row.edition is edition}
    for kind, number in of_edition:
        db.session.add(Suggestion(edition_id=edition.id, kind=kind, number=number, version=1, before={}, after={}))
    db.session.commit()

    @app.get("/asked")
    def asked() -> list[list[list[object]]]:
        by_query = [[one.kind, one.number] for one in db.session.scalars(visible_suggestions(edition))]
        return [by_query, [[*key] for key, row in of_edition.items() if may_change(row)]]

    by_query, by_row = bob.get("/asked").get_json()
    assert sorted(by_query) == sorted(by_row) != []


def test_rows_are_added_in_the_edition_of_a_track_alone(app: Flask, partner: FlaskClient) -> None:
    @app.get("/asked")
    def asked() -> dict[str, list[str]]:
        return {one.slug: [name for name in KIND if may_add(KIND[name], one)] for one in db.session.query(Edition)}

    assert partner.get("/asked").get_json() == {SLUG: ["slot"], OTHER: []}


def test_a_grant_whose_edition_is_gone_allows_nothing(one_edition: FlaskClient, edition: Edition) -> None:
    db.session.execute(Edition.__table__.delete().where(Edition.id == edition.id))  # type: ignore[attr-defined]  # a Table
    db.session.commit()
    assert one_edition.get(f"/{OTHER}/edit/").status_code == 403
    assert (
        one_edition.post(f"/{OTHER}/edit/roll-over/", data={"address": "a", "starts_on": "2026-01-01"}).status_code
        == 403
    )


def test_alice_limits_bob_sees_it_and_lifts_it_again(
    tracks: list[Slot], edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    path = f"/people/{id_of('bob')}/"
    number = track_of(edition, PARTNER).number
    form = {"role": "editor", "reach": "some", "grants": f"{edition.id}/{number}"}
    assert "only its track “Partner”" in alice.get(path).text
    assert alice.post(path, data=form).location == "/people/"
    assert f"Only {SLUG}, track “{PARTNER}”" in alice.get("/people/").text
    tree = BeautifulSoup(alice.get(path).text, "lxml")
    assert [box["value"] for box in tree.select("[checked]")] == ["some", f"{edition.id}/{number}"]
    assert bob.get(f"/{OTHER}/edit/").status_code == 403
    assert alice.post(path, data=form | {"reach": "all"}).location == "/people/"
    assert bob.get(f"/{OTHER}/edit/").status_code == 200
    assert noted()[-2:] == [
        f"Changed what bob@example.org may change: only {SLUG}, track “{PARTNER}”",
        "Changed what bob@example.org may change: everything",
    ]


def test_a_limit_without_anything_in_it_is_refused(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    answer = alice.post(f"/people/{id_of('bob')}/", data={"role": "editor", "reach": "some"})
    assert answer.status_code == 422
    assert "Tick what the person may change." in answer.text


def test_an_invitation_may_be_limited_from_the_start(edition: Edition, alice: FlaskClient) -> None:
    form = {"email": "mallory@example.org", "role": "editor", "reach": "some", "grants": str(edition.id)}
    assert alice.post("/people/invite/", data=form).status_code == 200
    assert [(grant.edition_id, grant.track_number) for grant in db.session.query(Grant)] == [(edition.id, None)]
    assert f"Invited mallory@example.org as editor: only {SLUG}" in noted()


def test_a_removed_edition_is_offered_to_nobody_but_who_has_it_already(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    limit(Grant(edition_id=edition.id))
    history.remove_edition(edition, None)
    pages = [alice.get(path).text for path in ("/people/invite/", f"/people/{id_of('bob')}/")]
    boxes = [BeautifulSoup(page, "lxml").select(f"[name=grants][value='{edition.id}']") for page in pages]
    assert [len(found) for found in boxes] == [0, 1]


def test_an_owner_has_no_limits(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    limit(right_on(edition, PARTNER))
    bobs = account_with("bob@example.org")
    assert bobs
    bobs.role = "owner"
    db.session.commit()
    assert bob.get(f"{BASE}/paper/1/form").status_code == 200
    alice.post(f"/people/{id_of('bob')}/", data={"role": "owner", "reach": "some", "grants": str(edition.id)})
    assert db.session.query(Grant).count() == 0
    assert bob.post(f"{BASE}/paper/new?section=5", data=SAMPLES["paper"]).status_code == 200


def test_an_editor_does_not_bring_back_what_an_owner_removed(app: Flask, alice: FlaskClient, bob: FlaskClient) -> None:
    bob.post("/editions/new", data={"title": "Of Bob", "address": "bobs", "sections": ["About"]})
    alice.post("/editions/bobs/remove", data={"name": "bobs"})
    bob.post("/bobs/edit/history/1/restore/edition-1")
    refused = bob.post("/bobs/edit/history/2/undo", data={"sure": "1"})
    db.session.expire_all()
    assert (refused.status_code, db.session.query(Edition).one().state) == (403, "removed")


def test_a_right_stays_with_its_track_when_that_is_renamed(partner: FlaskClient, tracks: list[Slot]) -> None:
    own, track = tracks[-1], tracks[-1].in_track
    assert track
    form = EDITABLE["track"].form(formdata=None, obj=track, meta={"csrf": False})
    form.offer(track.edition, track)
    form.name.data, form.version.data = "Renamed", str(track.version)
    history.save(track, form, None)
    assert partner.post(f"{BASE}/slot/{own.number}", data=posted(own, title="Ours")).status_code == 200
    refused = partner.post(f"{BASE}/slot/{own.number}", data=posted(own, track="Main"))
    assert "You may only change the track Renamed." in refused.text


def test_a_right_on_a_track_that_is_removed_allows_nothing_until_an_undo_brings_it_back(
    partner: FlaskClient, tracks: list[Slot]
) -> None:
    own, track = tracks[-1], tracks[-1].in_track
    assert track
    removal = history.remove(track, str(track.version), None)
    assert str(db.session.query(Grant).one()) == f"{SLUG}, a track that is gone"
    for path in ("", f"slot/{own.number}/form", f"slot/new?section={own.section.number}"):
        assert partner.get(f"{BASE}/{path}").status_code == 403
    history.reverse(removal, by=None)
    assert partner.get(f"{BASE}/slot/{own.number}/form").status_code == 200


def test_who_removed_a_row_when_tracks_were_names_takes_that_back(partner: FlaskClient, tracks: list[Slot]) -> None:
    own, number = tracks[-1], tracks[-1].number
    assert partner.post(f"{BASE}/slot/{number}/remove", data={"version": str(own.version)}).status_code == 200
    removal = latest()
    columns = {name: value for name, value in removal.before[f"slot-{number}"].items() if name != "track_id"}
    removal.before = removal.before | {f"slot-{number}": columns | {"track": PARTNER}}
    db.session.commit()
    assert partner.post(f"{BASE}/undo").status_code == 200
    assert db.session.query(Slot).filter_by(number=number, edition_id=tracks[0].edition.id).one().track == PARTNER


def test_rows_are_added_to_the_schedule_of_a_track_alone(
    partner: FlaskClient, edition: Edition, tracks: list[Slot]
) -> None:
    put(edition, "slot", Slot(title="Elsewhere", track="Other"))
    limit(right_on(edition, PARTNER), right_on(edition, "Other"))
    own, other = tracks[-1].section, edition.sections[-1]
    sent = SAMPLES["slot"] | {"track": PARTNER, "once": "a" * 16, "title": "Typed with care"}
    refused = partner.post(f"{BASE}/slot/new?section={other.number}", data=sent)
    assert (refused.status_code, "You may only change the track Other." in refused.text) == (422, True)
    assert "Typed with care" in refused.text
    limit(right_on(edition, PARTNER))
    assert partner.get(f"{BASE}/slot/new?section={other.number}").status_code == 403
    page = partner.get(f"{BASE}/").text
    offered = [f"slot/new?section={section.number}" in page for section in (own, other)]
    assert offered == [True, False]
    assert partner.post(f"{BASE}/slot/new?section={own.number}", data=sent).status_code == 200


def test_an_editor_of_a_track_neither_renames_nor_makes_nor_removes_one(
    partner: FlaskClient, tracks: list[Slot]
) -> None:
    track = tracks[-1].in_track
    assert track
    before, where = everything(), f"?section={track.section.number}"
    for path in (f"track/{track.number}", f"track/{track.number}/name", f"track/{track.number}/remove"):
        answer = partner.post(f"{BASE}/{path}", data=SAMPLES["track"] | {"version": "1"})
        assert answer.status_code == 403, path
    assert partner.post(f"{BASE}/track/new{where}", data=SAMPLES["track"]).status_code == 403
    assert everything() == before
