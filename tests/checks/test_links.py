"""Whether links lead anywhere, asked of a web that the tests make up: nothing here reaches a network."""

import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from http.client import RemoteDisconnected
from threading import Barrier, BrokenBarrierError, Event, Lock

import pytest

from faimi.checks import links
from faimi.checks.link_transport import Answer, Request
from faimi.checks.links import LinkResult, ask_links, user_agent
from faimi.checks.robots import read_robots

AGENT = "faimi/1.0 link check (+https://workshop.example/)"
NOW = datetime(2031, 6, 1, 12)
PUBLIC, PRIVATE = "192.42.116.1", "10.0.0.7"
Says = Answer | Exception | Callable[[Request], Answer]


class Web:
    """What addresses answer, by method and address or by address alone, and what was asked; others have nothing."""

    def __init__(self, answers: dict[str, Says], ips: dict[str, Sequence[str]] | None = None) -> None:
        self.answers, self.ips, self.asked = answers, ips or {}, list[Request]()
        self._busy, self._lock, self.at_once = defaultdict[str, int](int), Lock(), set[str]()

    def resolve(self, host: str, _port: int) -> Sequence[str]:
        """The addresses of a host."""
        return self.ips.get(host, [PUBLIC])

    def send(self, request: Request) -> Answer:
        """What is answered; notes whether the host is asked something else at the moment."""
        with self._lock:
            self.asked.append(request)
            self._busy[request.host] += 1
            if self._busy[request.host] > 1:
                self.at_once.add(request.host)
        try:
            address = f"{request.scheme}://{request.host}{request.target}"
            says = self.answers.get(f"{request.method} {address}", self.answers.get(address, Answer(404)))
            if isinstance(says, Exception):
                raise says
            return says if isinstance(says, Answer) else says(request)
        finally:
            with self._lock:
                self._busy[request.host] -= 1

    def ask(self, *addresses: str) -> list[LinkResult]:
        """What becomes of addresses."""
        return [*ask_links(addresses, AGENT, self.send, self.resolve, 0, lambda: NOW)]

    def verdict(self, address: str) -> tuple[bool | None, str]:
        """What becomes of one address."""
        (result,) = self.ask(address)
        assert (result.address, result.asked_at) == (address, NOW)
        return result.ok, result.words

    @property
    def lines(self) -> list[str]:
        """What was asked, but for robots.txt."""
        told = [f"{one.method} {one.scheme}://{one.host}{one.target}" for one in self.asked]
        return [line for line in told if not line.endswith("/robots.txt")]


OK = (True, "")
LOCAL = (None, "It leads to a private or local address, which is not asked.")


def test_an_address_is_asked_by_head_at_a_public_server_by_a_name_of_ours() -> None:
    web = Web({"https://a.example/x?y=1&z=%C3%A9": Answer(200)})
    assert web.verdict("https://a.example/x?y=1&z=é#place") == OK
    robots, head = web.asked
    assert (robots.method, robots.target) == ("GET", "/robots.txt")
    assert head == Request("HEAD", "https", "a.example", 443, "/x?y=1&z=%C3%A9", (PUBLIC,), AGENT)


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_where_head_is_refused_get_is_asked(status: int) -> None:
    web = Web({"HEAD https://a.example/": Answer(status), "GET https://a.example/": Answer(200)})
    assert web.verdict("https://a.example/") == OK
    assert web.lines == ["HEAD https://a.example/", "GET https://a.example/"]
    assert web.asked[-1].max_bytes == 0


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        (Answer(204), OK),
        (Answer(404), (False, "There is nothing at this address (404).")),
        (Answer(410), (False, "There is nothing at this address (410).")),
        (Answer(400), (False, "The server refuses to answer at this address (400).")),
        (Answer(500), (False, "The server fails at this address (500).")),
        (Answer(403), (None, "The server does not show it to programs (403).")),
        (Answer(999), (None, "The server does not show it to programs (999).")),
        (TimeoutError(), (None, "The server takes too long to answer.")),
        (ConnectionRefusedError(), (False, "The server cannot be reached.")),
        (socket.gaierror(socket.EAI_NONAME, "?"), (False, "There is no server of this name.")),
        (socket.gaierror(socket.EAI_AGAIN, "?"), (None, "The server’s name cannot be looked up now.")),
        (ssl.SSLCertVerificationError(), (False, "The server’s certificate is not valid: browsers warn of it.")),
        (ssl.SSLError(), (False, "No encrypted connection to the server can be made.")),
        (RemoteDisconnected(""), (False, "The server’s answer cannot be read.")),
        (ZeroDivisionError(), (None, "It could not be asked. The server’s log says why.")),
    ],
)
def test_what_a_server_says_is_told_in_words(says: Says, verdict: tuple[bool | None, str]) -> None:
    assert Web({"https://a.example/x": says}).verdict("https://a.example/x") == verdict


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_has_no_time_is_not_asked_again(status: int) -> None:
    web = Web({"https://a.example/x": Answer(status)})
    assert web.verdict("https://a.example/x") == (None, f"The server has no time for it now ({status}).")
    assert web.lines == ["HEAD https://a.example/x"]


