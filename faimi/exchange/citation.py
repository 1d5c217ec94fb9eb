"""A paper as reference managers and Google Scholar read it in the head of its page: the citation_* tags."""

from urllib.parse import urlsplit

from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.exchange.paper_list import venue_of_papers
from faimi.exchange.row_facts import as_text, split_names, web_address


def citation_tags(edition: Edition, paper: Paper) -> list[tuple[str, str]]:
    """Names and contents; each author has a tag, and "et al." has none, for the tags know no word for it."""
    url, keywords = web_address(paper.url), [word.strip() for word in paper.keywords.split(",")]
    told = [
        ("title", paper.title),
        *(("author", name) for name in split_names(paper.authors)),
        ("publication_date", str(edition.starts_on.year) if edition.starts_on else ""),
        ("conference_title", venue_of_papers(edition)),
        ("pdf_url", web_address(paper.pdf) or (url if _is_pdf(url) else "")),
        *(("keywords", word) for word in keywords),
        ("abstract", as_text(paper.abstract)),
    ]
    return [(f"citation_{name}", content) for name, content in told if content]


def _is_pdf(url: str) -> bool:
    """Whether a link says of itself that it leads to a PDF: paper.pdf, arxiv.org/pdf/2408.02676."""
    path = urlsplit(url).path.lower()
    return path.endswith(".pdf") or "pdf" in path.split("/")
