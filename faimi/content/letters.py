"""Letters as they are compared: in small ones, without accents."""

import unicodedata

PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i", "đ": "d", "’": None, "'": None})


def plain_letters(text: str) -> str:
    """A text in small letters, without accents and apostrophes: Søren Müller’s is soren mullers."""
    if text.isascii():
        return text.lower().replace("'", "")
    letters = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same: the case of letters and the number of spaces say nothing."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
