"""One request, to servers that run on this machine while the test does: nothing leaves it."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from time import perf_counter

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from faimi.checks import link_transport
from faimi.checks.link_transport import Answer, Request, resolve, send

NAME = "workshop.example"  # which no machine knows: what is connected to is the address that is given
Speak = Callable[[socket.socket], None]


@pytest.fixture
def serves() -> Iterator[Callable[[Speak], int]]:
    """Starts a server that speaks once, and gives its port."""
    threads, listening = list[Thread](), list[socket.socket]()

    def start(speak: Speak) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def run() -> None:
            line, _ = server.accept()
            with closing(line):
                speak(line)

        threads.append(Thread(target=run, daemon=True))
        threads[-1].start()
        return int(server.getsockname()[1])

    yield start
    for server in listening:
        server.close()
    for thread in threads:
        thread.join(5)


def request(port: int, scheme: str = "http", ips: tuple[str, ...] = ("127.0.0.1",), max_bytes: int = 0) -> Request:
    return Request("GET", scheme, NAME, port, "/x?y=1", ips, "faimi/1.0", max_bytes)


def wait_for_the_end(line: socket.socket) -> None:
    """Says no more until the other end hangs up."""
    while line.recv(4096):
        pass


def seconds_until_it_is_given_up(asked: Request) -> float:
    began = perf_counter()
    with pytest.raises(TimeoutError):
        send(asked)
    return perf_counter() - began


def test_the_host_is_asked_by_its_name_at_the_address_that_is_given(serves: Callable[[Speak], int]) -> None:
    heard = list[bytes]()

    def speak(line: socket.socket) -> None:
        heard.append(line.recv(4096))
        line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /caf\xc3\xa9\r\nContent-Length: 9\r\n\r\n123456789")

    port = serves(speak)
    assert send(request(port, max_bytes=4)) == Answer(302, "/café", b"1234")
    first, *headers = heard[0].decode().rstrip().split("\r\n")
    told = dict(header.split(": ", 1) for header in headers)
    assert (first, told["Host"], told["User-Agent"]) == ("GET /x?y=1 HTTP/1.1", f"{NAME}:{port}", "faimi/1.0")
    assert not {"Cookie", "Authorization", "Referer"} & {*told}


def test_where_one_address_does_not_answer_the_next_one_is_asked(serves: Callable[[Speak], int]) -> None:
    port = serves(lambda line: line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert send(request(port, ips=("127.0.0.2", "127.0.0.1"))) == Answer(204)
    with pytest.raises(ConnectionRefusedError):
        send(request(port, ips=("127.0.0.2",)))


def test_a_server_that_says_nothing_is_given_up(
    serves: Callable[[Speak], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_transport, "READ_SECONDS", 0.05)
    assert seconds_until_it_is_given_up(request(serves(wait_for_the_end))) < 2


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_sends_a_byte_now_and_then_is_given_up(
    scheme: str, serves: Callable[[Speak], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_transport, "MAX_REQUEST_SECONDS", 0.1)

    def speak(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        wait_for_the_end(line)

    port = serves(speak if scheme == "http" else wait_for_the_end)
    assert seconds_until_it_is_given_up(request(port, scheme)) < 5


def certificate(folder: Path, name: str) -> Path:
    """A file with a certificate for a name, signed by itself, and its key."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.2"))])
    signed = made.add_extension(names, False).sign(key, hashes.SHA256())
    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = folder / f"{name}.pem"
    file.write_bytes(signed.public_bytes(pem) + key.private_bytes(pem, private, serialization.NoEncryption()))
    return file


@pytest.mark.parametrize(("name", "trusted"), [(NAME, True), (NAME, False), ("another.example", True)])
def test_an_encrypted_line_is_to_a_server_that_proves_its_name(
    name: str, trusted: bool, serves: Callable[[Speak], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, heard = certificate(tmp_path, name), list[str | None]()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(file)
    server_side.sni_callback = lambda _line, sni, _context: heard.append(sni)

    def speak(line: socket.socket) -> None:
        try:
            with server_side.wrap_socket(line, server_side=True) as encrypted:
                encrypted.recv(4096)
                encrypted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        except OSError:
            """The other end does not trust it."""

    own = ssl.create_default_context(cafile=file if trusted else None)
    monkeypatch.setattr(link_transport, "_tls", lambda: own)
    port = serves(speak)
    if name == NAME and trusted:
        assert send(request(port, "https")) == Answer(200)
    else:
        with pytest.raises(ssl.SSLCertVerificationError):
            send(request(port, "https"))
    assert heard == [NAME]


def test_of_a_host_addresses_of_version_4_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(0, 0, 0, "", (ip, 443)) for ip in ("2a00::1", "192.0.2.9", "192.0.2.9", "2a00::2", "192.0.2.10")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_how: told)
    assert resolve(NAME, 443) == ["192.0.2.10", "192.0.2.9", "2a00::1", "2a00::2"]
