"""What an answer draws is enough: a page that takes it in looks as if it was loaded anew, and so does another's."""

import re
from copy import deepcopy
from datetime import time
from itertools import zip_longest
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml.html import HtmlElement, fragment_fromstring, tostring
from werkzeug.test import TestResponse

from faimi import history
from faimi.content import EDITABLE, KIND, Edition
from faimi.content.bands import spot_of
from faimi.content.base import row_version
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.conftest import queries_of
from tests.editor.test_editor import BASE, posted
from tests.editor.test_live import LIVE, tag_of
from tests.samples import SAMPLES, first, section_of

STEPS = 30


def tree_of(html: str) -> HtmlElement:
    """What stands in HTML, without the tokens that are others each time."""
    return fragment_fromstring(re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", html), create_parent="main")


def loaded(client: FlaskClient) -> HtmlElement:
    """The cover and the body of the edit page; beside them stands what waits for an organizer."""
    shown = tree_of("")
    shown.extend(tree_of(client.get(f"{BASE}/").text).xpath("//*[@class='cover'] | //*[@id='body']"))
    return shown


def take_in(page: HtmlElement, answer: TestResponse, asked: str = "") -> None:
    """Puts what an answer brings where it says; what has no place stands for the row that was `asked` about."""
    brought = tree_of(answer.text)
    for partial in brought.findall("hx-partial"):
        brought.remove(partial)
        put(page, partial.get("hx-target").removeprefix("#"), partial)
    if asked and answer.status_code == 200 and answer.headers.get("HX-Reswap") != "none":
        put(page, asked, brought)


def put(page: HtmlElement, place: str, brought: HtmlElement) -> None:
    """Has what was brought take the place of an element."""
    if place == "asked":  # where a question would stand
        return
    there = page.get_element_by_id(place, None)
    if there is None:  # the page has not heard of it yet
        return
    for stub in brought.xpath(".//*[@data-stays]"):  # it stands for the element that is there
        stays = there.get_element_by_id(stub.get("id"), None)
        stub.drop_tree() if stays is None else stub.getparent().replace(stub, deepcopy(stays))
    parent, index = there.getparent(), there.getparent().index(there)
    parent.remove(there)
    parent[index:index] = list(brought)


def difference(page: HtmlElement, right: HtmlElement) -> str:
    """The first words of a page that are others than those of the right one."""
    lines = (re.findall(r"<[^>]*>|[^<\s]+", tostring(tree, encoding="unicode")) for tree in (page, right))
    return next((f"{shown} for {other}" for shown, other in zip_longest(*lines) if shown != other), "")


def act(random: Random, alice: FlaskClient, page: HtmlElement) -> str:
    """Does one thing at random, takes its answer into the page, and says what it was."""
    rows_of = {name: db.session.query(kind.model).order_by(kind.model.id).all() for name, kind in EDITABLE.items()}
    name = random.choice([name for name, rows in rows_of.items() if rows])
    kind, rows = EDITABLE[name], rows_of[name]
    row = random.choice(
        [row for row in rows if name in KIND and (row.named_by() or row.references())] * random.choice([0, 1]) or rows
    )
    verbs = ["save", "save", "add", "move", "remove", "undo", "redo", *(["retime"] * 3 if name == "slot" else [])]
    verb = random.choice(verbs if name != "edition" else ["save"])
    key, parent = row.key, getattr(row, kind.parent)
    where = (
        {"section": str(parent.number), "after": random.choice([str(row.number), ""])}
        if kind.parent == "section"
        else {}
    )
    if verb in ("undo", "redo"):
        take_in(page, alice.post(f"{BASE}/{verb}"))
    elif verb == "move":
        take_in(page, alice.post(f"{BASE}/{name}/{row.number}/move", data={"to": random.choice(["up", "down", "end"])}))
    elif verb == "retime":
        length = {"gesture": "length", "rows": row.number, "minutes": random.choice([10, 25, 60])}
        take_in(page, alice.post(f"{BASE}/slot/plan/take", data=length))
    elif verb == "remove":
        take_in(page, alice.post(f"{BASE}/{name}/{row.number}/remove", data={"version": row_version(row)}), key)
    elif verb == "add":
        take_in(page, alice.post(f"{BASE}/{name}/new", query_string=where, data=typed(random, name)))
    else:
        take_in(page, alice.post(f"{BASE}/{name}/{row.number}", data=typed(random, name, row)), key)
    return f"{verb} {key}"


def typed(random: Random, name: str, row: Any = None) -> dict[str, str]:
    """A form as it may be typed: the sample with other words, tied to other rows, hidden or a draft perhaps."""
    tied = {to.kind: random.choice(["", *ids_of(to.kind)]) for to in EDITABLE[name].references if not to.is_by_name}
    if all(tied.values()) and len(tied) > 1:
        tied["keynote"] = ""
    words = {"title", "authors", "speaker", "name", "label", "heading", "intro"} & SAMPLES[name].keys()
    more = {word: random.choice(["", "A word", "Another"]) for word in sorted(words)}
    if name == "slot":
        more |= {"track": random.choice(["EPIMI", "FAIMI", "Another", ""]), "start": random.choice(["09:00", "9.15"])}
    more |= {"hidden": random.choice(["", "y"])} if name == "section" else {}
    more |= {"state": random.choice(["draft", "current", "past"])} if name == "edition" else {}
    return posted(name, row, **tied, **more)


def ids_of(name: str) -> list[str]:
    """The ids of a kind's rows, as a form has them."""
    return [str(row.number) for row in db.session.query(EDITABLE[name].model).all()]


class Person:
    """Somebody who has the page open, acts on it, and now and then gets what others did."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.page, self._tag = client, loaded(client), tag_of(client)

    def poll(self) -> None:
        """Takes in what changed since."""
        answer = self.client.get(LIVE, headers={"HX-PTag": self._tag})
        take_in(self.page, answer)
        self._tag = answer.headers.get("HX-PTag", self._tag)

    def lacks(self) -> str:
        """What differs from the page loaded anew, after a poll."""
        self.poll()
        return difference(self.page, loaded(self.client))


@pytest.mark.parametrize("seed", range(4))
def test_a_page_that_takes_answers_in_looks_as_if_it_was_loaded_anew(
    seed: int, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    for name in KIND:
        section_of(name)
    random, persons, done = Random(seed), [Person(alice), Person(bob)], list[str]()  # noqa: S311  # it guards no secret
    for _ in range(STEPS):
        actor = random.choice(persons)
        done.append(act(random, actor.client, actor.page))
        db.session.rollback()
        if random.random() < 0.5:  # else what comes is of several changes
            assert [person.lacks() for person in persons] == ["", ""], done


def removed(client: FlaskClient, row: Any) -> TestResponse:
    """The answer to the removal of a row."""
    return client.post(f"{BASE}/{row.key.kind}/{row.number}/remove", data={"version": row_version(row)})


def test_where_rows_change_places_the_others_of_the_list_are_not_sent_again(
    edition: Edition, alice: FlaskClient
) -> None:
    person, (row, _, other, *_) = Person(alice), KIND["paper"].siblings(section_of("paper"))
    answer = alice.post(f"{BASE}/paper/{row.number}/move", data={"to": "down"})
    assert row.title in answer.text
    assert other.title not in answer.text
    take_in(person.page, answer)
    assert difference(person.page, loaded(alice)) == ""


def test_what_another_change_brought_is_not_lacking_where_an_answer_takes_it_for_known(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    person, row = Person(alice), first("paper")
    history.add_many(KIND["paper"], section_of("paper"), [{"title": "By Bob meanwhile"}], None)
    take_in(person.page, alice.post(f"{BASE}/paper/{row.number}/move", data={"to": "down"}))
    assert "By Bob meanwhile" not in tostring(person.page, encoding="unicode")
    assert person.lacks() == ""


def test_a_row_is_right_that_one_change_put_elsewhere_to_scale_and_another_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    section = section_of("slot")
    db.session.query(Slot).delete()
    for place, (track, *clock) in enumerate([("B", 9, 12), ("A", 9, 9.25), ("A", 9.25, 10), ("A", 9.5, 10.5)]):
        start, end = (time(int(hour), int(hour % 1 * 60)) for hour in clock)
        db.session.add(Slot(section=section, position=place, title="A talk", track=track, start=start, end=end))
        db.session.flush()
    db.session.commit()
    person, (_, early, middle, late) = Person(alice), KIND["slot"].siblings(section)
    beside = spot_of(KIND["slot"], late)
    change = {"end": "09:30", "version": middle.version}
    take_in(person.page, alice.post(f"{BASE}/slot/{middle.number}/end", data=change))
    assert spot_of(KIND["slot"], late) != beside
    assert (
        bob.post(f"{BASE}/slot/{early.number}/end", data={"end": "10:00", "version": early.version}).status_code == 200
    )
    assert spot_of(KIND["slot"], late) == beside
    assert person.lacks() == ""


@pytest.mark.parametrize("name", ["paper", "section"])
def test_what_comes_of_a_move_and_its_way_back_puts_a_page_right_that_saw_the_first_alone(
    name: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    person, row = Person(alice), first(name)
    take_in(person.page, alice.post(f"{BASE}/{name}/{row.number}/move", data={"to": "down"}))
    bob.post(f"{BASE}/{name}/{row.number}/move", data={"to": "up"})
    assert person.lacks() == ""


@pytest.mark.parametrize("name", ["paper", "section"])
def test_what_comes_of_a_removal_and_its_undo_puts_a_page_right_that_saw_the_first_alone(
    name: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    person, row, key = Person(alice), first(name), first(name).key
    take_in(person.page, removed(alice, row), key)
    assert bob.post(f"{BASE}/history/{edition.version}/undo").status_code == 200
    assert person.lacks() == ""


def test_a_section_that_was_changed_and_then_removed_goes(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    person, section = Person(bob), section_of("award")
    alice.post(f"{BASE}/section/{section.number}", data=posted("section", section, heading="Other words"))
    assert removed(alice, section).status_code == 200
    assert person.lacks() == ""


@pytest.mark.parametrize(
    ("name", "column", "calendar"), [("date", "date", "dates.ics"), ("slot", "start", "schedule.ics")]
)
def test_the_note_before_a_list_comes_and_goes_with_the_one_row_that_it_is_about(
    name: str, column: str, calendar: str, edition: Edition, alice: FlaskClient
) -> None:
    for row in db.session.query(KIND[name].model):
        setattr(row, column, None)
    db.session.commit()
    person, row, key = Person(alice), first(name), first(name).key
    typed = posted(name, row, **({"track": row.track} if name == "slot" else {}))
    take_in(person.page, alice.post(f"{BASE}/{name}/{row.number}", data=typed), key)
    assert difference(person.page, loaded(alice)) == ""
    assert calendar in tostring(person.page, encoding="unicode")
    take_in(person.page, removed(alice, first(name)), key)
    assert difference(person.page, loaded(alice)) == ""


def test_a_poll_asks_no_more_queries_where_a_change_touched_more_rows(edition: Edition, alice: FlaskClient) -> None:
    asked = []
    for many in (10, 100):
        section = section_of("paper")
        history.add_many(KIND["paper"], section, [{"title": "A title"}] * many, None)
        tag = tag_of(alice)
        history.place(KIND["paper"], first("paper"), KIND["paper"].siblings(section)[-1], True, None)
        asked.append(queries_of(alice, LIVE, **{"HX-PTag": tag}))
    assert asked[0] == asked[1]


def test_a_change_of_a_date_loads_no_whole_page_for_what_the_cover_tells(edition: Edition, alice: FlaskClient) -> None:
    asked = {}
    for name, field in (("organizer", "affiliation"), ("date", "label")):
        tag, row = tag_of(alice), first(name)
        data = {field: "Something else", "version": str(row_version(row))}
        assert alice.post(f"{BASE}/{name}/{row.number}/{field}", data=data).status_code == 200
        asked[name] = queries_of(alice, LIVE, **{"HX-PTag": tag})
    shown = [kind.name for kind in KIND.values() if kind.on_cover]
    assert shown == ["text", "keynote", "slot", "date"]
    assert asked["date"] == asked["organizer"] + len(shown)