@pytest.mark.parametrize(
    "ip",
    [
        *(
            "127.0.0.1",
            "10.0.0.7",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104  # which nothing binds to here
            "224.0.0.1",
        ),
        *("255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.7", "::127.0.0.1", "64:ff9b::10.0.0.7", "64:ff9b:1::1", "2002:7f00:1::1"),
        *("2002:a00:7::", "2001::1", "100::1", "no address"),
    ],
)
def test_a_private_or_local_address_is_never_asked(ip: str) -> None:
    web = Web({"https://a.example/": Answer(200)}, {"a.example": [PUBLIC, ip]})
    assert web.verdict("https://a.example/") == LOCAL
    assert web.asked == []


@pytest.mark.parametrize("ip", [PUBLIC, "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"])
def test_a_public_address_is(ip: str) -> None:
    web = Web({"https://a.example/": Answer(200)}, {"a.example": [ip]})
    assert web.verdict("https://a.example/") == OK
    assert {one.ips for one in web.asked} == {(ip,)}


def test_a_host_without_an_address_is_not_asked() -> None:
    assert Web({}, {"a.example": []}).verdict("https://a.example/") == LOCAL


@pytest.mark.parametrize("to", ["https://inside.example/", "http://inside.example/robots.txt"])
def test_a_redirect_to_a_private_address_is_not_followed(to: str) -> None:
    web = Web({"https://a.example/": Answer(302, to)}, {"inside.example": [PRIVATE]})
    assert web.verdict("https://a.example/") == LOCAL
    web = Web({"https://a.example/robots.txt": Answer(302, to)}, {"inside.example": [PRIVATE]})
    assert web.verdict("https://a.example/") == LOCAL
    assert {one.host for one in web.asked} == {"a.example"}


def test_what_is_connected_to_is_the_address_that_was_looked_at() -> None:
    answers: Iterator[list[str]] = iter(
        [[PUBLIC], [PRIVATE]]
    )  # of a name that leads elsewhere from one moment to the next
    web = Web({"https://a.example/": Answer(200)})
    result = [*ask_links(["https://a.example/"], AGENT, web.send, lambda _host, _port: next(answers), 0, lambda: NOW)]
    assert [(one.ok, one.words) for one in result] == [LOCAL]
    assert [(one.target, one.ips) for one in web.asked] == [("/robots.txt", (PUBLIC,))]


def test_redirects_are_followed_five_times() -> None:
    steps = {f"https://a.example/{n}": Answer(301, f"/{n + 1}#place") for n in range(5)}
    web = Web({**steps, "https://a.example/5": Answer(200)})
    assert web.verdict("https://a.example/0") == OK
    web = Web({**steps, "https://a.example/5": Answer(307, "https://a.example/0")})
    assert web.verdict("https://a.example/0") == (None, "It leads on more than 5 times.")
    assert len(web.lines) == 6


@pytest.mark.parametrize(
    ("to", "verdict"),
    [
        ("ftp://a.example/", (None, "It leads on to an address of ftp, which is not asked.")),
        ("http://a.example:8080/", (None, "Its port 8080 is not asked: only 80 and 443 are.")),
        ("https://[bad", (False, "This is no address that a browser understands.")),
        ("https://a..example/", (False, "This is no address that a browser understands.")),
        ("https://:443/", (False, "This is no address that a browser understands.")),
        ("https://a.example:99999/", (False, "This is no address that a browser understands.")),
    ],
)
def test_what_is_not_on_the_web_is_not_asked(to: str, verdict: tuple[bool | None, str]) -> None:
    assert Web({"https://b.example/": Answer(301, to)}).verdict("https://b.example/") == verdict
    web = Web({})
    assert web.verdict(to) == verdict
    assert web.asked == []


