"""The importer on what people really write: each construct alone, and what is reported of it."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faimi.exchange.draft import Draft, PageError
from faimi.exchange.page import read_page
from tests.conftest import real_page

Read = Callable[..., Draft]
MARKS = ["**", "|", "\n\n", "[", "](", "~~", "```\n", "---\n", "## ", "\\", "99/99/2024", "25:99"]
TAGS = ["<div>", "</div>", "<b>", "<td>", "<table>", "<li>", "<!--", "&#xD800;", "&#0;", "<ol start='²'><li>x"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a page of the given body."""

    def read(body: str, front: str = "title: T") -> Draft:
        path = tmp_path / "2024-page.md"
        path.write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
        return read_page(path)

    return read


def facts(draft: Draft, kind: str, *names: str) -> list[tuple[Any, ...]]:
    """Some values of the items of a kind, dates and times as text."""
    return [tuple(str(item.get(name, "")) for name in names) for item in draft.items(kind)]


def told(draft: Draft) -> str:
    """The report."""
    return "\n".join(draft.report.doubts)


PAPERS = [
    ("A, et al.: *T one*", [("A, et al.", "T one", "")]),
    ("A, et al.: *Something New Entirely*", [("A, et al.", "Something New Entirely", "")]),
    ("Ann Lee (UCL): *Something New Entirely*", [("Ann Lee (UCL)", "Something New Entirely", "")]),
    ("A, et al.:, ***T one***", [("A, et al.", "T one", "")]),
    ("- A, et al.: [*T one*](http://u)", [("A, et al.", "T one", "http://u")]),
    ("- A: *[T one](http://u)*\n\n- B: *T two*", [("A", "T one", "http://u"), ("B", "T two", "")]),
    ("**T one** — Ann, Bob", [("Ann, Bob", "T one", "")]),
    ("A, *et al.*: *T one*", [("A, et al.", "T one", "")]),
    (
        "A: *T one* [Link](http://1) B: *T two* [Link](http://2)",
        [("A", "T one", "http://1"), ("B", "T two", "http://2")],
    ),
    ("A, et al.:  \n*T one*", [("A, et al.", "T one", "")]),
    ("A, et al.: *T one*  \nB, et al.: T two", [("A, et al.", "T one", ""), ("B, et al.", "T two", "")]),
    ("These were chosen this year:\nA, et al.: *T one*", [("A, et al.", "T one", "")]),
    ("Papers appear in *Lecture Notes* by Springer.\n\nA: *T one*", [("A", "T one", "")]),
    ("1. **T one**\n   *Ann Lee, B. Roe*", [("Ann Lee, B. Roe", "T one", "")]),
    ("- *Ann Lee and Bob Roe*. T one [PDF](/1.pdf)", [("Ann Lee and Bob Roe", "T one", "/1.pdf")]),
    ("- [T one](http://1), Ann Lee, Bob van Roe", [("Ann Lee, Bob van Roe", "T one", "http://1")]),
    ("- Ann Lee: “T one”", [("Ann Lee", "T one", "")]),
    ("- T one: a study (Ann Lee, Bob Roe)\n- Submit by Friday", [("Ann Lee, Bob Roe", "T one: a study", "")]),
    ("| Authors | Title |\n|--|--|\n| Ann Lee | [T one](/1) |", [("Ann Lee", "T one", "/1")]),
    ("The session is chaired by Ann Lee, Bob Roe.\n\nA: *T one*", [("A", "T one", "")]),
    (
        "T one\n  : Ann Lee, Bob Roe\n\nT two\n  : Cem Kaya",
        [("Ann Lee, Bob Roe", "T one", ""), ("Cem Kaya", "T two", "")],
    ),
    ("Oral\n  : At ten.\n\nPoster\n  : At noon.", []),
    ("T one\n  : Ann Lee (UCL), Bob Roe (MIT)", [("Ann Lee (UCL), Bob Roe (MIT)", "T one", "")]),
    ("- [T one](/1) – Ann Lee (UCL), Bob Roe (MIT)", [("Ann Lee (UCL), Bob Roe (MIT)", "T one", "/1")]),
    (
        "- **T one**. Ann Lee, Bob Roe\n- **T two.** *Ann Lee.* (Best paper)",
        [("Ann Lee, Bob Roe", "T one", ""), ("Ann Lee", "T two", "")],
    ),
    (
        "- **T one** Ann Lee (Oral)\n- **T two** Ann Lee (UCL)",
        [("Ann Lee", "T one", ""), ("Ann Lee (UCL)", "T two", "")],
    ),
    ("| Paper ID | Title | Authors |\n|--|--|--|\n| 4 | T one | Ann Lee |", [("Ann Lee", "T one", "")]),
    ("| ID | Paper |\n|--|--|\n| 4 | **T one** <br> Ann Lee |", [("Ann Lee", "T one", "")]),
    ("| Poster | Title | Presenter |\n|--|--|--|\n| A1 | T one | Ann Lee |", [("Ann Lee", "T one", "")]),
    ("| Board | Paper ID | Title |\n|--|--|--|\n| 1 | 4 | T one |", [("", "T one", "")]),
    (
        " - **T one**<br/>\nAnn Lee and Bob Roe\n\n - *T two*\n\n   Cem Kaya, Dan Oz",
        [("Ann Lee and Bob Roe", "T one", ""), ("Cem Kaya, Dan Oz", "T two", "")],
    ),
    (
        "* [T one](/1)\n\t by Ann Lee, Bob Roe\n\n* [T two](/2)",
        [("Ann Lee, Bob Roe", "T one", "/1"), ("", "T two", "/2")],
    ),
    ("- **T one**, by Ann Lee\n- **Size**: A0 portrait fits the boards", [("Ann Lee", "T one", "")]),
    ("- [Ann Lee](/ann)\n- [Bob Roe](/bob)", []),
    ("- **[T one](/1)** [Ann Lee](/a), [Bob Roe](/b)", [("Ann Lee, Bob Roe", "T one", "/1")]),
    (
        "We accepted papers this year. **Camera ready** versions are due.\n\n- *T one*, Ann Lee",
        [("Ann Lee", "T one", "")],
    ),
    ("| ID | Title |\n|--|--|\n| 1 | T one |", [("", "T one", "")]),
    (
        "- **T one.** Ann Lee, Bob Roe\n- **What is it?** Ann Lee",
        [("Ann Lee, Bob Roe", "T one", ""), ("Ann Lee", "What is it?", "")],
    ),
    ("- Deep Learning: A Survey. Ann Lee, Bob Roe", [("Ann Lee, Bob Roe", "Deep Learning: A Survey", "")]),
    ("- **To be continued...** Ann Lee", [("Ann Lee", "To be continued...", "")]),
    ("| Name | Affiliation |\n|--|--|\n| Ann Lee | UCL |", []),
]


