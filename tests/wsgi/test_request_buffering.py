"""A request's body is whole before the app is called, and those that do not arrive leave the others their threads."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, suppress
from errno import ENOSPC
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from faimi.wsgi.request_buffering import MAX_DISCARDED_BYTES, RequestBuffering
from tests.instances import copied
from tests.production import await_that, supervised

Answer = tuple[str, dict[str, str], bytes]
PATIENCE = 30  # seconds
NEVER = 3600.0
FORM = b"email=alice&x=y"


class Line:
    """The `wsgi.input` of a sender: what comes is put into it, nothing means that it was cut off."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces: SimpleQueue[bytes | Exception] = SimpleQueue()
        self.sizes: list[int] = []
        self.is_read = threading.Event()
        for piece in pieces:
            self.pieces.put(piece)

    def read(self, size: int) -> bytes:
        """The next piece, once it is there."""
        self.sizes.append(size)
        self.is_read.set()
        piece = self.pieces.get(timeout=PATIENCE)
        if isinstance(piece, Exception):
            raise piece
        return piece


class Full(BytesIO):
    """A file on a disk that is full."""

    def __init__(self, _max_memory_bytes: int) -> None:
        super().__init__()

    def write(self, _: Any) -> int:
        """Fails."""
        raise OSError(ENOSPC, "No space left on device")


