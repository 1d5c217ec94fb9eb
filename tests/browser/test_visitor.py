"""What a visitor’s clock, zone and device add to the page."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from faimi import create_app
from faimi.content import Edition
from faimi.content.base import row_version
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.history import verbs
from tests.browser.conftest import Crowd, Person
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
ON_THE_DAY = "2030-10-10T13:20:00Z"  # 14:20 in Marrakesh: the keynote of 14:15 is on
DENY = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
TOLD = re.compile(r"(?:\b(?P<day>\d+) October[^:]*?)?(?P<begins>\d\d:\d\d)–[^U]*(?P<zone>UTC[-+:\d]*)")
Edit = Callable[..., None]


@pytest.fixture(autouse=True)
def _years_ahead(instance: Path) -> None:
    """The workshop is in a year that no clock of a server has seen end."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        _set(starts_on=date(2030, 10, 10), timezone="Africa/Lagos", state="current")
        db.engine.dispose()


def _set(**values: Any) -> None:
    edition = db.session.query(Edition).one()
    for name, value in values.items():
        setattr(edition, name, value)
    db.session.commit()


@pytest.fixture
def edit(instance: Path) -> Edit:
    """Changes a row of the schedule, as an organizer does."""

    def edit(number: int, **values: Any) -> None:
        with create_app({"INSTANCE_PATH": instance}).app_context():
            row = db.session.query(Slot).filter_by(number=number).one()
            verbs.set_values(row, values, str(row_version(row)), None)
            db.engine.dispose()

    return edit


def reads_at(person: Person, moment: str) -> Page:
    """The edition, opened at a moment."""
    person.page.clock.install(time=moment)
    return person.reads()


def asks_until(page: Page, has_come: Callable[[], object]) -> None:
    """Has time pass, in which the page asks for itself again and again, until something is so."""
    deadline = monotonic() + 60
    while not has_come():
        assert monotonic() < deadline
        page.clock.run_for(5_000)


def moment_told(line: re.Match[str], day: str) -> datetime:
    """The moment at which a line begins that tells hours, their zone, and its day where that is another."""
    hours, minutes = re.fullmatch(r"UTC(?:([+-]\d+)(?::(\d+))?)?", line["zone"]).groups(default="0")  # type: ignore[union-attr]
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return datetime.fromisoformat(f"2030-10-{line['day'] or day}T{line['begins']}Z") - offset


def height(place: Locator) -> float:
    """Where it stands in the window."""
    box = place.bounding_box()
    assert box
    return box["y"]


def test_on_the_day_it_says_what_is_on_and_takes_in_what_changes(crowd: Crowd, edit: Edit) -> None:
    person = crowd.person(360, 780)
    page = reads_at(person, ON_THE_DAY)
    expect(page.locator("[aria-current=time]")).to_contain_text("Evaluating Fairness")
    expect(page.locator(".now")).to_contain_text("Next, at 15:00 UTC+1: Welcome")
    page.locator("#slot-8").scroll_into_view_if_needed()
    page.locator("#slot-8 .star").focus()
    before = height(page.locator("#slot-8"))
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status) if answer.url.endswith(f"/{SLUG}/") else None)
    asks_until(page, lambda: len(answers) > 1)
    expect(page.get_by_role("status").last).to_be_empty()
    page.evaluate("() => { window.same = document.getElementById('slot-8'); }")
    edit(8, delay=20)
    edit(1, title="A longer welcome that takes more than one line on a telephone, and then another line")
    asks_until(page, page.locator("#slot-8 .late").count)
    expect(page.locator("#slot-8 .late")).to_have_text("20 min late")
    expect(page.get_by_role("status").last).to_contain_text("Now at 17:20: Slicing Through Bias")
    assert height(page.locator("#slot-8")) == pytest.approx(before, abs=1)
    assert page.evaluate("() => document.getElementById('slot-8') === window.same")
    expect(page.locator("#slot-8 .star")).to_be_focused()
    page.get_by_role("button", name="Changes:").click()
    expect(page.locator(".told > [data-say]")).to_have_count(3)
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.locator(".changed")).to_be_hidden()
    assert person.complaints == []


