"""The accents that an edition chooses from: 24 hues around the circle, called after pigments, plants and stones."""

from typing import NamedTuple


class Accent(NamedTuple):
    """What people read, and the colour on paper as an sRGB screen shows it; the style sheet has the hue."""

    label: str
    on_paper: str


ACCENTS = {
    "madder": Accent("Madder red", "#95312f"),
    "rust": Accent("Rust", "#933606"),
    "sienna": Accent("Sienna", "#8d3f00"),
    "ochre": Accent("Ochre", "#824900"),
    "bronze": Accent("Bronze", "#755200"),
    "olive": Accent("Olive", "#645a00"),
    "lichen": Accent("Lichen green", "#4f6100"),
    "fern": Accent("Fern green", "#336700"),
    "moss": Accent("Moss green", "#006c2b"),
    "jade": Accent("Jade green", "#006e46"),
    "viridian": Accent("Viridian green", "#006e5e"),
    "teal": Accent("Teal", "#006c73"),
    "lagoon": Accent("Lagoon blue", "#006984"),
    "cerulean": Accent("Cerulean blue", "#006393"),
    "ocean": Accent("Ocean blue", "#005c9d"),
    "cobalt": Accent("Cobalt blue", "#2455a2"),
    "ultramarine": Accent("Ultramarine blue", "#414ea2"),
    "indigo": Accent("Indigo", "#55489e"),
    "violet": Accent("Violet", "#674195"),
    "orchid": Accent("Orchid", "#743b8a"),
    "plum": Accent("Plum", "#80367b"),
    "magenta": Accent("Magenta", "#89326a"),
    "rose": Accent("Rose", "#8f3059"),
    "carmine": Accent("Carmine red", "#932f45"),
}
