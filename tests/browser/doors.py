"""The doors by which texts come in, each taken by every one of the injections; what they answer is kept."""

import csv
import json
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts import audit
from faimi.accounts.models import Account
from faimi.accounts.sessions import Session
from faimi.content import EDITABLE, Edition
from faimi.content.base import row_version
from faimi.content.now import utc_now
from faimi.content.row_key import RowKey
from faimi.exchange.draft import PageError
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.injections import ATTACKED, COUNT, INJECTIONS, TYPED, archive_of, filled, pages_of
from tests.samples import SAMPLES

EDIT = f"/{ATTACKED}/edit"


def rows_of(edition: Edition, name: str) -> list[int]:
    """The number of a row for each injection; the one masthead is for all of them."""
    if name == "edition":
        return [edition.number] * COUNT
    if name == "section":
        return [section.number for section in edition.sections if section.anchor.startswith("headed")]
    model = EDITABLE[name].model
    rows = db.session.query(model).filter_by(section=section_of(edition, name))
    return [row.number for row in rows.order_by(model.number)]


def section_of(edition: Edition, name: str) -> Any:
    """The section that holds the rows of a kind."""
    anchor = f"{EDITABLE[name].part_of or name}s"
    return next(section for section in edition.sections if section.anchor == anchor)


def main_of(answer: TestResponse, status: int) -> str:
    """What a whole page shows, to be shown beside others."""
    assert answer.status_code == status
    return answer.text.partition('<main id="content">')[2].rpartition("</main>")[0]


def by_import(folder: Path) -> list[str]:
    """Brings in the archive, and each page that can come in; gives their paths."""
    import_pages([archive_of(folder)], replace=False)
    paths = []
    for page in pages_of(folder):
        try:
            import_pages([page], replace=False)
        except PageError:
            continue
        paths.append(f"/{page.stem}/")
    assert len(paths) == COUNT - 1, "the one with a null byte is refused"
    return paths


def by_form(client: FlaskClient, edition: Edition, name: str) -> dict[str, list[str]]:
    """A kind's forms and rows: refused (422), saved (200), and saved by two at once (409)."""
    kept: dict[str, list[str]] = {"refused": [], "saved": [], "both": []}
    for n, number in enumerate(rows_of(edition, name)):
        version = {"version": row_version(history.row_with(edition, RowKey(name, number)))}
        long = {"name": INJECTIONS[n] * 500} if name == "track" else {}  # it refuses nothing else
        raw = dict.fromkeys(SAMPLES[name], INJECTIONS[n]) | version | long
        mine, theirs = (filled(name, text) | version for text in (f"{TYPED[n]} again", f"{TYPED[n - 1]} too"))
        for group in EDITABLE[name].groups.keys() & mine.keys():
            mine[group] = TYPED[n]  # as it was brought in: a row that changes its group is answered with all rows
        for state, data, status in (("refused", raw, 422), ("saved", mine, 200), ("both", theirs, 409)):
            answer = client.post(f"{EDIT}/{name}/{number}", data=data)
            assert answer.status_code == status, (name, data)
            kept[state].append(answer.text)
    return kept


def without_a_place(client: FlaskClient, visitor: FlaskClient, rows: list[int]) -> list[str]:
    """What is answered to text whose session or section has ended, and the question before a row goes."""
    shown = []
    for number, text in zip(rows, INJECTIONS, strict=True):
        typed = dict.fromkeys(SAMPLES["text"], text)
        ended = visitor.post(f"{EDIT}/text/{number}", data=typed)
        homeless = client.post(f"{EDIT}/text/new?section=9999", data=typed)
        assert (ended.status_code, homeless.status_code) == (401, 409)
        sure = client.post(f"{EDIT}/plain/text/{number}/remove", data={"version": text})
        shown += [ended.text, homeless.text, main_of(sure, 422)]
    return shown


