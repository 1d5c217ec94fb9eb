"""Pictures: taken in once, checked, re-rendered in a few widths, and served for ever under a hash of their content."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from faimi.extensions import Model, db
from faimi.media.decoding import WIDTHS, PictureError, Rendered, check_and_render, render_missing

NARROW_SCREEN_PX = 320
ADDRESS = re.compile(r"/media/(?P<id>[0-9a-f]{20})")


def _utc_now() -> datetime:
    """The present moment in UTC, as the database keeps moments: without a time zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class Picture(Model):
    """A picture that was taken in; `id` is a hash of what is drawn, `width` and `height` are in pixels.

    `taken_in_at` is when somebody last sent it, in UTC.
    """

    id: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    taken_in_at: Mapped[datetime] = mapped_column(default=_utc_now)
    renditions: Mapped[list["Rendition"]] = relationship(order_by="Rendition.width", cascade="all, delete-orphan")

    @property
    def address(self) -> str:
        """What a photo or picture column holds for it."""
        return f"/media/{self.id}"

    def of_format(self, format_: str) -> list["Rendition"]:
        """Its renditions in one format, the narrowest first."""
        return [rendition for rendition in self.renditions if rendition.format == format_]

    def within(self, width: int, height: int) -> tuple[int, int]:
        """The size at which it fits into a box without growing."""
        across = max(1, round(self.width * min(1, width / self.width, height / self.height)))
        return across, max(1, round(across * self.height / self.width))

    def sharp_at(self, width: int) -> list["Rendition"]:
        """The WebP renditions that are of use where it is shown so wide, or as wide as a narrow screen.

        Two pixels to one of CSS are enough.
        """
        least = 0.75 * min(width, NARROW_SCREEN_PX)
        offered = self.of_format("webp")
        enough = next((n for n, rendition in enumerate(offered, 1) if rendition.width >= 2 * width), len(offered))
        return [rendition for rendition in offered[:enough] if rendition.width >= least] or offered[-1:]


class Rendition(Model):
    """One width of a picture in one format; `name` is a hash of its bytes and the ending."""

    name: Mapped[str] = mapped_column(primary_key=True)
    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(deferred=True)


def name_of(content: bytes, format_: str) -> str:
    """The name of a rendition, which its bytes make."""
    return f"{hashlib.sha256(content).hexdigest()[:20]}.{format_}"


def take_in(data: bytes) -> Picture:
    """The picture of a file, made and added to the session unless it is there; the caller commits.

    Raises PictureError, in words for the person who chose the file, where it is no picture that can be shown.
    """
    size, rendered = check_and_render(data)
    picture_id = hashlib.sha256(b"".join(content for _, _, content in rendered)).hexdigest()[:20]
    pending = (row for row in db.session.new if isinstance(row, Picture) and row.id == picture_id)
    if there := db.session.get(Picture, picture_id) or next(pending, None):
        there.taken_in_at = _utc_now()
        return there
    picture = Picture(id=picture_id, width=size[0], height=size[1])
    _add(picture, rendered)
    db.session.add(picture)
    return picture


def _add(picture: Picture, rendered: list[Rendered]) -> None:
    for format_, (width, height), content in rendered:
        name = name_of(content, format_)
        picture.renditions.append(Rendition(name=name, format=format_, width=width, height=height, data=content))


def keep(data: bytes) -> Picture:
    """Takes a picture in and keeps it at once, whatever becomes of the form that it came with.

    Raises PictureError as `take_in` does.
    """
    picture_id = take_in(data).id
    try:
        db.session.commit()
    except IntegrityError:  # somebody else took in the same picture at this moment
        db.session.rollback()
    return db.session.get_one(Picture, picture_id)


def complete_renditions() -> int:
    """How many pictures were rendered in widths there were not when they were taken in; each is committed by itself."""
    rendered = select(Rendition.width).where(Rendition.picture_id == Picture.id, Rendition.format == "webp")
    lacks = (and_(Picture.width > width, ~rendered.where(Rendition.width == width).exists()) for width in WIDTHS)
    return sum(_complete(id_) for id_ in db.session.scalars(select(Picture.id).where(or_(*lacks))).all())


def _complete(picture_id: str) -> bool:
    picture = db.session.get_one(Picture, picture_id)
    webps = picture.of_format("webp")
    try:
        _add(picture, render_missing(picture.width, [one.width for one in webps], webps[-1].data))
    except PictureError:  # it goes on being shown in the widths it has
        return False
    try:
        db.session.commit()
    except IntegrityError:  # another process completes it at this moment
        db.session.rollback()
        return False
    return True


def rendition_named(name: str) -> Rendition | None:
    """The rendition with this name; two pictures may share one."""
    return db.session.scalar(select(Rendition).where(Rendition.name == name).limit(1))


def pictures_in(texts: Iterable[str]) -> dict[str, Picture]:
    """The pictures whose addresses stand in these texts, by address, in a fixed number of queries."""
    ids = {match["id"] for text in texts for match in ADDRESS.finditer(text)}
    if not ids:
        return {}
    query = select(Picture).where(Picture.id.in_(ids)).options(selectinload(Picture.renditions))
    return {picture.address: picture for picture in db.session.scalars(query)}


def bytes_of(pictures: Iterable[Picture]) -> dict[str, int]:
    """How many bytes the largest rendition of each picture has, by the picture's address, in one query."""
    largest = select(Rendition.picture_id, func.max(func.length(Rendition.data))).group_by(Rendition.picture_id)
    by_id = {picture.id: picture.address for picture in pictures}
    found = db.session.execute(largest.where(Rendition.picture_id.in_(by_id)))
    return {by_id[picture_id]: size for picture_id, size in found}


def picture_at(address: str) -> Picture | None:
    """The picture with this address; none where the address is only a path on a former site."""
    match = ADDRESS.fullmatch(address or "")
    return db.session.get(Picture, match["id"]) if match else None


__all__ = [
    "Picture",
    "PictureError",
    "Rendition",
    "bytes_of",
    "complete_renditions",
    "keep",
    "name_of",
    "picture_at",
    "pictures_in",
    "rendition_named",
    "take_in",
]
