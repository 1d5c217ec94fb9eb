"""Runs the migrations on the app's own database."""

from alembic import context
from flask import current_app

from faimi.extensions import db

with db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:  # SQLite changes a table by making it anew: dropping the old one must not take other tables' rows along
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # all of it is one transaction, changes of tables, too
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=db.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
    if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"The migration would leave rows that refer to none: {broken[:3]}")
    connection.commit()
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