@pytest.mark.parametrize("moment", ["2030-10-01T13:20:00Z", "2030-10-12T13:20:00Z", "1970-01-02T00:00:00Z"])
def test_on_other_days_nothing_is_on_and_nothing_is_asked(moment: str, crowd: Crowd) -> None:
    person = crowd.person()
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url))
    page = reads_at(person, moment)
    expect(page.locator("#slot-8 .star")).to_be_visible()
    if moment.startswith("2030-10-01"):
        expect(page.locator(".ticket .until-then")).to_have_text("in 9 days")
    page.clock.run_for(60_000)
    expect(page.locator("[aria-current=time], .now-line, .now")).to_have_count(0)
    assert not [url for url in asked if url.endswith("follow.js")]
    assert person.complaints == []


@pytest.mark.parametrize(
    ("zone", "offset", "welcome", "last", "end"),
    [
        ("Africa/Lagos", None, "13:30", "17:50", "18:00"),
        ("Asia/Tokyo", "UTC+9", "21:30", "01:50+1", "02:00+1"),
        ("America/New_York", "UTC-4", "08:30", "12:50", "13:00"),
        ("Asia/Kathmandu", "UTC+5:45", "18:15", "22:35", "22:45"),
    ],
)
def test_it_shows_the_visitors_own_time_and_keeps_to_it(
    zone: str, offset: str | None, welcome: str, last: str, end: str, chromium: Browser, site: str
) -> None:
    context = chromium.new_context(timezone_id=zone)
    page = context.new_page()
    page.goto(f"{site}/{SLUG}/")
    expect(page.locator("#slot-8 .star")).to_be_visible()
    if offset:
        page.get_by_role("button", name="Your time").click()
        expect(page.get_by_text(f"Times are yours, {offset}.")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="Your time")).to_have_attribute("aria-pressed", "true")
    else:
        expect(page.get_by_role("button", name="Your time")).to_be_hidden()
    expect(page.locator("#slot-1 .when time").first).to_have_text(welcome)
    expect(page.locator(".slot .when").last).to_contain_text(last)
    expect(page.locator(".glance dd").first).to_have_text(f"{welcome}–{end} {offset or 'UTC+1'}")
    talk = page.locator(".paper a.tag").first
    row = page.locator(str(talk.get_attribute("href")))
    begins, ends = row.locator(".when time").all_text_contents()
    expect(talk.locator("time")).to_have_text(begins)
    number = str(row.get_attribute("id")).rpartition("-")[2]
    page.goto(f"{site}/{SLUG}/slot/{number}/")
    expect(page.get_by_role("button", name="Favourite: ")).to_be_visible()
    expect(page.locator(".when > .hours time")).to_have_text([begins, ends])
    expect(page.locator(".when > .zone")).to_have_text(offset or "UTC+1")
    expect(page.locator(".when .more:visible")).to_have_count(2 if offset else 1)
    page.goto(f"{site}/{SLUG}/slot/8/")
    paper = page.get_by_role("link", name="The paper, and how to cite it").get_attribute("href")
    for address in (f"/{SLUG}/slot/8/", paper):
        page.goto(f"{site}{address}")
        expect(page.get_by_role("button", name="Favourite: ")).to_be_visible()
        told = page.locator("dd.when").inner_text()
        lines = list(TOLD.finditer(told))
        starts = {one["zone"]: moment_told(one, lines[0]["day"]) for one in lines}
        assert {*starts} == {"UTC+1", *({offset} if offset else ()), *(("UTC",) if address != paper else ())}
        assert {*starts.values()} == {datetime(2030, 10, 10, 16, tzinfo=UTC)}, told
    page.goto(f"{site}/{SLUG}/")
    if offset:
        page.get_by_role("button", name="Venue time").click()
        expect(page.locator("#slot-1 .when time").first).to_have_text("13:30")
    page.goto(f"{site}/{SLUG}/slot/2/")
    expect(page.get_by_role("button", name="Favourite: ")).to_be_visible()
    expect(page.locator(".when .own-hours")).to_have_count(1 if offset else 0)
    context.close()


