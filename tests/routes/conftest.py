"""A site with one of everything, prepared once and copied for each test, on a database as strict as PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import ImmutableMultiDict

from faimi import create_app, history
from faimi.accounts.models import Account, SignInLink, digest
from faimi.accounts.passkeys.models import Passkey
from faimi.accounts.permissions import Grant
from faimi.backup import views as backup_views
from faimi.content import KIND, Edition, LastNumber, OldAddress, Preview
from faimi.content.now import utc_now
from faimi.content.schedule import Slot
from faimi.content.site import current_site
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.media import Picture, Rendition
from faimi.suggestions.models import Suggestion, SuggestionLink
from faimi.web.request_limits import BoundedRequest
from tests import instances
from tests.conftest import Client, client_of
from tests.exchange.making import make, put
from tests.instances import copied, made_once
from tests.samples import first, right_on, row_from

OTHER = "2031"
ROLES = ("visitor", "elsewhere", "editor", "owner", "track")
PEOPLE = {"owner": "alice", "editor": "bob", "elsewhere": "mallory", "track": "carol"}  # with the ids 1, 2, 3 and 4
TRACK = "Partner"  # whose only row is the first of the schedule
SECRET = "A" * 32  # of bob's second factor
# Tables that tell of requests and not of what they were for:
PASSING = {"audit_entry", "known_address", "presence", "rate_limit", "session"}


def _fill(app: Flask) -> None:
    """Puts one of everything in; tokens are the words that they are for."""
    import_pages([SAMPLE], replace=False)
    edition = db.session.query(Edition).one()
    other = make(slug=OTHER)
    db.session.add_all(LastNumber(edition=other, kind=kind, number=500) for kind in ("section", "track", *KIND))
    for name in KIND:
        put(other, name, row_from(name))
    for role, name in PEOPLE.items():
        client_of(app, name, "owner" if role == "owner" else "editor")
    db.session.get_one(Account, 2).totp_secret = SECRET
    paper = first("paper")
    changed = {"before": {"title": paper.title}, "after": {"title": "As suggested"}, "version": 1}
    of_paper = {"edition_id": edition.id, "kind": "paper", "number": 1}
    db.session.add_all(
        [
            Grant(account_id=2, edition_id=edition.id),
            Grant(account_id=3, edition_id=other.id),
            right_on(edition, TRACK, account_id=4),
            SignInLink(account_id=3, token_hash=digest("welcome"), expires_at=utc_now().replace(year=2100)),
            Passkey(account_id=2, name="A key", credential_id="key", public_key=b"", sign_count=0),
            Preview(edition_id=edition.id, token="preview"),
            OldAddress(edition_id=edition.id, path="former/place"),
            Suggestion(**of_paper, **changed),
            Suggestion(**of_paper, **changed, state="declined", decided_by=1, decided_at=utc_now()),
            SuggestionLink(**of_paper, token="asked"),
            Picture(id="0" * 20, width=1, height=1),
            Rendition(name="1.webp", picture_id="0" * 20, format="webp", width=1, height=1, data=b"RIFF"),
        ]
    )
    current_site().languages = "fr"
    db.session.commit()
    _change_talks()


def _change_talks() -> None:
    """Makes changes 2 and 3 of a row that belongs to the track since the first, and change 4 of one that does not."""
    for version, number, title in ((2, 1, "One"), (3, 1, "Two"), (4, 2, "Elsewhere")):
        slot = db.session.query(Slot).filter_by(number=number).one()
        slot.track = TRACK if number == 1 else "Main"
        db.session.commit()
        form = KIND["slot"].form(formdata=None, obj=slot, meta={"csrf": False})
        form.version.data, form.title.data, form.paper.data = str(slot.version), title, None
        history.save(slot, form, by=3)
        assert slot.edition.version == version


@pytest.fixture(scope="session")
def stocked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose database holds one of everything."""

    def make(folder: Path) -> None:
        copied(prepared, folder)
        app = create_app({"INSTANCE_PATH": folder, "TESTING": True})
        app.test_client_class = Client
        with app.app_context():
            _fill(app)
            db.session.remove()
            db.engine.dispose()

    return made_once(tmp_path_factory, "stocked", make)


@pytest.fixture(autouse=True)
def _quick_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a backup holds is asked elsewhere: each renders the whole site in a process of its own."""
    monkeypatch.setattr(backup_views, "_make", lambda file: "" if file.write_bytes(b"A backup") else "No backup")


@pytest.fixture
def original(stocked: Path) -> Path:
    """The instance folder that a test gets a copy of, with one of everything."""
    return stocked


@pytest.fixture
def again(app: Flask, stocked: Path, instance: Path) -> Callable[[], None]:
    """A function that makes the database what it was."""

    def restore() -> None:
        db.session.remove()
        instances.restore_database(stocked, instance)

    return restore


@pytest.fixture
def clients(app: Flask) -> dict[str, FlaskClient]:
    """One client a role: a visitor, an editor of another edition, one of this, an owner, one of a track of this."""
    found = {role: app.test_client() for role in ROLES}
    for role, name in PEOPLE.items():
        with found[role].session_transaction("/login") as session:
            session["_user_id"] = name
    return found


class Asked(ImmutableMultiDict[str, str]):
    """A form or query string that notes which fields a view asks for."""

    names: ClassVar[set[str]] = set()

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, *how: Any, **named: Any) -> list[Any]:
        """All values of a field."""
        self.names.add(key)
        return super().getlist(key, *how, **named)


class Noting(BoundedRequest):
    """A request that notes what is asked of its form and its query string."""

    parameter_storage_class = Asked


def kept() -> dict[str, Any]:
    """All that the database holds, and that no refused request may change."""
    names = [table.name for table in db.metadata.sorted_tables if table.name not in PASSING]
    db.session.rollback()
    connection = db.engine.raw_connection()  # past SQLAlchemy: it is asked 3,000 times
    found = {name: connection.cursor().execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608  # ours
    connection.close()
    return found


@pytest.fixture(autouse=True)
def strict(app: Flask) -> Iterator[None]:
    """Refuses what SQLite takes and PostgreSQL does not: text with NUL, and numbers too large for a column."""

    def check(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        for value in values.values() if isinstance(values, dict) else values:
            assert not isinstance(value, str) or "\0" not in value, statement
            assert not isinstance(value, int) or -(2**31) <= value < 2**31, statement

    event.listen(db.engine, "before_cursor_execute", check)
    yield
    event.remove(db.engine, "before_cursor_execute", check)
