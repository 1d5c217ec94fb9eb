"""What somebody who hears the page does with it: by keys alone, and by what the accessibility tree says."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from faimi import create_app
from faimi.content.base import row_version
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.history import verbs
from tests.browser.conftest import Crowd

pytestmark = pytest.mark.browser
MAX_PRESSES = 30  # which somebody who comes for the first time may need
HERE = "document.activeElement !== document.body && document.activeElement || document.querySelector(':target')"

LINE = """function () {
  let block = this.parentElement;
  while (/^(inline$|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
  const blocks = window.blocks ??= [];
  if (!blocks.includes(block)) blocks.push(block);
  return blocks.indexOf(block);
}"""


class Listener:
    """Presses keys, which are counted, and hears where that leads."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0
        self.devtools = page.context.new_cdp_session(page)

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1
            assert self.presses <= MAX_PRESSES

    def tabs_to(self, words: str) -> None:
        """Presses Tab until a control is called so."""
        self.press("Tab")
        while words not in self.page.evaluate(f"({HERE})?.ariaLabel ?? ({HERE})?.textContent ?? ''"):
            self.press("Tab")

    def arrows_to(self, *words: str) -> None:
        """Presses the arrow down, for a line each time, until these were heard, one after the other."""
        told, line, awaited = "", -1, list(words)
        for heard, its_line in self.further():
            self.presses += its_line != line
            assert self.presses <= MAX_PRESSES, told
            told, line = told + heard, its_line
            while awaited and awaited[0] in told:
                told = told.partition(awaited.pop(0))[2]
            if not awaited:
                return
        raise AssertionError(told)

    def further(self) -> Iterator[tuple[str, int]]:
        """What is heard from here on, one text after the other, each with the line that it is in."""
        handle = self.devtools.send("Runtime.evaluate", {"expression": HERE})["result"]["objectId"]
        here = self.devtools.send("DOM.describeNode", {"objectId": handle})["node"]["backendNodeId"]
        nodes: dict[str, Any] = {
            node["nodeId"]: node for node in self.devtools.send("Accessibility.getFullAXTree")["nodes"]
        }
        waiting, reached = [next(iter(nodes))], False
        while waiting:
            node = nodes[waiting.pop()]
            waiting += reversed(node["childIds"])
            if reached and not node["ignored"] and node["role"]["value"] == "StaticText":
                yield node["name"]["value"], self.line_of(node)
            reached = reached or node.get("backendDOMNodeId") == here

    def line_of(self, node: dict[str, Any]) -> int:
        """The number of the line that a text is in."""
        text = self.devtools.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]["objectId"]
        asked = {"objectId": text, "functionDeclaration": LINE, "returnByValue": True}
        return int(self.devtools.send("Runtime.callFunctionOn", asked)["result"]["value"])


@pytest.fixture
def moved(instance: Path) -> Any:
    """Has a talk begin later, in another room."""

    def move(number: int) -> None:
        with create_app({"INSTANCE_PATH": instance}).app_context():
            row = db.session.query(Slot).filter_by(number=number).one()
            verbs.set_values(row, {"start": time(17, 25), "room": "Hall 2"}, str(row_version(row)), None)
            db.engine.dispose()

    return move


def test_a_talk_when_and_where_it_is_and_what_changed_take_few_keys(crowd: Crowd, moved: Any) -> None:
    page = crowd.person(1280).reads()
    expect(page.locator("#slot-10 .star")).to_be_visible()
    moved(10)
    page.reload()
    expect(page.get_by_role("button", name="Changes:")).to_be_visible()
    ear = Listener(page)
    ear.press("Tab", "Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Skip to the programme")
    ear.press("Enter", "Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Find a talk")
    ear.press(*"cevo")
    expect(page.locator(".slot-section output")).to_have_text("1 of 13")
    expect(page.locator(".slot-section output")).to_have_role("status")
    ear.tabs_to("Changes: 2")  # few are told without a press
    ear.arrows_to("Now at 17:25", "Now in Hall 2")
    ear.tabs_to("Quantifying the Impact")
    ear.press("Enter")
    ear.arrows_to("17:25–17:30", "Quantifying the Impact", "Cevora", "Hall 2")
    assert ear.presses == 24