def test_on_the_day_on_which_summer_time_begins_its_hours_are_told_apart(crowd: Crowd, instance: Path) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        _set(starts_on=date(2030, 3, 31), timezone="Europe/Berlin")
        for number, start, end in ((1, time(1, 30), time(3)), (2, time(3), time(4))):
            db.session.query(Slot).filter_by(number=number).update({"start": start, "end": end})
        db.session.commit()
        db.engine.dispose()
    person = crowd.person()
    person.page.route("**/follow.js", lambda route: route.abort())  # which would set its clock by the server's
    page = reads_at(person, "2030-03-31T00:45:00Z")
    expect(page.locator("[aria-current=time]")).to_have_id("slot-1")
    page.get_by_role("button", name="Your time").click()
    assert page.locator(":is(#slot-1, #slot-2) .when time").all_text_contents() == ["00:30", "01:00", "01:00", "02:00"]
    page.clock.run_for(20 * 60_000)
    expect(page.locator("[aria-current=time]")).to_have_id("slot-2")


def test_on_the_start_page_the_poster_says_how_long_and_what_is_on(crowd: Crowd) -> None:
    person = crowd.person(360, 780)
    page = person.page
    page.clock.install(time="2030-10-01T13:20:00Z")
    page.goto(person.site)
    expect(page.locator(".poster .until-then")).to_contain_text("in 9 days")
    page.clock.set_system_time(ON_THE_DAY)
    page.clock.run_for(20_000)
    expect(page.locator(".poster .now")).to_contain_text("Next, at 15:00 UTC+1: Welcome")
    page.locator(".poster .now a").first.click()
    expect(page).to_have_url(f"{person.site}/{SLUG}/#slot-4")
    page.get_by_role("button", name="Your time").click()
    expect(page.locator(".now")).to_contain_text("Next, at 14:00 your time: Welcome")
    page.goto(person.site)
    expect(page.locator(".poster .now")).to_contain_text("Next, at 14:00 your time: Welcome")
    assert person.complaints == []


def test_what_changed_is_told_with_what_it_was_in_the_time_that_is_shown(crowd: Crowd, edit: Edit) -> None:
    edit(8, room="Room A", speaker="Ada Lovelace", title="Slicing", paper=None)
    page = crowd.person(360, 780).reads()
    expect(page.locator("#slot-8 .star")).to_be_visible()
    edit(8, start=time(17, 15), room="Room B", speaker="Grace Hopper")
    edit(9, start=None, end=None)
    page.reload()
    expect(page.get_by_role("button", name="Changes:", expanded=True)).to_be_visible()
    expect(page.locator(".told > [data-say]").first).to_have_text(re.compile(r"Since \d\d:\d\d"))
    told = page.locator(".told > [data-say]")
    expect(told.nth(1)).to_have_text("Now at 17:15: Slicing (before: 17:00)")
    expect(told.nth(2)).to_have_text("Now in Room B: Slicing (before: Room A)")
    expect(told.nth(3)).to_have_text("Now with Grace Hopper: Slicing (before: Ada Lovelace)")
    expect(told.nth(4)).to_contain_text("Without a time now: ")
    page.get_by_role("button", name="Your time").click()
    expect(told.nth(1)).to_have_text("Now at 16:15: Slicing (before: 16:00)")
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.locator(".changed")).to_be_hidden()


def test_a_clock_that_is_wrong_is_set_by_the_answers(crowd: Crowd) -> None:
    person = crowd.person()

    def on_the_day(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"date": "Thu, 10 Oct 2030 13:20:00 GMT"})

    person.page.route(lambda url: url.endswith(f"/{SLUG}/"), on_the_day)
    with person.page.expect_request_finished(lambda request: request.url.endswith("/follow.js")):
        page = reads_at(person, "2030-10-10T08:20:00Z")
    expect(page.locator(".now")).to_contain_text("Next, at 13:30 UTC+1: ")
    for _second in range(3):
        page.clock.run_for(1_000)
    expect(page.locator("[aria-current=time]")).to_contain_text("Evaluating Fairness")
    assert person.complaints == []


