"""Whether devices keep what they read is one setting, which the frozen site has, too."""

from pathlib import Path

import pytest
from click import ClickException

from faimi import create_app
from faimi.content import Edition
from faimi.extensions import db
from tests.conftest import SLUG

KEEPS, LETS_GO = "caches.open", "registration.unregister"
WORDS = 'id="saved-copy"'


def told(folder: Path) -> tuple[str, str]:
    """The worker and an edition's page of a frozen site."""
    return (folder / "sw.js").read_text(), (folder / SLUG / "index.html").read_text()


@pytest.mark.parametrize("given", ["0", "1"])
def test_one_setting_decides_whether_devices_keep_what_they_read(
    given: str, instance: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_OFFLINE", given)
    app = create_app({"INSTANCE_PATH": instance})
    with app.app_context():
        worker, page = (app.test_client().get(path).text for path in ("/sw.js", f"/{SLUG}/"))
        assert app.test_client().get("/manifest.webmanifest").status_code == 200
        db.engine.dispose()
    assert (KEEPS in worker, LETS_GO in worker, WORDS in page) == ((given == "1"), (given == "0"), (given == "1"))


@pytest.mark.parametrize("given", ["yes", "2", "off"])
def test_a_switch_that_is_neither_on_nor_off_is_said_at_the_start(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_OFFLINE", given)
    with pytest.raises(ClickException, match="FAIMI_OFFLINE"):
        create_app({"INSTANCE_PATH": tmp_path})


def test_a_site_that_is_frozen_again_without_it_lets_go_of_it_on_all_pages(
    instance: Path, edition: Edition, tmp_path: Path
) -> None:
    for is_on in (True, False):
        app = create_app({"INSTANCE_PATH": instance, "SITE_URL": "https://example.org", "OFFLINE": is_on})
        with app.app_context():
            assert app.test_cli_runner().invoke(args=["freeze", str(tmp_path / "out")]).exit_code == 0
            db.engine.dispose()
        worker, page = told(tmp_path / "out")
        assert (KEEPS in worker, LETS_GO in worker, WORDS in page) == (is_on, not is_on, is_on)