def test_a_password_in_an_address_is_not_sent() -> None:
    web = Web({"https://a.example/": Answer(200)})
    assert web.verdict("https://alice:secret@a.example/") == OK
    assert "secret" not in repr(web.asked)


def test_what_robots_txt_disallows_is_not_asked() -> None:
    rules = Answer(200, body=b"User-agent: faimi\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n")
    web = Web(dict.fromkeys(["https://a.example/private/x", "https://a.example/x"], Answer(200)))
    web.answers["https://a.example/robots.txt"] = rules
    closed, open_ = web.ask("https://a.example/private/x", "https://a.example/x")
    assert (closed.ok, closed.words) == (None, "The site asks programs to stay away from this address (robots.txt).")
    assert (open_.ok, web.lines) == (True, ["HEAD https://a.example/x"])
    assert len(web.asked) == 2  # robots.txt is read once


def test_robots_txt_may_begin_with_a_byte_order_mark() -> None:
    web = Web({"https://a.example/robots.txt": Answer(200, body=b"\xef\xbb\xbfUser-agent: *\nDisallow: /")})
    assert web.verdict("https://a.example/")[0] is None
    assert web.lines == []


def test_where_a_link_leads_on_to_robots_txt_is_heeded_too() -> None:
    web = Web({"https://doi.example/1": Answer(302, "https://a.example/1")})
    web.answers["https://a.example/robots.txt"] = Answer(200, body=b"User-agent: *\nDisallow: /")
    assert web.verdict("https://doi.example/1")[0] is None
    assert web.lines == ["HEAD https://doi.example/1"]


@pytest.mark.parametrize(("status", "asked"), [(404, True), (401, True), (200, True), (500, False), (429, False)])
def test_without_robots_txt_all_is_allowed_and_where_it_fails_nothing(status: int, asked: bool) -> None:
    says = Answer(status, body=b"" if status == 200 else b"User-agent: *\nDisallow: /")  # which is no robots.txt
    web = Web({"https://a.example/": Answer(200), "https://a.example/robots.txt": says})
    unknown = f"Whether the site lets programs ask is not known ({status} for its robots.txt)."
    assert web.verdict("https://a.example/") == (OK if asked else (None, unknown))


def test_a_server_that_does_not_answer_is_not_asked_for_each_of_its_links() -> None:
    web = Web({"https://a.example/robots.txt": TimeoutError()})
    results = web.ask(*(f"https://a.example/{n}" for n in range(9)))
    assert {(one.ok, one.words, one.answered) for one in results} == {
        (None, "The server takes too long to answer.", False)
    }
    assert len(web.asked) == 1


def test_after_two_timeouts_in_a_row_a_host_is_asked_no_more() -> None:
    slow: dict[str, Says] = {f"https://a.example/{n}": TimeoutError() for n in range(3, 9)}
    web = Web(slow | {"HEAD https://a.example/0": TimeoutError(), "GET https://a.example/0": Answer(200)})
    web.answers |= {"HEAD https://a.example/1": TimeoutError(), "GET https://a.example/1": Answer(404)}
    results = {one.address[-1]: (one.ok, one.words) for one in web.ask(*(f"https://a.example/{n}" for n in range(9)))}
    gone = (False, "There is nothing at this address (404).")
    late, given_up = "The server takes too long to answer.", "The server took too long before, and was asked no more."
    told = [OK, gone, gone, (None, late), *[(None, given_up)] * 5]
    assert [results[str(n)] for n in range(9)] == told
    assert web.lines[-2:] == ["HEAD https://a.example/3", "GET https://a.example/3"]


@pytest.mark.parametrize(
    ("says", "answered"),
    [
        (Answer(200), True),
        (Answer(404), True),
        (Answer(302, "https://nobody.example/"), True),
        (ConnectionRefusedError(), False),
        (socket.gaierror(socket.EAI_NONAME, "?"), False),
        (TimeoutError(), False),
    ],
)
def test_it_is_told_whether_any_server_answered(says: Says, answered: bool) -> None:
    web = Web({"https://a.example/": says, "https://nobody.example/robots.txt": ConnectionRefusedError()})
    web.answers["https://a.example/robots.txt"] = says
    assert [one.answered for one in web.ask("https://a.example/")] == [answered]