@pytest.mark.parametrize("script", ["*", "find", "follow", "changes", "share", "hours"])
def test_a_page_whose_script_does_not_come_is_whole(script: str, crowd: Crowd, edit: Edit) -> None:
    person = crowd.person(360, 780)
    page = reads_at(person, ON_THE_DAY)
    edit(8, room="Room B")
    page.route(f"**/{script}.js", lambda route: route.abort())
    page.reload()
    if script != "*":
        page.get_by_role("searchbox").first.fill("slicing")
        page.locator("#slot-8 .star").click()
    expect(page.locator(".slot .title:visible").first).to_be_visible()
    expect(page.locator("#slot-1 .when")).to_contain_text("13:30")
    page.goto(f"{person.site}/{SLUG}/paper/1/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [one for one in person.complaints if "Failed to load resource" not in one] == []


@pytest.mark.parametrize("storage", ["", DENY, FULL])
def test_a_visitor_finds_and_marks_talks_and_takes_them_along(storage: str, crowd: Crowd) -> None:
    person = crowd.person(360, 780)
    if storage:
        person.page.add_init_script(storage)
    page = person.reads()
    schedule = page.locator(".slot-section")
    schedule.get_by_role("searchbox").fill("SLICING disc")
    expect(schedule.locator(".slot:visible")).to_have_count(1)
    expect(schedule.locator("output")).to_contain_text("1 of ")
    schedule.get_by_role("button", name="Favourite: Slicing").click()
    schedule.get_by_role("searchbox").fill("")
    schedule.get_by_role("button", name="Favourite: Evaluating").click()
    expect(page.get_by_role("status").last).to_have_text("Favourites: 2")
    if not storage:
        page.reload()
    page.get_by_role("button", name="Favourites 2").click()
    expect(schedule.locator(".slot:visible")).to_have_count(2)
    expect(schedule.get_by_role("button", pressed=True, name="Favourite: ")).to_have_count(2)
    with page.expect_download() as download:
        schedule.get_by_role("button", name="Add favourites to calendar").click()
    calendar = Path(download.value.path()).read_text()
    assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT") == 2
    assert calendar.count("BEGIN:VCALENDAR") == 1
    assert person.complaints == []


def test_a_paper_is_found_without_its_accents_and_cited_from_its_page(crowd: Crowd, instance: Path) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        db.session.query(Paper).filter_by(number=2).update({"authors": "Łukasz Ørsted, Zoë Weiß"})
        db.session.commit()
        db.engine.dispose()
    person = crowd.person(360, 780)
    page = person.reads()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    papers = page.locator(".paper-section")
    papers.get_by_role("searchbox").fill("ORST luk weiss zoe")
    expect(papers.locator(".paper:visible")).to_have_count(1)
    expect(papers.locator(".paper:visible")).to_have_id("paper-2")
    papers.get_by_role("searchbox").fill("nobody")
    expect(papers.locator("output")).to_have_text("Nothing matches")
    expect(papers.locator(".paper:visible")).to_have_count(0)
    page.goto(f"{person.site}/{SLUG}/paper/2/")
    expect(page.locator(".record-facts + .actions").get_by_role("button", name="Favourite: ")).to_be_visible()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("status").last).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("@inproceedings{")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => navigator.clipboard.readText().then((words) => words.endsWith('/paper/2/'))")
    page.get_by_role("button", name="Favourite: ").click()
    page.goto(f"{person.site}/{SLUG}/")
    expect(page.locator("#paper-2 .star")).to_have_attribute("aria-pressed", "true")
    assert person.complaints == []


def test_where_no_moment_is_known_nothing_has_changed_at_first_and_what_moves_is_told_later(
    crowd: Crowd, instance: Path, edit: Edit
) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        _set(timezone=None)
        db.engine.dispose()
    page = crowd.person().reads()
    expect(page.locator("#slot-8 .star")).to_be_visible()
    expect(page.locator(".changed")).to_be_hidden()
    edit(8, start=time(17, 15))
    page.reload()
    expect(page.get_by_role("button", name="Changes:")).to_contain_text(": 1")