def by_suggestion(visitor: FlaskClient, name: str, ids: list[int]) -> list[str]:
    """Suggests a correction of each row; gives the refused forms."""
    pages = []
    who = "speaker" if name == "slot" else "authors"
    for number, raw, text in zip(ids, INJECTIONS, TYPED, strict=True):
        data = {"title": raw, who: raw, "note": raw, "from_name": raw, "from_email": raw, "website": raw}
        path = f"/{ATTACKED}/suggest/{name}/{number}"
        pages.append(main_of(visitor.post(path, data=data), 422))
        mail = "".join(text.split()).replace("@", "") + "@example.org"
        data = {"title": f"{text} so", who: f"so {text}", "note": text, "from_name": text, "from_email": mail}
        answer = visitor.post(path, data=data)
        assert answer.status_code == 303, text
    return pages


def by_password_prompt(client: FlaskClient) -> list[str]:
    """Fills in an invitation long after the sign-in; gives the pages that ask for the password and keep it."""
    db.session.execute(update(Session).values(confirmed_at=None))
    db.session.commit()
    answers = [client.post("/people/invite/", data={text: text, "email": text}) for text in INJECTIONS]
    db.session.execute(update(Session).values(confirmed_at=utc_now()))
    db.session.commit()
    return [main_of(answer, 401) for answer in answers]


def by_typing(client: FlaskClient) -> list[str]:
    """What a title and a name are offered while each text is typed, but for its last letter; and its preview."""
    typed = [(field, {"typed": text[:-1]}) for field in ("title", "speaker") for text in TYPED]
    answers = [client.get(f"{EDIT}/offers/slot/{field}", query_string=query) for field, query in typed]
    assert sum("<li" in answer.text for answer in answers) > COUNT
    previews = [client.post(f"{EDIT}/markdown", data={"text": text}) for text in TYPED]
    assert {preview.status_code for preview in previews} == {200}
    return [answer.text for answer in answers + previews]


def by_paste(client: FlaskClient, section_id: int) -> list[str]:
    """Pastes a list of lines, a table, JSON and BibTeX, and sends files; gives what is shown, and adds from it."""
    table = StringIO()
    csv.writer(table).writerows([("title", "authors", "url"), *((text, text, text) for text in TYPED)])
    lines = [f"{text}, et al.: *{text}* [Link]({text})" for text in TYPED]
    entries = [f"@article{{k, title={{{text}}}, author={{{text}}}, url={{{text}}}}}" for text in TYPED]
    path = f"{EDIT}/paste/?section={section_id}"
    objects = json.dumps(
        [{"title": text, "authors": [text], "url": text, "decision": f"Reject {text}"} for text in TYPED]
    )
    tries = [client.post(path, data={"text": text}) for text in (table.getvalue(), objects, *lines, *entries)]
    tries += [client.post(path, data={"file": (BytesIO(text.encode()), "papers.txt")}) for text in lines]
    taken = {"text": table.getvalue(), "seen": table.getvalue(), "take": list(range(COUNT))}
    assert client.post(path, data=taken).status_code == 303
    return [main_of(answer, 200) for answer in tries]


def by_table(client: FlaskClient, name: str, section_id: int) -> list[str]:
    """Pastes a table into a list of a kind, as text and as HTML, and a playlist; gives what is shown."""
    path = f"{EDIT}/{name}/table?section={section_id}"
    cells = "".join(f"<tr><td>{escape(text)}<td><a href='https://example.org/'>{escape(text)}</a>" for text in TYPED)
    texts = ["\n".join(f"{text}\t{text}\t{text}" for text in TYPED)]
    texts += [f"{text} https://example.org/" for text in TYPED]
    pages = [f"<table>{cells}</table>", f"{''.join(TYPED)}<table>"]
    tries = [client.post(path, data={"text": text}) for text in texts]
    tries += [client.post(path, data={"html": html}) for html in pages]
    assert {answer.status_code for answer in tries} <= {200, 422}
    return [answer.text for answer in tries]


def by_account() -> list[str]:
    """The paths of the pages of people who have the injections as names and addresses."""
    for text in TYPED:
        email = "".join(text.split()).replace("@", "").lower() + "@example.org"
        db.session.add(Account(email=email, name=text, role="editor"))
        audit.note(f"Added the passkey “{text}” of {email}", who=email, address=text)
    db.session.commit()
    return [f"/people/{account.id}/" for account in db.session.query(Account)]
