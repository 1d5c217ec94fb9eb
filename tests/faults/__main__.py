"""Prints what came of each fault: `python -m tests.faults [PART]...`; PARTS names them."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable

from tests.faults import crowd, database, disk, kills, races, slow
from tests.faults.bombs import run as send_bombs
from tests.faults.row import Row

PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "bombs": send_bombs,
    "kills": kills.run,
    "database": database.run,
    "disk": disk.run,
    "races": races.run,
    "crowd": crowd.run,
    "slow": slow.run,
}


def main() -> int:
    """Does what is asked for; gives 1 where something came out as it must not."""
    parser = ArgumentParser("make faults")
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (all of them unless told)")
    parts = parser.parse_args().parts or list(PARTS)
    if unknown := set(parts) - {*PARTS}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return int(sum(map(_printed, parts)) > 0)


def _printed(part: str) -> int:
    """Prints the table of one part, and gives how many of its lines are wrong."""
    wrong, head = 0, ""
    for row in PARTS[part]():
        if row.head != head:
            head = row.head
            print(f"\n{part}\n\n{head}")
        print(row, flush=True)
        wrong += bool(row.wrong)
    print(f"\n{f'{wrong} not as it must be' if wrong else 'All as it must be'}.", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
