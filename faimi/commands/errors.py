"""How commands end where the machine fails them: in a line, with exit status 1."""

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakSet

import click
from sqlalchemy.exc import SQLAlchemyError

from faimi.commands.setup import fail
from faimi.database.schema import no_answer
from faimi.web.outage import is_away

_ending: WeakSet[click.Command] = WeakSet()


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
