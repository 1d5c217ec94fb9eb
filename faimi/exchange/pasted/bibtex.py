"""Reads papers from BibTeX."""

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
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from faimi.exchange.pasted.candidate import Candidate, make_candidate
from faimi.exchange.text_matching import cut, squeeze

BRACE_MACROS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
MAX_BRACES = 300  # of these in one value the decoder nests too many calls
MAX_VALUE_CHARS = 5000


def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=shown) for name, shown in BRACE_MACROS.items()]
    context.add_context_category("braces", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context)


DECODER = _decoder()


def read_bibtex(text: str) -> tuple[list[Candidate], list[str]]:
    """The papers, names put first name first and LaTeX as it is shown, and the entries that are none."""
    library = parse_string(text)
    found, unread = [], []
    for block in library.blocks:
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, Entry) and (paper := _paper(block, library)):
            found.append(paper)
        elif problem := _problem(block):
            unread.append(f"{cut(block.raw or '', 100)} {problem}")
    return found, unread


def _paper(entry: Entry, library: Library) -> Candidate | None:
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = str(field.value)[:MAX_VALUE_CHARS]
        fields.setdefault(field.key.lower(), _joined(value, library) if field.enclosing == "no-enclosing" else value)
    title = _shown(fields.get("title", ""))
    link = re.sub(r"\\url\b|\\(?=[_%&#~])|[{}]", "", fields.get("url") or fields.get("doi", ""))
    return make_candidate(title, _people(fields.get("author", "")), link) if title else None


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
        "et al."
        if name == "others"
        else _shown(parse_single_name_into_parts(name, strict=False).merge_first_name_first)
        for name in split_multiple_persons_names(authors)
    ]
    return ", ".join(filter(None, names))


def _shown(latex: str) -> str:
    """What LaTeX shows."""
    if latex.count("{") > MAX_BRACES:
        return squeeze(re.sub(r"[{}]", "", latex))
    return squeeze(DECODER.latex_to_text(re.sub(r"(?<!\\)%", r"\%", latex)))  # nobody means a comment


def _problem(block: Block) -> str:
    """Why a block holds no paper; nothing where it is not meant to."""
    raw = block.raw or ""
    if isinstance(block, Entry):
        return "(this has no title)"
    if isinstance(block, ImplicitComment):
        return "(a brace } closes here that none opened: see what stands above it)" if "}" in raw else ""
    if not isinstance(block, ParsingFailedBlock):
        return ""
    opened = raw.count("{") > raw.count("}")
    return "(a brace { opens here that none closes)" if opened else "(this is not BibTeX: see its commas and quotes)"
