"""Makes the sites that are measured: one edition with many papers, or twelve editions with pictures."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image, ImageDraw

from faimi import create_app, history
from faimi.content import KIND, Edition, Section
from faimi.content.keynotes import Keynote
from faimi.database.schema import upgrade
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.media import keep
from tests.conftest import PAGES, PASSWORD, account_of

SLUG = "2024-miccai"
EDITIONS = 12
BROWSER = {"User-Agent": "bench"}


@dataclass(frozen=True)
class Site:
    """A site, the folder it is in, and what the browser of its owner sends, who is signed in."""

    app: Flask
    folder: Path
    owner: dict[str, str]


def made(folder: Path, papers: int) -> Site:
    """Makes a site whose only edition has this many papers."""
    site = _empty(folder)
    with site.app.app_context():
        import_pages([SAMPLE], replace=False)
        section = _papers(db.session.query(Edition).one())
        there = len(KIND["paper"].siblings(section))
        if papers > there:
            history.add_many(KIND["paper"], section, [_paper(number) for number in range(papers - there)], None)
    return site


def twelve(folder: Path) -> Site:
    """Makes a site of twelve editions with a photo for each keynote: the real pages where they are, else the sample."""
    pages = sorted(PAGES.glob("20*.md")) or [SAMPLE]
    copies = folder / "pages"
    copies.mkdir(parents=True)
    for number in range(EDITIONS):
        slug, lines = f"{2013 + number}-miccai", pages[number % len(pages)].read_text().splitlines()
        own = [f"permalink: /{slug}/" if line.startswith("permalink:") else line for line in lines]
        own = [line for line in own if not line.startswith("redirect_from:")]
        (copies / f"{slug}.md").write_text("\n".join(own))
    site = _empty(folder / "instance")
    with site.app.app_context():
        import_pages(sorted(copies.iterdir()), replace=False)
        for number, keynote in enumerate(db.session.query(Keynote).all()):
            keynote.photo = keep(_picture(number)).address
        db.session.commit()
    return site


def _empty(folder: Path) -> Site:
    """Makes a site without editions, in which Alice is signed in."""
    app = create_app({"INSTANCE_PATH": folder, "TESTING": True, "WTF_CSRF_ENABLED": False})
    with app.app_context():
        upgrade()
        account_of("alice", "owner")
    client = app.test_client()
    client.post("/login", data={"email": "alice@example.org", "password": PASSWORD}, headers=BROWSER)
    cookie = client.get_cookie("faimi")
    assert cookie is not None
    return Site(app, folder, BROWSER | {"Cookie": f"faimi={cookie.value}"})


def _paper(number: int) -> dict[str, str]:
    return {
        "title": f"A paper on the fairness of number {number} in medical imaging",
        "authors": f"Alice Example{number}, Bob Sample{number}, Carol Other{number}",
        "url": f"https://example.org/{number}",
    }


def _papers(edition: Edition) -> Section:
    return next(section for section in edition.sections if section.kind == "paper")


def _picture(number: int) -> bytes:
    """Draws rings in colours of their own."""
    image = Image.new("RGB", (800, 800), f"hsl({number * 37 % 360}, 40%, 80%)")
    pen: Any = ImageDraw.Draw(image)
    for ring in range(8):
        edge = 40 + ring * 45
        pen.ellipse((edge, edge, 800 - edge, 800 - edge), fill=f"hsl({(number * 37 + ring * 20) % 360}, 60%, 50%)")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
