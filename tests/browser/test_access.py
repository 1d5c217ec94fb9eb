"""The editor by keyboard alone, and as a screen reader is told of it."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from faimi import create_app
from faimi.extensions import db
from tests.browser.conftest import Crowd, at_widths, say_yes, unexpected
from tests.conftest import SLUG
from tests.public.test_site_settings import set_

pytestmark = pytest.mark.browser
NAMED = {"button", "link", "textbox", "combobox", "checkbox", "DisclosureTriangle", "listbox", "navigation", "region"}


def nameless(page: Page) -> list[dict[str, Any]]:
    """What the accessibility tree holds without a name, of what people use or look for."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in tree if not node["ignored"] and node["role"]["value"] in NAMED]
    assert len(shown) > 50
    return [node for node in shown if not node["name"]["value"].strip()]


def levels(page: Page) -> list[int]:
    """The levels of the headings, in their order."""
    headings = page.locator("h1, h2, h3, h4, h5, h6").filter(visible=True)
    return [int(tag[1]) for tag in headings.evaluate_all("all => all.map(heading => heading.tagName)")]


@pytest.mark.parametrize("width", [360, 1280])
def test_rows_are_edited_added_moved_removed_and_taken_back_by_keys_alone(crowd: Crowd, width: int) -> None:
    alice = crowd.person(width, 740)
    page = alice.edits("alice")
    focused, status, press = page.locator(":focus"), page.get_by_role("status"), page.keyboard.press

    press("Tab")
    expect(focused).to_have_text("Skip to the content")
    press("Enter")
    press("Tab")
    expect(focused).to_have_accessible_name(re.compile("^masthead: "))
    page.locator("#organizer-1").focus()  # 70 arrows further
    press("Enter")
    expect(focused).to_have_attribute("name", "name")
    press("Control+A")
    page.keyboard.type("Retitled")
    press("Enter")
    expect(status).to_have_text("Saved.")
    expect(focused).to_have_accessible_name("organizer: Retitled")
    press("Control+z")
    expect(status).to_have_text("Undone: Organizer changed: Retitled.")
    expect(focused).to_have_accessible_name("organizer: Aasa Feragen")
    press("Control+Shift+z")
    expect(status).to_have_text("Redone: Organizer changed: Retitled.")
    press("Control+Enter")
    expect(focused).to_have_accessible_name("Name")
    page.keyboard.type("New")
    press("Enter")
    expect(status).to_have_text("Added the organizer.")
    expect(focused).to_have_accessible_name("organizer: New")
    press("Alt+ArrowUp")
    expect(page.locator(".organizer").first).to_be_focused()
    expect(focused).to_have_accessible_name("organizer: New")
    assert focused.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    expect(focused).to_be_in_viewport()
    press("Delete")
    expect(page.get_by_role("alertdialog", name="Remove “New”?")).to_be_visible()
    expect(focused).to_have_accessible_name("Remove organizer")
    press("Escape")
    expect(focused).to_have_accessible_name("organizer: New")
    press("Delete")
    expect(focused).to_have_accessible_name("Remove organizer")
    press("Enter")
    expect(status).to_have_text("Removed the organizer.")
    expect(focused).to_have_accessible_name("organizer: Retitled")
    press("Control+z")
    expect(page.locator(".organizer").first).to_contain_text("New")
    expect(focused).to_have_accessible_name("organizer: New")  # where the row is back
    assert unexpected(alice.complaints) == []


def test_who_removes_a_section_by_key_is_at_the_one_beside_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.get_by_role("group", name="section: Dates").press("Delete")
    say_yes(page)
    expect(page.get_by_role("status")).to_have_text("Removed the section.")
    expect(page.get_by_role("group", name="section: Organizers")).to_be_focused()


@pytest.mark.parametrize(("place", "next_place"), [("#date-1", "date: Full"), ("#section-9", "section: Organizers")])
def test_focus_is_not_lost_with_what_another_removes(crowd: Crowd, place: str, next_place: str) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    page.locator(place).focus()
    other.locator(place).press("Delete")
    say_yes(other)
    expect(page.locator(place)).to_have_count(0)
    expect(page.locator(":focus")).to_have_accessible_name(re.compile(f"^{next_place}"))
    expect(page.get_by_role("status")).to_have_text("Someone else removed this.")