@pytest.mark.parametrize(("body", "expected"), PAPERS)
def test_papers_are_read_however_they_are_set(read: Read, body: str, expected: list[tuple[str, ...]]) -> None:
    assert facts(read(f"## Accepted Papers\n\n{body}"), "paper", "authors", "title", "url") == expected


@pytest.mark.parametrize(
    ("body", "photos"),
    [
        (
            "- ![](/a.jpg) **Ann Lee**, MIT\n- **Bob Roe**, UCL ![](/b.jpg)\n- **Cem Kaya**, ETH",
            ["/a.jpg", "/b.jpg", ""],
        ),
        ('<img src="/a.jpg"><br>**Ann Lee**<br>MIT\n\n![](/b.jpg)<br>**Bob Roe**', ["/a.jpg", "/b.jpg"]),
        ("- ![](https://example.org/a.jpg) **Ann Lee**, MIT\n- **Bob Roe**, UCL", ["", ""]),
    ],
)
def test_the_photo_beside_an_organizers_name_is_theirs(body: str, photos: list[str], read: Read) -> None:
    assert [photo for (photo,) in facts(read(f"## Organizers\n\n{body}"), "organizer", "photo")] == photos


@pytest.mark.parametrize(
    ("line", "url", "pdf", "code"),
    [
        ("Ann Lee, et al.: *T one* [OpenReview](/f) [PDF](/p) [Code](/c)", "/f", "/p", "/c"),
        ("Ann Lee, et al.: [*T one*](/f) ([pdf](/p), [source code](/c))", "/f", "/p", "/c"),
        ("[T one of two](/f), Ann Lee, Bob Roe [PDF](/p)", "/f", "/p", ""),
        ("Ann Lee, Bob Roe: “T one” [GitHub](/c) [PDF](/p)", "/p", "", "/c"),
        ("Ann Lee, et al.: *T one* [Code](/c)", "", "", "/c"),
    ],
)
def test_links_to_a_pdf_and_to_code_are_told_by_what_they_are_called(
    line: str, url: str, pdf: str, code: str, read: Read
) -> None:
    assert facts(read(f"## Accepted Papers\n\n- {line}"), "paper", "url", "pdf", "code") == [(url, pdf, code)]


def test_what_stands_beside_papers_is_kept_by_line_or_reported_with_its_line(read: Read) -> None:
    draft = read(
        "## Accepted Papers\n\n- A: *T one* (oral) [Link](http://1) [slides](http://slides)\n- Nobody knows this\n"
    )
    assert draft.sections[0].intro == "Nobody knows this"
    assert "line 6: not taken over: “oral”" in told(draft)
    assert "line 6: not taken over: the link or picture http://slides" in told(draft)


LITERATURE = [
    "## Review papers\n\n- Lee et al. (2019), [A survey](http://1), Journal of Things.",
    "## Related papers\n\n### Surveys\n\n- **A survey**, Ann Lee, Bob Roe [pdf](http://1)",
    "## Papers\n\n- Lee, A. (2019). [A survey](http://1). Things.\n- Roe et al. (2021). Another. Things.",
    "## References\n\n- Ann Lee: *A survey* [pdf](http://1)",
]


@pytest.mark.parametrize("body", LITERATURE)
def test_literature_is_no_paper_of_the_workshop_and_keeps_its_links(read: Read, body: str) -> None:
    draft = read(body)
    assert {section.kind for section in draft.sections} == {"text"}
    assert "](http://1)" in draft.sections[0].items[0]["body"]


