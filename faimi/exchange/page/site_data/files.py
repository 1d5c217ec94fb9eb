"""The files below `_data` of a Jekyll site, as Liquid names them: `site.data.people.chairs`."""

import csv
import json
import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml

try:  # much faster; not every copy of yaml has it
    from yaml import CBaseLoader as Loader
except ImportError:
    from yaml import BaseLoader as Loader  # type: ignore[assignment]  # it is used alike

MAX_DATA_BYTES = 500_000
MAX_FILES_HELD = 8
MAX_LEVELS_UP = 4  # from a page to the root of its site
NAME = re.compile(r"[\w-]{1,80}")
Reader = Callable[[list[str]], tuple[str, Any]]


class DataError(Exception):
    """Why data cannot be read, in words for the report."""


def data_folder(page: Path, root: Path | None) -> Path | None:
    """The folder `_data` of the site that a page belongs to, if there is one."""
    above = [root] if root else list(page.absolute().parents)[:MAX_LEVELS_UP]
    return next((folder / "_data" for folder in above if (folder / "_data").is_dir()), None)


def data_reader(folder: Path) -> Reader:
    """A function from names to their file and what it holds below the rest of them; it may raise DataError.

    It reads each file once, so it is made anew for each page.
    """
    return partial(_site_data, folder, lru_cache(MAX_FILES_HELD)(_loaded))


def _site_data(folder: Path, load: Callable[[Path, Path], Any], names: list[str]) -> tuple[str, Any]:
    place = folder
    for depth, name in enumerate(names):
        if not NAME.fullmatch(name):
            break
        for ending in (".yml", ".yaml", ".json", ".csv"):
            if (file := place / f"{name}{ending}").is_file():
                return _called(file, folder), _below(load(file, folder), names[depth + 1 :], file, folder)
        place /= name
    raise DataError(f"there is no file _data/{'/'.join(names)}.yml")


def _called(file: Path, folder: Path) -> str:
    return f"_data/{file.relative_to(folder).as_posix()}"


def _below(held: Any, names: list[str], file: Path, folder: Path) -> Any:
    if isinstance(held, DataError):
        raise held
    for name in names:
        if not isinstance(held, dict) or name not in held:
            raise DataError(f"{_called(file, folder)} holds no “{name}”")
        held = held[name]
    return held


def _loaded(file: Path, folder: Path) -> Any:
    """What a file holds: mappings, lists and texts alone, so that 10:30 is no number; or why it cannot be read."""
    try:
        if file.stat().st_size > MAX_DATA_BYTES:
            return DataError(f"{_called(file, folder)} is larger than {MAX_DATA_BYTES // 1000} KB")
        text = file.read_text("utf-8-sig")
        if file.suffix == ".json":
            return json.loads(text, parse_int=str, parse_float=str)
        if file.suffix == ".csv":
            return list(csv.DictReader(text.splitlines()))
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=Loader)):
            return DataError(f"{_called(file, folder)} refers to itself (*name)")
        return yaml.load(text, Loader=Loader)  # noqa: S506  # it makes nothing but texts, lists and mappings
    except (OSError, ValueError, csv.Error, yaml.YAMLError, RecursionError):
        return DataError(f"{_called(file, folder)} cannot be read")
