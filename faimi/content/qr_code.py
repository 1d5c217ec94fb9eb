"""A text as a QR code."""

from markupsafe import Markup


def as_qr_code(text: str) -> Markup:
    """The code as an SVG without styles, so that it stands in a page as it is; class `qr`."""
    import segno  # few requests need it

    drawn = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=3, light="#fff", svgclass="qr")
    return Markup(drawn)  # noqa: S704  # numbers and names of elements, made by segno