@pytest.mark.usefixtures("soon")
def test_what_another_removes_while_it_is_asked_about_leaves_the_focus_beside_it(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#date-1").press("Delete")
    other.locator("#date-1").press("Delete")
    say_yes(other)
    expect(page.locator("#date-1")).to_have_count(0)
    say_yes(page)
    expect(page.get_by_role("status")).to_have_text("Not removed: someone else changed this meanwhile.")
    expect(page.locator(":focus")).to_have_accessible_name(re.compile("^date: Full"))


def test_everything_has_a_name_and_headings_go_down_step_by_step(crowd: Crowd) -> None:
    page = crowd.person(360, 740).edits("alice")
    page.locator("#keynote-1").press("Enter")
    expect(page.get_by_role("form", name="Edit keynote: Dr. Mercy Asiedu")).to_be_visible()
    for width in at_widths(page, 360, 1280):
        assert nameless(page) == [], width
        found = levels(page)
        assert found[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(found)), width


@pytest.mark.parametrize("width", [360, 1280])
def test_a_screen_reader_is_told_of_rows_errors_and_what_was_done(crowd: Crowd, width: int) -> None:
    page = crowd.person(width, 740).edits("alice")
    expect(page.get_by_role("banner")).to_match_aria_snapshot(
        """
        - banner:
          - paragraph:
            - link "MICCAI 2024 Workshop Past"
          - status
          - button "Undo"
        """
    )
    redo = page.get_by_role("banner").get_by_role("button", name="Redo")  # on a phone it comes with the first undo
    expect(redo).to_have_count(int(width > 640))
    expect(page.locator("#date-1")).to_have_accessible_name("date: Abstract / placeholder")
    page.locator("#date-1").press("Enter")
    page.locator("#date-1").get_by_label("What").fill("")
    page.keyboard.press("Enter")
    field = page.locator("#date-1").get_by_label("What")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(page.locator("#date-1 .error").inner_text())
    expect(page.get_by_role("status")).to_have_text("Not saved yet: see the form.")
    expect(page.locator("#date-1")).to_match_aria_snapshot(
        """
        - listitem:
          - 'form "Edit date: Abstract / placeholder"':
            - textbox "What" [invalid]
            - textbox "Date"
            - textbox "Earlier dates, shown struck through"
            - paragraph:
              - button "Save"
              - link "Cancel"
              - alert
            - paragraph:
              - link "History"
        """
    )


TARGETS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter((one) => getComputedStyle(one).display !== "inline" || one.closest(".glance"))
  .map((one) => {
    const box = one.getBoundingClientRect();
    const parts = ["::before", "::after"].map((part) => getComputedStyle(one, part));
    const more = parts.filter(({position}) => position === "absolute");
    const grown = (side) => Math.max(0, ...more.map((style) => -parseFloat(style[side]) || 0));
    const [width, height] = [grown("left") + box.width + grown("right"), grown("top") + box.height + grown("bottom")];
    const wide = one.localName === "a" ? 24 : 44; // a word may be short
    const called = one.textContent.trim() || one.ariaLabel || one.name;
    return [called, Math.round(width), Math.round(height), wide, box.right];
  })
  .filter(([, width, height, wide, right]) => right > 0 && width > 1 && (width < wide || height < 44))"""
LANDMARKS = """() => [...document.querySelectorAll("header:not(main *), nav, main, aside, footer, [role=search]")]
  .filter((one) => one.checkVisibility()).map((one) => `${one.role || one.localName} ${one.ariaLabel ?? ""}`)"""


@pytest.mark.parametrize("language", ["", "fr/"])
def test_a_visitor_s_pages_reach_fingers_readers_and_four_times_the_size(
    language: str, crowd: Crowd, instance: Path
) -> None:
    """At 320 px, which a screen of 1280 is at 400 %: nothing is cut off, small for a finger, or out of order."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        set_(languages="fr", contact="/ask/")
        db.engine.dispose()
    page = crowd.person(320, 740, touch=True).page
    for path in (
        "",
        f"{SLUG}/",
        f"{SLUG}/paper/1/",
        f"{SLUG}/slot/2/",
        f"{SLUG}/slot/4/",
        f"{SLUG}/schedule/",
        "none/",
    ):
        page.goto(f"{crowd.site}/{language}{path}")
        for star in page.locator(".star").all()[:1]:
            expect(star).to_be_visible()
        for width in at_widths(page, 320, 360):
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate(TARGETS) == [], (path, width)
        found, landmarks = levels(page), page.evaluate(LANDMARKS)
        assert found[0] == found.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(found)), path
        assert len(set(landmarks)) == len(landmarks), path
