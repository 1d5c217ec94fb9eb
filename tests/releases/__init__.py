"""Databases as the first schema and each release made them, with data, and what is in them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from faimi.extensions import db

FOLDER = Path(__file__).parent
RELEASES = sorted(path.name.removesuffix(".json") for path in FOLDER.glob("*.json"))


def load(release: str) -> None:
    """Has the app's database, which has no tables, be the one that a release left."""
    dialect = db.engine.dialect.name
    made = (FOLDER / f"{release}.{dialect}.sql").read_text()
    db.session.remove()
    if dialect == "sqlite":
        with closing(sqlite3.connect(db.engine.url.database or "")) as file:
            file.executescript(made)
        return
    with db.engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute(made)
