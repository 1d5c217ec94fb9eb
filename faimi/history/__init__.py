"""Every change as a Revision, and the only functions that change content.

A change is one transaction: the edition's version counts up (which also queues writers behind
one another), each row is compared and swapped on its own version in the UPDATE's WHERE, and a
Revision keeps what stood there before and after. Its number is the edition's new version.
The functions that change something return the Revision, or none where nothing changed.
Whether the person may is asked before each flush: see `guards_writes`.
"""

from faimi.history.bulk import add_many, change_many, remove_many, save_many
from faimi.history.descriptions import as_sentence, describe, name_in, name_of
from faimi.history.former_rows import last_snapshots, removal_of, section_key, sent_since, snapshot_at
from faimi.history.masthead import (
    bring_back,
    former_states,
    free_address,
    last_public_state,
    make_room,
    remove_edition,
    set_columns,
)
from faimi.history.replacement import replace_content
from faimi.history.revisions import ERASE, Revision, Rows, edit_group, last_undone
from faimi.history.rows import row_with, rows_with
from faimi.history.snapshots import revive, with_names
from faimi.history.transaction import Conflict, NotPermitted, free_anchors, guards_writes
from faimi.history.undo import ChangedSince, last_change, put_back, restore, reverse, reverse_all, reversible
from faimi.history.verbs import SentBefore, add, move, place, place_many, remove, save, set_values

__all__ = [
    "ERASE",
    "ChangedSince",
    "Conflict",
    "NotPermitted",
    "Revision",
    "Rows",
    "SentBefore",
    "add",
    "add_many",
    "as_sentence",
    "bring_back",
    "change_many",
    "describe",
    "edit_group",
    "former_states",
    "free_address",
    "free_anchors",
    "guards_writes",
    "last_change",
    "last_public_state",
    "last_snapshots",
    "last_undone",
    "make_room",
    "move",
    "name_in",
    "name_of",
    "place",
    "place_many",
    "put_back",
    "removal_of",
    "remove",
    "remove_edition",
    "remove_many",
    "replace_content",
    "restore",
    "reverse",
    "reverse_all",
    "reversible",
    "revive",
    "row_with",
    "rows_with",
    "save",
    "save_many",
    "section_key",
    "sent_since",
    "set_columns",
    "set_values",
    "snapshot_at",
    "with_names",
]
