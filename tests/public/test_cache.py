"""The page cache: bytes that are made once a version, and never stale."""

import gzip
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from werkzeug.test import create_environ, run_wsgi_app

from faimi import create_app, history
from faimi.config import STATIC
from faimi.content import EDITION, KIND, SECTION, Edition, Section
from faimi.content.now import utc_now
from faimi.extensions import db
from faimi.public import cache, compression, version_watch, versions
from tests.conftest import SLUG, account_of

PAGE = f"/{SLUG}/"
DECOMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


@pytest.fixture
def renders(app: Flask) -> Iterator[list[str]]:
    """The paths that the app itself answered."""
    asked: list[str] = []

    def note() -> None:
        from flask import request

        asked.append(request.path)

    app.before_request(note)
    yield asked
    app.before_request_funcs[None].remove(note)


def retitle(edition: Edition, title: str) -> None:
    """Saves another title, as the editor does."""
    form = EDITION.form(formdata=None, obj=edition, meta={"csrf": False})
    form.title.data, form.version.data = title, str(edition.header_version)
    history.save(edition, form, None)


def test_a_page_is_made_once_and_then_again_after_each_edit(
    visitor: FlaskClient, edition: Edition, renders: list[str]
) -> None:
    first, second = visitor.get(PAGE), visitor.get(PAGE)
    assert renders == [PAGE]
    assert first.data == second.data
    retitle(edition, "Another title")
    assert "Another title" in visitor.get(PAGE).text
    assert renders == [PAGE, PAGE]


