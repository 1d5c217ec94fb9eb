"""Writes a page's footnotes as plain text: numbers in brackets, and the notes as paragraphs."""

import re

NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s\\]{1,60})\]:[ \t]*(?=\S)", re.M)
REFERENCE = re.compile(r"[ \t]?(?<!\\)\[\^(?P<name>[^\]\s\\]{1,60})\](?!:)")


def with_plain_notes(text: str) -> str:
    """Markdown in which a reference to a note is a number in brackets, and the note a paragraph that begins so."""
    notes = {match["name"] for match in NOTE.finditer(text)}
    referred = [match["name"] for match in REFERENCE.finditer(text) if match["name"] in notes]
    numbers = {name: f" [{n}]" for n, name in enumerate(dict.fromkeys(referred), 1)}
    text = REFERENCE.sub(lambda match: numbers.get(match["name"], match[0]), text)
    return NOTE.sub(
        lambda match: f"\n{numbers[match['name']].strip()} " if match["name"] in numbers else match[0], text
    )
