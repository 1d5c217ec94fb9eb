"""What people type where there is nothing to say."""

import re

DASHES = re.compile(r"[-‐-―−\s]+")


def without_dash(text: str) -> str:
    """The text, or nothing where all of it is a dash."""
    return "" if DASHES.fullmatch(text) else text
