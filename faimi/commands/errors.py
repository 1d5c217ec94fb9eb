"""How commands end where something is wrong: with one line on stderr and exit status 1."""

import sqlite3
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn
from weakref import WeakSet

import click
from sqlalchemy.exc import SQLAlchemyError

from faimi.database.errors import is_away, no_answer
from faimi.database.schema import unready

_ending: WeakSet[click.Command] = WeakSet()


def fail(message: str) -> NoReturn:
    """Ends the command with an error: one line, and exit status 1."""
    click.echo(message, err=True)
    sys.exit(1)


def needs_tables() -> None:
    """Ends a command where the database does not answer, or has other tables than those of this version."""
    try:
        reason = unready()
    except SQLAlchemyError as error:
        fail(no_answer(error))
    if reason:
        fail(reason)


def end_in_a_line(group: click.Group) -> None:
    """Has all commands of a group, and of those below it, say what is wrong with a disk or a database in a line."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            end_in_a_line(command)
        elif command.callback and command not in _ending:  # they are the same for all apps of a process
            _ending.add(command)
            command.callback = _in_a_line(command.callback)


def _in_a_line(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except (SQLAlchemyError, sqlite3.Error) as error:
            if not is_away(error):
                raise
            fail(no_answer(error))
        except BrokenPipeError:
            raise
        except OSError as error:
            fail(f"{error.filename or 'A file'}: {error.strerror or error}.")

    return called
