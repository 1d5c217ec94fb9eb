"""What a row keeps of its own words when it is tied to another that says them, too."""

from faimi.content import KIND, Item
from faimi.content.reference import Reference
from faimi.exchange.text_matching import near


def words_given(row: Item, reference: Reference, named: Item) -> list[str]:
    """The row's own words that one it names gives it instead.

    Names that say something else stay: they may tell who of the authors presents.
    """
    people = KIND[row.key.kind].names
    both = {own: (getattr(row, own), getattr(named, theirs)) for own, theirs in reference.words.items()}
    return [own for own, texts in both.items() if all(texts) and (own not in people or near(*texts))]
