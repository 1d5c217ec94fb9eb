"""Where a long text folds: after some lines, so that what follows it on the page is near."""

import re

from markupsafe import Markup

from faimi.content.prose import TAG, width

SHOWN_CHARS = 216  # three lines on a wide screen, six on a phone
LEAST_FOLDED_CHARS = 320  # four lines more on a wide screen: less is not worth a click
VOID = {"br", "hr", "img", "source"}
WORD_END = re.compile(r"\s+|(?<=[、，。；：！？])")


def is_worth_folding(html: Markup) -> bool:
    """Whether a text is so long that as a whole it waits behind its name."""
    return width(html.striptags()) >= LEAST_FOLDED_CHARS


def split_to_fold(html: Markup) -> tuple[Markup, Markup]:
    """The first lines of a text as HTML, and what folds; a paragraph that is cut goes on there as `.goes-on`.

    Nothing folds where the text is short, or has no place to cut it.
    """
    if width(html.striptags()) < SHOWN_CHARS + LEAST_FOLDED_CHARS:
        return html, Markup()
    shown, end, open_tags, attributes = 0, 0, list[str](), ""
    for tag in TAG.finditer(html):
        words, name = html[end : tag.start()], tag["name"]
        if open_tags == ["p"] and shown + width(words) > SHOWN_CHARS:
            cuts = [found.end() for found in WORD_END.finditer(words)]
            fitting = (cut for cut in cuts if cut <= SHOWN_CHARS and shown + width(words[:cut]) <= SHOWN_CHARS)
            if at := max(fitting, default=min(cuts, default=0)):
                return _cut(html, end + at, attributes)
        shown, end = shown + width(words), tag.end()
        if name.startswith("/"):
            del open_tags[-1:]
            if shown > SHOWN_CHARS and not open_tags:
                return html[:end], html[end:].lstrip()
        elif name not in VOID:
            open_tags.append(name)
            attributes = tag["attributes"] if len(open_tags) == 1 else attributes
    return html, Markup()


def _cut(html: Markup, at: int, attributes: str) -> tuple[Markup, Markup]:
    """What is before and behind a place in a paragraph with these attributes."""
    goes_on = Markup(f'<p class="goes-on"{attributes}>')  # noqa: S704  # they are of HTML that is clean
    return html[:at].rstrip() + Markup("</p>"), goes_on + html[at:]
