"""Nothing moves under a reader’s eyes: neither a picture nor the typeface that comes late."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from faimi import create_app
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.text import Text
from faimi.extensions import db
from faimi.media import take_in
from tests.browser.conftest import Crowd
from tests.budget import SHIFTS
from tests.media.test_media import picture

pytestmark = pytest.mark.browser
BOXES = "() => [...document.images].map((image) => image.getBoundingClientRect()).map((box) => [box.top, box.height])"


def held_back(page: Page, files: str) -> Callable[[], None]:
    """Leaves what is asked for unanswered until it is let go; layout shifts are counted from now on."""
    held: list[Route] = []
    free: list[bool] = []
    page.route(files, lambda route: route.continue_() if free else held.append(route))
    page.add_init_script(SHIFTS)

    def let_go() -> None:
        free.append(True)
        for route in held:
            route.continue_()

    return let_go


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_have_their_place_before_they_come(site: str, instance: Path, crowd: Crowd, width: int) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        wide, upright = (take_in(picture(size=size)).address for size in ((1600, 900), (600, 2000)))
        db.session.query(Keynote).update({"photo": upright})
        db.session.query(Award).update({"photo": wide})
        db.session.query(Text).update({"picture": upright, "body": f"![a]({wide}) ![b]({upright})"})
        db.session.commit()
        db.engine.dispose()
    page = crowd.person(width, 20_000).page
    let_go = held_back(page, "**/media/**")
    page.goto(f"{site}/2024-miccai/", wait_until="domcontentloaded")
    images = page.locator("img").count()
    page.wait_for_function("count => document.images.length === count", arg=images)
    before = page.evaluate(BOXES)
    let_go()
    page.wait_for_function("() => [...document.images].every((image) => image.complete && image.naturalWidth)")
    assert images >= 10
    for was, is_now in zip(before, page.evaluate(BOXES), strict=True):
        assert is_now == pytest.approx(was, abs=2)  # pixels: the sides of a file are whole ones
    assert page.evaluate("window.shifted") == 0


def test_a_typeface_that_comes_late_moves_no_text(crowd: Crowd, site: str) -> None:
    page = crowd.person(360).page
    let_go = held_back(page, "**/*.woff2")
    page.goto(f"{site}/2024-miccai/", wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    with page.expect_response("**/*.woff2"):
        let_go()
    page.wait_for_load_state("load")
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_true_italics_come_where_nobody_looks_yet_and_move_nothing(crowd: Crowd, site: str, width: int) -> None:
    page = crowd.person(width).page
    let_go = held_back(page, "**/newsreader-*.woff2")
    page.clock.install()
    page.goto(f"{site}/2024-miccai/")
    with page.expect_request("**/newsreader-italic.woff2"):
        page.clock.run_for(2000)
    let_go()
    page.wait_for_function("() => document.adoptedStyleSheets.length")
    face = "e => getComputedStyle(e).fontFamily.split(',')[0].replaceAll('\"', '')"
    assert page.locator(".award .for").first.evaluate(face) == "Newsreader Italic"
    assert page.locator(".award > .label").first.evaluate(face) == "Newsreader Small Capitals"
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("window.shifted") == 0
