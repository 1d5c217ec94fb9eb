"""Random runs: Alice types without a line while Bob saves, and all of it lands once, in order, merged.

The test client stands for her browser: a form waits with its newest text at the place of its first save, is sent until
an answer comes, and is a draft that survives a reload. `RUNS` says how many runs, `SEED` which one alone.
"""

import os
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from faimi import history
from faimi.content import EDITABLE, Edition
from faimi.content.base import row_version
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG, account_of

BASE = f"/{SLUG}/edit"
SEED = os.environ.get("SEED")
SEEDS = [int(SEED)] if SEED else list(range(int(os.environ.get("RUNS", "50"))))
RUNS_A_TEST, EDITS, LOST = 10, 30, 0.2  # LOST: how often an answer is
WORD = re.compile(r"(Alice|Bob)\d+x\d+x\Z")
ROWS = {  # of each kind the first row, and the fields that are typed in
    "paper": ["title", "authors"],
    "award": ["name", "recipient", "affiliation"],
    "keynote": ["speaker", "title", "affiliation"],
    "organizer": ["name", "affiliation"],
    "date": ["label"],
}
Texts = dict[str, str]


@dataclass
class Form:
    """A form that Alice has open: what it would post, and of each field what she last knew to stand there."""

    path: str
    fields: dict[str, Any]
    seen: Texts
    draft: "Form | None" = None  # what it was before it became a question: a reload brings that back


