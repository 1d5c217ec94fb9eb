"""How an owner chooses an editor's limits: what there is to tick, and what was ticked."""

from typing import Any

from sqlalchemy import select

from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant, grant_key
from faimi.content import Edition
from faimi.content.tracks import Track
from faimi.extensions import db


def fill_choices(form: Any, account: Account | None = None) -> None:
    """Fills in what can be ticked: each edition, and under it its tracks and those that the account has already.

    A removed edition or track stands there only where the account has it already.
    """
    granted = account.grants if account else []
    had = [(grant.edition_id, grant.track_number) for grant in granted if grant.track_number is not None]
    tracks = dict.fromkeys(had, "only a track that is gone")
    for track in db.session.scalars(select(Track).order_by(Track.name)):
        tracks[track.edition_id, track.number] = f"only its track “{track}”"
    offered = (Edition.state != "removed") | Edition.id.in_([grant.edition_id for grant in granted])
    query = select(Edition).where(offered).order_by(Edition.starts_on.desc().nulls_last(), Edition.slug)
    choices = []
    for edition in db.session.scalars(query):
        choices.append((grant_key(edition.id, None), f"{edition.tagline or edition.title} ({edition.slug})"))
        choices += [(grant_key(*key), words) for key, words in tracks.items() if key[0] == edition.id]
    form.grants.choices = choices


def form_data(account: Account) -> dict[str, Any]:
    """An account's limits as the form's data."""
    return {"reach": "some" if account.grants else "all", "grants": [grant.key for grant in account.grants]}


def chosen_grants(form: Any) -> list[Grant]:
    """The limits that a valid form says; an owner has none."""
    if form.role.data == "owner" or form.reach.data == "all":
        return []
    pairs = (key.partition("/") for key in form.grants.data)
    return [
        Grant(edition=db.session.get(Edition, int(edition_id)), track_number=int(number) if slash else None)
        for edition_id, slash, number in pairs
    ]


def describe_grants(account: Account) -> str:
    """An account's limits for the audit; nothing where it has none."""
    db.session.flush()  # a grant that was just made knows its track
    words = sorted(str(grant) for grant in account.grants)
    return f": only {'; '.join(words)}" if words else ""
