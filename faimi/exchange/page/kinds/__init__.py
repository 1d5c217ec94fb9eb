"""The readers of pages that faimi did not write: one a kind, in the module of the kind's name, if it has one."""

import re
from importlib import import_module
from importlib.util import find_spec

from faimi.content import KINDS
from faimi.exchange.page.kinds.reader import Reader

_MODULES = {kind.name: f"{__name__}.{kind.name}" for kind in KINDS}
READERS: dict[str, Reader] = {name: import_module(path).READER for name, path in _MODULES.items() if find_spec(path)}


def kinds_of(heading: str) -> list[str]:
    """The kinds that the words of a heading name, the likeliest first; “text” says that it is none."""
    named = [name for name, reader in READERS.items() if re.search(reader.heading, heading, re.I)]
    return sorted(named, key=lambda name: READERS[name].precedence)
