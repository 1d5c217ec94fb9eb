"""What is copied from a page, and what of it stays on paper."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from faimi import create_app
from faimi.content import Edition, Section
from faimi.content.qr_code import as_qr_code
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.browser.conftest import Crowd
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
FOR_SCREENS = "Skip to the content", "Suggest a correction", "Add to calendar", "BibTeX", "This page as data"
COPY = """async (all) => {
  getSelection().selectAllChildren(document.querySelector(all));
  document.execCommand("copy");
  const [copied] = await navigator.clipboard.read();
  return Promise.all(["text/plain", "text/html"].map(async (type) => (await copied.getType(type)).text()));
}"""
BREAKS = """() => Object.fromEntries(Object.entries({
  ".heading": "breakAfter", ".group-name": "breakAfter", ".speaker": "breakAfter",
  ".paper": "breakInside", ".slot": "breakInside", ".heading.row": "breakInside", ".text": "breakInside",
}).map(([place, name]) => [`${place} ${name}`, getComputedStyle(document.querySelector(place))[name]]))"""
INK = "place => getComputedStyle(place).color === getComputedStyle(document.documentElement).color"
PDF_PAGE = re.compile(rb"/Type /Page\b")


def test_what_is_for_screens_alone_is_neither_copied_nor_printed(crowd: Crowd) -> None:
    page = crowd.person().reads()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plain, html = page.evaluate(COPY, "body")
    assert "BMFT: Achieving Fairness via Bias-based Weight Masking Fine-tuning\n\nYuyang" in plain.replace("\r", "")
    for words in FOR_SCREENS:
        expect(page.get_by_text(words).first).to_be_attached()
        assert words not in plain
        assert f">{words}<" not in html
    page.emulate_media(media="print")
    for words in FOR_SCREENS:
        expect(page.get_by_text(words).filter(visible=True)).to_have_count(0)
    assert page.evaluate(BREAKS) == {
        ".heading breakAfter": "avoid",
        ".group-name breakAfter": "avoid",
        ".speaker breakAfter": "avoid",
        ".paper breakInside": "avoid",
        ".slot breakInside": "avoid",
        ".heading.row breakInside": "avoid",
        ".text breakInside": "auto",
    }


def test_pages_print_in_ink_without_what_scripts_add(crowd: Crowd, instance: Path) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        db.session.query(Edition).update({"starts_on": date(2031, 5, 1), "timezone": "Asia/Tokyo", "state": "current"})
        db.session.commit()
        db.engine.dispose()
    page = crowd.person().page
    for path in (f"{SLUG}/", f"{SLUG}/slot/2/", f"{SLUG}/paper/1/"):
        page.goto(f"{crowd.site}/{path}")
        expect(page.locator(".star").first).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("[data-added]").filter(visible=True)).to_have_count(0)
        page.emulate_media(media="null")
    page.goto(f"{crowd.site}/")
    page.emulate_media(media="print")
    for place in (".poster", ".poster strong", "h1"):
        assert page.locator(place).evaluate(INK), place


def test_what_the_edit_page_is_edited_with_is_not_printed(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#slot-3 [data-field=speaker]").click()
    opened = page.locator("#slot-3 .cell :focus")
    expect(opened).to_have_css("outline-style", "solid")
    furniture = page.locator(".control, .offer, .empty, .beside, .notice-section").filter(visible=True)
    expect(furniture).not_to_have_count(0)
    page.emulate_media(media="print")
    expect(furniture).to_have_count(0)
    expect(opened).to_have_css("outline-style", "none")
    expect(page.locator("#slot-3")).to_have_css("box-shadow", "none")


def test_a_programme_of_thirty_rows_prints_on_one_sheet(crowd: Crowd, instance: Path) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        section = db.session.query(Section).filter_by(kind="slot").one()
        title = "A title as long as those of talks often are, which takes one line or two"
        row = {"section": section, "kind": "talk", "track": "FAIMI", "title": title, "speaker": "Ann Lee, et al."}
        db.session.add_all(Slot(**row, position=99, number=100 + n) for n in range(17))
        db.session.commit()
        db.engine.dispose()
    page = crowd.person().reads()
    page.get_by_role("link", name="the programme on one sheet").click()
    page.wait_for_url(f"**/{SLUG}/schedule/")
    expect(page.locator(".slot")).to_have_count(30)
    code = page.locator(".sheet-code")
    expect(code).to_be_hidden()
    page.emulate_media(media="print")
    expect(code).to_contain_text(f"{crowd.site.removeprefix('http://')}/{SLUG}/")
    assert f'd="{code.locator(".qrline").get_attribute("d")}"' in as_qr_code(f"{crowd.site}/{SLUG}/")
    box = code.locator("svg").bounding_box()
    assert box
    assert box["width"] >= 80  # 21 mm: a phone reads it at an arm’s length
    page.emulate_media(media="null")
    for paper in ("A4", "Letter"):
        assert len(PDF_PAGE.findall(page.pdf(format=paper))) == 1