@pytest.mark.parametrize("failure", [TimeoutError(), ConnectionResetError(), RemoteDisconnected("")])
def test_where_head_fails_get_is_asked(failure: Exception) -> None:
    web = Web({"HEAD https://a.example/": failure, "GET https://a.example/": Answer(200)})
    assert web.verdict("https://a.example/") == OK


@pytest.mark.parametrize("failure", [socket.gaierror(socket.EAI_NONAME, "?"), ssl.SSLCertVerificationError()])
def test_without_a_server_of_the_name_or_a_certificate_nothing_more_is_asked(failure: Exception) -> None:
    web = Web({"HEAD https://a.example/": failure, "GET https://a.example/": Answer(200)})
    assert web.verdict("https://a.example/")[0] is False
    assert web.lines == ["HEAD https://a.example/"]


def test_a_host_is_asked_one_thing_at_a_time_and_several_hosts_at_once() -> None:
    both, nobody = Barrier(2, timeout=10), Barrier(2, timeout=0.2)

    def meets(request: Request) -> Answer:
        both.wait()
        return Answer(302, f"https://c.example/{request.host[0]}")

    def is_alone(_request: Request) -> Answer:
        with suppress(BrokenBarrierError):
            nobody.wait()
        return Answer(200)

    web = Web({f"https://{host}.example/": meets for host in "ab"})
    web.answers |= {f"https://c.example/{host}": is_alone for host in "ab"}
    assert [one.ok for one in web.ask("https://a.example/", "https://b.example/")] == [True, True]
    assert len(web.lines) == 4
    assert web.at_once == set()


def test_each_address_is_asked_once_and_told_as_soon_as_it_is_known() -> None:
    web = Web({"https://a.example/": Answer(200)})
    asked = ask_links(
        ["https://a.example/", "https://a.example/", "https://b.example/"], AGENT, web.send, web.resolve, 0
    )
    assert {next(asked).address, next(asked).address} == {"https://a.example/", "https://b.example/"}
    assert next(asked, None) is None


def test_who_stops_listening_ends_what_was_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    stops = list[Event]()

    def make() -> Event:
        stops.append(Event())
        return stops[-1]

    def takes_until_the_end(_request: Request) -> Answer:
        stops[0].wait(5)
        return Answer(200)

    monkeypatch.setattr(links, "Event", make)
    web = Web({"https://a.example/0": Answer(200), "https://a.example/1": takes_until_the_end})
    asked = ask_links([f"https://a.example/{n}" for n in range(50)], AGENT, web.send, web.resolve, 0)
    assert next(asked).address == "https://a.example/0"
    asked.close()  # type: ignore[attr-defined]  # a generator
    assert ["HEAD https://a.example/0", "HEAD https://a.example/1"][: len(web.lines)] == web.lines


def test_between_two_requests_to_a_host_is_a_pause_as_long_as_its_robots_txt_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, waited = [0.0], list[float]()

    class Stopped:
        def wait(self, seconds: float) -> None:
            waited.append(seconds)
            clock[0] += seconds

        def is_set(self) -> bool:
            return False

        def set(self) -> None:
            """Is not looked at here."""

    monkeypatch.setattr(links, "Event", Stopped)
    monkeypatch.setattr(links, "monotonic", lambda: clock[0])
    web = Web({"https://a.example/robots.txt": Answer(200, body=b"User-agent: *\nCrawl-delay: 7\n")})
    web.answers |= dict.fromkeys(["https://a.example/1", "https://a.example/2"], Answer(200))
    [*ask_links(["https://a.example/1", "https://a.example/2"], AGENT, web.send, web.resolve, 2)]
    assert waited == [0, 2, 7]
    clock[0], waited[:] = 0, []
    web.answers["https://a.example/robots.txt"] = Answer(200, body=b"User-agent: *\nCrawl-delay: 99999\n")
    [*ask_links(["https://a.example/1", "https://a.example/2"], AGENT, web.send, web.resolve, 2)]
    assert waited == [0, 2, 30]


def test_the_name_by_which_servers_know_us_is_one_that_robots_txt_can_speak_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "VERSION", "1.0")
    assert user_agent("https://workshop.example/") == AGENT
    assert user_agent("") == "faimi/1.0 link check"
    assert not read_robots("User-agent: faimi\nDisallow: /", AGENT.partition("/")[0]).allows("/")
