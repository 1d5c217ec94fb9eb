"""Links that could be better: without encryption where there is one, or in words that tell nothing."""

import re
from collections.abc import Iterator
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.markdown_links import as_read, host_by, links_of
from faimi.content import EDITABLE

VAGUE = re.compile(r"(?:click |see |read |follow )?(?:here|this|this link|the link|link|more|this page)", re.I)


@index
def _encrypted_hosts(facts: Facts) -> set[str]:
    """The hosts that the page links to by https."""
    return {host_by("https", link.address) for row in facts.by_key.values() for _, link in links_of(row)}


@check("hint", *EDITABLE)
def http_beside_https(row: Any, facts: Facts) -> Iterator[Found]:
    """A link by http to a site that the page elsewhere links to by https."""
    plain = [(name, host) for name, link in links_of(row) if (host := host_by("http", link.address))]
    for name, host in dict.fromkeys(plain):
        if host in _encrypted_hosts(facts):
            words = f"It links to {host} by http, and other links of this page lead there by https."
            own = rf"(?<![^\s(<\"'])http://(?={re.escape(host)}(?![\w.:@-]))"  # within another address it stays
            text = re.sub(own, "https://", getattr(row, name))
            yield Found(name, words, fix=Fix("Link by https", {row.key: {name: text}}))


@check("warning", *EDITABLE)
def vague_link(row: Any, facts: Facts) -> Iterator[Found]:
    """A link in words that do not say where it leads, such as “here”."""
    in_texts = [(name, link) for name, link in links_of(row) if name in EDITABLE[row.__tablename__].markdown]
    for name, link in dict.fromkeys(in_texts):
        if not link.address:  # a place to lead to, such as <a name="call"></a>
            continue
        if not link.words:
            yield Found(name, f"The link to {as_read(link.address)} has no words to follow it by.")
        elif VAGUE.fullmatch(link.words.strip(" .,:;!?>»→()[]")):
            yield Found(name, f"The link “{link.words}” does not say where it leads: {as_read(link.address)}.")
