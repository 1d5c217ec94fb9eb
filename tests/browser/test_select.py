"""Several rows, or one field of several rows, are chosen, and what is done then is one change."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Crowd, say_yes, unexpected
from tests.browser.test_cells import place, type_over
from tests.browser.test_rows import SlowLine, drag, ids, paste
from tests.browser.test_tables import choose

pytestmark = pytest.mark.browser


def copied(page: Page) -> list[str]:
    """What copying now would put on the clipboard, as text and as HTML."""
    words = page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            const copy = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(copy);
            return ["text/plain", "text/html"].map((type) => clipboardData.getData(type));
        }"""
    )
    return [str(word) for word in words]


def test_rows_that_are_chosen_with_shift_go_together_and_come_back_with_one_key(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    before = ids(page.locator(".paper"))
    page.locator("#paper-2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".picked")).to_have_count(3)
    expect(page.get_by_role("status").first).to_contain_text("3 chosen.")
    page.keyboard.press("Delete")
    expect(page.get_by_role("alertdialog")).to_have_accessible_name("Remove 3 rows?")
    say_yes(page)
    expect(page.locator(".paper")).to_have_count(len(before) - 3)
    expect(page.locator("main :focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".paper")).to_have_count(len(before))
    assert ids(page.locator(".paper")) == before
    assert unexpected(alice.complaints) == []


def test_rows_that_are_chosen_by_clicks_move_together(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for row in ("paper-3", "paper-5"):
        page.locator(f"#{row} .who").click(modifiers=["Control"])
    expect(page.locator(".picked")).to_have_count(2)
    page.locator("#paper-5").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#paper-3 + #paper-5 + #paper-2")).to_be_visible()


def test_one_field_of_several_rows_is_filled_down_emptied_and_copied(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    words = [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2, 3)]
    choose(page, "organizer-1", "affiliation")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-field=affiliation].picked")).to_have_count(3)
    text, html = copied(page)
    assert text.replace("'", "’").split("\n") == words
    assert html.count("<tr>") == 3
    page.keyboard.press("Control+d")
    for number in (2, 3):
        expect(place(page, f"organizer-{number}", "affiliation")).to_have_text(words[0])
    page.keyboard.press("Delete")
    for number in (1, 2, 3):
        expect(page.locator(f"#organizer-{number} .affiliation")).to_have_count(0)
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
    for number in (1, 2, 3):
        expect(place(page, f"organizer-{number}", "affiliation")).to_have_text(words[number - 1])
    assert unexpected(alice.complaints) == []


def drag_over(page: Page, start: Locator, *over: Locator) -> None:
    """Presses the mouse on something, goes on to others, and lets go."""
    start.scroll_into_view_if_needed()
    start.hover(position={"x": 4, "y": 4})
    page.mouse.down()
    for other in over:
        box = other.bounding_box()
        assert box
        page.mouse.move(box["x"] + 12, box["y"] + 6, steps=4)
    page.mouse.up()


def test_a_drag_from_a_field_to_that_of_another_row_chooses_it_in_the_rows_between(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    titles = [place(page, f"paper-{number}", "title") for number in (2, 3, 4)]
    words = [title.inner_text().strip() for title in titles]
    drag_over(page, titles[2], titles[0])
    expect(page.locator(".paper [data-field=title].picked")).to_have_count(3)
    expect(page.locator(".picked")).to_have_count(3)
    expect(titles[2]).to_be_focused()
    assert page.evaluate("getSelection().isCollapsed")
    expect(page.locator(".cell")).to_have_count(0)
    assert [line.replace("'", "’") for line in copied(page)[0].split("\n")] == words
    page.keyboard.press("Escape")
    drag_over(page, titles[0], titles[2], titles[1])
    expect(page.locator(".picked")).to_have_count(2)
    assert unexpected(alice.complaints) == []


def test_what_a_row_could_have_as_well_is_not_in_the_way_of_a_drag(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    first, other = ids(page.locator(".slot:not(:has(.portrait))"))[:2]
    drag_over(page, place(page, first, "start"), page.locator(f"#{first} .offer").first)
    expect(page.locator(f"#{first} .offer").first).to_be_visible()
    expect(page.locator(".picked")).to_have_count(0)
    drag_over(page, place(page, first, "start"), page.locator(f"#{first} .offer").first, place(page, other, "end"))
    expect(page.locator(".picked")).to_have_count(4)
    expect(page.locator(".offer:visible")).to_have_count(0)


def test_a_drag_over_links_is_ours(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    links = page.locator('[data-field="paper.title"] a')
    drag_over(page, links.nth(1), links.nth(2))
    expect(page.locator('[data-field="paper.title"].picked')).to_have_count(2)
    assert "#" not in page.url


def test_a_drag_within_a_field_chooses_its_text_and_one_by_the_handle_moves_the_row(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    authors = place(page, "paper-3", "authors")
    authors.scroll_into_view_if_needed()
    box = authors.bounding_box()
    assert box
    authors.hover(position={"x": 1, "y": 6})
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 6, steps=4)
    page.mouse.up()
    assert len(page.evaluate("getSelection().toString()")) > 3
    expect(page.locator(".picked")).to_have_count(0)
    page.locator("#paper-5").hover()
    drag(page, page.locator("#paper-5 .handle"), page.locator("#paper-2"), 0.2)
    page.mouse.up()
    expect(page.locator("#paper-1 + #paper-5 + #paper-2")).to_be_visible()
    expect(page.locator(".picked")).to_have_count(0)


def test_a_later_date_is_no_field_of_a_rectangle(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    later = page.locator("#date-1 .offer", has_text="Extend to …")
    page.locator("#date-1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    expect(later).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#date-1 .picked")).to_have_attribute("data-field", "superseded")
    page.keyboard.press("Escape")
    page.locator("#date-1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    expect(later).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".picked")).to_have_id("date-1")


def test_a_rectangle_of_fields_is_copied_filled_down_and_emptied_each_as_one_change(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    rows, names = ("organizer-1", "organizer-2", "organizer-3"), ("name", "affiliation")
    words = [[place(page, row, name).inner_text().strip().replace("\xa0", " ") for name in names] for row in rows]
    drag_over(page, place(page, rows[2], "name"), place(page, rows[0], "affiliation"))
    expect(page.locator(".organizer .picked")).to_have_count(6)
    expect(page.get_by_role("status").first).to_contain_text("6 chosen.")
    text, html = copied(page)
    assert [line.split("\t") for line in text.replace("'", "’").split("\n")] == words
    assert (html.count("<tr>"), html.count("<td>")) == (3, 6)
    page.keyboard.press("Control+d")
    for row in rows:
        for name, word in zip(names, words[0], strict=True):
            expect(place(page, row, name)).to_have_text(word)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    for row, there in zip(rows, words, strict=True):
        for name, word in zip(names, there, strict=True):
            expect(place(page, row, name)).to_have_text(word)
    drag_over(page, place(page, rows[0], "name"), place(page, rows[1], "affiliation"))
    page.keyboard.press("Delete")
    expect(page.get_by_role("status").first).to_contain_text("Nothing was changed.")
    expect(place(page, rows[0], "affiliation")).to_have_text(words[0][1])
    assert unexpected(alice.complaints) == []


def test_a_rectangle_over_a_schedule_reaches_the_papers_whose_words_it_shows(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    tied = page.locator('.slot:has([data-field="paper.authors"])')
    first, other = ids(tied)[:2]
    authors = [place(page, row, "paper.authors").inner_text() for row in (first, other)]
    starts = [place(page, row, "start").inner_text() for row in (first, other)]
    choose(page, first, "start")
    page.keyboard.press("Shift+ArrowDown")
    for _ in ("end", "title", "authors"):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-field='paper.authors'].picked")).to_have_count(2)
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("[data-field='paper.authors'].picked")).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    lines = [line.split("\t") for line in copied(page)[0].split("\n")]
    titles = [place(page, row, "paper.title").inner_text().strip() for row in (first, other)]
    assert [[line[0], line[2].replace("'", "’"), len(line)] for line in lines] == [
        [start, title, 4] for start, title in zip(starts, titles, strict=True)
    ]
    page.keyboard.press("Control+d")
    expect(place(page, other, "paper.title")).to_have_text(titles[0])
    expect(place(page, other, "paper.authors")).to_have_text(authors[0])
    expect(place(page, other, "start")).to_have_text(starts[0])
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(place(page, other, "paper.title")).to_have_text(titles[1])
    expect(place(page, other, "start")).to_have_text(starts[1])
    assert unexpected(alice.complaints) == []


def test_titles_of_their_own_and_those_of_papers_are_one_column(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    tied = ids(page.locator('.slot:has([data-field="paper.authors"])'))[0]
    above = ids(page.locator(f".slot:has(~ #{tied})"))[-2:]
    fields = ("title", "keynote.title", "paper.title")
    titles = [page.locator(f"#{row} .title") for row in (*above, tied)]
    words = [title.inner_text().strip() for title in titles]
    drag_over(page, titles[0], titles[2])
    for row, field in zip((*above, tied), fields, strict=True):
        expect(page.locator(f"#{row} [data-field='{field}'].picked")).to_be_visible()
    assert [line.replace("'", "’") for line in copied(page)[0].split("\n")] == words


def test_a_click_with_shift_chooses_from_the_field_with_the_focus_on_in_both_directions(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, "organizer-3", "affiliation")
    place(page, "organizer-1", "name").click(modifiers=["Shift"])
    expect(page.locator(".organizer .picked")).to_have_count(6)
    place(page, "organizer-2", "affiliation").click(modifiers=["Shift"])
    expect(page.locator(".organizer [data-field=affiliation].picked")).to_have_count(2)
    expect(page.locator(".picked")).to_have_count(2)
    expect(page.locator(".cell")).to_have_count(0)


def test_one_text_that_is_pasted_on_several_fields_stands_in_all_of_them(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    drag_over(page, place(page, "organizer-1", "affiliation"), place(page, "organizer-3", "affiliation"))
    paste(page, "A Place")
    for number in (1, 2, 3):
        expect(place(page, f"organizer-{number}", "affiliation")).to_have_text("A Place")


def test_a_table_that_is_pasted_on_a_rectangle_goes_over_it_from_its_first_field_on(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    drag_over(page, place(page, "organizer-3", "affiliation"), place(page, "organizer-2", "name"))
    paste(page, "Ann Lee\tA Place\nBo Li\tA House")
    page.get_by_role("dialog").get_by_role("button", name="Change 2 organizers").click()
    for number, words in ((2, ("Ann Lee", "A Place")), (3, ("Bo Li", "A House"))):
        for name, word in zip(("name", "affiliation"), words, strict=True):
            expect(place(page, f"organizer-{number}", name)).to_have_text(word)


def test_what_is_copied_of_rows_is_a_table_with_heads(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").focus()
    page.keyboard.press("Shift+ArrowDown")
    text, html = copied(page)
    lines = [line.split("\t") for line in text.split("\n")]
    assert lines[0][:2] == ["What", "Date"]
    assert lines[2] == ["Full Paper Deadline", "2024-06-28"]
    assert html.startswith("<table><tbody><tr><td>What</td><td>Date</td></tr>")


def test_escape_or_any_other_key_ends_the_choice(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for key in ("Escape", "ArrowDown"):
        page.locator("#paper-2").focus()
        page.keyboard.press("Shift+ArrowDown")
        expect(page.locator(".picked")).to_have_count(2)
        page.keyboard.press(key)
        expect(page.locator(".picked")).to_have_count(0)


def test_a_click_elsewhere_ends_the_choice_so_that_what_follows_is_about_what_was_clicked(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    words = [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2)]
    choose(page, "organizer-1", "affiliation")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".picked")).to_have_count(2)
    place(page, "paper-1", "authors").click()
    expect(page.locator(".picked")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(page.locator("#paper-1 .offer", has_text="+ authors")).to_be_visible()
    assert [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2)] == words


def test_titles_that_papers_give_are_filled_there_and_a_row_s_own_title_is_not_among_them(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    tied = page.locator('.slot:has([data-field="paper.title"])')
    first, other = ids(tied)[:2]
    between = ids(page.locator(f"#{first} ~ .slot"))[0]
    own = place(page, between, "title").inner_text()
    papers = [str(tied.nth(at).locator(".title a").get_attribute("href"))[1:] for at in (0, 1)]
    choose(page, first, "paper.title")
    while page.locator(f"#{other} .picked").count() == 0:
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(f"#{between}.picked, #{between} .picked")).to_have_count(0)
    words = place(page, first, "paper.title").inner_text().strip()
    page.keyboard.press("Control+d")
    for row, field in ((papers[1], "title"), (other, "paper.title")):
        expect(place(page, row, field)).to_have_text(words)
    assert place(page, between, "title").inner_text() == own


def test_what_was_removed_is_chosen_no_more(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    count = page.locator(".paper").count()
    page.locator("#paper-2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    say_yes(page)
    expect(page.locator(".paper")).to_have_count(count - 2)
    page.locator("#paper-4").press("Delete")
    expect(page.get_by_role("alertdialog")).to_contain_text("Remove “")
    assert unexpected(alice.complaints) == []


def test_a_finger_that_stays_chooses_rows_and_taps_add_to_them(crowd: Crowd) -> None:
    alice = crowd.person(360, 740, touch=True)
    page = alice.edits("alice")
    count = page.locator(".paper").count()
    row = page.locator("#paper-2 .who")
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box
    at = {"x": box["x"] + 20, "y": box["y"] + 8}
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(page.locator(".picked")).to_have_count(1)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator("#paper-3 .who").tap()
    expect(page.locator(".picked")).to_have_count(2)
    expect(page.locator(".cell")).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Remove").tap()
    page.locator("#confirm-dialog .save").tap()
    expect(page.locator(".paper")).to_have_count(count - 2)
    place(page, "paper-4", "title").tap()
    expect(page.locator("#paper-4 .cell [name=title]")).to_be_focused()
    assert unexpected(alice.complaints) == []


def test_a_finger_that_stays_on_a_second_row_chooses_all_between(crowd: Crowd) -> None:
    page = crowd.person(360, 1400, touch=True).edits("alice")
    page.locator("#paper-4").scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)
    for row, chosen in (("paper-2", 1), ("paper-5", 4)):
        box = page.locator(f"#{row} .who").bounding_box()
        assert box
        at = {"x": box["x"] + 20, "y": box["y"] + 8}
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        expect(page.locator(".picked")).to_have_count(chosen)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_role("status").first).to_contain_text("4 chosen.")


@pytest.mark.usefixtures("soon")
def test_who_removes_several_rows_is_told_that_somebody_has_one_of_them_open(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    place(other, "paper-3", "title").click()
    expect(page.locator("#paper-3 > .present")).to_be_visible()
    page.locator("#paper-2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    expect(page.get_by_role("alertdialog")).to_contain_text("Bob has some of these open just now.")


def test_a_field_that_is_still_being_saved_is_filled_down_with_what_it_will_say(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line = SlowLine(page)
    line.is_open = False
    type_over(page, "paper-2", "title", "One for both")
    page.keyboard.press("Enter")
    expect(place(page, "paper-2", "title")).to_be_focused()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    line.opens()
    for row in ("paper-2", "paper-3"):
        expect(place(page, row, "title")).to_have_text("One for both")
