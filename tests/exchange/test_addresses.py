"""A file of an edition that was renamed is a file of that edition, whichever of the two has the newer address."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import history
from faimi.content import Edition, former_addresses
from faimi.exchange.draft import PageError
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.conftest import SLUG


def rename(edition: Edition, slug: str) -> None:
    """Gives an edition another address, as the list of editions does."""
    history.set_columns(edition, {"slug": slug}, None)


@pytest.mark.parametrize("format_", ["json", "markdown"])
def test_an_export_from_before_a_rename_goes_into_the_edition_at_its_new_address(
    format_: str, edition: Edition, runner: FlaskCliRunner, visitor: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / f"{SLUG}.{'md' if format_ == 'markdown' else format_}"
    runner.invoke(args=["export", SLUG, "--format", format_, "--output", str(file)])
    rename(edition, "wb")
    edition.title = "Another title"
    db.session.commit()
    with pytest.raises(PageError, match="there is an edition wb already"):
        import_pages([file], replace=False)
    [report] = import_pages([file], replace=True)
    assert f"The file’s address is /{SLUG}/: the edition keeps /wb/, which it has here." in report
    assert [(one.slug, one.title) for one in db.session.query(Edition)] == [("wb", "Fairness of AI in Medical Imaging")]
    assert visitor.get(f"/{SLUG}/").location == "/wb/"


def test_an_export_from_after_a_rename_goes_into_the_edition_that_was_not_renamed_here(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "wb.json"
    rename(edition, "wb")
    runner.invoke(args=["export", "wb", "--output", str(file)])
    rename(edition, SLUG)
    db.session.execute(db.text("DELETE FROM old_address"))
    db.session.commit()
    import_pages([file], replace=True)
    assert [one.slug for one in db.session.query(Edition)] == [SLUG]
    assert former_addresses(edition) == ["wb"]