def posted_by(html: str) -> dict[str, Any]:
    """What a browser posts of a form as it was drawn."""
    form, found = BeautifulSoup(html, "lxml").select_one("form"), dict[str, Any]()
    assert form, html
    for field in form.select("input[name], textarea, select"):
        name, type_ = str(field["name"]), field.get("type")
        if type_ in ("radio", "file") or (type_ == "checkbox" and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[name] = str(chosen["value"]) if chosen else ""
        elif name == "both_changed":
            found.setdefault(name, []).append(str(field["value"]))
        else:
            found[name] = (
                field.get_text().removeprefix("\n") if field.name == "textarea" else str(field.get("value", ""))
            )
    return found


def form_in(answer: TestResponse) -> dict[str, Any]:
    """What the form in an answer would post."""
    return posted_by(answer.text)


def first(name: str) -> Any:
    """The first row of a kind."""
    return db.session.query(EDITABLE[name].model).order_by(EDITABLE[name].model.id).first()


class Oracle:
    """What must stand by each row and field, whoever saves what."""

    def __init__(self, stands: dict[str, Texts], forms: dict[str, Form]) -> None:
        self.stands, self.forms = stands, forms
        self.written: list[set[str]] = []  # what landed, change by change

    def wrote(self, name: str, field: str, text: str) -> None:
        """Bob, who has a line, changed a field."""
        self.stands[name][field] = text
        self.written.append({text})

    def arrived(self, name: str) -> set[str]:
        """What Alice is asked about when her form arrives: the fields that Bob changed, too, since she knew them."""
        form, stands = self.forms[name], self.stands[name]
        for field in stands:
            if form.fields.get(f"{field}-stands") == "now":
                form.fields[field] = form.seen[field] = stands[field]
        changed = {field: form.fields[field] for field in stands if form.fields[field] != form.seen[field]}
        both = {field for field, text in changed.items() if stands[field] not in (form.seen[field], text)}
        if not both:
            new = {text for field, text in changed.items() if stands[field] != text}
            self.written += [new] if new else []
            for known in (stands, form.seen, form.draft.seen if form.draft else {}):
                known |= changed
        return both

    def asked(self, name: str, fields: dict[str, Any]) -> None:
        """The form became a question, which shows what stands there now."""
        form = self.forms[name]
        self.forms[name] = Form(form.path, fields, dict(self.stands[name]), form.draft or deepcopy(form))


class Run(Oracle):
    """One run: what Alice's browser does, and Bob."""

    def __init__(self, seed: int, alice: FlaskClient, bob: int) -> None:
        super().__init__({name: {field: getattr(first(name), field) for field in ROWS[name]} for name in ROWS}, {})
        self.chance = Random(seed)  # noqa: S311  # the same run each time
        self.seed, self.alice, self.bob, self.count = seed, alice, bob, 0
        self.forms |= {name: self.opened(name, f"{BASE}/{name}/{first(name).number}") for name in ROWS}
        self.bobs = {name: form.fields | {"once": ""} for name, form in deepcopy(self.forms).items()}
        path = f"{BASE}/date/new?section={first('date').section.number}"
        self.forms["new"] = Form(path, form_in(alice.get(path)), {"label": ""})
        self.stands["new"] = {"label": ""}
        self.queue: list[str] = []
        self.shown: list[str] = []  # what a question showed
        self.typed: dict[tuple[str, str], str] = {}  # what Alice typed last, by row and field

    def opened(self, name: str, path: str) -> Form:
        """Alice's form of a row."""
        return Form(path, form_in(self.alice.get(f"{path}/form")), dict(self.stands[name]))

    def text(self, who: str) -> str:
        """A text that nobody typed before."""
        self.count += 1
        return f"{who}{self.seed}x{self.count}x"

    def bob_saves(self) -> None:
        """Bob, who has a line, changes a field."""
        name = self.chance.choice([*ROWS])
        field, text = self.chance.choice(ROWS[name]), self.text("Bob")
        self.wrote(name, field, text)
        row = first(name)
        form = EDITABLE[name].form(MultiDict(self.bobs[name] | self.stands[name] | {"version": str(row_version(row))}))
        form.offer(row.edition, row)
        assert history.save(row, form, self.bob)

    def alice_saves(self, name: str = "") -> None:
        """Alice, who has none, types in a field and saves: nothing leaves, or the answer alone is lost."""
        name = name or self.chance.choice([*ROWS])
        field = self.chance.choice([*self.stands[name]])
        self.typed[name, field] = self.forms[name].fields[field] = self.text("Alice")
        self.queue += [name] if name not in self.queue else []
        if self.chance.random() < LOST:
            self.send(name)

    def send(self, name: str) -> TestResponse:
        """Sends a form; the answer is what it must be."""
        both = self.arrived(name)
        answer = self.alice.post(self.forms[name].path, data=self.forms[name].fields)
        assert answer.status_code == (409 if both else 200), answer.text
        assert set(re.findall(r'name="both_changed" value="(\w+)"', answer.text)) == both
        return answer

    def sends(self, name: str) -> None:
        """The browser sends a form until an answer comes; where that is a question, Alice says what stands."""
        while self.chance.random() < LOST:
            self.send(name)
        answer, form = self.send(name), self.forms[name]
        if answer.status_code == 200:
            del self.forms[name]
            return
        fields = form_in(answer)
        for field in fields["both_changed"]:
            assert fields[field] == form.fields[field]
            assert self.stands[name][field] in answer.text
            self.shown.append(fields[field])
            fields[f"{field}-stands"] = self.chance.choice(["now", "typed"])
        self.asked(name, fields)

    def happens(self) -> list[str]:
        """Thirty edits each, a line that is back, a reload, and last the answers to what was asked; gives the order."""
        deeds = [self.alice_saves] * EDITS + [self.bob_saves] * (EDITS - 3) + [partial(self.alice_saves, "new")]
        self.chance.shuffle(deeds)
        for deed in deeds:
            deed()
        self.forms = {name: self.forms[name] for name in self.queue}
        first_sent = db.session.query(Revision).count()
        moments = self.chance.sample(range(len(self.queue)), 3)
        for n, name in enumerate(self.queue):
            if n in moments:
                self.bob_saves()
            self.sends(name)
            if n == moments[0]:  # a reload: what was asked and not answered is the draft again that it was
                self.forms = {name: form.draft or form for name, form in self.forms.items()}
        landed = db.session.query(Revision).order_by(Revision.id).offset(first_sent).all()
        while self.forms:
            self.sends(self.chance.choice([*self.forms]))
        return ["new" if one.verb == "add" else one.kind for one in landed if one.account_id != self.bob]


def texts_in(revision: Revision) -> set[str]:
    """The texts of a run that a change put where another one stood."""
    found = set()
    for key, columns in revision.after.items():
        was = revision.before.get(key, {})
        found |= {text for name, text in columns.items() if WORD.match(str(text)) and text != was.get(name)}
    return found


@pytest.mark.parametrize("some", [SEEDS[n : n + RUNS_A_TEST] for n in range(0, len(SEEDS), RUNS_A_TEST)], ids=str)
def test_what_is_typed_without_a_line_lands_once_in_order_and_merged(
    some: list[int], edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    bob = account_of("bob")
    for seed in some:
        try:
            assert_a_run(seed, alice, bob, visitor)
        except AssertionError as error:
            error.add_note(f"The seed is {seed}: `make random SEED={seed}` runs it alone.")
            raise


def assert_a_run(seed: int, alice: FlaskClient, bob: int, visitor: FlaskClient) -> None:
    """All that is written is in the history once, what must stand stands on the page, and nothing is lost."""
    before = db.session.query(Revision).count()
    run = Run(seed, alice, bob)
    landed = run.happens()
    written = [texts_in(one) for one in db.session.query(Revision).order_by(Revision.id).offset(before)]
    assert written == run.written
    assert len(set().union(*written)) == sum(map(len, written))
    assert landed == [name for name in run.queue if name in landed]
    new = run.stands.pop("new")
    assert {name: {field: getattr(first(name), field) for field in ROWS[name]} for name in ROWS} == run.stands
    assert db.session.query(EDITABLE["date"].model).filter_by(label=new["label"]).count() == 1
    page = visitor.get(f"/{SLUG}/").text
    stands = {text for fields in [*run.stands.values(), new] for text in fields.values() if WORD.match(text)}
    assert {text for text in stands if text not in page} == set()
    assert {*run.typed.values()} <= set(run.shown).union(*written)
