"""The long ways through the product, in a real browser."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Dialog, Route, expect

from faimi.content import KIND
from faimi.content.prose import names
from tests.browser.conftest import Crowd, at_widths, say_yes, unexpected
from tests.conftest import PASSWORD, SLUG

pytestmark = pytest.mark.browser
BROKEN_WORDS = """() => {  // words of which a part stands on another line, but for those with a hyphen or slash
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const word of text.data.matchAll(/[^\\s\\u00a0]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1 && !/[-/–—]/.test(word[0])) found.push(word[0]);
    }
  }
  return found;
}"""
BELOW_WHAT_STAYS = """() => {  // pixels from the contents or a track's name, which stay in sight, to what is named
  const named = document.querySelector(":target"), shown = named.querySelector("h2") ?? named;
  const above = named.closest(".group")?.querySelector(".group-name") ?? document.querySelector(".contents");
  const isRail = above.clientWidth < innerWidth / 2;
  return shown.getBoundingClientRect().top - (isRail ? 0 : above.getBoundingClientRect().bottom);
}"""


def without_details_content(route: Route) -> None:
    """Answers with a stylesheet as a browser reads it that has no `::details-content`, such as Firefox before 143."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"[^{}]*::details-content[^{}]*\{[^{}]*\}", "", answer.text()))


def test_a_visitor_reads_on_any_screen(crowd: Crowd) -> None:
    visitor = crowd.person()
    page = visitor.reads()
    for width in at_widths(page, 320, 360, 768, 1280):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.get_by_role("heading", level=1)).to_have_text("Fairness of AI in Medical Imaging")
        expect(page.get_by_role("heading", name="Accepted Papers")).to_be_visible()
        expect(page.locator(".slot").filter(visible=True)).to_have_count(13)
    assert visitor.complaints == []
    assert visitor.hosts == {visitor.site.removeprefix("http://")}
    assert page.context.cookies() == []


def test_no_word_breaks_within_a_name(crowd: Crowd) -> None:
    page = crowd.person(360).reads()
    long = str(names("Dewinda J. Rumala, Vibujithan Vigneswaran Sutariya, Indian Institute of Technology, India"))
    for place in (".recipient", ".keynote .speaker", ".organizer .name", ".slot .who"):
        page.locator(place).first.evaluate("(element, html) => { element.innerHTML = html; }", long)
    for width in at_widths(page, 320, 360):
        assert page.evaluate(BROKEN_WORDS) == [], width


def test_the_contents_fold_on_a_phone_and_lead_to_their_section(crowd: Crowd) -> None:
    page = crowd.person(360).reads()
    link = page.get_by_role("navigation").get_by_role("link", name="Awards")
    expect(link).not_to_be_visible()
    page.get_by_text("Contents").click()
    link.click()
    expect(link).not_to_be_visible()
    expect(page.get_by_role("heading", name="Awards")).to_be_in_viewport()


def test_the_page_needs_no_javascript(crowd: Crowd) -> None:
    page = crowd.person(360, javascript=False).reads()
    page.get_by_text("Contents").click()
    page.get_by_role("navigation").get_by_role("link", name="Dates").click()
    expect(page.get_by_role("heading", name="Dates")).to_be_in_viewport()
    assert page.evaluate(BELOW_WHAT_STAYS) >= 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_lands_right_below_what_stays_in_sight_and_no_browser_hides_the_contents(
    crowd: Crowd, width: int
) -> None:
    visitor = crowd.person(width)
    page = visitor.page
    page.route("**/page.css", without_details_content)
    for place in ("paper-7", "slot-9", "accepted-papers"):
        page.goto("about:blank")
        page.goto(f"{visitor.site}/{SLUG}/#{place}")
        assert 0 <= page.evaluate(BELOW_WHAT_STAYS) <= 14
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    expect(page.get_by_role("navigation").get_by_role("link", name="Awards")).to_be_visible(visible=width > 1000)


