"""What a server’s answer, or none, says of a link: whether it leads somewhere, None where nobody knows, and why."""

import logging
import socket
import ssl
from http.client import HTTPException

log = logging.getLogger(__name__)
GONE = {404, 410}
BUSY = {429, 503}
GUARDED = {401, 403, 407, 451, 999}  # says nothing of what a person would see
FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "The server’s certificate is not valid: browsers warn of it."),
    (ssl.SSLError, "No encrypted connection to the server can be made."),
    (HTTPException, "The server’s answer cannot be read."),
    (OSError, "The server cannot be reached."),
    (ValueError, "This is no address that a browser understands."),
)


class Verdict(Exception):
    """What is known of an address without an answer."""

    def __init__(self, ok: bool | None, words: str) -> None:
        super().__init__(words)
        self.ok, self.words = ok, words


def of_status(status: int) -> tuple[bool | None, str]:
    """What an answer of this status says."""
    if status < 400:
        return True, ""
    if status in GUARDED:
        return None, f"The server does not show it to programs ({status})."
    if status in BUSY:
        return None, f"The server has no time for it now ({status})."
    if status in GONE:
        return False, f"There is nothing at this address ({status})."
    return False, f"The server {'fails' if status >= 500 else 'refuses to answer'} at this address ({status})."


def of_failure(error: Exception, address: str) -> tuple[bool | None, str]:
    """What it says that asking an address failed."""
    if isinstance(error, Verdict):
        return error.ok, error.words
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_NONAME:
            return False, "There is no server of this name."
        return None, "The server’s name cannot be looked up now."
    if isinstance(error, TimeoutError):
        return None, "The server takes too long to answer."
    for kind, words in FAILURES:
        if isinstance(error, kind):
            return False, words
    log.error("%s could not be asked", address, exc_info=error)
    return None, "It could not be asked. The server’s log says why."
