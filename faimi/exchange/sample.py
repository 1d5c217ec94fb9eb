"""The sample edition: where it is, and whether an edition is it."""

from pathlib import Path

from sqlalchemy import select

from faimi.content import Edition
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.snapshots import columns_written

SAMPLE = Path(__file__).parent.parent / "sample" / "2024-miccai.md"
SAMPLE_UUID = "53e3d11a-5fa7-4b25-a806-c5e92c8524f7"  # which the file carries


def is_untouched_sample(edition: Edition) -> bool:
    """Whether an edition is the sample, and no person has changed anything on it."""
    by_people = Revision.account_id.is_not(None) | (Revision.account_name != "")
    theirs = select(Revision).where(Revision.edition_id == edition.id, by_people)
    return edition.uuid == SAMPLE_UUID and all(_only_hides(one) for one in db.session.scalars(theirs))


def _only_hides(one: Revision) -> bool:
    """Whether a change wrote nothing but whether visitors see the edition."""
    return {*one.after} == {one.key} and columns_written(one.key, one).keys() <= {"state", "appears_at"}