def test_on_a_touch_screen_a_row_has_one_quiet_sign_that_leads_to_what_it_says_in_words(crowd: Crowd) -> None:
    page = crowd.person(360, touch=True).reads()
    paper, talk = page.locator("#paper-7"), page.locator("#slot-3")
    expect(page.locator(".paper .suggest").filter(visible=True)).to_have_count(0)
    assert talk.get_by_role("link", name="Suggest a correction of").evaluate("link => link.offsetWidth") < 60
    paper.get_by_role("link", name="Mitigating").tap()
    expect(page.get_by_role("heading", name="Cite")).to_be_visible()
    words = page.get_by_role("link", name="Suggest a correction")
    assert words.evaluate("link => link.offsetWidth") > 60


def test_an_organizer_retitles_a_paper_and_its_talk_and_the_visitors_page_follow(crowd: Crowd) -> None:
    alice, visitor = crowd.person(), crowd.person(360)
    page = alice.signs_in("alice")
    talk = page.locator(".slot", has_text="BMFT")
    talk_id = talk.get_attribute("id")
    page.locator(".paper", has_text="BMFT").press("Enter")
    form = page.get_by_role("form", name="Edit paper: BMFT")
    form.get_by_label("Title").fill("A better title")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".paper", has_text="A better title")).to_be_visible()
    expect(page.locator(f"#{talk_id}")).to_contain_text("A better title")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    shown = visitor.reads()
    expect(shown.locator(f"#{talk_id}")).to_contain_text("A better title")
    expect(shown.get_by_text("BMFT")).to_have_count(0)
    assert unexpected(alice.complaints) == []