@pytest.mark.parametrize("name", DECOMPRESSORS)
def test_it_is_compressed_once_as_the_browser_asks(
    visitor: FlaskClient, edition: Edition, renders: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = visitor.get(PAGE)
    compressed = [visitor.get(PAGE, headers={"Accept-Encoding": name})]
    monkeypatch.setitem(compression.COMPRESSORS, name, lambda _data, _lasting: b"compressed again")
    compressed.append(visitor.get(PAGE, headers={"Accept-Encoding": name}))
    for answer in compressed:
        assert answer.headers["Content-Encoding"] == name
        assert DECOMPRESSORS[name](answer.data) == plain.data
        assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["ETag"] != plain.headers["ETag"]
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert renders == [PAGE]


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_what_is_kept_for_ever_is_made_as_small_as_it_gets(visitor: FlaskClient, name: str) -> None:
    answer = visitor.get(f"{visitor.application.static_url_path}/js/cells.js", headers={"Accept-Encoding": name})
    content = (STATIC / "js/cells.js").read_bytes()
    smallest = {"br": brotli.compress(content), "zstd": zstandard.ZstdCompressor(level=19).compress(content)}
    assert answer.data == smallest[name]


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("zstd, gzip", "zstd"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "zstd"),
        ("identity, br;q=0.5", None),
        ("", None),
        ("snappy, x-magic;q=2, ;;q=, \x7f", None),
        ("identity;q=0", None),
    ],
)
def test_an_encoding_that_is_not_there_is_no_error(
    visitor: FlaskClient, edition: Edition, accepted: str, given: str | None
) -> None:
    answer = visitor.get(PAGE, headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == given


def test_pictures_and_fonts_are_not_compressed_again(visitor: FlaskClient, edition: Edition) -> None:
    font = re.search(r'href="([^"]*woff2)"', visitor.get(PAGE).text)
    assert font
    answer = visitor.get(font[1], headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"other" ,W/{},"more"', "*"])
def test_what_the_browser_has_is_not_sent_again(visitor: FlaskClient, edition: Edition, known: str) -> None:
    first = visitor.get(PAGE, headers={"Accept-Encoding": "br"})
    tag = first.headers["ETag"]
    again = visitor.get(PAGE, headers={"Accept-Encoding": "br", "If-None-Match": known.format(tag)})
    assert (again.status_code, again.data) == (304, b"")
    assert {name: again.headers[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        "ETag": tag,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Vary": "Accept-Encoding",
    }
    retitle(edition, "Another title")
    assert visitor.get(PAGE, headers={"Accept-Encoding": "br", "If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("known", ['"other"', "W/", '""', "nonsense", '"' * 5000])
def test_another_tag_gets_the_page(visitor: FlaskClient, edition: Edition, known: str) -> None:
    assert visitor.get(PAGE, headers={"If-None-Match": known}).status_code == 200


def test_an_edit_elsewhere_leaves_the_tag_as_it_is(app: Flask, visitor: FlaskClient, edition: Edition) -> None:
    other = Edition(slug="other", title="Other", state="current")
    history.replace_content(other, lambda _edition, _write: ())
    tag = visitor.get(PAGE).headers["ETag"]
    assert "Other" in visitor.get("/").text
    retitle(other, "Not the same")
    assert visitor.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert "Not the same" in visitor.get("/").text


def test_head_and_range_get_what_get_has(visitor: FlaskClient, edition: Edition, renders: list[str]) -> None:
    head = visitor.head(PAGE)
    whole = visitor.get(PAGE, headers={"Range": "bytes=0-3"})
    assert (head.status_code, head.data) == (200, b"")
    assert whole.status_code == 200
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert renders == [PAGE]


def test_a_part_of_a_file_is_answered_with_the_whole(visitor: FlaskClient, edition: Edition) -> None:
    font = re.search(r'href="([^"]*woff2)"', visitor.get(PAGE).text)
    assert font
    part = visitor.get(font[1], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (200, visitor.get(font[1]).data)


def test_a_request_with_a_session_neither_reads_nor_fills_it(
    alice: FlaskClient, visitor: FlaskClient, edition: Edition, renders: list[str]
) -> None:
    alice.get(PAGE)
    visitor.get(PAGE)
    alice.get(PAGE)
    visitor.get(PAGE)
    assert renders == [PAGE] * 3
    visitor.set_cookie("theme", "of-another-program")
    visitor.get(PAGE)
    assert renders == [PAGE] * 3


def test_queries_unknown_paths_and_other_spellings_fill_no_memory(
    app: Flask, visitor: FlaskClient, edition: Edition
) -> None:
    visitor.get(PAGE)
    kept = len(app.wsgi_app._answers)  # type: ignore[attr-defined]  # it is the cache
    slot = db.session.scalar(db.select(KIND["slot"].model.id).limit(1))
    picture = re.search(r'href="(/static/[^"]*)css/page.css"', visitor.get(PAGE).text)
    assert picture
    for n in range(50):
        visitor.get(f"{PAGE}?n={n}")
        visitor.get(f"/unknown-{n}/")
        visitor.get(f"/{SLUG}/slot/{'0' * n}{slot}.ics" if n else PAGE)
        visitor.get(f"{picture[1]}{'./' * (n + 1)}css/page.css")
        visitor.get("/login")
        visitor.get(f"/{SLUG}/edit/")
        visitor.get(f"/media/unknown-{n}.webp")
    assert len(app.wsgi_app._answers) == kept  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("path", ["", "//", "2024-miccai/", "//2024-miccai/", "///2024-miccai/"])
def test_a_path_is_read_as_the_app_reads_it(app: Flask, edition: Edition, renders: list[str], path: str) -> None:
    of_the_app = app.wsgi_app
    assert isinstance(of_the_app, cache.PageCache)
    for one in (f"/{path.lstrip('/')}", path):
        _, status, _ = run_wsgi_app(of_the_app, {**create_environ("/"), "PATH_INFO": one})
        assert status == "200 OK"
    assert len(renders) == len(of_the_app._answers) == 1


def test_what_never_changes_is_answered_without_a_database(
    app: Flask, visitor: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = re.search(r'href="([^"]*woff2)"', visitor.get(PAGE).text)
    assert font
    first = visitor.get(font[1])
    monkeypatch.setattr(app.wsgi_app, "_inner", None)
    monkeypatch.setattr(app.wsgi_app, "_versions", None)
    assert visitor.get(font[1]).data == first.data


def test_its_memory_is_bounded_however_many_pages_there_are(
    app: Flask, visitor: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAX_CACHE_BYTES", 300_000)
    monkeypatch.setattr(cache, "OVERHEAD_BYTES", 500)
    of_the_app = app.wsgi_app
    assert isinstance(of_the_app, cache.PageCache)
    for n in range(10_000):
        page = cache.CachedAnswer(None, [], [], "", b"x" * 1000)
        of_the_app._store(("https://" + "x" * 485, f"/{n:05}/", ""), page)
    assert len(of_the_app._answers) == 150
    assert of_the_app._size == 300_000
    assert ("https://" + "x" * 485, "/09999/", "") in of_the_app._answers
    assert visitor.get(PAGE).status_code == 200
    assert of_the_app._size <= 300_000


def test_an_answer_that_is_too_large_pushes_no_other_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_CACHE_BYTES", 20_000)
    monkeypatch.setattr(cache, "MAX_BODY_BYTES", 5000)
    of_the_app = app.wsgi_app
    assert isinstance(of_the_app, cache.PageCache)
    for size in (10, 5001, 5000):
        of_the_app._store(("", f"/{size}/", ""), cache.CachedAnswer(None, [], [], "", b"x" * size))
    assert [path for _, path, _ in of_the_app._answers] == ["/10/", "/5000/"]


def test_a_page_that_is_made_anew_takes_the_memory_of_the_one_before(app: Flask) -> None:
    of_the_app = app.wsgi_app
    assert isinstance(of_the_app, cache.PageCache)
    sizes = []
    for text in (b"before", b"beyond"):
        of_the_app._store(("", "/a/", ""), cache.CachedAnswer(None, [], [], "", text))
        sizes.append(of_the_app._size)
    assert sizes == [len("/a/before") + cache.OVERHEAD_BYTES] * 2


def test_a_page_that_is_read_now_and_then_stays(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_CACHE_BYTES", 10 * cache.OVERHEAD_BYTES)
    of_the_app = app.wsgi_app
    assert isinstance(of_the_app, cache.PageCache)
    for n in range(30):
        of_the_app._store(("", f"/{n}/", ""), cache.CachedAnswer(None, [], [], "", b"x"))
        assert of_the_app._current_answer(("", "/0/", ""))


def test_a_stampede_makes_it_once(app: Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_door, made = threading.Barrier(8), []
    answers: list[bytes] = []
    real = app.wsgi_app._inner  # type: ignore[attr-defined]  # it is the cache

    def inner(environ: dict[str, Any], start: Any) -> Any:
        made.append(environ["PATH_INFO"])
        return real(environ, start)

    monkeypatch.setattr(app.wsgi_app, "_inner", inner)

    def ask() -> None:
        at_the_door.wait()
        answers.append(FlaskClient(app, app.response_class).get(PAGE, headers={"Accept-Encoding": "br"}).data)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [PAGE]
    assert len(answers) == 8
    assert len(set(answers)) == 1


def test_a_page_made_while_an_edit_lands_is_not_kept_for_the_new_one(
    app: Flask, visitor: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_way, landed = threading.Barrier(2, timeout=20), threading.Barrier(2, timeout=20)
    real = app.wsgi_app._inner  # type: ignore[attr-defined]  # it is the cache
    waits = [True]

    def inner(environ: dict[str, Any], start: Any) -> Any:
        answer = list(real(environ, start))
        if waits and waits.pop():  # the page is made, and not kept yet
            half_way.wait()
            landed.wait()
        return answer

    monkeypatch.setattr(app.wsgi_app, "_inner", inner)
    seen: list[str] = []
    reader = threading.Thread(target=lambda: seen.append(FlaskClient(app, app.response_class).get(PAGE).text))
    reader.start()
    half_way.wait()
    retitle(edition, "Saved meanwhile")
    landed.wait()
    reader.join()
    assert "Saved meanwhile" in visitor.get(PAGE).text
    assert "Saved meanwhile" in seen[0]


def test_an_edit_that_lands_while_the_versions_are_read_is_in_the_next_answer(
    visitor: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug, read = edition.slug, versions.read_versions

    def read_before_an_edit(engine: Engine) -> versions.Versions:
        found = read(engine)
        monkeypatch.undo()
        with engine.begin() as other:
            edited = update(Edition).where(Edition.slug == slug)
            other.execute(edited.values(title="Saved meanwhile", version=Edition.version + 1))
        return found

    visitor.get(PAGE)
    account_of("bob")  # a commit that changes no page, so that the versions are read once more
    monkeypatch.setattr(version_watch, "read_versions", read_before_an_edit)
    visitor.get(PAGE)
    assert "Saved meanwhile" in visitor.get(PAGE).text


def test_what_appears_by_itself_is_there_at_its_moment(
    app: Flask, visitor: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = db.session.query(Section).filter_by(kind="paper").one()
    heading = section.heading
    form = SECTION.form(formdata=None, obj=section, meta={"csrf": False})
    form.offer(edition, section)
    form.hidden.data, form.appears_at.data = True, utc_now() + timedelta(hours=1)
    form.version.data = str(section.version)
    history.save(section, form, None)
    assert heading not in visitor.get(PAGE).text
    later = utc_now() + timedelta(hours=2)
    for module in ("faimi.public.versions", "faimi.content.edition", "faimi.public.visibility"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: later)
    monkeypatch.setattr("faimi.public.version_watch.time", lambda: later.timestamp() + 86_400)
    assert heading in visitor.get(PAGE).text


def test_a_crafted_host_is_in_nobody_elses_page(visitor: FlaskClient, edition: Edition) -> None:
    visitor.get(PAGE, headers={"Host": "mallory.example.org"})
    assert "mallory" not in visitor.get(PAGE).text


def test_static_files_are_for_ever_at_an_address_that_names_them(visitor: FlaskClient, edition: Edition) -> None:
    page = visitor.get(PAGE).text
    for path in set(re.findall(r'(?:href|src)="(/static/[^"]*)"', page)):
        answer = visitor.get(path)
        assert re.match(r"/static/[0-9a-f]{12}/", path)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_without_tables_the_site_says_so(tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path})
    assert app.test_client().get(PAGE).status_code == 503
    with app.app_context():
        db.engine.dispose()
