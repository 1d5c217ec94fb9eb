"""XML, an element at a time."""

from xml.etree import ElementTree

from faimi.exchange.row_facts import printable


def child(parent: ElementTree.Element, name: str, text: str = "", /, **attributes: str) -> ElementTree.Element:
    """Appends an element to `parent` and gives it."""
    kept = {key: printable(value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, name, kept)
    element.text = printable(text) or None
    return element


def document(root: ElementTree.Element) -> bytes:
    """The file that a root element makes."""
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml
