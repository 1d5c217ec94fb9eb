"""The tree of a page's HTML: blocks that follow one another, and the lines in them."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from faimi.exchange.draft import PageError, Report
from faimi.exchange.page.recognise.times import edge_times
from faimi.exchange.page.source.block_links import move_links_inward
from faimi.exchange.page.source.furniture import without_furniture
from faimi.exchange.page.source.tags import ALL_HEADINGS
from faimi.exchange.text_matching import cut, words_of

BOXES = ["div", "section", "center", "article", "main", "header", "footer", "figure", "aside", "nav", "address"]
BLOCKS = {*BOXES, "p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "details", "figcaption", "form"}
HEADINGS = ALL_HEADINGS[2:]  # within a section
BLOCKS |= {*ALL_HEADINGS}
Line = list[PageElement]
MAX_DEPTH = 100


def tidied(tree: BeautifulSoup, report: Report) -> Tag:
    """Drops what is no content, and boxes that only lay out what is in them: what is left are blocks."""
    check_depth(tree)
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        report.unsure(f"A hidden comment was left out: {cut(comment)}", comment)
        comment.extract()
    for tag in tree.find_all(["style", "script", "noscript", "template", "svg"]):
        if (said := tag.get_text()).strip() or tag.name != "svg":
            report.unsure(f"A <{tag.name}> was left out: {cut(said)}", said)
        tag.decompose()
    without_furniture(tree, report)
    move_links_inward(tree)
    for tag in tree.find_all("br"):
        tag.insert_after("\n")
    for tag in tree.find_all("span"):
        _part(tag)
    for tag in tree.find_all(["span", "font", "time"]):
        _space_out(tag)
        tag.unwrap()
    _open_boxes(tree)
    body = tree.body or tree.new_tag("body")
    _wrap_loose(body, tree)
    body.smooth()
    return body


def _space_out(tag: Tag) -> None:
    """Keeps what stands beside a time apart from it, as a page's style sheet would."""
    if edge_times(words_of(tag))[0] or tag.name == "time":
        tag.insert_before(" ")
        tag.insert_after(" ")


def _part(tag: Tag) -> None:
    """Divides two boxes of some words that touch, such as a name and a place, as a page's style sheet would."""
    before = tag.previous_sibling
    boxes = [before, tag] if isinstance(before, Tag) and before.name == "span" else []
    if boxes and all(box.get("class") and len(words_of(box).split()) > 1 for box in boxes):
        tag.insert_before(BeautifulSoup("", "lxml").new_tag("br"))


def _open_boxes(tree: BeautifulSoup) -> None:
    """Leaves only blocks, each with the boxes it stood in (`data-box`) and the class of one that held it alone."""
    boxes = tree.find_all(BOXES)
    for number, box in enumerate(boxes):
        box["data-box"] = f"{_path(box.parent)}{number}/"
    for box in reversed(boxes):
        blocks = [child for child in box.children if isinstance(child, Tag) and child.name in BLOCKS]
        if not blocks:
            box.name, box["data-box"] = "p", _path(box.parent)
            continue
        _wrap_loose(box, tree)
        blocks = [child for child in box.children if isinstance(child, Tag)]
        for block in blocks:
            block["data-box"] = block.get("data-box") or box["data-box"]
            if len(blocks) == 1 and not block.get("class"):
                block["class"] = box.get("class") or ""
        box.unwrap()


def _path(tag: Tag | None) -> str:
    """The boxes around a box, as numbers that slashes divide."""
    return next((str(above["data-box"]) for above in (tag, *tag.parents) if above.get("data-box")), "/") if tag else "/"


def check_depth(tree: BeautifulSoup) -> None:
    """Refuses boxes in boxes without end, which take long to open."""
    depths = {id(tree): 0}
    for tag in tree.find_all(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
    if max(depths.values()) > MAX_DEPTH:
        raise PageError("its text is nested too deeply to read.")


def _wrap_loose(box: Tag, tree: BeautifulSoup) -> None:
    """Makes paragraphs of the text and inline elements between a box's blocks."""
    paragraph: Tag | None = None
    for child in list(box.children):
        if isinstance(child, Tag) and child.name in BLOCKS:
            paragraph = None
        elif paragraph is not None:
            paragraph.append(child.extract())
        elif isinstance(child, Tag) or words_of(child):
            paragraph = tree.new_tag("p")
            child.wrap(paragraph)


def lines_of(block: Tag, soft: bool = False) -> list[Line]:
    """The lines of a paragraph, which hard breaks divide, the entries of a list, or the rows of a table.

    With `soft`, each line of a paragraph's source is one.
    """
    if block.name == "table":
        rows = [row.find_all(["td", "th"]) for row in block.find_all("tr") if row.find("td")]
        return [_joined(row) for row in rows if any(words_of(cell) for cell in row)]
    if block.name in ("ul", "ol"):
        return [line for entry in block.find_all("li", recursive=False) for line in _entry(entry)]
    if block.name == "dl":
        return [[part] for part in block.find_all(["dt", "dd"], recursive=False) if words_of(part)]
    return split_lines(block.children, soft)


def split_lines(parts: Iterable[PageElement], soft: bool = False) -> list[Line]:
    """Divides what follows one another at hard breaks; with `soft`, at those of the source too."""
    lines: list[Line] = [[]]
    for child in parts:
        if isinstance(child, Tag) and child.name == "br":
            lines.append([])
        elif soft and not isinstance(child, Tag) and "\n" in child.get_text():
            first, *more = child.get_text().split("\n")
            lines[-1].append(NavigableString(first))
            lines += [[NavigableString(text)] for text in more]
        else:
            lines[-1].append(child)
    return [line for line in lines if any(isinstance(part, Tag) or words_of(part) for part in line)]


def _entry(entry: Tag) -> list[Line]:
    """An entry as one line; lists within it, and further paragraphs, have lines of their own."""
    own = [part for part in entry.children if not (isinstance(part, Tag) and part.name in BLOCKS)]
    blocks = [part for part in entry.children if isinstance(part, Tag) and part.name in BLOCKS]
    lines = [own] if any(isinstance(part, Tag) or words_of(part) for part in own) else []
    return lines + [line for block in blocks for line in lines_of(block)]


def _joined(cells: list[Tag]) -> Line:
    """The cells of a row as one line, with commas between them."""
    line: Line = []
    for cell in cells:
        line += [NavigableString(", ")] * bool(line and words_of(cell)) + list(cell.children)
    return line


def topmost_headings(blocks: list[Tag]) -> list[Tag]:
    """The headings of the highest level among blocks."""
    level = min((block.name for block in blocks if block.name in HEADINGS), default="")
    return [block for block in blocks if block.name == level]


def text_of(line: Line) -> str:
    """A line's text."""
    return " ".join("".join(part.get_text() for part in line).split())


def tags_of(line: Line, *names: str) -> list[Tag]:
    """The tags of these names in a line, in its order."""
    tags = [tag for part in line if isinstance(part, Tag) for tag in (part, *part.find_all(True))]
    return [tag for tag in tags if tag.name in names]


def paragraph(line: Line) -> Tag:
    """A line as a paragraph of its own."""
    block = BeautifulSoup("", "lxml").new_tag("p")
    for part in line:
        block.append(part.extract())
    return block


def put_back(block: Tag, unread: list[Line], complete: bool) -> list[Tag]:
    """What was not understood of a block: the block itself if it is `complete`, else its unread lines."""
    if complete:
        return [block]
    return [paragraph(line) for line in unread]
