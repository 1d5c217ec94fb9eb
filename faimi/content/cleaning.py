"""One rule for what is typed, pasted and imported: marks that nobody sees go, and nothing is joined by it."""

import re
import unicodedata

SUSPECT = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
BREAK = "\v\f\x1c\x1d\x85\u2028\u2029"
EDGE_BREAK = re.compile(f"^[{BREAK}]+|(?<![{BREAK}])[{BREAK}]+$", re.M)
INNER_BREAK = re.compile(f" ?[{BREAK}]+ *")  # YAML indents what follows one
# Controls and halves of characters; soft hyphens, marks against a break, signs of mathematics that are not written,
# fillers, annotations, and what stood for a picture.
INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f\xad\u2060-\u2065\u206a-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc"
    "\ufffe\uffff]"
)
TABLE_ROW = re.compile(r"^[ \t]*\|.*", re.M)  # which ends where its line does
WINDOWS_SIGN = re.compile("[\x80-\x9f]")  # quotation marks and dashes of Windows that were taken for Latin-1
NO_BREAK_HYPHEN = "\x1e"  # of Word and PowerPoint
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OVERRIDES, ISOLATES = "\u202d\u202e", "\u2066\u2067\u2068"
OPENING = OVERRIDES + ISOLATES + "\u202a\u202b"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts whose letters join or combine: from Arabic to Sinhala, of South and South-East Asia, and Mongolian.
JOINING = (
    "\u0600-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1bff\ua840-\ua8ff\ua930-\uaaff\uabc0-\uabff\ufb50-\ufdcf"
    "\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
EMOJI = "\u20e3\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e007f"
FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # of a part of a country, spelt in tags
JOINER = re.compile(
    f"({FLAG}|(?<=[{JOINING}])[\u180e\u200c\u200d]|[\u180e\u200c\u200d](?=[{JOINING}])|(?<=[{EMOJI}])\u200d(?=[{EMOJI}]))"
    "|[\u180e\u200c\u200d\U000e0000-\U000e007f]"
)
JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")
ZERO_WIDTH_SPACES = re.compile("\u200b+")
WITHOUT_SPACES = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa00-\uaadf]"
)
IDEOGRAPHIC = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
ADDRESS = re.compile(r"://|mailto:|^/|\w@\w")
MAX_ADDRESS_CHARS = 300


def visible(text: str) -> str:
    """The text without invisible marks that its script does not need, in the same lines, with its tabs.

    What breaks a line within a line of a file becomes a space.
    """
    while SUSPECT.search(text) and (clean := _cleaned(text)) != text:  # what goes may have kept others apart
        text = clean
    return text


def one_line(text: str) -> str:
    """The text as a field of one line holds it."""
    return " ".join(filter(None, map(str.strip, re.split(r"[\n\t]", visible(text)))))


def markdown(text: str) -> str:
    """Markdown that keeps a text's line breaks: those of Word (Shift+Enter), of lines, paragraphs and pages."""
    text = TABLE_ROW.sub(lambda row: INNER_BREAK.sub(" ", row[0]), text)
    text = re.sub("[\v\u2028]", "  \n", text).replace("\x85", "\n")
    return visible(re.sub("[\f\u2029]", "\n\n", text))


def _cleaned(text: str) -> str:
    text = EDGE_BREAK.sub("", re.sub("\r\n?", "\n", text))
    text = INNER_BREAK.sub(" ", text).replace(NO_BREAK_HYPHEN, "-")
    text = INVISIBLE.sub("", text)
    text = WINDOWS_SIGN.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), text)
    if DIRECTION.search(text):
        text = "\n".join(map(_directed, text.split("\n")))
    text = JOINER.sub(r"\1", JOINERS.sub(r"\1", text))
    return ZERO_WIDTH_SPACES.sub(_as_seen, text)


def _directed(line: str) -> str:
    """A line with the directional marks that it needs: without right-to-left script none, else those with both ends.

    An override, which shows letters in another order than they are read, goes with its end.
    """
    if not RIGHT_TO_LEFT.search(line):
        return DIRECTION.sub("", line)
    opened: list[int] = []
    isolates, dropped = 0, set[int]()
    for place, sign in enumerate(line):
        if sign in OPENING:
            opened.append(place)
            isolates += sign in ISOLATES
        elif sign == END_OF_ISOLATE and isolates:
            while line[opened[-1]] not in ISOLATES:
                dropped.add(opened.pop())
            opened.pop()
            isolates -= 1
        elif sign == END_OF_EMBEDDING and opened and line[opened[-1]] not in ISOLATES:
            if line[opened.pop()] in OVERRIDES:
                dropped.add(place)
        elif sign in (END_OF_ISOLATE, END_OF_EMBEDDING):
            dropped.add(place)
    dropped.update(opened)
    return "".join(sign for place, sign in enumerate(line) if place not in dropped and sign not in OVERRIDES)


def _as_seen(spaces: re.Match[str]) -> str:
    """What a zero-width space is to readers: it stands between words, so it is a space where two would be joined.

    It stays in scripts that write words without spaces and break lines at it; in an address it is no part of it.
    """
    text, start, end = spaces.string, spaces.start(), spaces.end()
    around = text[max(start - 1, 0) : start], text[end : end + 1]
    if all(map(WITHOUT_SPACES.match, around)):
        return "\u200b"
    apart = all(sign and unicodedata.category(sign)[0] in "LMN" and not IDEOGRAPHIC.match(sign) for sign in around)
    if not apart:
        return ""
    word = text[max(start - MAX_ADDRESS_CHARS, 0) : start].split()[-1] + text[end : end + MAX_ADDRESS_CHARS].split()[0]
    return "" if ADDRESS.search(word) else " "
