"""What stands around a page's content: navigation, the page's foot, forms and the messages that they show."""

import re

from bs4 import BeautifulSoup, Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.source.tags import ALL_HEADINGS
from faimi.exchange.text_matching import cut, word_list, words_of

NAVIGATION = {"nav", "navigation", "navbar", "nav-tabs", "nav-pills", "site-nav", "breadcrumb", "breadcrumbs"}
FOOT = {"footer", "contentinfo", "site-footer", "page-footer"}
OWN_CONTENT = ["article", "section", "blockquote", "li", "td", "figure"]  # what stands below one of these is its foot
FIELDS = ["input", "select", "textarea", "button", "label", "option"]
MESSAGE = re.compile(
    r"(?:^|[-_])(?:form[-_]message|message[-_]panel|(?:error|success)[-_](?:message|response)|response[-_]output|entry__error|"
    r"w-form-(?:done|fail))",
    re.I,
)
MESSAGE_WORDS = re.compile(
    r"(?:\w+ ?!? )?(?:your|the) (?:subscription|message|submission|registration|request) "
    r"(?:could not be|has been|was successful|was sent|was received|failed)\b.{0,120}",
    re.I,
)
MAX_NAVIGATION_WORDS, MAX_TOLD_CHARS = 3, 400  # words beside the links; of what was left out


def without_furniture(tree: BeautifulSoup, report: Report) -> None:
    """Takes out what is no content of the page."""
    for tag in tree.find_all(True):
        if tag.decomposed or not _signs(tag) & {*NAVIGATION, *FOOT, "form"}:
            continue
        if _signs(tag) & NAVIGATION and _is_navigation(tag):
            _leave_out(tag, "The page's navigation", report)
        elif _signs(tag) & FOOT and not tag.find(ALL_HEADINGS) and not tag.find_parent(OWN_CONTENT):
            _leave_out(tag, "The foot of the page", report)
        elif tag.name == "form":
            _without_fields(tag, report)


def _signs(tag: Tag) -> set[str]:
    """The words by which a tag may say what it is: its name, role, id and classes."""
    return {tag.name, *(word for name in ("role", "id", "class") for word in tag.get_attribute_list(name) if word)}


def _is_navigation(tag: Tag) -> bool:
    """Whether it holds links and hardly a word beside them."""
    beside = [text for text in tag.find_all(string=True) if not text.find_parent(["a", "button", *ALL_HEADINGS])]
    return bool(tag.find("a")) and len(word_list(" ".join(beside))) <= MAX_NAVIGATION_WORDS


def _leave_out(tag: Tag, what: str, report: Report) -> None:
    links = dict.fromkeys(str(link["href"]) for link in tag.find_all("a", href=True))
    if said := cut(" ".join([tag.get_text(" "), *links]), MAX_TOLD_CHARS):
        report.unsure(f"{what} was left out: {said}", words_of(tag))
    tag.decompose()


def _without_fields(form: Tag, report: Report) -> None:
    """Leaves the words of a form that are no names of fields, and no messages that it shows when it was sent."""
    near = [above for above in list(form.parents)[:3] if above.name == "div"]
    box = next((above for above in reversed(near) if any("form" in sign for sign in _signs(above))), form)
    if box.get("data-form"):
        return
    box["data-form"] = "read"
    found = {id(tag): tag for tag in box.find_all(True) if _is_no_text(tag)}
    parts = [tag for tag in found.values() if not any(id(above) in found for above in tag.parents)]
    said = cut(" ".join(part.get_text(" ") for part in parts), MAX_TOLD_CHARS)
    for tag in parts:
        tag.decompose()
    form.name = "div"
    if said:
        report.unsure(f"A form was left out, which sends to {form.get('action') or 'its own page'}: {said}", said)


def _is_no_text(tag: Tag) -> bool:
    """Whether a part of a form is a field, the name of one, or a message."""
    if tag.name in FIELDS or any(map(MESSAGE.search, _signs(tag))):
        return True
    return (
        tag.name in ("p", "div", "span") and len(words := words_of(tag)) < 200 and bool(MESSAGE_WORDS.fullmatch(words))
    )
