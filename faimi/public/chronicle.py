"""What the start page tells of past editions: who spoke, and how many papers there were."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select

from faimi.content import Edition, Section
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.papers import Paper
from faimi.extensions import db


@dataclass
class Remembered:
    """What visitors see of an edition's keynotes, as the names of who spoke, and the number of its papers."""

    speakers: list[str] = field(default_factory=list)
    papers: int = 0


def remembered(editions: Iterable[Edition]) -> dict[int, Remembered]:
    """What is told of editions, by their ids, in two queries."""
    of = {edition.id: Remembered() for edition in editions}
    shown = Section.edition_id.in_(of), or_(Section.hidden.is_(False), Section.appears_at <= utc_now())
    keynotes = select(Section.edition_id, Keynote.speaker).join(Keynote, Keynote.section_id == Section.id).where(*shown)
    papers = select(Section.edition_id, func.count()).join(Paper, Paper.section_id == Section.id).where(*shown)
    for id, speaker in db.session.execute(keynotes.order_by(Section.position, Keynote.position, Keynote.id)):
        if speaker not in of[id].speakers:
            of[id].speakers.append(speaker)
    for id, number in db.session.execute(papers.group_by(Section.edition_id)):
        of[id].papers = number
    return of
