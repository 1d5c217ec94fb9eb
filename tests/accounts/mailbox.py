"""A mail server of one's own, for tests: it takes every message, or refuses all."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string
from email.message import Message


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs to hand over one message."""

    server: "Mailbox"

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and self.server.refuses:
                self._say("550 no such mailbox")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.take(self._message())
                self._say("250 taken")
            else:
                self._say("221 bye" if verb == "QUIT" else "250 fine")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def _message(self) -> str:
        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
        return "".join(line.removeprefix(".") if line.startswith("..") else line for line in lines)


class Mailbox(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `url` is what FAIMI_SMTP_URL may say."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"
        self.refuses = False
        self.messages: list[Message] = []
        self.arrived = threading.Semaphore(0)

    def take(self, text: str) -> None:
        """Keeps a message."""
        self.messages.append(message_from_string(text))
        self.arrived.release()

    def next_one(self) -> tuple[Message, str]:
        """Waits for a message and gives it, with its text."""
        assert self.arrived.acquire(timeout=10)
        payload = self.messages[-1].get_payload(decode=True)
        assert isinstance(payload, bytes)
        return self.messages[-1], payload.decode()


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Opens a mailbox, and closes it."""
    with Mailbox() as mailbox:
        thread = threading.Thread(target=mailbox.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield mailbox
        mailbox.shutdown()
        thread.join()
