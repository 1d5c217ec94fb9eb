"""One request to a server on the web, at an address that was looked at before it is connected to."""

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import quote, urlsplit

from faimi.checks.link_verdicts import Verdict

CONNECT_SECONDS, READ_SECONDS = 5, 10
MAX_IPS = 3  # that are tried, within the seconds of a request
MAX_REQUEST_SECONDS = 30  # for a server that sends a byte now and then
PORTS = {"http": 80, "https": 443}
SAFE = "/%:@!$&'()*+,;=~"  # stays as it is in a path
UNICAST, NAT64 = IPv6Network("2000::/3"), IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Request:
    """What is asked of a host, at the first of its IP addresses that answers; of the body at most so many bytes."""

    method: str
    scheme: str
    host: str
    port: int
    target: str
    ips: tuple[str, ...]
    agent: str
    max_bytes: int = 0


@dataclass(frozen=True)
class Answer:
    """What a server says: its status, where it leads on, and as much of the body as was asked for."""

    status: int
    location: str = ""
    body: bytes = b""


Transport = Callable[[Request], Answer]  # raises OSError or HTTPException
Resolver = Callable[[str, int], Sequence[str]]  # the IP addresses of a host; raises OSError


def request_for(method: str, address: str, agent: str, max_bytes: int = 0) -> Request:
    """What to ask for an address, but for a password in it; raises Verdict, or ValueError where it is none."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS:
        raise Verdict(None, f"It leads on to an address of {parts.scheme or 'no scheme'}, which is not asked.")
    port = parts.port or PORTS[parts.scheme]
    if port not in PORTS.values():
        raise Verdict(None, f"Its port {port} is not asked: only 80 and 443 are.")
    host = (parts.hostname or "").rstrip(".").encode("idna").decode()
    if not host:
        raise ValueError(address)
    query = f"?{quote(parts.query, f'{SAFE}?[]')}" if parts.query else ""
    target = quote(parts.path or "/", SAFE) + query
    return Request(method, parts.scheme, host, port, target, (), agent, max_bytes)


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, those of version 4 first: more machines reach them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(info[4][0]) for info in found}, key=lambda ip: (":" in ip, ip))


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the public internet, also where a version 6 address wraps one of version 4."""
    try:
        address: IPv4Address | IPv6Address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if not (inner := _wrapped(address)):
            return address in UNICAST and address.is_global and not address.is_multicast
        address = inner
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The address of version 4 that one of version 6 leads to: mapped, by 6to4 or by NAT64."""
    by_nat64 = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return address.ipv4_mapped or address.sixtofour or by_nat64


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection(HTTPConnection):
    """Connects to an IP address that was looked at, and speaks to the host by its name there."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.host, request.port)
        self.asked, self.is_late = request, False
        self.default_port = PORTS[request.scheme]
        self.line: socket.socket | None = None

    def connect(self) -> None:
        """Connects, and encrypts the line to where the scheme says so."""
        self.sock = self.line = _line_to(self.asked)
        self.sock.settimeout(READ_SECONDS)
        if self.asked.scheme == "https":
            encrypted = _tls().wrap_socket(self.sock, server_hostname=self.asked.host, do_handshake_on_connect=False)
            self.sock = self.line = encrypted
            encrypted.do_handshake()

    def cut_off(self) -> None:
        """Ends what takes too long; the shutdown of a TLS socket would pull it from under its reader."""
        self.is_late = True
        with suppress(OSError):
            if self.line:
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


def _line_to(request: Request) -> socket.socket:
    """A line to the first of a few of the IP addresses that answers; raises what the last one said."""
    *others, last = request.ips[:MAX_IPS]
    for ip in others:
        with suppress(OSError):
            return socket.create_connection((ip, request.port), CONNECT_SECONDS)
    return socket.create_connection((last, request.port), CONNECT_SECONDS)


def send(request: Request) -> Answer:
    """What a server answers; raises OSError, TimeoutError among them, or HTTPException."""
    with closing(_Connection(request)) as connection:
        alarm = Timer(MAX_REQUEST_SECONDS, connection.cut_off)
        alarm.daemon = True
        alarm.start()
        try:
            connection.request(
                request.method,
                request.target,
                headers={"User-Agent": request.agent, "Accept": "*/*", "Connection": "close"},
            )
            with connection.getresponse() as response:
                location = response.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
                body = response.read(request.max_bytes) if request.max_bytes else b""
        except (OSError, HTTPException):
            if not connection.is_late:
                raise
        finally:
            alarm.cancel()
    if connection.is_late:
        raise TimeoutError
    return Answer(response.status, location, body)
