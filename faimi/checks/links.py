"""Whether links to other sites lead anywhere: these are asked, politely, and only when somebody says so.

Each host is asked one thing at a time, with a pause, and as its robots.txt allows. Only public servers are asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.client import HTTPException
from queue import SimpleQueue
from socket import gaierror
from ssl import SSLError
from threading import Event, Lock, local
from time import monotonic
from urllib.parse import urldefrag, urljoin

from faimi.checks.link_transport import Answer, Request, Resolver, Transport, is_public, request_for, resolve, send
from faimi.checks.link_verdicts import BUSY, Verdict, of_failure, of_status
from faimi.checks.markdown_links import parts_of
from faimi.checks.robots import Robots, read_robots
from faimi.content.now import utc_now
from faimi.version import VERSION

MAX_HOSTS_AT_ONCE = 8
MAX_REDIRECTS = 5
PAUSE_SECONDS = 1.0  # between two requests to a host
MAX_PAUSE_SECONDS = 30.0  # where its robots.txt asks for a longer one
MAX_ROBOTS_BYTES = 512_000  # RFC 9309: a parser reads at least 500 kibibytes
REDIRECTS = {301, 302, 303, 307, 308}
MAX_TIMEOUTS = 2  # in a row, after which a host is asked nothing more
PRODUCT = "faimi"  # by which a robots.txt speaks of us


@dataclass(frozen=True)
class LinkResult:
    """What became of an address at a moment in UTC: whether it leads somewhere, None where nobody knows, and why.

    `answered` tells whether any server answered by HTTP when it was asked: none does to a machine that is cut off.
    """

    address: str
    ok: bool | None
    words: str
    asked_at: datetime
    answered: bool = True


@dataclass
class _Host:
    """A host: whose turn it is to ask, from when on, and its robots.txt, or what kept it away, by scheme and port."""

    turn: Lock = field(default_factory=Lock)
    reading: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    pause: float = PAUSE_SECONDS
    timeouts: int = 0
    robots: dict[str, Robots | Exception] = field(default_factory=dict)


def user_agent(site: str) -> str:
    """The name by which servers know who asks, with the address of the site if there is one."""
    return f"{PRODUCT}/{VERSION} link check" + (f" (+{site})" if site else "")


def ask_links(
    addresses: Iterable[str],
    agent: str,
    transport: Transport = send,
    resolver: Resolver = resolve,
    pause: float = PAUSE_SECONDS,
    now: Callable[[], datetime] = utc_now,
) -> Iterator[LinkResult]:
    """Asks each address once, and yields what became of it as it is known; to close it ends what was not begun."""
    by_host = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[parts_of(address).hostname].append(address)
    results: SimpleQueue[LinkResult] = SimpleQueue()
    asker = _Asker(agent, transport, resolver, pause, now, Event())
    pool = ThreadPoolExecutor(MAX_HOSTS_AT_ONCE, "links")
    try:
        for group in by_host.values():
            pool.submit(asker.ask_all, group, results.put)
        for _ in range(sum(map(len, by_host.values()))):
            yield results.get()
    finally:
        asker.stopped.set()
        pool.shutdown(cancel_futures=True)


@dataclass
class _Asker:
    """Asks servers, each in its turn, also where links of others lead on to it."""

    agent: str
    transport: Transport
    resolver: Resolver
    pause: float
    now: Callable[[], datetime]
    stopped: Event
    hosts: dict[str, _Host] = field(default_factory=dict)
    heard: local = field(default_factory=local)  # of the address that a thread asks now: whether anybody answered

    def ask_all(self, addresses: Iterable[str], tell: Callable[[LinkResult], None]) -> None:
        """Asks addresses of one host one after the other."""
        for address in addresses:
            if self.stopped.is_set():
                return
            self.heard.answer = False
            ok, words = self._verdict(address)
            tell(LinkResult(address, ok, words, self.now(), self.heard.answer))

    def _verdict(self, address: str) -> tuple[bool | None, str]:
        try:
            return of_status(self._answer(address).status)
        except Exception as error:
            return of_failure(error, address)

    def _answer(self, address: str) -> Answer:
        """What is answered to HEAD, or to GET: many a server refuses HEAD, in ways of its own."""
        try:
            answer = self._follow("HEAD", address)
            if answer.status < 400 or answer.status in BUSY:
                return answer
        except (gaierror, SSLError):
            raise
        except (OSError, HTTPException):
            """It is asked once more."""
        return self._follow("GET", address)

    def _follow(self, method: str, address: str, max_bytes: int = 0, for_robots: bool = False) -> Answer:
        """The answer at an address, or where that leads on to; raises Verdict where it may not be asked there."""
        for _ in range(MAX_REDIRECTS + 1):
            request = request_for(method, address, self.agent, max_bytes)
            if not for_robots and not self._robots(request).allows(request.target):
                raise Verdict(None, "The site asks programs to stay away from this address (robots.txt).")
            answer = self._send(request)
            if answer.status not in REDIRECTS or not answer.location:
                return answer
            address = urldefrag(urljoin(address, answer.location)).url
        raise Verdict(None, f"It leads on more than {MAX_REDIRECTS} times.")  # maybe to whoever keeps no cookies

    def _send(self, request: Request) -> Answer:
        """The answer of a host when it is free; raises Verdict where any of its IP addresses is not public."""
        host = self._host(request)
        with host.turn:
            self.stopped.wait(max(0.0, host.free_at - monotonic()))
            if self.stopped.is_set():
                raise Verdict(None, "It was not asked: that was ended before.")
            ips = tuple(self.resolver(request.host, request.port))
            if not ips or not all(map(is_public, ips)):
                raise Verdict(None, "It leads to a private or local address, which is not asked.")
            if host.timeouts >= MAX_TIMEOUTS:
                raise Verdict(None, "The server took too long before, and was asked no more.")
            try:
                answer = self.transport(replace(request, ips=ips))
            except TimeoutError:
                host.timeouts += 1
                raise
            finally:
                host.free_at = monotonic() + host.pause
            self.heard.answer, host.timeouts = True, 0
            return answer

    def _host(self, request: Request) -> _Host:
        return self.hosts.setdefault(request.host, _Host(pause=self.pause))  # which is atomic

    def _robots(self, request: Request) -> Robots:
        """What a host allows programs to ask, read once; raises each time what kept it from being read."""
        host, origin = self._host(request), f"{request.scheme}://{request.host}:{request.port}"
        with host.reading:
            if origin not in host.robots:
                try:
                    host.robots[origin] = rules = self._read_robots(origin)
                    host.pause = max(host.pause, min(rules.pause, MAX_PAUSE_SECONDS))
                except Exception as error:
                    host.robots[origin] = error
        found = host.robots[origin]
        if isinstance(found, Exception):
            raise found
        return found

    def _read_robots(self, origin: str) -> Robots:
        answer = self._follow("GET", f"{origin}/robots.txt", MAX_ROBOTS_BYTES, for_robots=True)
        if answer.status == 429 or answer.status >= 500:
            words = f"Whether the site lets programs ask is not known ({answer.status} for its robots.txt)."
            raise Verdict(None, words)
        text = answer.body.decode("utf-8-sig", "replace") if answer.status < 300 else ""
        return read_robots(text, PRODUCT)