def test_two_organizers_collide_and_nothing_is_lost(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    hers, his = alice.edits("alice"), bob.edits("bob")
    for page in (hers, his):
        page.locator("#award-1").press("Enter")
        expect(page.locator("#award-1").get_by_label("Recipient")).to_be_visible()
    hers.locator("#award-1").get_by_label("Recipient").fill("Alice's winner")
    hers.keyboard.press("Enter")
    expect(hers.locator("#award-1 .recipient")).to_have_text("Alice’s winner")
    his.locator("#award-1").get_by_label("Recipient").fill("Bob's winner")
    his.keyboard.press("Enter")
    form = his.locator("#award-1")
    expect(form.get_by_role("alert").first).to_contain_text("Alice changed this meanwhile")
    recipient = form.locator("[name=recipient]")
    expect(recipient).to_have_value("Bob's winner")
    expect(form.locator(".their-text")).to_have_text("Alice's winner")
    form.get_by_role("radio", name="What you typed").check()
    recipient.fill("Both their winner")
    his.keyboard.press("Enter")
    expect(his.locator("#award-1 .recipient")).to_have_text("Both their winner")
    assert unexpected(alice.complaints + bob.complaints) == []


def test_everything_can_be_done_with_the_keyboard_alone(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    focused = page.locator(":focus")
    row = page.locator("#paper-1")

    row.focus()
    page.keyboard.press("Enter")
    expect(focused).to_have_attribute("name", "title")
    page.keyboard.press("Control+A")
    page.keyboard.type("Not saved yet")
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    expect(page.locator("#paper-1 [data-field=title]")).to_have_text(
        "On Biases in a UK Biobank-based Retinal Image Classification Model"
    )
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("Not saved yet")
    page.keyboard.press("Escape")
    expect(row).to_be_focused()

    page.keyboard.press("Enter")
    expect(focused).to_have_attribute("name", "title")
    page.keyboard.press("Control+A")
    page.keyboard.type("A Title")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1 [data-field=title]")).to_have_text("A Title")
    expect(row).to_be_focused()

    for _ in range(5):
        page.keyboard.press("Tab")
    expect(focused).to_have_accessible_name("Move down paper: A Title")
    page.keyboard.press("Enter")
    expect(page.locator(".paper").nth(1)).to_have_id("paper-1")
    expect(focused).to_have_accessible_name("Move down paper: A Title")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Removed the paper.")
    expect(page.locator("#paper-3")).to_be_focused()

    page.get_by_role("link", name="Add paper").focus()
    page.keyboard.press("Enter")
    expect(focused).to_have_attribute("name", "title")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Add paper")).to_be_focused()
    page.keyboard.press("Enter")
    expect(focused).to_have_attribute("name", "title")
    page.keyboard.type("Party")
    page.keyboard.press("Enter")
    expect(page.locator(".paper").last).to_contain_text("Party")
    expect(focused).to_have_accessible_name("paper: Party")
    assert unexpected(alice.complaints) == []


def test_a_wrong_time_is_said_beside_its_field(crowd: Crowd) -> None:
    alice = crowd.person(360)
    page = alice.edits("alice")
    page.locator("#slot-2").press("Enter")
    form = page.locator("#slot-2")
    form.get_by_label("Start").fill("25:00")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_label("Start")).to_have_value("25:00")
    expect(form.get_by_label("Start")).to_be_focused()
    expect(form.get_by_label("Start")).to_have_accessible_description(
        "There is no 25:00 on the clock: hours go to 23, minutes to 59."
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_session_that_ended_costs_no_text(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1 .edit").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed for a long time")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    form = page.locator("#paper-1")
    form.get_by_label("E-mail").fill("alice@example.org")
    form.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(form.get_by_label("Title")).to_have_value("Typed for a long time")
    page.keyboard.press("Enter")
    expect(form.locator(".title")).to_have_text("Typed for a long time")


def test_a_server_that_is_gone_costs_no_text(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1 .edit").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed in the train")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    form = page.locator("#paper-1")
    expect(form.locator("[data-problem]")).to_contain_text("Not saved: the server cannot be reached.")
    expect(form.get_by_label("Title")).to_have_value("Typed in the train")
    page.context.set_offline(False)
    expect(form.locator(".title")).to_have_text("Typed in the train")


def test_an_open_form_stays_open_while_its_list_is_drawn_anew(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1 .edit").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Still typing")
    page.locator("#paper-3 .edit").focus()
    page.get_by_role("button", name="Move up paper: Positive-Sum").click()
    expect(page.locator(".paper-list > *").nth(1)).to_have_id("paper-3")
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("Still typing")


def test_a_section_is_added_filled_renamed_and_moved(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    between = page.get_by_role("link", name="New section below TL;DR")
    between.click()
    expect(page.locator("#tldr + .section-form [name=heading]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(between).to_be_focused()
    page.get_by_role("link", name="Add section").click()
    page.get_by_label("Heading").fill("Sponsors")
    page.get_by_label("What it holds").select_option("Text")
    page.get_by_role("button", name="Add").click()
    section = page.locator("#sponsors")
    expect(section).to_be_visible()
    expect(page.get_by_role("navigation", name="Contents")).to_contain_text("Sponsors")
    section.get_by_role("link", name="Add text").click()
    section.get_by_role("textbox", name="Text", exact=True).fill("Nobody **yet**.")
    page.keyboard.press("Control+Enter")
    expect(section.locator("strong")).to_have_text("yet")
    section.locator(".heading .edit").focus()
    page.keyboard.press("Enter")
    section.get_by_label("Heading").fill("Friends")
    page.keyboard.press("Enter")
    expect(section.get_by_role("heading")).to_have_text("Friends")
    expect(page.get_by_role("navigation", name="Contents")).to_contain_text("Friends")
    page.get_by_role("button", name="Move up section: Friends").click()
    expect(page.locator(".section h2").nth(-2)).to_have_text("Friends")
    assert unexpected(alice.complaints) == []


def test_the_editor_works_without_javascript(crowd: Crowd) -> None:
    page = crowd.person(javascript=False).signs_in("alice")
    page.locator("#organizer-1 .edit").press("Enter")
    page.get_by_label("Affiliation").fill("Somewhere else")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SLUG}/edit/#organizer-1")
    expect(page.locator("#organizer-1 .affiliation")).to_have_text("Somewhere else")


def test_without_javascript_who_goes_back_and_corrects_a_new_row_is_asked_what_is_meant(crowd: Crowd) -> None:
    page = crowd.person(javascript=False).edits("alice")
    page.get_by_role("link", name="Add date").click()
    page.get_by_label("What").fill("Dinner")
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".date").last).to_contain_text("Dinner")
    page.go_back()
    page.get_by_label("What").fill("Dinner, corrected")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Correct that row").click()
    expect(page.locator(".date")).to_have_count(6)
    expect(page.locator(".date").last).to_contain_text("Dinner, corrected")


def test_what_is_removed_is_gone_and_focus_stays_near(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for kind, number in (("award", 1), ("keynote", 1), ("paper", 6), ("slot", 8), ("text", 1)):
        place = page.locator(f"#{kind}-{number}")
        place.press("Delete")
        say_yes(page)
        expect(place).to_have_count(0)
        expect(page.get_by_role("status")).to_have_text(f"Removed the {KIND[kind].noun}.")
        expect(page.locator("main :focus")).to_have_count(1)


def test_a_removed_section_leaves_the_contents_too(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#section-11").focus()
    page.get_by_role("button", name="Remove section: Contact").press("Enter")
    say_yes(page)
    expect(page.get_by_role("heading", name="Contact")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Contents")).not_to_contain_text("Contact")


def test_signing_in_again_in_place_revives_the_whole_page(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1 .edit").press("Enter")
    form = page.locator("#paper-1")
    form.get_by_label("Title").fill("Typed")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    form.get_by_label("E-mail").fill("alice@example.org")
    form.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(form.get_by_label("Title")).to_have_value("Typed")
    page.locator("#paper-3").focus()
    page.get_by_role("button", name="Move up paper: Positive-Sum").press("Enter")
    expect(page.locator(".paper-list > *").nth(1)).to_have_id("paper-3")


def test_leaving_the_page_with_unsaved_text_asks_first(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1 .edit").press("Enter")
    page.locator("#paper-1").get_by_label("Title").press_sequentially("x")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="View page").click(no_wait_after=True)
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("x")
    assert asked == ["beforeunload"]


def test_the_next_edition_starts_from_the_last_and_is_announced(crowd: Crowd) -> None:
    alice, visitor = crowd.person(), crowd.person(360)
    page = alice.edits("alice")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="New edition from this one").click()
    page.get_by_label("Address").fill("2025-miccai")
    page.get_by_label("Date of the workshop").fill("2025-09-27")
    page.get_by_role("button", name="Make the draft").click()
    page.wait_for_url("**/2025-miccai/edit/")
    expect(page.get_by_role("complementary", name="What is to mend")).to_contain_text("2024")
    expect(page.locator(".paper-section .empty")).to_contain_text("No papers yet.")
    shown = visitor.page
    assert shown.goto(f"{visitor.site}/2025-miccai/").status == 404  # type: ignore[union-attr]  # a page that was asked for answers
    page.locator(".masthead .edit").press("Enter")
    page.get_by_label("Tagline").fill("MICCAI 2025 Workshop")
    page.get_by_label("State").select_option("current")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".eyebrow")).to_have_text("MICCAI 2025 Workshop")
    shown.goto(f"{visitor.site}/")
    shown.get_by_role("link", name="MICCAI 2025 Workshop").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Fairness of AI in Medical Imaging")
    assert unexpected(alice.complaints) == []


def test_text_that_cannot_break_does_not_widen_the_page(crowd: Crowd) -> None:
    page = crowd.person(360).edits("alice")
    page.locator("#keynote-1").press("Enter")
    form = page.locator("#keynote-1")
    form.get_by_label("Title of the talk").fill("x" * 299)
    table = "|".join(f"column{n}" for n in range(9))
    form.get_by_label("Abstract").fill(
        f"https://example.org/{'y' * 150}\n\n```\n{'z' * 300}\n```\n\n{table}\n{'|'.join(['---'] * 9)}\n"
    )
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#keynote-1 .talk-title")).to_be_visible()
    page.goto(page.url.replace("edit/", ""))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_edit_page_is_no_wider_than_its_window(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for width in at_widths(page, 360, 768, 1280, 1300, 1440):
        page.locator("#slot-2").hover()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_offer_to_bring_text_back_never_takes_newer_text_away(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    edit = page.locator("#date-1 .edit")
    edit.press("Enter")
    page.locator("#date-1").get_by_label("What").fill("Older")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    edit.press("Enter")
    page.locator("#date-1").get_by_label("What").fill("Newer")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)
    expect(page.locator("#date-1").get_by_label("What")).to_have_value("Newer")


def test_an_offer_to_bring_text_back_gives_way_to_what_is_said_later(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1 .edit").press("Enter")
    page.locator("#date-1").get_by_label("What").fill("Discarded")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    page.locator("#slot-2 .edit").press("Enter")
    page.locator("#slot-2").get_by_label("Start").fill("25:00")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-2 .error")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Not saved yet: see the form.")


def test_a_moved_section_stays_in_sight(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#section-5").focus()
    page.get_by_role("button", name="Move up section: Accepted Papers").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Moved up.")
    expect(page.get_by_role("heading", name="Accepted Papers")).to_be_in_viewport()


def test_a_photo_is_chosen_and_a_collision_over_it_is_settled(crowd: Crowd, tmp_path: Path) -> None:
    for name, colour in (("hers", "teal"), ("his", "maroon")):
        Image.new("RGB", (400, 400), colour).save(tmp_path / f"{name}.png")
    alice, bob = crowd.person(), crowd.person()
    pages = {"hers": alice.edits("alice"), "his": bob.edits("bob")}
    for name, page in pages.items():
        page.locator("#keynote-1 .edit").press("Enter")
        page.locator("#keynote-1").get_by_label("Photo").set_input_files(tmp_path / f"{name}.png")
    pages["hers"].locator("#keynote-1").get_by_role("button", name="Save").click()
    portrait = pages["hers"].locator("#keynote-1 .portrait img")
    expect(portrait).to_be_visible()
    chosen = portrait.get_attribute("src")
    expect(pages["hers"].locator("#slot-7 .portrait img")).to_have_attribute("src", chosen or "")
    form = pages["his"].locator("#keynote-1")
    form.get_by_role("button", name="Save").click()
    form.get_by_role("radio", name="On the page now").check()
    form.get_by_role("button", name="Save").click()
    expect(pages["his"].locator("#keynote-1 .portrait img")).to_have_attribute("src", chosen or "")
    assert unexpected(alice.complaints + bob.complaints) == []


def test_papers_are_pasted_looked_over_and_added(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    page.get_by_role("link", name="Paste a list").click()
    text = page.get_by_label("Lines of a page")
    text.fill("A Author, et al.: *Something New*\n\nB, et al.: *Fair and Private CT Contrast Agent Detection*")
    page.get_by_role("button", name="Look at what is understood").click()
    expect(page.get_by_text("This paper is there already.")).to_be_visible()
    text.fill("A Author, et al.: *Something Newer*")
    page.get_by_role("button", name="Add the ticked papers").click()
    expect(page.get_by_role("checkbox", name="Something Newer")).to_be_checked()
    page.get_by_role("button", name="Add the ticked papers").click()
    page.wait_for_url(f"**/{SLUG}/edit/#accepted-papers")
    expect(page.locator(".paper").last).to_contain_text("Something Newer")
    expect(page.locator(".paper")).to_have_count(17)
    assert unexpected(alice.complaints) == []


def test_a_text_that_looks_like_a_forms_token_is_not_taken_for_one(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    row = page.locator(".text").first
    before = row.locator(".prose").inner_text()
    row.press("Enter")
    page.get_by_role("textbox", name="Text", exact=True).fill('`name="csrf_token" value="none"`')
    page.keyboard.press("Control+Enter")
    expect(row.locator("code")).to_have_text('name="csrf_token" value="none"')
    page.locator(".bar").get_by_role("button", name="Undo").click()
    expect(row.locator(".prose")).to_have_text(before)
    assert unexpected(alice.complaints) == []
