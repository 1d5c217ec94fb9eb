"""Reads papers from BibTeX."""

import logging
import re

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.pasted.candidate import Candidate, make_candidate, refuse_many
from faimi.exchange.pasted.latex import as_shown
from faimi.exchange.pasted.people import MARK, SUFFIX, person
from faimi.exchange.pasted.verdict import is_against
from faimi.exchange.text_matching import cut

MAX_VALUE_CHARS = 5000
MAX_ENTRIES = 2500
ENTRY_START = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.M)
VOLUMES = {"proceedings", "mvproceedings", "collection", "mvcollection", "periodical"}
logging.getLogger("bibtexparser").setLevel(
    logging.CRITICAL
)  # what it could not read is said to the person, not the log


def is_bibtex(text: str) -> bool:
    """Whether a text has an entry, or what begins like one."""
    return ENTRY_START.search(text) is not None


def read_bibtex(text: str) -> tuple[list[Candidate], list[str]]:
    """The papers, names put first name first and LaTeX as it is shown, and the entries that are none.

    Raises PageError where there are too many entries.
    """
    refuse_many(len(ENTRY_START.findall(text)), "entries", MAX_ENTRIES)
    library = parse_string(text)
    found, unread = [], []
    for block in library.blocks:
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        fields = _fields(block, library) if isinstance(block, Entry) else {}
        if isinstance(block, Entry) and fields["title"] and not _is_volume(block, fields):
            found.append(_paper(block, fields))
        elif problem := _problem(block, fields):
            unread.append(f"{cut(block.raw or '', 100)} {problem}")
    return found, unread


def _fields(entry: Entry, library: Library) -> dict[str, str]:
    """An entry's fields, each as it stands first; the title as it is shown."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = str(field.value)[:MAX_VALUE_CHARS]
        fields.setdefault(field.key.lower(), _joined(value, library) if field.enclosing == "no-enclosing" else value)
    fields["title"] = as_shown(fields.get("title", ""))
    return fields


def _is_volume(entry: Entry, fields: dict[str, str]) -> bool:
    """Whether an entry is what papers appeared in: by its type, or as it has editors alone."""
    edited = bool(fields.get("editor")) and not fields.get("author")
    return entry.entry_type.lower() in VOLUMES or edited


def _paper(entry: Entry, fields: dict[str, str]) -> Candidate:
    arxiv = (
        fields.get("eprint", "") if fields.get("archiveprefix", fields.get("eprinttype", "")).lower() == "arxiv" else ""
    )
    named = [fields.get(name, "") for name in ("url", "doi", "ee")]
    links = [re.sub(r"\\url\b|\\(?=[_%&#~])|[{}]", "", link) for link in named]
    links += [f"https://arxiv.org/abs/{arxiv}"] * bool(arxiv)
    links += [entry.key] * entry.key.startswith("10.")  # Springer names an entry by its DOI alone
    details = {name: fields.get(name, "") for name in ("pdf", "code")}
    details |= {name: as_shown(fields.get(name, "")) for name in ("keywords", "abstract")}
    one = make_candidate(fields["title"], _people(fields.get("author", "")), *links, **details)
    against = [name for name in ("status", "pubstate", "note") if is_against(name, fields.get(name, ""))]
    one.doubts += [f"Its “{name}” says “{cut(fields[name])}”." for name in against]
    return one


def _joined(value: str, library: Library) -> str:
    """The pieces that # joins as one text; a bare word is a @string, or itself."""
    depth, quoted, pieces = 0, False, [""]
    for c in value:
        depth += (c == "{") - (c == "}")
        quoted ^= c == '"' and not depth
        if c == "#" and not depth and not quoted:
            pieces.append("")
        else:
            pieces[-1] += c
    strings = {string.key.lower(): str(string.value) for string in library.strings}
    bare = [piece.strip() for piece in pieces]
    return "".join(piece[1:-1] if piece[:1] in ('"', "{") else strings.get(piece.lower(), piece) for piece in bare)


def _people(authors: str) -> str:
    """Names first name first, with commas between them."""
    names = [
        "et al." if name == "others" else _person(name)
        for name in split_multiple_persons_names(re.sub(r"\s+AND\s+", " and ", authors))
    ]
    return ", ".join(filter(None, names))


def _person(name: str) -> str:
    """A name as it is shown; several between commas, which BibTeX does not know, stay as they are."""
    bare = MARK.sub("", SUFFIX.sub("", name))
    suffixes = "".join(f" {match['suffix']}" for match in SUFFIX.finditer(name))
    if "," in bare and all(are_people(as_shown(part)) for part in bare.split(",")):
        return as_shown(bare)
    return person(as_shown(parse_single_name_into_parts(bare, strict=False).merge_first_name_first)) + suffixes


def _problem(block: Block, fields: dict[str, str]) -> str:
    """Why a block holds no paper; nothing where it is not meant to."""
    raw = block.raw or ""
    if isinstance(block, Entry):
        return "(this is a volume, not a paper in it)" if _is_volume(block, fields) else "(this has no title)"
    if isinstance(block, ImplicitComment):
        return "(a brace } closes here that none opened: see what stands above it)" if "}" in raw else ""
    if not isinstance(block, ParsingFailedBlock):
        return ""
    opened = raw.count("{") > raw.count("}")
    return "(a brace { opens here that none closes)" if opened else "(this is not BibTeX: see its commas and quotes)"
