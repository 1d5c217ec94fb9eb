"""What a search result or a shared link says under a page's title."""

from textwrap import shorten

from faimi.content import Edition
from faimi.content.page import Page
from faimi.content.papers import Paper
from faimi.content.prose import day, render
from faimi.exchange.paper_list import venue_of_papers


def facts(edition: Edition) -> str:
    """When and where: 10 October 2024 · Marrakesh."""
    return " · ".join(filter(None, [day(edition.starts_on) if edition.starts_on else "", edition.venue]))


def about(page: Page) -> str:
    """An edition's day and place, or how a page of the site begins."""
    edition = page.edition
    if edition.state != "page":
        return ". ".join(filter(None, [facts(edition), "Programme, papers, dates and people."]))
    first = next((text.body for text in page.rows("text") if text.body), edition.tagline)
    return shorten(render(first).striptags(), 200, placeholder="…") or edition.title


def about_paper(edition: Edition, paper: Paper) -> str:
    """Who wrote a paper, and where it was accepted."""
    return " · ".join(filter(None, [paper.authors, venue_of_papers(edition), facts(edition)]))
