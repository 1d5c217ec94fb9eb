"""What Jekyll would fill in: templates are left out, with a word in the report, and so is what they leave empty."""

import re

from faimi.exchange.draft import Report
from faimi.exchange.text_matching import cut, squeeze

COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?P<liquid>(?:(?!\{%-?\s*comment\b).)*?)\{%-?\s*endcomment\s*-?%\}|"
    r"\{::comment\}(?P<own>(?:(?!\{::comment).)*?)\{:/(?:comment)?\}",
    re.S,
)
TAG = re.compile(r"\{%-?(?P<tag>[^%]*)%\}")
VALUE = re.compile(r"\{\{-?(?P<value>[^{}]*)\}\}")
TEMPLATE = re.compile(rf"{TAG.pattern}|{VALUE.pattern}")
LOOP = re.compile(r"\{%-?\s*(?P<end>end)?for\b[^%]*%\}")
LITERAL = re.compile(r"\s*(?P<quote>[\"'])(?P<text>.*?)(?P=quote)\s*(?:\|[^{}]*)?")
SILENT = re.compile(r"\s*(?:(?:end)?raw\b|(?:site|page)\.(?:baseurl|url)\b)")
# Stands where a template was: a character that no text has a use for.
GAP = "\ue000"
EMPTY_BRACKETS = re.compile(
    rf"(?<!\])\([^\w()]{{0,40}}{GAP}[^\w()]{{0,80}}\)|\[[^\w\[\]]{{0,40}}{GAP}[^\w\[\]]{{0,80}}\](?!\()"
)
LINK_TO_NOWHERE = re.compile(
    rf"(?P<picture>!?)\[(?P<text>[^\[\]\n]{{0,300}})\]\([^()\s{GAP}]{{0,200}}{GAP}[^()\s]{{0,200}}\)"
)
PICTURE_OF_NOTHING = re.compile(rf"<img\b[^<>]{{0,300}}\bsrc=[\"'][^\"'<>{GAP}]{{0,200}}{GAP}[^<>]{{0,300}}>", re.I)
HREF_TO_NOWHERE = re.compile(rf"\bhref=(?P<quote>[\"'])[^\"'<>{GAP}]{{0,200}}{GAP}[^\"'<>]{{0,200}}(?P=quote)", re.I)
EMPTY_MARKS = re.compile(rf"(?P<mark>\*{{1,3}}|_{{1,3}}|`)\s?{GAP}\s?(?P=mark)")
JOINING = re.compile(r"\b(?:by|at|and|from|in|of|on|to|with|for|presented|moderated|chaired)\b", re.I)
MARKUP = re.compile(r"<[^<>]*>")


def without_liquid(text: str, report: Report) -> str:
    """A page's text without templates: rows and brackets that held nothing else are nothing."""

    def dropped(match: re.Match[str]) -> str:
        report.unsure(f"A hidden comment was left out: {cut(match['liquid'] or match['own'] or '')}", match[0])
        return ""

    text = _without_loops(COMMENT.sub(dropped, text), report)
    return _without_gaps(TEMPLATE.sub(lambda match: _filled(match, report), text))


def loops_in(text: str) -> list[tuple[int, int]]:
    """Where the outermost loops begin and end; one that does not end is none."""
    found: list[tuple[int, int]] = []
    starts: list[int] = []
    for tag in LOOP.finditer(text):
        if not tag["end"]:
            starts.append(tag.start())
        elif starts:
            begin = starts.pop()
            while found and found[-1][0] > begin:
                found.pop()
            found.append((begin, tag.end()))
    return found


def _without_loops(text: str, report: Report) -> str:
    """Leaves out what a loop would repeat, for without its data none of it is a row."""
    done, place = "", 0
    for begin, end in loops_in(text):
        loop = text[begin:end]
        words = squeeze(MARKUP.sub(" ", TEMPLATE.sub(lambda match: _filled(match, report), loop)).replace(GAP, " "))
        if re.search(r"\w{2}", words):
            report.unsure(f"not taken over: “{cut(words)}”, which a template would repeat", words)
        done += text[place:begin] + GAP
        place = end
    return done + text[place:]


def _filled(match: re.Match[str], report: Report) -> str:
    """What a template stands for, where it says so itself; else a gap."""
    said = (match["tag"] or match["value"] or "").strip(" -")
    if literal := LITERAL.fullmatch(said):
        return literal["text"]
    if SILENT.match(said):
        return ""
    report.unsure(f"Jekyll would fill in {cut(match[0])}: left out.", match[0])
    return GAP


def _without_gaps(text: str) -> str:
    """Takes gaps out, with the brackets and links around them and the lines that say nothing else."""
    if GAP not in text:
        return text
    text = EMPTY_MARKS.sub(GAP, text)
    text = HREF_TO_NOWHERE.sub("", PICTURE_OF_NOTHING.sub(GAP, EMPTY_BRACKETS.sub(GAP, text)))
    text = LINK_TO_NOWHERE.sub(lambda match: match["text"] if not match["picture"] else GAP, text)
    lines = (_line(line) if GAP in line else line for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str) -> str | None:
    """A line without its gaps; of one that says nothing beside them, its tags alone, or none."""
    if re.search(r"\w", JOINING.sub("", MARKUP.sub("", line))):
        return re.sub(rf" ?{GAP}", "", line)
    tags = "".join(tag.replace(GAP, "") for tag in MARKUP.findall(line))
    return tags or None
