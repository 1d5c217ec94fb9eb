"""How organizers' requests arrive, kept in the instance folder: by which address, through how many proxies."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask, Response, current_app, request
from flask_login import current_user

from faimi.backup.scratch import put_in_place
from faimi.public.blueprint import is_public

NAME = "arrivals.json"
KEPT = 4  # the newest


@dataclass(frozen=True)
class Arrival:
    """A way by which somebody came who is signed in; `proxies` is how many addresses X-Forwarded-For names."""

    address: str
    proxies: int


_noted: set[tuple[str, Arrival]] = set()


def known() -> list[Arrival]:
    """The ways that were noted, the newest last."""
    with suppress(OSError, ValueError, TypeError):
        return [Arrival(**one) for one in json.loads(_file().read_text())]
    return []


def _note(response: Response) -> Response:
    """Notes a way that this process has not seen; what strangers send says nothing of the site."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    arrival = Arrival(f"{request.scheme}://{request.host}", len([*filter(None, forwarded.split(","))]))
    new = (current_app.instance_path, arrival)
    if new not in _noted and response.status_code < 400 and not is_public() and current_user.is_authenticated:
        _noted.add(new)
        with suppress(OSError):  # it is not what was asked for
            _write([*(one for one in known() if one != arrival), arrival][-KEPT:])
    return response


def _write(arrivals: list[Arrival]) -> None:
    made = _file().with_name(f".{NAME}.new")
    made.write_text(json.dumps([asdict(one) for one in arrivals]) + "\n")
    made.chmod(0o600)
    put_in_place(made, _file())


def _file() -> Path:
    return Path(current_app.instance_path) / NAME


def register(app: Flask) -> None:
    """Has the app note how requests arrive."""
    app.after_request(_note)
