"""Pictures by their paths: those that a draft names on a former site, and those that leave as files."""

import base64
import re
from collections.abc import Iterator
from functools import cache
from os.path import realpath
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import func, select

from faimi.content import KIND, MARKDOWN_COLUMNS, PICTURE_COLUMNS
from faimi.exchange.draft import Draft, Report
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, PictureError, Rendition, name_of, rendition_named, take_in
from faimi.media.decoding import MAX_SIDE_PX, measure

PICTURE_IN_TEXT = re.compile(
    r"(?P<before>!\[(?P<alt>(?:\\.|[^\]\\]){0,1000})\]\(\s*<?)(?P<path>/(?![/\\])(?:[^\s()<>\\]|\([^\s()]*\))+)"
)
PICTURE_ID = "[0-9a-f]{20}"
PORTRAIT_CROP_PERCENT = 25  # where a square is cut from an upright photo of a person: heads are above its middle


def bring_pictures(draft: Draft, assets: Path | None) -> None:
    """Puts the addresses of pictures, taken in from below `assets`, in place of their paths; what is missing keeps it.

    They are in the session afterwards; the caller commits. The draft's report says what did not work, and which
    pictures nothing is said of.
    """

    @cache
    def find(path: str) -> Picture | None:
        return None if ADDRESS.fullmatch(path) else _known(path) or _found(path, assets, draft.report)

    def in_text(match: re.Match[str]) -> str:
        _ask_for_words(match["path"], match["alt"], draft.report)
        picture = find(match["path"])
        return match["before"] + (picture.address if picture else match["path"])

    if path := draft.header.get("picture"):
        _ask_for_words(path, draft.header.get("alt", ""), draft.report)
        draft.header["picture"] = picture.address if (picture := find(path)) else path
    for section in draft.sections:
        section.intro = PICTURE_IN_TEXT.sub(in_text, section.intro)
        for item in section.items:
            item |= {name: PICTURE_IN_TEXT.sub(in_text, item[name]) for name in MARKDOWN_COLUMNS if item.get(name)}
            if item.get("picture"):
                _ask_for_words(item["picture"], item["alt"], draft.report)
            found = {name: picture for name in PICTURE_COLUMNS if item.get(name) and (picture := find(item[name]))}
            item |= {name: picture.address for name, picture in found.items()}
            if "crop" in KIND[section.kind].choices and any(one.height > one.width for one in found.values()):
                item.setdefault("crop", PORTRAIT_CROP_PERCENT)


def with_file_paths(markdown: str) -> str:
    """A text in which pictures have the paths of files that any server can show: their JPEG renditions."""
    ids = {match["id"] for match in ADDRESS.finditer(markdown)}
    files = select(Rendition.picture_id, Rendition.name).where(
        Rendition.picture_id.in_(ids), Rendition.format == "jpeg"
    )
    paths = {f"/media/{picture_id}": f"/media/{name}" for picture_id, name in db.session.execute(files)}
    return re.sub(ADDRESS.pattern + r"(?!\.)", lambda match: paths.get(match[0], match[0]), markdown)


def picture_files(markdown: str) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each picture that `with_file_paths` gave a path."""
    names = {match[1] for match in re.finditer(r"/media/([0-9a-f]{20}\.jpeg)", markdown)}
    for rendition in db.session.scalars(select(Rendition).where(Rendition.name.in_(names)).order_by(Rendition.name)):
        yield rendition.name, rendition.data


def read_picture(mapping: dict[str, Any]) -> Picture:
    """A picture of an archive with its renditions; ValueError, PictureError or the like where one is none."""
    drawn = [Rendition(**one | {"data": base64.b64decode(one["data"], validate=True)}) for one in mapping["renditions"]]
    size = [mapping["width"], mapping["height"]]
    possible = all(type(side) is int and 0 < side <= MAX_SIDE_PX for side in size)
    if not (possible and {one.format for one in drawn} == {"webp", "jpeg"} and re.fullmatch(PICTURE_ID, mapping["id"])):
        raise ValueError
    if any(one.name != name_of(one.data, one.format) for one in drawn):
        raise ValueError
    if measure([(one.format, one.data) for one in drawn]) != [(one.width, one.height) for one in drawn]:
        raise ValueError
    return Picture(id=mapping["id"], width=size[0], height=size[1], renditions=drawn)


def missing_pictures(text: str, pictures: list[Picture]) -> list[str]:
    """The addresses of pictures that a text names, and that are neither among these nor in the database."""
    named = {match["id"] for match in ADDRESS.finditer(text)}
    named -= {picture.id for picture in pictures} | {one.name[:20] for own in pictures for one in own.renditions}
    start = func.substr(Rendition.name, 1, 20)
    here = {*db.session.scalars(select(Picture.id).where(Picture.id.in_(named)))}
    here |= {*db.session.scalars(select(start).where(start.in_(named)))}
    return [f"/media/{id_}" for id_ in sorted(named - here)]


def _known(path: str) -> Picture | None:
    """The picture that left as a file of this path, if it is here still."""
    rendition = rendition_named(path.removeprefix("/media/"))
    return db.session.get(Picture, rendition.picture_id) if rendition else None


def _ask_for_words(path: str, alt: str, report: Report) -> None:
    """Reports a picture that is new here and that nothing is said of."""
    if not (alt.strip() or ADDRESS.match(path)):
        report.unsure(f"The picture {path} has no description: write one, or leave it decorative.")


def _found(path: str, assets: Path | None, report: Report) -> Picture | None:
    why: object = "name the root of its site with --assets."
    try:
        if assets is not None:
            file = Path(realpath(assets / unquote(urlsplit(path).path).lstrip("/")))  # takes links in a circle too
            if not file.is_relative_to(assets.resolve()):
                why = "it lies outside of the assets folder."
            elif file.exists() and not (file.is_file() or file.is_dir()):
                why = "it is not a file."  # reading from a pipe would never end
            else:
                return take_in(file.read_bytes())
    except OSError as error:
        why = error.strerror
    except ValueError:
        why = "a file cannot have this name."
    except PictureError as error:
        why = error
    report.unsure(f"The picture {path} was not imported: {why}")
    return None
