"""Numbers with the noun that they count, in the English of organizers and commands."""


def counted(number: int, noun: str) -> str:
    """A number of things: 1 paper, 2 papers, 3 addresses."""
    ending = "" if number == 1 else "es" if noun.endswith("s") else "s"
    return f"{number} {noun}{ending}"


FILTERS = {counted.__name__: counted}
