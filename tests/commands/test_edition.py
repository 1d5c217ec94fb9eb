"""What `flask edition purge` deletes, and what it refuses."""

from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from faimi import history
from faimi.accounts.audit import AuditEntry
from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant
from faimi.content import KINDS, Edition, LastNumber, OldAddress, Section
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG, account_of, on_both
from tests.exchange.making import make, put
from tests.samples import row_from


@on_both
def test_a_removed_edition_goes_for_good_with_all_that_is_its_own(edition: Edition, runner: FlaskCliRunner) -> None:
    other = make(slug="2031")
    put(other, "paper", row_from("paper"))
    db.session.add_all([OldAddress(path="old", edition=edition), Grant(account_id=account_of("bob"), edition=edition)])
    history.remove_edition(edition, None)
    refused = runner.invoke(args=["edition", "purge", SLUG], input="n\n")
    assert (refused.exit_code, db.session.query(Edition).count()) == (1, 2)
    done = runner.invoke(args=["edition", "purge", SLUG], input="y\n")
    words = f"Delete {SLUG}, “Fairness of AI in Medical Imaging”, with 11 sections, 50 rows, 2 changes, 0 suggestions"
    assert done.output.startswith(words), done.output
    kept = [db.session.query(model).filter_by(edition_id=other.id).count() for model in (Section, LastNumber)]
    left = [db.session.query(one).count() for one in (Section, LastNumber, OldAddress, Revision)]
    assert left == [*kept, 0, 0]
    assert sum(db.session.query(kind.model).count() for kind in KINDS) == 1
    assert db.session.query(Account).one().grants[0].edition is None
    assert db.session.query(AuditEntry).one().what == f"Purged the removed edition {SLUG}"


@on_both
def test_what_is_brought_back_meanwhile_stays(
    edition: Edition, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.remove_edition(edition, None)

    def bring_back(*_given: Any, **_options: Any) -> bool:
        db.session.execute(db.text("UPDATE edition SET state = 'past'"))
        db.session.commit()
        return True

    monkeypatch.setattr("faimi.commands.edition.click.confirm", bring_back)
    told = runner.invoke(args=["edition", "purge", SLUG])
    assert (told.exit_code, told.output) == (
        1,
        f"Nothing was deleted: somebody has just brought {SLUG} back, or deleted it.\n",
    )
    assert (db.session.query(Edition).count(), db.session.query(AuditEntry).count()) == (1, 0)


def test_what_is_not_removed_stays(edition: Edition, runner: FlaskCliRunner) -> None:
    told = [runner.invoke(args=["edition", "purge", slug, "--yes"]).stderr for slug in (SLUG, "nothing")]
    assert told == [
        f"The edition {SLUG} is not removed. Remove it first, in the list of editions at /editions/.\n",
        "There is no edition nothing.\n",
    ]
    assert db.session.query(Edition).count() == 1