TITLES = [
    ("Accepted papers", "paper"),
    ("Organizers", "organizer"),
    ("Workshop on papers", "text"),
    ("Call for papers", "text"),
    ("People", "text"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_a_pages_title_says_what_it_holds_where_no_heading_does(read: Read, title: str, kind: str) -> None:
    entries = {"organizer": "- Ann Lee, UCL\n- Bob Roe, ETH"}.get(kind, "- *T one*, Ann Lee\n- *T two*, Bob Roe")
    draft = read(f"## EX 2031\n\nThank you.\n\n{entries}\n\n## Contact\n\n- [Ann Lee](/ann)", f"title: {title}")
    assert [section.kind for section in draft.sections] == [kind, "text"]


def test_links_on_a_page_of_papers_are_none(read: Read) -> None:
    draft = read("## Links\n\n- [Our main website](/a)\n- [Our last edition](/b)", "title: Accepted papers")
    assert [section.kind for section in draft.sections] == ["text"]


@pytest.mark.parametrize(("head", "kind"), [("ID", "paper"), ("Time", "slot")])
def test_posters_are_papers_but_where_they_have_times(read: Read, head: str, kind: str) -> None:
    first, second = ("1", "2") if head == "ID" else ("10:00-10:10", "10:10-10:20")
    draft = read(f"## Posters\n\n| {head} | Title |\n|--|--|\n| {first} | T one |\n| {second} | T two |")
    assert [section.kind for section in draft.sections] == [kind]


DATES = [
    ("Abstract: **June 24, 2024**", [("Abstract", "2024-06-24", "[]")]),
    (
        "- Camera-ready: 2024-06-24\n- Early: 24/06/2024",
        [("Camera-ready", "2024-06-24", "[]"), ("Early", "2024-06-24", "[]")],
    ),
    ("Workshop: October 6-10, 2024", [("Workshop: October 6-10, 2024", "2024-10-06", "[]")]),
    ("Workshop: Monday, 24. June 2024", [("Workshop", "2024-06-24", "[]")]),
    ("- Paper: 24-Jun-2031\n- Workshop: 2 July", [("Paper", "2031-06-24", "[]"), ("Workshop", "2031-07-02", "[]")]),
    (
        "6 May 2024\n: Papers due\n\nWorkshop\n: 2 July 2024",
        [("Papers due", "2024-05-06", "[]"), ("Workshop", "2024-07-02", "[]")],
    ),
    ("| When | What |\n|--|--|\n| July 2, 2024 (AoE) | Papers |", [("Papers (AoE)", "2024-07-02", "[]")]),
    ("- 2 July 2024 (afternoon, 14:00): Workshop", [("Workshop (afternoon, 14:00)", "2024-07-02", "[]")]),
    ("| Step | First | Second |\n|--|--|--|\n| Papers | May 6, 2024 | June 6, 2024 |", []),
    ("Workshop: 6–10 October 2024", [("Workshop: 6–10 October 2024", "2024-10-06", "[]")]),
    ("Paper: Friday, June 28, 2024, 23:59 AoE", [("Paper", "2024-06-28", "[]")]),
    ("~~June 1~~ **June 3, 2024**: Registration", [("Registration", "2024-06-03", "['2024-06-01']")]),
    ("**~~June 1st, 2024~~ June 3rd**: Registration", [("Registration", "2024-06-03", "['2024-06-01']")]),
    ("Notification: to be announced  \nPaper: 1 July", [("Notification", "None", "[]"), ("Paper", "2024-07-01", "[]")]),
    ("Notification: mid-July", [("Notification: mid-July", "None", "[]")]),
    ("| What | When |\n|---|---|\n| Paper | 1 July 2024 |", [("Paper", "2024-07-01", "[]")]),
]


@pytest.mark.parametrize(("body", "expected"), DATES)
def test_dates_are_read_however_they_are_written(read: Read, body: str, expected: list[tuple[str, ...]]) -> None:
    draft = read(f"## Dates\n\n{body}")
    assert facts(draft, "date", "label", "date", "superseded") == expected
    assert "not taken over" not in told(draft)


HOURS = [
    ("Paper: 24 June 2024 (23:59 AoE)", ("Paper", "23:59", "AoE")),
    ("Friday, June 28, 2024, 11:59 pm AoE: Paper", ("Paper", "23:59", "AoE")),
    ("Paper: ~~June 1~~ June 24, 2024 at 23:59 Anywhere on Earth", ("Paper", "23:59", "AoE")),
    ("Paper: June 24, 2024, 23:59 UTC-12", ("Paper", "23:59", "AoE")),
    ("Paper: June 24, 2024, 12:00 p.m. GMT", ("Paper", "12:00", "UTC")),
    ("Paper: June 24, 2024, 11:59 pm Pacific Time", ("Paper", "23:59", "America/Los_Angeles")),
    ("Paper: June 24, 2024 (5:00 PM PDT)", ("Paper", "17:00", "America/Los_Angeles")),
    ("| What | When |\n|--|--|\n| Paper | 24 June 2024, 23:59 ET |", ("Paper", "23:59", "America/New_York")),
    ("Paper: June 24, 2024, 11:59 pm PST", ("Paper (11:59 pm PST)", "None", "None")),  # in summer
    ("Paper: June 24, 2024, 23:59", ("Paper: 23:59", "None", "None")),
    ("Paper: June 24, 2024, 23:59 UTC+2", ("Paper (23:59 UTC+2)", "None", "None")),
    ("Paper: June 24, 2024, 23:59 CET", ("Paper (23:59 CET)", "None", "None")),
    ("Paper: June 24, 2024, 25:59 AoE", ("Paper (25:59 AoE)", "None", "None")),
    ("Paper: June 24, 2024, 9:00 AoE or 10:00 AoE", ("Paper: 9:00 AoE or 10:00 AoE", "None", "None")),
]


@pytest.mark.parametrize(("body", "expected"), HOURS)
def test_an_hour_is_read_with_a_zone_of_which_one_can_be_sure(read: Read, body: str, expected: tuple[str, ...]) -> None:
    draft = read(f"## Dates\n\n{body}")
    row = draft.items("date")[0]
    assert (row["label"], f"{row.get('time')}"[:5], str(row.get("zone"))) == expected
    assert "not taken over" not in told(draft)


ORGANIZERS = [
    (
        "**A. One**, UCL (chair)  \nB. Two, ETH  \n**C. Three**",
        [("A. One", "UCL (chair)", ""), ("B. Two", "ETH", ""), ("C. Three", "", "")],
    ),
    ("[**C. Three**](http://c), [TU](http://tu)", [("C. Three", "TU", "http://c")]),
    ("- [Fay Six](http://f) (TU)\n- Eve Five, X", [("Fay Six", "TU", "http://f"), ("Eve Five", "X", "")]),
    ("**Web chair:** Dora Four, TU", [("Dora Four", "TU (Web chair)", "")]),
    ("**A. One**, UCL\n**B. Two**, ETH", [("A. One", "UCL", ""), ("B. Two", "ETH", "")]),
    ("- Ann Lee\n- danah\n- Bob Roe, ETH", [("Ann Lee", "", ""), ("Bob Roe", "ETH", "")]),
    ("Ann Lee (student chair), UCL", [("Ann Lee", "UCL (student chair)", "")]),
    (
        "Ann Lee (UCL), Bob Roe (ETH) and Carl Dee (TU)",
        [("Ann Lee", "UCL", ""), ("Bob Roe", "ETH", ""), ("Carl Dee", "TU", "")],
    ),
    ("**Ann Lee**<br>UCL<br>**Bob Roe**<br>ETH", [("Ann Lee", "UCL", ""), ("Bob Roe", "ETH", "")]),
    ("**Web chairs**\n\n- Ann Lee (UCL)", [("Ann Lee", "UCL (Web chairs)", "")]),
    ("| Ann Lee | Bob Roe |\n|--|--|\n| UCL | ETH |", [("Ann Lee", "UCL", ""), ("Bob Roe", "ETH", "")]),
    ("- Ann Lee, Dialtone, Inc.\n- Bob Roe, ETH", [("Ann Lee", "Dialtone, Inc.", ""), ("Bob Roe", "ETH", "")]),
    ("**Ann Lee**\nUCL\n\n**Bob Roe**\nETH", [("Ann Lee", "UCL", ""), ("Bob Roe", "ETH", "")]),
    (
        "- Ann (Sandy) Lee, UCL\n- Bob Roe, MD, PhD, ETH",
        [("Ann (Sandy) Lee", "UCL", ""), ("Bob Roe, MD, PhD", "ETH", "")],
    ),
    ("- Ann Lee, UCL\n- [Website](http://w)\n- [a@example.org](mailto:a@example.org)", [("Ann Lee", "UCL", "")]),
    (
        '<div><a href="/a"><h4>Ann Lee</h4><p>UCL</p></a></div>\n<div><a href="/b"><p>Bob Roe<br>ETH</p></a></div>',
        [("Ann Lee", "UCL", "/a"), ("Bob Roe", "ETH", "/b")],
    ),
    (
        '<ul><li><a href="/a"><span class="n">Ann Lee</span><span class="p">Turin College</span></a></li></ul>',
        [("Ann Lee", "Turin College", "/a")],
    ),
    (
        "* Ann Lee<br />\nIBM Research\n* Bob Roe<br />\nAmazon Neptune\n* Cem Kaya<br />\nETH Labs",
        [("Ann Lee", "IBM Research", ""), ("Bob Roe", "Amazon Neptune", ""), ("Cem Kaya", "ETH Labs", "")],
    ),
    (
        "* Ann Lee<br />\nBob Roe\n* Cem Kaya<br />\nDan Oz",
        [(n, "", "") for n in ("Ann Lee", "Bob Roe", "Cem Kaya", "Dan Oz")],
    ),
    (
        "**Ann Lee**<br>*Asst. Professor, Computer Science*<br>Turin College\n\n"
        "**Bob Roe**<br>*Researcher*<br>UCL Labs",
        [("Ann Lee", "Asst. Professor, Computer Science, Turin College", ""), ("Bob Roe", "Researcher, UCL Labs", "")],
    ),
    ("### Ann Lee\n\nUCL\n\n### danah\n\nETH", [("Ann Lee", "UCL", "")]),
    (
        "Ann Lee (UCL), Bob (Bobby) Roe (Dialtone, Inc.), Cem Kaya (ETH)",
        [("Ann Lee", "UCL", ""), ("Bob (Bobby) Roe", "Dialtone, Inc.", ""), ("Cem Kaya", "ETH", "")],
    ),
    (
        '<div class="alert">Thank You!</div>\n<ul><li>Ann Lee, UCL</li><li><a href="/x">Read More</a></li></ul>',
        [("Ann Lee", "UCL", "")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), ORGANIZERS)
@pytest.mark.parametrize("heading", ["Organizers", "Organisers", "Organizers and Programme Committee"])
def test_people_are_read_however_they_are_listed(
    read: Read, heading: str, body: str, expected: list[tuple[str, ...]]
) -> None:
    assert facts(read(f"## {heading}\n\n{body}"), "organizer", "name", "affiliation", "url") == expected


def test_groups_of_people_are_sections_in_their_order(read: Read) -> None:
    draft = read("## Organizers\n\n### Chairs\n\n**A. One**\n\n### Helpers\n\n**B. Two**")
    assert [(s.heading, s.items[0]["name"]) for s in draft.sections] == [
        ("Organizers: Chairs", "A. One"),
        ("Organizers: Helpers", "B. Two"),
    ]


def test_groups_of_people_whose_names_are_headings_are_sections_too(read: Read) -> None:
    draft = read("## Organizers\n\n### Chairs\n\n#### Ann Lee\n\nUCL\n\n### Helpers\n\n#### Bob Roe\n\nETH")
    assert [section.heading for section in draft.sections] == ["Organizers: Chairs", "Organizers: Helpers"]


AWARDS = [
    (
        "Congratulations to **J. Doe** (ETH) and to **K. Roe** from UCL for the best paper awards.",
        [("Best paper award", "J. Doe", "ETH"), ("Best paper award", "K. Roe", "UCL")],
    ),
    (
        "We congratulate **J. Doe** (ETH) on the **Best Paper Award**, and **K. Roe** on winning the best talk award.",
        [("Best Paper Award", "J. Doe", "ETH"), ("Best talk award", "K. Roe", "")],
    ),
    ("The best poster award goes to **Ann B** from X.", [("Best poster award", "Ann B", "X")]),
    ("Congratulations to **A. B.** for a talk for the best talk award.", [("Best talk award", "A. B.", "")]),
    ("- **Best paper award:** “On bias” by Ann Lee ([pdf](/1.pdf))", [("Best paper award", "Ann Lee", "")]),
    ("Best reviewer award: **Rev One**, UCL", [("Best reviewer award", "Rev One", "UCL")]),
    ("### Best paper\n\nAnn Lee (UCL)", [("Best paper", "Ann Lee", "UCL")]),
    ("**Best talk award**\nAnn Lee, UCL", [("Best talk award", "Ann Lee", "UCL")]),
    ("Best paper award: “On bias”, Ann Lee and Bob Roe", [("Best paper award", "Ann Lee and Bob Roe", "")]),
    ("- Best reviewer: Ann Lee\n- Award criteria: novelty", [("Best reviewer", "Ann Lee", "")]),
    ("The best talk award was won by **Ann Lee**, UCL. Well done!", [("Best talk award", "Ann Lee", "UCL")]),
    (
        'Congratulations to **Ann Lee** from UCL for "T one" and **Bob Roe** (ETH) for the **Best Talk Award**\n'
        "Congratulations to **Cem Kaya** for the best poster award and **Dan Oz** for the best demo award.",
        [
            ("Best Talk Award", "Ann Lee", "UCL"),
            ("Best Talk Award", "Bob Roe", "ETH"),
            ("Best poster award", "Cem Kaya", ""),
            ("Best demo award", "Dan Oz", ""),
        ],
    ),
    (
        "The best talk award goes to Ann Lee from UCL and the best poster award to Bob Roe.",
        [("Best talk award", "Ann Lee", "UCL"), ("Best poster award", "Bob Roe", "")],
    ),
    (
        "### Best paper\n\nWinner: Ann Lee (UCL)\n\nRunner-up: Bob Roe",
        [("Best paper", "Ann Lee", "UCL"), ("Best paper, runner-up", "Bob Roe", "")],
    ),
    (
        "| Award | Winner | Paper |\n|--|--|--|\n| Best talk | Ann Lee | Fair Things |",
        [("Best talk", "Ann Lee", "")],
    ),
    ("- Best talk: *T one of it* by Ann Lee et al.", [("Best talk", "Ann Lee et al.", "")]),
    (
        "Ann Lee (UCL) - Best Talk Award\n\nBob Roe, ETH, Best Poster Award",
        [("Best Talk Award", "Ann Lee", "UCL"), ("Best Poster Award", "Bob Roe", "ETH")],
    ),
    ("- Best talk award: [T one of it](/1), Ann Lee", [("Best talk award", "Ann Lee", "")]),
    ("The best talk award was donated by **Springer Nature**.\n\nThanks to **Ann Lee** for the best talk award.", []),
    ("These papers won a prize:\n\n- [T one](/1), by Ann Lee, Bob Roe", [("Prize", "Ann Lee, Bob Roe", "")]),
    (
        "- Best talk award: Ann Lee\n- Best poster award: Deep Things (Bob Roe, Cem Kaya)\n- Award jury: Dan Oz",
        [("Best talk award", "Ann Lee", "")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), AWARDS)
def test_awards_are_read_from_prose_and_lines(read: Read, body: str, expected: list[tuple[str, ...]]) -> None:
    assert facts(read(f"## Awards\n\n{body}"), "award", "name", "recipient", "affiliation") == expected


def test_prose_between_awards_keeps_its_links_and_pictures_too_many_stay(read: Read) -> None:
    body = "Congratulations to **A** for the x award. We thank [Springer](http://s).\n\n![](/1.png) ![](/2.png)"
    draft = read(f"## Awards\n\n{body}")
    assert "[Springer](http://s)" in draft.sections[0].intro
    assert "/2.png" in draft.sections[0].intro
    assert draft.items("award")[0]["photo"] == "/1.png"


def test_a_second_section_on_the_same_awards_is_kept_as_text(read: Read) -> None:
    draft = read(
        "## Awards\n\nCongratulations to **A** for the best talk award.\n\n"
        "## Awards again\n\nWarm words.\n\nCongratulations to **A** from X for the best oral talk award."
    )
    assert [section.kind for section in draft.sections] == ["award", "text"]
    assert draft.sections[1].items[0]["body"] == "Warm words.\n\nBest oral talk award: A (X)"
    assert "honours the same people again" in told(draft)


def test_criteria_of_an_award_are_text(read: Read) -> None:
    draft = read("## Horizon Award\n\nThe Horizon Award goes to *excellent* work.\n\n- Impact: best award of all")
    assert draft.sections[0].kind == "text"


ROWS = [
    ("Invited talk 3: Jane Doe, ETH, Switzerland - New ways", ("talk", "Jane Doe, ETH, Switzerland", "New ways")),
    ("**Keynote speaker:** Jane Doe - New - ways", ("keynote", "Jane Doe", "New - ways")),
    ("**Keynote 1: Jane Doe, ETH – New ways**", ("keynote", "Jane Doe, ETH", "New ways")),
    ("A New Way, Jane Doe, ETH, Switzerland", ("talk", "Jane Doe, ETH, Switzerland", "A New Way")),
    ("A, et al. A New Way", ("talk", "A, et al.", "A New Way")),
    ("A. B, et al.: Opening posters", ("talk", "A. B, et al.", "Opening posters")),
    ("Posters/Coffee", ("break", "", "Posters/Coffee")),
    ("**Keynote speaker:** ---", ("keynote", "", "Keynote")),
    ("Keynote: Ann Lee - UCL - New ways", ("keynote", "Ann Lee, UCL", "New ways")),
    (
        "Invited talk: Ann Lee, B Hospital - Bias in the clinic - again",
        ("talk", "Ann Lee, B Hospital", "Bias in the clinic - again"),
    ),
    ("Keynote by Ann Lee (UCL): New ways", ("keynote", "Ann Lee (UCL)", "New ways")),
    ("Keynote: What is fair in imaging?", ("keynote", "", "What is fair in imaging?")),
    ("**New ways**<br>Ann Lee, UCL", ("talk", "Ann Lee, UCL", "New ways")),
    ("**Something New** - Ann Lee, UCL", ("talk", "Ann Lee, UCL", "Something New")),
    ("*New ways* (Ann Lee)", ("talk", "Ann Lee", "New ways")),
    ("Ann Lee (UCL): New ways", ("talk", "Ann Lee (UCL)", "New ways")),
    ("Trustworthy AI - a survey", ("talk", "", "Trustworthy AI - a survey")),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_cell_says_who_speaks_on_what(read: Read, text: str, expected: tuple[str, ...]) -> None:
    draft = read(f"## Programme\n\n| Time | Event |\n|---|---|\n| 09:00 - 09:30 | {text} |")
    assert facts(draft, "slot", "kind", "speaker", "title") == [expected]


def test_columns_are_found_by_their_headings_and_unknown_ones_reported(read: Read) -> None:
    draft = read(
        "## Schedule\n\n| Talk | Chair | Who | When |\n|---|---|---|---|\n"
        "| Opening the black box [(Recording)](http://r) | R7 | Ann | 09:00 |\n"
        "| On things [slides](/s.pdf) | R7 | Keynote: Foo | 10:00 |\n"
        "| Lunch | | — | 11:00 |\n"
    )
    assert facts(draft, "slot", "kind", "speaker", "title", "recording") == [
        ("talk", "Ann", "Opening the black box", "http://r"),
        ("keynote", "Foo", "On things slides", ""),
        ("break", "", "Lunch", ""),
    ]
    assert "line 8: not taken over: “R7”" in told(draft)
    assert "line 9: not taken over: the link or picture /s.pdf" in told(draft)


def test_tracks_are_bold_or_first_cells_and_each_has_its_own_clock(read: Read) -> None:
    draft = read(
        "## Schedule\n\n| Time | Title |\n|---|---|\n"
        "| 11:00 | Session |\n|| A. B, et al.: Talk |\n||**SESSION 1** |\n| 10:00 | One |\n"
        "|Invited talks:||\n|| Two |\n"
    )
    assert facts(draft, "slot", "track", "start", "end", "title") == [
        ("", "11:00:00", "None", "Session"),
        ("", "None", "None", "Talk"),
        ("SESSION 1", "10:00:00", "None", "One"),
        ("Invited talks", "None", "None", "Two"),
    ]


KEYNOTES = [
    ("## Keynote by Jane Roe, ETH\n\nText.", [("Jane Roe", "ETH", "", "", "Text.")]),
    ("## Keynotes\n\n**Ann Lee** (UCL)\n\nBio.\n\n#### Talk\n\nWords.", [("Ann Lee", "UCL", "Talk", "Words.", "Bio.")]),
    ("## Keynotes\n\n### Keynote 1: Ann Lee\n\n#### Talk\n\nWords.", [("Ann Lee", "", "Talk", "Words.", "")]),
    (
        "## Keynotes\n\n### On bias\n**Ann Lee**, UCL\n\n**Abstract:** Words.\n\n**Bio:** Ann.",
        [("Ann Lee", "UCL", "On bias", "Words.", "Ann.")],
    ),
    (
        "## Keynote\n\n### Ann Lee\n\n*Professor, UCL*\n\n**Ann** is.\n\n**Talk title: On bias**\n\nWords.",
        [("Ann Lee", "Professor, UCL", "On bias", "Words.", "**Ann** is.")],
    ),
    (
        "## Speakers\n\n**Ann Lee** is a professor.\n\n**Bob Roe** is one too.",
        [("Ann Lee", "", "", "", "**Ann Lee** is a professor."), ("Bob Roe", "", "", "", "**Bob Roe** is one too.")],
    ),
    (
        '## Speakers\n\n- Ann Lee, Lab, UCL\n- **Bob Roe** (ETH): "On fair things"\n- More to come',
        [("Ann Lee", "Lab, UCL", "", "", ""), ("Bob Roe", "ETH", "On fair things", "", "")],
    ),
    (
        "## Invited talk\n\n**Ann Lee (UCL)**<br>*On bias*\n\n### Abstract\n\nWords.\n\n### Speaker bio\n\nAnn.",
        [("Ann Lee", "UCL", "On bias", "Words.", "Ann.")],
    ),
    (
        "## Keynotes\n\nInvited Talk 1\n\n#### On bias\n\n**Ann Lee** — Head, UCL\n\nJuly 4, 2031, 9:05 AM\n\nWords.\n"
        "\nInvited Talk 2\n\n#### On things\n\n**Bob Roe** — ETH\n\nMore.",
        [
            ("Ann Lee", "Head, UCL", "On bias", "Words.", "July 4, 2031, 9:05 AM"),
            ("Bob Roe", "ETH", "On things", "More.", ""),
        ],
    ),
    (
        "## Keynotes\n\n**Ann Lee**, UCL\n\n#### On bias\n\nWords.\n\n**Bob Roe**, ETH\n\n#### On things\n\nMore.",
        [("Ann Lee", "UCL", "On bias", "Words.", ""), ("Bob Roe", "ETH", "On things", "More.", "")],
    ),
    (
        "## Keynotes\n\n### Ann Lee: On fair things\n\nWords.\n\n### Topics and themes\n\nAll.",
        [("Ann Lee", "", "On fair things", "Words.", "")],
    ),
    (
        "## Keynotes\n\n### Ann Lee\n\n#### Turin College\n\nAnn Lee is.\n\n### TBA",
        [("Ann Lee", "Turin College", "", "", "Ann Lee is.")],
    ),
    (
        "## Keynotes\n\n### Things in the Clinic\n\n**Speaker:** Ann Lee (Turin College)\n\n**Abstract:** Words.",
        [("Ann Lee", "Turin College", "Things in the Clinic", "Words.", "")],
    ),
    (
        "## Keynote: Seeing in the dark\n\n**Ann Lee**\nTurin College\n\n**Abstract:** Words.",
        [("Ann Lee", "Turin College", "Seeing in the dark", "Words.", "")],
    ),
    (
        "## Keynotes\n\n**Talk 1: A fair title**  \nAnn Lee, UCL Labs  \n*Abstract.* Words.\n\n"
        "**Talk 2: Another fair title**  \nBob Roe, ETH Labs  \n*Abstract.* More.",
        [
            ("Ann Lee", "UCL Labs", "A fair title", "Words.", ""),
            ("Bob Roe", "ETH Labs", "Another fair title", "More.", ""),
        ],
    ),
    (
        "## Keynotes\n\nKeynote 1 · 9:00\n\n#### Things\n\n**Ann Lee**, UCL\n\nWords.\n\nKeynote 2 · 11:00\n\n"
        "#### More\n\n**Bob Roe**, ETH\n\nMore.",
        [("Ann Lee", "UCL", "Things", "Words.", ""), ("Bob Roe", "ETH", "More", "More.", "")],
    ),
    (
        "## Keynotes\n\n- Ann Lee (UCL): On things\n- Bob Roe (ETH): Title TBA\n- Third speaker to be confirmed",
        [("Ann Lee", "UCL", "On things", "", ""), ("Bob Roe", "ETH", "", "", "")],
    ),
    (
        "## Speakers\n\nAnn Lee, UCL Labs  \nBob Roe, ETH Labs",
        [("Ann Lee", "UCL Labs", "", "", ""), ("Bob Roe", "ETH Labs", "", "", "")],
    ),
    (
        "## Keynotes\n\n#### Safe Robots\n\n##### Ann Lee, UCL Labs\n\nWords.\n\n#### Fair Robots\n\n"
        "##### Bob Roe, ETH Labs\n\nMore.",
        [("Ann Lee", "UCL Labs", "Safe Robots", "Words.", ""), ("Bob Roe", "ETH Labs", "Fair Robots", "More.", "")],
    ),
    (
        "## Keynotes\n\n#### Things\n\nby **Ann Lee** (UCL Labs)\n\nWords.",
        [("Ann Lee", "UCL Labs", "Things", "Words.", "")],
    ),
    (
        '## Speakers\n\n<div><img src="/a.jpg"><br><strong>Dr. Ann Lee</strong><br><em>Turin Clinic, USA</em></div>',
        [("Dr. Ann Lee", "Turin Clinic, USA", "", "", "")],
    ),
    (
        "## Speakers\n\n**Seeing the World**\n\nAnn Lee, UCL Labs\n\nBob Roe, UCL Labs",
        [("Ann Lee", "UCL Labs", "", "", ""), ("Bob Roe", "UCL Labs", "", "", "")],
    ),
    ("## Speakers\n\n### Topics\n\nThings.\n\n### Travel Grants\n\nGrants are available.", []),
    ("## Keynote: What is fair?\n\nWords.", []),
    ("## Speakers\n\n<h3>{{ s.name }}</h3>\n\n### Topics and themes\n\nAll.\n\n### Awards\n\nA few.", []),
    ("## Speakers\n\n- robustness\n- Trustworthy AI", []),
    ("## Speakers\n\n### Panel\n\n- Ann Lee, UCL", []),
]


@pytest.mark.parametrize(("body", "expected"), KEYNOTES)
def test_keynotes_are_read_under_any_heading(read: Read, body: str, expected: list[tuple[str, ...]]) -> None:
    assert facts(read(body), "keynote", "speaker", "affiliation", "title", "abstract", "bio") == expected


def test_lines_below_labels_stay_where_nobody_speaks(read: Read) -> None:
    draft = read("## Keynote\n\nAbstract: To come.<br>Bio: To come.")
    assert [item["body"] for item in draft.items("text")] == ["Abstract: To come.  \nBio: To come."]


def test_dates_below_a_label_among_speakers_are_a_section_of_their_own(read: Read) -> None:
    draft = read("## Speakers\n\n### Topics\n\nAll.\n\n### Logistics\n\n**Important Dates**\n\n- Paper: 24 May 2031")
    assert [section.kind for section in draft.sections] == ["text", "date"]


def test_a_row_that_gives_a_keynotes_affiliation_is_tied_to_it(read: Read) -> None:
    draft = read(
        "## Keynote - Ann Lee\n\nBio.\n\n"
        "## Schedule\n\n| Time | Event |\n|---|---|\n| 09:00 | Keynote 1: Ann Lee, ETH - New ways |"
    )
    assert draft.items("slot")[0]["keynote"] is draft.items("keynote")[0]
    assert draft.items("keynote")[0]["affiliation"] == "ETH"


def test_a_line_number_is_that_of_the_section_and_not_of_the_same_words_above(read: Read) -> None:
    draft = read("## One\n\nSee oral talks.\n\n## Accepted Papers\n\nA: *T one* (oral)")
    assert "line 10: not taken over: “oral”" in told(draft)
    draft = read("## One\n\nT one (oral)\n\n## Accepted Papers\n\nA: *T one* (oral)")
    assert "line 10: not taken over: “oral”" in told(draft)


def test_what_is_hidden_or_unused_is_reported(read: Read) -> None:
    draft = read("# A [link](/x/)\n\n<!-- note -->\n\nText", "title: T\nlayout: x\nweight: -1")
    assert "layout: x, weight: -1" in told(draft)
    assert "A hidden comment was left out: note" in told(draft)
    assert draft.sections[0].items[0]["body"].startswith("[link](/x/)")


def test_values_in_the_front_matter_may_be_dates_and_are_cut_when_too_long(read: Read) -> None:
    draft = read("## H\n\ntext", f"title: {'x' * 400}\nstarts_on: 2031-05-01 09:00:00\npermalink: /{'y' * 200}/")
    assert (len(draft.header["title"]), str(draft.header["starts_on"]), len(draft.slug)) == (300, "2031-05-01", 80)
    assert "The title was cut to 300 characters" in told(draft)


@pytest.mark.parametrize("name", ["2022.md", "2023-miccai.md", "2024-miccai.md"])
def test_a_damaged_page_is_read_or_refused_in_one_line(tmp_path: Path, name: str) -> None:
    text = real_page(name).read_text(encoding="utf-8")
    chance = random.Random(7)  # noqa: S311  # the same damage each time
    path = tmp_path / name
    for _ in range(30):
        page = text
        for _ in range(chance.choice([1, 5, 20])):
            start = chance.randrange(len(page))
            end = start + chance.choice([0, 1, 60, 800])
            page = page[:start] + chance.choice(MARKS + TAGS) + page[end if chance.random() < 0.5 else start :]
        path.write_text(page, encoding="utf-8")
        try:
            assert read_page(path).sections
        except PageError as error:
            said = str(error)
            assert "\n" not in said


@pytest.mark.parametrize(
    ("heads", "cells", "kept"),
    [
        ("Award | Paper | Winner", "Best talk | [Deep Things](http://x) | Ann Lee", "[Deep Things](http://x)"),
        ("Award | Winner | Affiliation", "Best talk | Ann Lee | UCL", ""),
    ],
)
def test_a_table_that_says_more_than_who_wins_stays_as_text_too(read: Read, heads: str, cells: str, kept: str) -> None:
    draft = read(f"## Awards\n\n| {heads} |\n|--|--|--|\n| {cells} |\n")
    assert facts(draft, "award", "name", "recipient") == [("Best talk", "Ann Lee")]
    assert (kept in draft.sections[0].intro, bool(draft.sections[0].intro)) == (True, bool(kept))
