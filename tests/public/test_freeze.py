"""The site as files: the server's own bytes, all links alive, and never half of it."""

import errno
import json
import re
import shutil
from collections.abc import Callable
from datetime import time, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import create_app
from faimi.content import KIND, Edition, OldAddress, Preview, Section
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history import add_many, remove
from faimi.media import take_in
from faimi.public import freeze
from faimi.public.crawler import Crawler
from faimi.public.link_check import TEXT_ENDINGS, Checker
from faimi.public.output_folder import MANIFEST, STAGE
from tests.conftest import SLUG
from tests.exchange.test_atom import hide
from tests.history.test_event_versions import write
from tests.instances import copied, made_once
from tests.media.test_media import picture
from tests.public.test_cache import retitle
from tests.public.test_site_settings import FOOT, SET, foot, set_

SITE_URL = "https://example.org"
ENCODINGS = {".br": "br", ".zst": "zstd", ".gz": "gzip"}
WITH_THE_APP = ("/edit/", "/suggest/", "/login")

Freeze = Callable[..., Result]


@pytest.fixture(scope="session")
def published(sampled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an instance folder, of the sample edition with a photo and an old address, and its frozen copy."""

    def make(folder: Path) -> None:
        instance = copied(sampled, folder / "instance")
        app = create_app({"INSTANCE_PATH": instance, "SITE_URL": SITE_URL})
        with app.app_context():
            db.session.query(Keynote).filter_by(number=1).one().photo = take_in(picture()).address
            db.session.add(OldAddress(path="old/page", edition_id=db.session.query(Edition).one().id))
            db.session.commit()
            result = app.test_cli_runner().invoke(args=["freeze", str(folder / "out")])
            assert result.exit_code == 0, result.output
            db.session.remove()
            db.engine.dispose()

    return made_once(tmp_path_factory, "published", make)


@pytest.fixture
def original(published: Path) -> Path:
    """The instance folder that a test gets a copy of."""
    return published / "instance"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the site is written to."""
    return tmp_path / "out"


@pytest.fixture
def begun(published: Path, out: Path) -> None:
    """Has the site written there once, as it stands."""
    shutil.copytree(published / "out", out)


@pytest.fixture
def frozen(app: Flask, edition: Edition, runner: FlaskCliRunner, out: Path) -> Freeze:
    """Runs the command."""
    app.config["SITE_URL"] = SITE_URL

    def run(*options: str, fails: bool = False, folder: Path = out) -> Result:
        db.session.rollback()
        result = runner.invoke(args=["freeze", str(folder), *options])
        assert result.exit_code == fails, result.output
        return result

    return run


def files(folder: Path) -> dict[str, bytes]:
    """What a folder holds by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def save(row: Any, **values: str) -> None:
    """Changes a row and counts the edition's version up, as the editor does."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.edition.version += 1
    db.session.commit()


@pytest.mark.parametrize("base", ["", "/name"])
def test_each_file_is_what_the_server_sends(base: str, frozen: Freeze, out: Path, visitor: FlaskClient) -> None:
    set_(languages="fr")
    frozen("--stand-in", "--base", f"{base}/")
    there = files(out)
    for name, content in there.items():
        plain = name.removesuffix(Path(name).suffix) if Path(name).suffix in ENCODINGS else name
        answer = visitor.get(
            "/" + plain.removesuffix("index.html"),
            headers={"Accept-Encoding": ENCODINGS.get(Path(name).suffix, "identity")},
            environ_overrides={"SCRIPT_NAME": base},
        )
        if answer.status_code == 200:
            assert answer.data == content, name
        else:
            assert name.startswith(("404.html", "fr/404.html", "_redirects", "old/page/index.html", MANIFEST)), name
    names = [f"{SLUG}/{name}" for name in ("index.html", "paper/1/index.html", "paper/1.bib", "slot/1.ics")]
    names += [
        f"{SLUG}/{name}" for name in ("edition.json", "schedule.ics", "schedule.json", "schedule.xml", "dates.ics")
    ]
    names += [f"{SLUG}/{name}" for name in ("papers.bib", "papers.csv", "changes.atom", "share.png")]
    names += [f"fr/{name}" for name in ("index.html", *names[:2])]
    assert {*names, "index.html", "sitemap.xml", "robots.txt", "404.html"} <= there.keys()
    assert b'lang="fr"' in there["fr/404.html"]
    assert {f"{names[0]}{ending}" for ending in ENCODINGS} <= there.keys()
    assert sum(name.startswith("media/") for name in there) > 2
    assert any(re.fullmatch(r"static/\w{12}/css/page.css", name) for name in there)


def test_links_that_need_the_app_are_left_out_but_in_a_stand_in(
    frozen: Freeze, out: Path, visitor: FlaskClient
) -> None:
    def with_the_app() -> set[str]:
        pages = (text.decode() for name, text in files(out).items() if name.endswith(".html"))
        return {link for page in pages for link in WITH_THE_APP if re.search(rf'href="[^"]*{link}', page)}

    before = visitor.get(f"/{SLUG}/").data
    frozen()
    assert with_the_app() == set()
    frozen("--stand-in")
    assert with_the_app() == {*WITH_THE_APP}
    frozen()
    assert with_the_app() == set()
    assert visitor.get(f"/{SLUG}/").data == before


def test_below_a_folder_every_link_is_below_it(frozen: Freeze, out: Path) -> None:
    frozen("--base", "name")
    for name, content in files(out).items():
        if name.endswith(".html"):
            links = re.findall(r'(?:href|src|srcset)="(/[^"]*)"', content.decode())
            assert [link for link in links if not link.startswith("/name/")] == []
        if name.endswith((".html", ".xml", ".atom", "robots.txt")):
            assert not re.search(rb"https://example\.org/(?!name/|[a-z]+[\"<]?$)", content), name
    assert b"<loc>https://example.org/name/2024-miccai/</loc>" in (out / "sitemap.xml").read_bytes()


def test_addresses_of_the_former_site_lead_on(frozen: Freeze, out: Path, edition: Edition, tmp_path: Path) -> None:
    others = [
        "page.html",
        "a b/c?",
        "../escaped",
        ".git/config",
        "x/../../y",
        "news.html/more",
        SLUG,
        f"{SLUG}/papers.csv",
    ]
    db.session.add_all(OldAddress(path=path, edition_id=edition.id) for path in others)
    db.session.commit()
    frozen("--base", "/name/")
    for file in ("old/page/index.html", "page.html", "a b/c?/index.html"):
        page = (out / file).read_text()
        assert f'<meta http-equiv="refresh" content="0; url=/name/{SLUG}/">' in page
        assert f'<link rel="canonical" href="https://example.org/name/{SLUG}/">' in page
        assert f'<a href="/name/{SLUG}/">' in page
        assert "css/page.css" in page
    assert f"/name/a%20b/c%3F /name/{SLUG}/ 301\n" in (out / "_redirects").read_text()
    assert not (tmp_path / "escaped").exists()
    assert not (out / ".git").exists()
    assert b"BMFT" in (out / SLUG / "papers.csv").read_bytes()


def test_what_is_below_a_renamed_edition_leads_on(frozen: Freeze, out: Path, edition: Edition) -> None:
    save(edition, slug="2024-rabat")
    frozen("--base", "/name/")
    for page in ("", "paper/1/", "schedule/"):
        moved = (out / SLUG / page / "index.html").read_text()
        assert f'<meta http-equiv="refresh" content="0; url=/name/2024-rabat/{page}">' in moved
    lines = (out / "_redirects").read_text().splitlines()
    assert [line for line in lines if SLUG in line] == [
        f"/name/{SLUG} /name/2024-rabat/ 301",
        f"/name/{SLUG}/* /name/2024-rabat/:splat 301",
    ]
    assert not (out / SLUG / "schedule.ics").exists()


def test_the_introductions_own_address_leads_to_the_start_page(frozen: Freeze, out: Path, tmp_path: Path) -> None:
    home = tmp_path / "index.md"
    home.write_text("---\ntitle: All of it\npermalink: /\n---\n\n## Hello\n\nWords.\n")
    import_pages([home], replace=False)
    frozen()
    assert "Words." in (out / "index.html").read_text()
    assert 'content="0; url=/"' in (out / "home" / "index.html").read_text()


def test_two_runs_give_equal_bytes_and_the_second_touches_nothing(
    frozen: Freeze, out: Path, tmp_path: Path, published: Path
) -> None:
    frozen()
    first = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*") if path.is_file()}
    result = frozen()
    assert ", of which 0 were written; 0 were removed." in result.output
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in first} == first
    other = tmp_path / "other"
    frozen(folder=other)
    assert files(other) == files(published / "out") == files(out)