class Site:
    """An app behind the layer; it answers with the bodies that it gets."""

    def __init__(self, threads: int = 8, stall_seconds: float = NEVER, **words: Any) -> None:
        self.asked: list[dict[str, Any]] = []
        self.rest: list[Iterator[bytes]] = []  # of the answers
        self.layer = RequestBuffering(self._app, 50_000, stall_seconds, threads, **words)

    def _app(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        self.asked.append(environ)
        start("200 OK", [])
        return [environ["wsgi.input"].read(len(FORM)) if environ.get("CONTENT_LENGTH") == str(len(FORM)) else b""]

    def ask(self, line: Line, address: str = "a", length: int | None = len(FORM), **environ: str) -> Answer:
        """What a sender is answered at once."""
        told: list[Any] = []
        announced = {} if length is None else {"CONTENT_LENGTH": str(length)}
        body = self.layer(
            {"wsgi.input": line, "REMOTE_ADDR": address, **announced, **environ}, lambda *given: told.extend(given)
        )
        self.rest.append(iter(body))
        return told[0], dict(told[1]), next(self.rest[-1])

    def status(self, line: Line, address: str = "a") -> str:
        """The code that a sender is answered with."""
        return self.ask(line, address)[0][:3]


@pytest.fixture
def lines() -> Iterator[Callable[..., Line]]:
    """Makes lines, and cuts them all off when the test ends, so that no thread is left."""
    made: list[Line] = []

    def line() -> Line:
        made.append(Line())
        return made[-1]

    yield line
    for one in made:
        one.pieces.put(b"")


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Threads such as a server has."""
    with ThreadPoolExecutor(48) as pool:
        yield pool


def stalls(pool: ThreadPoolExecutor, site: Site, line: Line, address: str = "a") -> "Future[Answer]":
    """The answer to come of a request whose body is waited for."""
    answer = pool.submit(site.ask, line, address)
    assert line.is_read.wait(PATIENCE)
    return answer


@pytest.mark.parametrize("length", [None, 0])
def test_a_request_without_a_body_passes_untouched(length: int | None) -> None:
    site, line = Site(), Line()
    assert site.ask(line, length=length)[0] == "200 OK"
    assert site.asked[0]["wsgi.input"] is line
    assert line.sizes == []


def test_a_form_reaches_the_app_once_it_is_whole(pool: ThreadPoolExecutor, lines: Callable[..., Line]) -> None:
    site, line = Site(), lines()
    answer = stalls(pool, site, line)
    line.is_read.clear()
    line.pieces.put(FORM[:6])
    assert line.is_read.wait(PATIENCE)
    assert site.asked == []
    line.pieces.put(FORM[6:])
    assert answer.result() == ("200 OK", {}, FORM)
    assert line.sizes == [len(FORM), len(FORM) - 6]


def test_a_long_body_is_read_in_small_pieces_each_of_which_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[float | None] = []
    result = Future.result

    def noted(future: "Future[Any]", timeout: float | None = None) -> Any:
        times.append(timeout)
        return result(future, timeout)

    monkeypatch.setattr(Future, "result", noted)
    line = Line(b"x" * 8192, b"x" * 8192, b"x" * 100)
    assert Site(stall_seconds=7).ask(line, length=16_484)[0] == "200 OK"
    assert line.sizes == [8192, 8192, 100]
    assert times == [7] * 3


def test_a_body_that_stops_arriving_is_refused_and_its_thread_kept_until_the_sender_goes(
    lines: Callable[..., Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    def goes_once_waited_for(reading: "Future[bytes]") -> BaseException | None:
        line.pieces.put(FORM[:6])
        return exception(reading)

    site, line, exception = Site(threads=1, stall_seconds=0.05), lines(), Future.exception
    monkeypatch.setattr(Future, "exception", goes_once_waited_for)
    status, headers, text = site.ask(line)
    assert (status, headers["Connection"]) == ("408 Request Timeout", "close")
    assert b"send it again" in text
    assert site.status(Line(FORM)) == "503"
    assert list(site.rest[0]) == []
    await_that(lambda: site.status(Line(FORM)) == "200")
    assert (line.sizes, len(site.asked)) == ([len(FORM)], 1)


@pytest.mark.parametrize("end", [FORM[:6], b"", ConnectionResetError()])
def test_whatever_ends_a_body_after_that_ends_its_answer_too(
    lines: Callable[..., Line], end: bytes | Exception
) -> None:
    site, line = Site(stall_seconds=0.05), lines()
    assert site.status(line) == "408"
    line.pieces.put(end)
    assert list(site.rest[0]) == []


@pytest.mark.parametrize("end", [b"", ConnectionResetError()])
def test_of_a_body_that_was_cut_off_nothing_reaches_the_app(end: bytes | Exception) -> None:
    site = Site()
    assert site.status(Line(FORM[:6], end)) == "400"
    assert site.asked == []


def test_a_body_that_finds_no_room_on_the_disk_is_read_to_its_end_and_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site, line = Site(threads=1), Line(FORM[:6], FORM[6:])
    with monkeypatch.context() as patch:
        patch.setattr("faimi.wsgi.request_buffering.SpooledTemporaryFile", Full)
        status, _, text = site.ask(line)
    assert (status, b"disk is full" in text, line.pieces.qsize()) == ("507 Insufficient Storage", True, 0)
    assert site.status(Line(FORM)) == "200"


def test_the_app_says_that_a_body_is_too_long_once_its_sender_can_hear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faimi.wsgi.request_buffering.SpooledTemporaryFile", Full)  # nothing of it is kept
    site, line = Site(), Line(*[b"x" * 8192] * 6, b"x" * 849)
    assert site.ask(line, length=50_001)[0] == "200 OK"
    assert site.asked[0]["wsgi.input"] is not line
    assert line.sizes == [*[8192] * 6, 849]


def test_a_body_that_is_longer_than_anybody_wants_to_hear_of_is_left_to_the_app_unread() -> None:
    site, line = Site(), Line()
    assert site.ask(line, length=MAX_DISCARDED_BYTES + 1)[0] == "200 OK"
    assert site.asked[0]["wsgi.input"] is line
    assert line.sizes == []


def test_a_body_of_unknown_length_is_refused_once_it_has_come_or_too_much_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("faimi.wsgi.request_buffering.MAX_DISCARDED_BYTES", 3 * 8192)
    site, whole, endless = Site(), Line(FORM, b""), Line(*[b"x" * 8192] * 4)
    for line in (whole, endless):
        status, _, text = site.ask(line, length=None, HTTP_TRANSFER_ENCODING="chunked")
        assert (status, b"Content-Length" in text) == ("411 Length Required", True)
    assert site.asked == []
    assert (whole.pieces.qsize(), endless.pieces.qsize()) == (0, 1)


def test_one_that_stops_arriving_is_told_so(lines: Callable[..., Line]) -> None:
    site, line = Site(stall_seconds=0.05), lines()
    assert site.ask(line, length=None, HTTP_TRANSFER_ENCODING="chunked")[0] == "408 Request Timeout"


@pytest.mark.parametrize("length", ["abc", "-5", "+5", "1_0", "5 ", "٥", "5, 5", "9" * 5000])
def test_a_body_whose_length_is_no_number_is_refused_unread(length: str) -> None:
    site, line = Site(), Line()
    assert site.ask(line, length=None, CONTENT_LENGTH=length)[0] == "400 Bad Request"
    assert (site.asked, line.sizes) == ([], [])


def test_all_wait_with_three_quarters_of_the_threads_and_one_address_with_one_fewer(
    pool: ThreadPoolExecutor, lines: Callable[..., Line]
) -> None:
    site, refused = Site(threads=8), Line()
    waiting = [stalls(pool, site, lines(), "a") for _ in range(5)]
    status, headers, text = site.ask(refused, "a")
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "2")
    assert b"send it again" in text
    assert site.status(Line(FORM), "b") == "200"
    waiting.append(stalls(pool, site, lines(), "b"))
    assert site.status(refused, "c") == "503"
    assert refused.sizes == []
    assert site.ask(Line(), "a", None)[0] == "200 OK"
    assert not any(one.done() for one in waiting)


def test_one_save_that_finds_no_place_waits_a_moment_for_one_and_others_do_not(
    pool: ThreadPoolExecutor, lines: Callable[..., Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faimi.wsgi.request_buffering.MAX_QUEUEING_SECONDS", PATIENCE)
    site, stalled = Site(threads=8), [lines() for _ in range(5)]
    for line in stalled:
        stalls(pool, site, line)
    saves = [pool.submit(site.status, Line(FORM)) for _ in range(2)]
    (refused,), (queueing,) = wait(saves, PATIENCE, FIRST_COMPLETED)
    assert refused.result() == "503"
    stalled[0].pieces.put(FORM)
    assert queueing.result() == "200"


def test_where_all_come_from_a_proxy_one_address_may_have_every_place(
    pool: ThreadPoolExecutor, lines: Callable[..., Line]
) -> None:
    site = Site(threads=8, by_address=False)
    for _ in range(6):
        stalls(pool, site, lines())
    assert site.status(Line(FORM)) == "503"


def test_the_place_of_a_request_is_free_once_it_is_answered() -> None:
    site = Site(threads=1)
    assert [site.status(Line(FORM)) for _ in range(200)] == ["200"] * 200


def test_where_there_are_no_more_threads_a_body_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError

    site = Site(threads=1)
    with monkeypatch.context() as patch:
        patch.setattr(ThreadPoolExecutor, "submit", fails)
        with pytest.raises(RuntimeError):
            site.ask(Line(FORM))
    assert site.status(Line(FORM)) == "200"


@pytest.fixture(scope="module")
def port(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a production server, which waits two seconds for a piece."""
    instance = copied(prepared, tmp_path_factory.mktemp("served") / "instance")
    with (instance / "config.py").open("a") as settings:
        settings.write("BODY_STALL_SECONDS = 2\n")
    with supervised(instance) as (_, port):
        yield port


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as opened:
        yield opened


def send(opened: ExitStack, port: int, announced: int, text: bytes, address: str = "127.0.0.1") -> HTTPResponse:
    """Sends the beginning of a form; its answer is yet to be read."""
    line = opened.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE, (address, 0)))
    line.sendall(b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%b" % (announced, text))
    return opened.enter_context(HTTPResponse(line, method="POST"))


def post(port: int, address: str = "127.0.0.1") -> int:
    """The status that a whole form from an address gets: 400, as it lacks what each form of the site holds."""
    with closing(HTTPConnection("127.0.0.1", port, PATIENCE, source_address=(address, 0))) as server:
        server.request("POST", "/login", FORM, {"Content-Type": "application/x-www-form-urlencoded"})
        return server.getresponse().status


def test_whoever_sends_too_much_is_told_so_and_the_connection_stays(port: int) -> None:
    with closing(HTTPConnection("127.0.0.1", port, PATIENCE)) as server:
        for _ in range(2):
            server.request("POST", "/login", bytes(25 * 1024 * 1024), {"Content-Type": "multipart/form-data"})
            answer = server.getresponse()
            assert (answer.status, b"larger than this site accepts" in answer.read()) == (413, True)


def get(port: int) -> int:
    """The status that a visitor gets."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as server:
        server.request("GET", "/")
        return server.getresponse().status


def test_slow_uploads_keep_nobody_from_saving(port: int, opened: ExitStack) -> None:
    for _ in range(2):
        send(opened, port, 20 * 1024 * 1024, b"x" * 50_000, "127.0.0.3")
    assert [post(port, "127.0.0.3") for _ in range(20)] == [400] * 20


def test_many_forms_that_never_arrive_keep_nobody_from_the_site(
    port: int, opened: ExitStack, pool: ThreadPoolExecutor
) -> None:
    def status(answer: HTTPResponse) -> int:
        with suppress(ConnectionError):
            answer.begin()
        return answer.status

    forms = [send(opened, port, 500, b"email=") for _ in range(48)]
    answers = [pool.submit(status, form) for form in forms]
    await_that(lambda: sum(answer.done() for answer in answers) >= 43)
    assert [get(port) for _ in range(12)] == [200] * 12
    assert post(port, "127.0.0.2") == 400
    assert Counter(answer.result() for answer in answers) == {503: 43, 408: 5}
    opened.close()
    await_that(lambda: post(port) == 400)
