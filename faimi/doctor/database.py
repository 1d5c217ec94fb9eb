"""The database: whether it answers, is whole, and has the tables of this version; and what it holds."""

from collections.abc import Iterator

from sqlalchemy import func, inspect, select, text

from faimi.content import Edition
from faimi.content.plural import counted
from faimi.database.schema import last_migration, unready
from faimi.doctor.finding import Finding, error, fine, warning
from faimi.erasing.unreferenced_pictures import unreferenced
from faimi.extensions import db
from faimi.media import Picture
from faimi.version import PROGRAM

MANY_ORPHANS = 50


def schema() -> Iterator[Finding]:
    """Whether the tables are those of this version."""
    if not inspect(db.engine).get_table_names():
        mend = f"{PROGRAM} restore FILE, with the last backup; {PROGRAM} setup begins a new site"
        yield error("The database is empty: it is a new one, or the former one is gone.", mend)
    elif reason := unready():
        yield error(reason, f"{PROGRAM} setup")
    else:
        yield fine(f"The tables are those of this version ({last_migration()}).")


def integrity() -> Iterator[Finding]:
    """Whether a SQLite file is whole, and each row names rows that there are; PostgreSQL sees to that itself."""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(select(1))
        yield fine("PostgreSQL answers.")
        return
    said = list(db.session.scalars(text("PRAGMA quick_check(5)")))
    if said != ["ok"]:
        yield error(f"The database is damaged: {said[0]}.", f"{PROGRAM} restore FILE, with the last backup")
        return
    loose = db.session.execute(text("PRAGMA foreign_key_check")).all()
    if loose:
        tables = ", ".join(sorted({str(row[0]) for row in loose}))
        mend = f"{PROGRAM} restore FILE, with a backup from before somebody changed the file"
        yield error(f"{counted(len(loose), 'row')} of {tables} name rows that are not there.", mend)
    else:
        yield fine("The database is whole.")


def orphans() -> Iterator[Finding]:
    """Whether many pictures are kept that nothing names."""
    number, all_ = len(unreferenced()), db.session.scalar(select(func.count(Picture.id))) or 0
    told = f"{counted(all_, 'picture')} kept, {number or 'none'} of them named nowhere"
    yield warning(f"{told}.", f"{PROGRAM} media prune") if number > MANY_ORPHANS else fine(f"{told}.")


def public_counts() -> Iterator[Finding]:
    """What visitors get."""
    states: dict[str, int] = {}
    for state, number in db.session.execute(select(Edition.state, func.count()).group_by(Edition.state)):
        states[state] = number
    told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    if any(state not in ("draft", "removed") for state in states):
        yield fine(f"Editions: {told}.")
    else:
        yield warning(f"Visitors see no edition{f' ({told})' if told else ''}.", "Publish one, in its settings.")