def test_what_did_not_change_is_not_drawn_again(
    frozen: Freeze, out: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    asked: list[str] = []
    answer = Crawler.answer

    def noted(self: Crawler, path: str) -> Any:
        asked.append(path)
        return answer(self, path)

    monkeypatch.setattr(Crawler, "answer", noted)
    frozen()
    assert f"/{SLUG}/" in asked
    asked.clear()
    frozen()
    assert asked == []
    (out / SLUG / "index.html").write_text("changed by hand")
    (out / "sitemap.xml").unlink()
    frozen()
    assert {f"/{SLUG}/", "/sitemap.xml"} <= {*asked}
    assert "changed by hand" not in (out / SLUG / "index.html").read_text()
    asked.clear()
    monkeypatch.setattr(freeze, "program_hash", lambda: "a newer version")
    frozen()
    assert f"/{SLUG}/" in asked


def test_an_edit_touches_its_own_files_alone_and_stale_ones_go(frozen: Freeze, begun: None, out: Path) -> None:
    for name in ("CNAME", ".git/config"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("somebody's")
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    paper = db.session.query(Paper).filter_by(number=2).one()
    remove(paper, str(paper.version), None)
    frozen()
    gone = {str(path.relative_to(out)) for path in before if not path.exists()}
    assert gone == {f"{SLUG}/paper/2.bib{ending}" for ending in ("", *ENCODINGS)}
    assert f"/{SLUG}/" in (out / SLUG / "paper" / "2" / "index.html").read_text()
    assert paper.title not in (out / SLUG / "paper" / "2" / "index.html").read_text()
    changed = {path.name for path in before if path.exists() and path.stat().st_mtime_ns != before[path]}
    assert {"index.html", "papers.csv", "changes.atom", "sitemap.xml"} <= changed
    assert not {"CNAME", "config", "404.html", "page.css", "robots.txt", "share.png"} & changed


@pytest.mark.parametrize(
    ("of_paper", "values", "more"),
    [
        (False, {"title": "Another"}, ()),
        (True, {"speaker": "Another"}, ("slot/{0.number}/index.html",)),
        (
            True,
            {"start": time(8)},  # with what tells when the paper is presented
            ("slot/{0.number}/index.html", "papers.csv", "paper/{0.paper.number}/index.html"),
        ),
    ],
)
def test_after_the_edit_of_a_talk_only_what_shows_the_talk_is_written(
    of_paper: bool, values: dict[str, Any], more: tuple[str, ...], frozen: Freeze, begun: None, out: Path
) -> None:
    before = files(out)
    talk = db.session.query(Slot).filter(Slot.paper_id.is_not(None) == of_paper).first()
    assert talk
    write(talk, **values)
    frozen()
    written = {name for name, content in files(out).items() if content != before.get(name)}
    names = {"index.html", "edition.json", "changes.atom", "schedule.ics", "schedule.json", "schedule.xml"}
    names |= {
        "schedule/index.html",
        f"slot/{talk.number}.ics",
        *(name.format(talk) for name in more),
        *([f"track/{talk.in_track.number}.ics"] if talk.in_track else []),
    }
    assert len(names) <= 12
    files_of_site = ["sitemap.xml", *(f"{SLUG}/{name}" for name in names)]  # which tells when the edition was changed
    assert written == {MANIFEST, *(f"{name}{ending}" for name in files_of_site for ending in ("", *ENCODINGS))}


def test_a_folder_of_somebody_elses_is_refused(frozen: Freeze, out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    assert "no freeze wrote" in frozen(fails=True).stderr
    assert files(out) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("name", [f"{SLUG}/paper/1.bib", "old", "media/x/y"])
def test_a_file_of_somebody_elses_is_never_written_over(name: str, frozen: Freeze, out: Path, edition: Edition) -> None:
    db.session.query(OldAddress).delete()
    db.session.commit()
    frozen()
    target = out / ("old" if name == "old" else name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if name == f"{SLUG}/paper/1.bib":
        kept = json.loads((out / MANIFEST).read_text())
        del kept["files"][name]
        (out / MANIFEST).write_text(json.dumps(kept))
    target.write_text("somebody's")
    db.session.add(OldAddress(path="old/page" if name == "old" else "another", edition_id=edition.id))
    edition.version += 1
    db.session.commit()
    before = files(out)
    result = frozen(fails=name != "media/x/y")
    assert target.read_text() == "somebody's"
    if result.exit_code:
        assert "is not of a former freeze" in result.stderr
        assert files(out) == before


def test_the_frozen_feed_tells_nothing_of_what_was_removed_while_it_was_hidden(
    frozen: Freeze, begun: None, out: Path, edition: Edition
) -> None:
    section = db.session.query(Section).filter_by(kind="paper").one()
    before = (out / SLUG / "changes.atom").read_text()
    hide(section)
    add_many(KIND["paper"], section, [{"title": "A secret"}], by=None)
    remove(section, str(section.version), None)
    frozen()
    assert (out / SLUG / "changes.atom").read_text() == before


def test_a_full_disk_leaves_the_last_copy_whole(
    frozen: Freeze, out: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, written = Path.write_bytes, 0

    def full(path: Path, data: bytes) -> int:
        nonlocal written
        written += 1
        if written > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        result = frozen(fails=True)
        assert result.stderr == f"{out} cannot be written: No space left on device. What was there stays.\n"
        assert not out.exists()
    frozen()
    before = files(out)
    retitle(edition, "Another title")
    written = 0
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        frozen(fails=True)
    assert files(out) == before


@pytest.mark.parametrize("after", [0, 1, 18, 40])
def test_a_run_that_is_killed_leaves_whole_files_with_live_links_and_the_next_completes_it(
    after: int,
    frozen: Freeze,
    begun: None,
    out: Path,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    old, new = files(out), tmp_path / "new"
    retitle(edition, "Another title")
    paper = db.session.query(Paper).filter_by(number=2).one()
    db.session.add(Paper(section=paper.section, position=99, title="One more"))
    remove(paper, str(paper.version), None)
    frozen(folder=new)
    replace, done = Path.replace, 0

    def killed(path: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done > after:
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        frozen(fails=True)
    between, later = files(out), files(new)
    allowed = {name: {old.get(name), later.get(name)} for name in between if name != MANIFEST}
    assert all(between[name] in contents for name, contents in allowed.items())
    texts = {name: content for name, content in between.items() if name.endswith(TEXT_ENDINGS)}
    lost = Checker(texts, between, "https://example.org", lambda _path: False).broken()
    assert [one for one in lost if "#" not in one.link] == []
    retitle(db.session.query(Edition).one(), "A third title")
    frozen()
    frozen(folder=new)
    assert files(out) == files(new)


def test_what_is_not_public_never_leaves(frozen: Freeze, out: Path, edition: Edition, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "---\ntitle: Secret edition\npermalink: /2030-secret/\nredirect_from: /older\n---\n\n## News\n\nSecret.\n"
    )
    import_pages([draft], replace=False)
    secret = db.session.query(Edition).filter_by(slug="2030-secret").one()
    secret.state, secret.appears_at = "draft", utc_now() + timedelta(hours=1)
    db.session.add(Preview(token="a-secret-token", edition_id=edition.id))
    papers = db.session.query(Section).filter_by(kind="paper").one()
    papers.hidden = True
    paper = db.session.query(Paper).first()
    save(paper, title="On Secret Biases")
    frozen()
    for name, content in files(out).items():
        assert not re.search(rb"Secret|2030-secret", content), name
        assert b"a-secret-token" not in content, name
        assert "secret" not in name
    assert not (out / "older").exists()
    assert not (out / SLUG / "paper").exists()
    secret.appears_at = papers.appears_at = utc_now() - timedelta(seconds=1)
    db.session.commit()
    frozen()
    assert b"Secret edition" in (out / "index.html").read_bytes()
    assert b"On Secret Biases" in (out / SLUG / "index.html").read_bytes()


def test_a_link_of_the_programs_that_leads_nowhere_stops_it(
    frozen: Freeze, begun: None, out: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    before = files(out)
    retitle(edition, "Another title")
    of_site = Crawler.of_site
    missing = lambda self: (path for path in of_site(self) if "icon.svg" not in path)  # noqa: E731  # said in one line
    monkeypatch.setattr(Crawler, "of_site", missing)
    result = frozen(fails=True)
    lines = result.stderr.splitlines()
    assert re.fullmatch(rf"{SLUG}/index.html: /static/\w+/icon.svg leads nowhere", lines[0])
    assert all(line.endswith("icon.svg leads nowhere") for line in lines)
    assert files(out) == before


def test_all_files_are_made_anew_for_new_settings_and_a_dead_link_in_them_stops_nothing(
    begun: None, frozen: Freeze, out: Path
) -> None:
    set_(**SET | {"legal": f"{SITE_URL}/imprint/"})
    result = frozen()
    assert "404.html: /privacy/ leads nowhere, as somebody typed it" in result.stderr
    assert f"index.html: {SITE_URL}/imprint/ leads nowhere, as somebody typed it" in result.stderr
    for file in ("index.html", "404.html", f"{SLUG}/index.html", f"{SLUG}/paper/1/index.html"):
        assert foot((out / file).read_text()) == FOOT | {"Legal notice": f"{SITE_URL}/imprint/"}


@pytest.mark.parametrize("base", ["/", "/name/"])
def test_a_dead_link_that_somebody_typed_is_named_and_stops_nothing(base: str, frozen: Freeze, out: Path) -> None:
    dead = "/assets/2022/a%20file.pdf"
    save(
        db.session.query(Text).first(),
        body=f"See [this]({dead}), [that](#nowhere), and [the host](https://example.org/).",
    )
    save(db.session.query(Organizer).first(), url="/people/somebody/")
    save(db.session.query(Paper).filter_by(number=3).one(), url="https://example.org/proceedings/3.pdf")
    under = base.rstrip("/")
    result = frozen("--base", base)
    named = [f"{dead}", "#nowhere", "/people/somebody/"] + ["https://example.org/proceedings/3.pdf"] * (base == "/")
    for link in named:
        own = f"{under}{link}" if link.startswith("/") else link
        assert f"{SLUG}/index.html: {own} leads nowhere, as somebody typed it\n" in result.stderr
    assert len(result.stderr.splitlines()) == len(named) + (base == "/")  # the paper's own page has its link too
    assert (out / SLUG / "index.html").exists()


PAGE = '<a href="{}">x</a>'
LINKS = {
    "a page": ("index.html", PAGE, "/name/a/", "/name/b/"),
    "a page without its slash": ("index.html", PAGE, "/name/a", "/name/b"),
    "a path from here": ("a/index.html", PAGE, "../", "../b/"),
    "a place": ("index.html", PAGE, "/name/a/#here", "/name/a/#there"),
    "a place on the page": ("a/index.html", PAGE, "#here", "#there"),
    "out of the folder": ("index.html", PAGE, "/name/", "/a/"),
    "the whole address": ("index.html", PAGE, "https://example.org/name/a/?q=1", "https://example.org/name/b/"),
    "an escaped name": ("index.html", PAGE, "/name/%61/", "/name/%62/"),
    "a script": ("index.html", '<script src="{}"></script>', "/name/s.css", "/name/s.js"),
    "a picture": ("index.html", '<img src="/name/p.png" srcset="/name/p.png 1w, {} 2w">', "/name/p.png", "/name/q.png"),
    "what others are told": ("index.html", '<meta content="{}">', "https://example.org/name/a/", "https://example.org/name/b/"),
    "data for search engines": ("index.html", '<script>{{"url": "{}"}}</script>', "https://example.org/name/a/#here", "https://example.org/name/a/#there"),
    "a style": ("s.css", 'a {{ src: url("{}") }}', "p.png", "q.png"),
    "the sitemap": ("sitemap.xml", "<loc>{}</loc>", "https://example.org/name/a/", "https://example.org/name/b/"),
    "a feed": ("a/changes.atom", '<link href="{}"/>', "https://example.org/name/a/#here", "https://example.org/name/a/#there"),
    "robots.txt": ("robots.txt", "Sitemap: {}\n", "https://example.org/name/p.png", "https://example.org/name/sitemap.xml"),
    "another site": ("index.html", PAGE, "https://example.org.invalid/b", "//example.org/name/b"),
    "mail": ("index.html", PAGE, "mailto:alice@example.org", "/name/alice"),
}  # fmt: skip


@pytest.mark.parametrize("where", LINKS)
def test_the_check_follows_each_kind_of_link(where: str) -> None:
    name, around, good, bad = LINKS[where]
    for link, lost in ((good, []), (bad, [bad])):
        pages = {"index.html": b"<p>Start</p>", "a/index.html": b'<p id="here">A</p>', "s.css": b""}
        extra = pages.get(name, b"").decode()
        pages[name] = f"{extra}{around.format(link)}".encode()
        found = Checker(pages, {*pages, "p.png"}, "https://example.org/name", lambda _path: False).broken()
        assert [(one.file, one.link, one.typed) for one in found] == [(name, one, False) for one in lost]


def test_an_edit_meanwhile_is_in_the_copy(
    frozen: Freeze, out: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_site, edits = Crawler.of_site, ["Another title"]

    def edited(self: Crawler) -> Any:
        if edits:
            retitle(db.session.query(Edition).one(), edits.pop())
        return of_site(self)

    monkeypatch.setattr(Crawler, "of_site", edited)
    frozen()
    assert "Another title" in (out / SLUG / "index.html").read_text()
    assert "Another title" in (out / "index.html").read_text() or edition.tagline
    edits += [f"Title {n}" for n in range(9)]
    before = files(out)
    retitle(db.session.query(Edition).one(), "One more")
    assert frozen(fails=True).stderr == "The site was edited all the while. Run this again.\n"
    assert files(out) == before


def test_without_the_sites_address_the_command_says_what_is_named_instead(
    frozen: Freeze, app: Flask, out: Path
) -> None:
    app.config["SITE_URL"] = ""
    assert frozen("--base", "/name/").stderr.startswith("FAIMI_SITE_URL is not set: ")
    assert b"<loc>http://localhost/name/2024-miccai/</loc>" in (out / "sitemap.xml").read_bytes()
    app.config["SITE_URL"] = "https://example.org/name"
    assert "--base cannot be /other/" in frozen("--base", "/other/", fails=True).stderr
    assert "--base is a path" in frozen("--base", "https://example.org/", fails=True).stderr
    frozen()
    assert b"https://example.org/name/2024-miccai/" in (out / "sitemap.xml").read_bytes()


def test_two_at_once_do_not_write_to_one_folder(frozen: Freeze, begun: None, out: Path) -> None:
    with (out / MANIFEST).open():
        import os

        handle = os.open(out, os.O_RDONLY)
        flock(handle, LOCK_EX)
        assert frozen(fails=True).stderr == f"Another flask freeze is writing to {out} now.\n"
        os.close(handle)
    frozen()


def test_what_a_killed_run_left_is_cleared_away(frozen: Freeze, begun: None, out: Path) -> None:
    (out / STAGE).mkdir()
    (out / STAGE / "7").write_text("half of a file")
    frozen()
    assert not (out / STAGE).exists()
