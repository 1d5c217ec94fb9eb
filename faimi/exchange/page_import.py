"""Puts what pages hold into the database, each page as one change, and all of them or none."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.exc import IntegrityError

from faimi import history
from faimi.content import KIND, Edition
from faimi.content.accents import ACCENTS
from faimi.content.edition import HOME_SLUG
from faimi.content.reserved import reserved_slugs
from faimi.exchange.addresses import edition_at, in_the_way, make_room, settle_address
from faimi.exchange.archive_reader import read_archive
from faimi.exchange.checkout import is_archive
from faimi.exchange.draft import NO_ADDRESS, Draft, PageError
from faimi.exchange.edition_filling import fill_edition
from faimi.exchange.identity import take_identity
from faimi.exchange.page import read_page
from faimi.exchange.page.report.summary import summarized
from faimi.exchange.pictures import bring_pictures
from faimi.exchange.text_matching import same
from faimi.extensions import db
from faimi.version import PROGRAM

NO_ROOTS: Mapping[Path, Path | None] = MappingProxyType({})


def import_pages(
    paths: Iterable[Path],
    replace: bool,
    assets: Path | None = None,
    dry_run: bool = False,
    roots: Mapping[Path, Path | None] = NO_ROOTS,
    bring_along: Callable[[Edition, Draft], None] = lambda _edition, _draft: None,
) -> list[str]:
    """Imports pages in one transaction and gives a report on each as text.

    `bring_along` stores what a file holds that is no content.

    Pictures are looked for below `assets`, the root of the former site. A dry run does the same and takes it back.
    A page that was only found, below the folder that `roots` says, is left out where it cannot be read; the last
    report says so.

    Raises PageError, which names the file, where another cannot be read or stored, or its edition is there already
    and not to be replaced; nothing is stored then.
    """
    drafts, left_out = _read_all(paths, replace, roots)
    if left_out and not drafts:
        raise PageError(f"None of {len(left_out)} pages can be imported. {left_out[0]}")
    reports = _store_all(drafts, assets, dry_run, bring_along)
    return reports + (["\n  - ".join([f"Left out ({len(left_out)}):", *left_out])] if left_out else [])


def _read_all(
    paths: Iterable[Path], replace: bool, roots: Mapping[Path, Path | None]
) -> tuple[list[tuple[Draft, Path]], list[str]]:
    """What the pages hold, and why pages that were only found cannot come in; an address that was guessed gives way."""
    drafts: dict[str, tuple[Draft, Path]] = {}
    read, left_out = _read_each(paths, roots)
    for draft, path in sorted(read, key=lambda one: bool(one[0].slug_if_taken)):
        if draft.slug_if_taken and draft.slug in drafts:
            draft.slug = draft.slug_if_taken
        there = in_the_way(draft)
        if draft.slug in drafts:
            _leave_out(f"{path}: another of these files is also the edition {draft.slug}.", path, roots, left_out)
        elif there and draft.slug == HOME_SLUG and len(roots) > 1 and not (replace and _fits(draft, there)):
            left_out.append(f"{path}: the start page that is here stays. To import over it: {_command(path)}")
        elif there and not replace:
            raise PageError(_already(draft.slug, path))
        elif there and draft.slug_if_taken and not same(there.title, draft.header["title"]):
            words = f"{path}: the edition {there.slug} that is here, “{there.title}”, may be another workshop."
            words += " Give the page a permalink: its own, or that one's to import over it."
            _leave_out(words, path, roots, left_out)
        else:
            drafts[draft.slug] = (draft, path)
    return list(drafts.values()), left_out


def _read_each(paths: Iterable[Path], roots: Mapping[Path, Path | None]) -> tuple[list[tuple[Draft, Path]], list[str]]:
    read: list[tuple[Draft, Path]] = []
    left_out: list[str] = []
    for path in paths:
        try:
            read.append((_read(path, roots.get(path)), path))
        except PageError as error:
            _leave_out(f"{path}: {error}", path, roots, left_out)
    return read, left_out


def _leave_out(words: str, path: Path, roots: Mapping[Path, Path | None], left_out: list[str]) -> None:
    """Notes why a page that was only found cannot come in; raises PageError where it was named itself."""
    if roots.get(path) is None or is_archive(path):
        raise PageError(words) from None
    left_out.append(words)


def _fits(draft: Draft, there: Edition) -> bool:
    return draft.identity is None or draft.is_of(there)


def _read(path: Path, root: Path | None) -> Draft:
    draft = read_archive(path) if is_archive(path) else read_page(path, root)
    if draft.slug in reserved_slugs():
        raise PageError(f"“{draft.slug}” {NO_ADDRESS}")
    settle_address(draft)
    return draft


def _store_all(
    drafts: list[tuple[Draft, Path]], assets: Path | None, dry_run: bool, bring_along: Callable[[Edition, Draft], None]
) -> list[str]:
    """Stores drafts in one transaction, which a dry run takes back, and gives their reports."""
    for draft, path in drafts:  # before the first write, for drawing them takes long and other writers would wait
        if not is_archive(path):
            bring_pictures(draft, assets)
    try:
        db.session.flush()
        reports = [_store(draft, path, "would be" if dry_run else "is now", bring_along) for draft, path in drafts]
        if not dry_run:
            db.session.commit()
    finally:
        db.session.rollback()
    return reports


def _command(path: Path) -> str:
    return f"{PROGRAM} import --replace {path}"


def _already(slug: str, path: Path) -> str:
    return f"{path}: there is an edition {slug} already. To import over it: {_command(path)}"


def _store(draft: Draft, path: Path, verb: str, bring_along: Callable[[Edition, Draft], None]) -> str:
    """Makes a draft an edition, or the new content of the one that is there; gives the report. The caller commits."""
    new = Edition(slug=draft.slug, title=draft.header["title"], accent=_accent(draft.slug), state=_state(draft))
    edition = make_room(draft, _state) or edition_at(draft.slug) or new
    take_identity(edition, draft)
    try:
        changed = fill_edition(edition, draft)
        bring_along(edition, draft)
    except history.Conflict:
        raise PageError(f"{path}: somebody else has just changed the edition {draft.slug}. Try again.") from None
    except PageError as error:
        raise PageError(f"{path}: {error}") from None
    except IntegrityError:
        db.session.rollback()
        appeared = edition is new and in_the_way(draft)
        words = _already(draft.slug, path) if appeared else f"{path}: it holds what cannot be stored."
        raise PageError(words) from None
    return _told(draft, path, verb if changed else "is already")


def _accent(slug: str) -> str:
    """An accent that an edition keeps, and its neighbours hardly share."""
    return list(ACCENTS)[zlib.crc32(slug.encode()) % len(ACCENTS)]


def _state(draft: Draft) -> str:
    """What a new edition is: past or next by its date; a page of the site without an event, or with text and no date.

    What has no front matter stays a draft until a person says that it is a page.
    """
    if draft.bare:
        draft.report.unsure("Without front matter it is a draft: open it in the editor and set its state.")
        return "draft"
    starts_on = draft.header["starts_on"]
    if not draft.holds_event or (starts_on is None and draft.is_prose):
        return "page"
    return "past" if starts_on and starts_on < date.today() else "current"


def _told(draft: Draft, path: Path, verb: str) -> str:
    """The report: what went where, then what to look at."""
    width = max((len(section.heading) for section in draft.sections), default=0)
    lines = [f"{path} {verb} the edition {draft.slug}: {draft.header['title']}"]
    for section in draft.sections:
        what = f"{len(section.items)} × {KIND[section.kind].noun}"
        tracks = dict.fromkeys(item["track"] for item in section.items if item.get("track"))
        lines.append(f"  {section.heading:<{width}}  {what}{' in ' + ', '.join(tracks) if tracks else ''}")
    return "\n".join(lines + summarized(draft.report.doubts))
