"""Asks the app as a server would, without a network, and takes the time."""

import time
from typing import NamedTuple

from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from faimi.content import KIND
from faimi.extensions import db
from tests.bench.making import SLUG, Site
from tests.bench.servers import HOST
from tests.samples import SAMPLES

CHANGED = {"paper": "title", "slot": "title", "award": "name"}  # the field that gets other words each time
FROM = {"REMOTE_ADDR": HOST}


class Took(NamedTuple):
    """Milliseconds by the clock, those of the processor alone, and the answer."""

    wall: float
    cpu: float
    status: int
    headers: dict[str, str]
    body: bytes


def asked(app: Flask, path: str, headers: dict[str, str], form: dict[str, str] | None = None) -> Took:
    """Times one answer."""
    method = "GET" if form is None else "POST"
    builder = EnvironBuilder(path, method=method, headers=[*headers.items()], data=form, environ_base=FROM)
    environ = builder.get_environ()
    wall, cpu = time.perf_counter(), time.process_time()
    given, status, got = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Took(wall * 1000, cpu * 1000, int(status[:3]), dict(got), b"".join(given))


class Row:
    """The first row of a kind, which is saved again and again, each time with other words."""

    def __init__(self, site: Site, kind: str) -> None:
        with site.app.app_context():
            model = KIND[kind].model
            row = db.session.scalars(select(model).order_by(model.id).limit(1)).one()
            self.path, self._version = f"/{SLUG}/edit/{kind}/{row.number}", row.version
        self._site, self._changed, self._typed = site, CHANGED[kind], dict(SAMPLES[kind])
        if "paper" in self._typed:
            self._typed["paper"] = "3"

    def save(self) -> Took:
        """Saves it."""
        return self._post("", self._typed)

    def save_cell(self) -> Took:
        """Saves the field that is changed alone."""
        return self._post(f"/{self._changed}", {})

    def _post(self, where: str, typed: dict[str, str]) -> Took:
        form = typed | {self._changed: f"Changed {self._version}", "version": str(self._version)}
        took = asked(self._site.app, self.path + where, self._site.owner, form)
        assert took.status == 200, took.body.decode()
        self._version += 1
        return took

    def then_page(self) -> Took:
        """Saves it, and times the page that the next visitor gets."""
        self.save()
        took = asked(self._site.app, f"/{SLUG}/", {"Accept-Encoding": "br"})
        assert took.status == 200
        return took
