"""Papers from whatever a person pastes."""

import json
from typing import Any

import pytest

from faimi.content import Edition
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.exchange.draft import PageError
from faimi.exchange.paper_list import as_csv, bibtex_entry
from faimi.exchange.pasted import decode, read_pasted
from faimi.extensions import db

ONE = {"title": "Fairness of Everything", "authors": "Ann Author, Bob Writer", "url": "https://example.org/1"}
CMT = """Paper ID,Paper Title,Abstract,Author Names,PDF
7,Fairness of Everything,"Long, with commas","Ann Author*; Bob Writer",https://example.org/1
8,,no title,"Nobody",
"""
OPENREVIEW = "number\ttitle\tauthors\tforum\n1\tFairness of Everything\tAnn Author, Bob Writer\thttps://example.org/1"
BIBTEX = """@inproceedings{a, title = {Fairness of {Everything}}, author = {Author, Ann and Bob Writer},
  url = {https://example.org/1}}
@misc{b, note = {no title here}}
"""


@pytest.mark.parametrize(
    ("text", "told", "unread"),
    [
        ("Ann Author, Bob Writer: *Fairness of Everything* [Link](https://example.org/1)", {}, 0),
        ("- Ann Author, Bob Writer: *Fairness of Everything* [Link](https://example.org/1)\n\nThanks to all!", {}, 1),
        (CMT, {"abstract": "Long, with commas"}, 1),
        (OPENREVIEW, {}, 0),
        (BIBTEX, {}, 1),
    ],
)
def test_a_paper_is_read_from_lines_tables_and_bibtex(
    text: str, told: dict[str, str], unread: int, edition: Edition
) -> None:
    candidates, rest = read_pasted(text, [])
    assert [candidate.paper for candidate in candidates] == [ONE | told]
    assert len(rest) == unread


def test_what_is_there_and_what_nearly_is_are_told_apart(edition: Edition) -> None:
    known = db.session.query(Paper).all()
    text = """A, et al.: *fair and private CT contrast agent detection*

B, et al.: *Fair and Private CT Contrast Agent Detections*

C, et al.: *Something New Entirely*
"""
    there, near, new = read_pasted(text, known)[0]
    fair = next(paper for paper in known if paper.title.startswith("Fair and Private"))
    assert (there.there, there.near) == (fair, None)
    assert (near.there, near.near) == (None, fair)
    assert (new.there, new.near) == (None, None)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//elsewhere.example.org", "see-below"])
@pytest.mark.parametrize("form", ["title,url,x\nA title,{},1", "A, et al.: *A title* [Link]({})"])
def test_a_link_that_leads_nowhere_safe_is_left_out_and_said(link: str, form: str, edition: Edition) -> None:
    (one,) = read_pasted(form.format(link), [])[0]
    assert one.paper["url"] == ""
    assert f"“{link}” is left out" in one.notes[0]
    assert one.wanted


def test_a_doi_becomes_a_link(edition: Edition) -> None:
    found = read_pasted("@article{a, title={T one}, doi={10.1007/978-3-031-72787-0_1}}", [])[0]
    assert found[0].paper["url"] == "https://doi.org/10.1007/978-3-031-72787-0_1"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Lee, Ann and others", "Ann Lee, et al."),
        (r"M\"uller, J\'ozef and {\"u}nal, \c{C}a{\u g}lar", "Józef Müller, Çağlar ünal"),
        (r"Stra{\ss}e, J. K. and {\O}rsted, \v{S}", "J. K. Straße, Š Ørsted"),
        ("{Group of Ann and Bob} and van Dam, Jr., Cem", "Group of Ann and Bob, Cem van Dam Jr."),
        ("{" * 2000 + "}" * 2000, ""),
    ],
)
def test_names_in_bibtex_are_as_latex_shows_them(written: str, shown: str, edition: Edition) -> None:
    found, _ = read_pasted(f"@article{{a, title={{T one}}, author={{{written}}}}}", [])
    assert [candidate.paper["authors"] for candidate in found] == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{A {CT} na\"{\i}vely at 100% and 50\%}", "A CT naïvely at 100% and 50%"),
        ('"Fair " # AI # {, # or} # " not"', "Fair Artificial # or, # or not"),
        (r"{$\alpha$-nets \emph{and} {\textbraceleft}more{\textbraceright}}", "α-nets and {more}"),
    ],
)
def test_a_title_in_bibtex_is_as_latex_shows_it(written: str, shown: str, edition: Edition) -> None:
    found, _ = read_pasted(f'@string{{ai = "Artificial # or"}}\n@article{{a, title = {written}, year = 2025}}', [])
    assert [candidate.paper["title"] for candidate in found] == [shown]


def test_our_own_bibtex_comes_back_as_it_was(edition: Edition) -> None:
    papers = db.session.query(Paper).order_by(Paper.position).all()
    papers[0].authors, papers[0].title = "Jean de la Cruz, Ölaf Ŝ", "100% {of} $5 & C# ~ ^ \\a_b"
    found, unread = read_pasted("\n".join(bibtex_entry(edition, paper) for paper in papers), [])
    assert [candidate.paper for candidate in found] == [
        {"title": paper.title, "authors": paper.authors, "url": paper.url} for paper in papers
    ]
    assert unread == []


DETAILED = {
    "title": "A first title",
    "authors": "Ana Bell",
    "url": "https://example.org/1",
    "pdf": "https://example.org/1.pdf",
    "code": "https://example.org/code",
    "keywords": "bias, care",
    "abstract": "What it is *about*.\n\n- Its part.",
}


def test_the_json_of_openreview_tells_what_a_paper_is_about() -> None:
    content: dict[str, dict[str, Any]] = {name: {"value": value} for name, value in DETAILED.items() if name != "url"}
    content |= {"authors": {"value": ["Ana Bell"]}, "keywords": {"value": ["bias", "care"]}, "pdf": {"value": "/pdf/1"}}
    found, _ = read_pasted(json.dumps({"notes": [{"id": "x1", "forum": "x1", "content": content}]}), [])
    links = {"url": "https://openreview.net/forum?id=x1", "pdf": "https://openreview.net/pdf?id=x1"}
    assert [one.paper for one in found] == [DETAILED | links]


def test_bibtex_and_tables_tell_what_a_paper_is_about_ours_as_it_was(edition: Edition) -> None:
    text = """@inproceedings{a, title={A first title}, author={Bell, Ana}, url={https://example.org/1},
      pdf={https://example.org/1.pdf}, code={https://example.org/code}, keywords={bias; care},
      abstract={50\\% of \\'all}}"""
    assert [one.paper for one in read_pasted(text, [])[0]] == [DETAILED | {"abstract": "50% of áll"}]
    papers = db.session.query(Paper).order_by(Paper.position).all()
    for name, value in DETAILED.items():
        setattr(papers[0], name, value)
    loaded = load_page(edition.slug)
    assert loaded
    assert read_pasted(as_csv(loaded), [])[0][0].paper == DETAILED
    plain = {"abstract": "What it is about. Its part."}
    ours = read_pasted(bibtex_entry(edition, papers[0]), [])[0][0].paper
    assert ours == {name: value for name, value in (DETAILED | plain).items() if name != "code"}


@pytest.mark.parametrize(
    "told", [{"pdf": "javascript:x"}, {"code": "mine.zip"}, {"abstract": "-"}, {"abstract": "*[" * 10_000}]
)
def test_what_a_papers_columns_would_not_take_is_left_out(told: dict[str, str]) -> None:
    one = {"title": "A first title", "authors": "Ana Bell", "url": "https://example.org/1"}
    assert [found.paper for found in read_pasted(json.dumps([one | told]), [])[0]] == [one]


def test_an_entry_whose_key_stands_twice_is_read_too(edition: Edition) -> None:
    found, _ = read_pasted("@article{a, title={One}}\n@article{a, title={Two}, title={Three}}", [])
    assert [candidate.paper["title"] for candidate in found] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "words", "titles"),
    [
        ("@article{a, title = {A {B, author={X}}\n\n@article{b, title={Fine}}", "{a, title = {A {B", ["Fine"]),
        ("@article{a, title = {A} B}, author={X}}\n@article{b, title={Fine}}", ", author={X}}", ["{A} B", "Fine"]),
    ],
)
def test_braces_that_do_not_balance_are_said(text: str, words: str, titles: list[str], edition: Edition) -> None:
    found, unread = read_pasted(text, [])
    assert words in unread[0]
    assert "brace" in unread[0]
    assert len(found) == len(titles)


@pytest.mark.parametrize("text", ["@article{a, title={unbalanced", "\x00\x01", '"', "a,b\n1", "@{}", "title,\n,"])
def test_odd_text_is_no_error(text: str, edition: Edition) -> None:
    assert read_pasted(text, [])[0] == []


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Doe, Jane (MIT), Roe, Rick (ETH)", "Jane Doe, Rick Roe"),
        ("Jane Doe (MIT)*; Rick Roe", "Jane Doe, Rick Roe"),
        ("Doe, Jane (Univ. (UX), City)*; van Roe, Rick", "Jane Doe, Rick van Roe"),
        ("Jane Doe (MIT) and Rick Roe (ETH)", "Jane Doe, Rick Roe"),
        ("Jane Doe, Rick Roe (ETH)", "Jane Doe, Rick Roe"),
        ("Jane Doe <jane@example.org>, Rick Roe <rick@example.org>", "Jane Doe, Rick Roe"),
        ("Ann Lee|Bo Li", "Ann Lee, Bo Li"),
        ("['Ann Lee', 'Bo Li']", "Ann Lee, Bo Li"),
        ("""["Ann O'Lee", 'Bo Li']""", "Ann O'Lee, Bo Li"),
        ("[]", ""),
        ("Ann Lee, Bo Li, et al.", "Ann Lee, Bo Li, et al."),
    ],
)
def test_authors_in_a_table_become_names_alone(cell: str, shown: str, edition: Edition) -> None:
    found, _ = read_pasted(f"title\tauthors\nT one\t{cell}", [])
    assert found[0].paper["authors"] == shown


@pytest.mark.parametrize("said", ["Reject", "Desk Rejected", "Withdrawn", "withdrawn by authors", "Not accepted"])
@pytest.mark.parametrize("column", ["Status", "Final Decision"])
def test_what_was_rejected_or_withdrawn_is_not_wanted(said: str, column: str, edition: Edition) -> None:
    found, _ = read_pasted(f"Paper Title,{column}\nT one,{said}\nT two,Accept (poster)", [])
    assert [candidate.wanted for candidate in found] == [False, True]
    assert found[0].doubts == [f"The column “{column}” says “{said}”."]


@pytest.mark.parametrize(
    ("title", "words"),
    [('=HYPERLINK("https://example.org","T one")', "formula"), ("Fairn\ufffdss", "another encoding")],
)
def test_a_formula_or_a_lost_letter_is_said_and_not_wanted(title: str, words: str, edition: Edition) -> None:
    (one,) = read_pasted(f"title\turl\n{title}\thttps://example.org", [])[0]
    assert not one.wanted
    assert words in one.doubts[0]


def test_our_own_table_comes_back_as_it_was(edition: Edition) -> None:
    papers = db.session.query(Paper).order_by(Paper.position).all()
    papers[0].title = "=SUM of all fears"
    loaded = load_page(edition.slug)
    assert loaded
    assert [one.paper for one in read_pasted(as_csv(loaded), [])[0]] == [
        {"title": paper.title, "authors": paper.authors, "url": paper.url} for paper in papers
    ]


def test_a_cell_without_an_end_is_said(edition: Edition) -> None:
    with pytest.raises(PageError, match="quotation mark"):
        read_pasted('title,url\n"' + "a" * 200_000, [])


@pytest.mark.parametrize(
    ("text", "authors", "unread"),
    [
        ("just some words\nLee, E.: *T one*", ["Lee, E."], ["just some words"]),
        ("Lee, A., Özgür,\nB.: *T one*", ["Lee, A., Özgür, B."], []),
        ("Ann Lee, Bo\nvan der Roe: *T one*", ["Ann Lee, Bo van der Roe"], []),
        ("Ann Lee: *T one\nwrapped*\nBo Roe: *T two*", ["Ann Lee", "Bo Roe"], []),
        ("Ann Lee, Bo Roe: T one here\nCem Fox, Eve Dag: T two there", ["Ann Lee, Bo Roe", "Cem Fox, Eve Dag"], []),
    ],
)
def test_each_line_is_a_paper_unless_it_goes_on_in_the_next(
    text: str, authors: list[str], unread: list[str], edition: Edition
) -> None:
    found, rest = read_pasted(text, [])
    assert [candidate.paper["authors"] for candidate in found] == authors
    assert rest == unread


@pytest.mark.parametrize(
    "line", ["Ann Lee, Bo Roe: Fairness of {} things", "A, et al.: *On {}* [Link](https://x.org/{})"]
)
@pytest.mark.parametrize("first", ["", "Papers (a|b):\n", "- A, et al.: *In a list*\n"])
def test_two_thousand_lines_are_two_thousand_papers(line: str, first: str, edition: Edition) -> None:
    found, unread = read_pasted(first + "\n".join(line.replace("{}", str(n)) for n in range(2000)), [])
    assert len(found) + len(unread) >= 2000
    assert len(found) >= 1999


def test_a_paper_that_stands_twice_is_wanted_once(edition: Edition) -> None:
    found, _ = read_pasted("A, et al.: *T one*\n\nB, et al.: *Quite another*\n\nA, et al.: *t one.*", [])
    assert [candidate.wanted for candidate in found] == [True, True, False]
    assert found[2].doubts == ["The same title stands further up in this list."]
    found, _ = read_pasted("title,status\nT one,Reject\nT one,Accept\nT one,Accept", [])
    assert [candidate.wanted for candidate in found] == [False, True, False]


HEADS = "paper,title,first,last"
AUTHOR_ROWS = "1,A first title,Ana,Bell\n1,A first title,Bo,Carr\n2,Another thing,Cy,Dunn"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADS}\n{AUTHOR_ROWS}",
        f"paper,title,given_name,family_name\n{AUTHOR_ROWS}",
        f"Papers 11/29/2031\n\n{HEADS}\n{AUTHOR_ROWS}",
        "title,first,last\nA first title,Ana,Bell\nA first title,Bo,Carr\nAnother thing,Cy,Dunn",
        "paper,title,name\n1,A first title,Ana Bell\n1,A first title,Bo Carr\n2,Another thing,Cy Dunn",
        "title,author\nA first title,Ana Bell\nA first title,Bo Carr\nAnother thing,Cy Dunn",
        "sep=;\nTitle;Author Names\nA first title;Ana Bell (Turin)*; Bo Carr (Oslo)\nAnother thing;Cy Dunn".replace(
            "Ana Bell (Turin)*; Bo Carr (Oslo)", '"Ana Bell (Turin)*; Bo Carr (Oslo)"'
        ),
        'Paper ID,Paper Title,Author Names\n1,A first title,"Bell, Ana; Carr, Bo"\n2,Another thing,"Dunn, Cy"',
        "Ana Bell, Bo Carr. A first title\nCy Dunn. Another thing",
        "1. Ana Bell, Bo Carr. A first title.\n2. Cy Dunn: Another thing",
        "A first title\nAna Bell (Turin); Bo Carr (San Francisco)\n\nAnother thing\nCy Dunn (Oslo)",
        "#1 A first\ntitle\nAna Bell (Univ. of X, Y);\nBo Carr\n\n#12 Another thing\nAuthors: Cy Dunn",
        "A first title\nAna Bell (Turin); Bo Carr (Oslo)\nAnother thing\nCy Dunn (Oslo)",
        "Ana Bell, Bo Carr\nA first title\n\nCy Dunn\nAnother thing",
    ],
)
def test_authors_by_rows_and_lists_without_marks_are_read(text: str) -> None:
    found, _ = read_pasted(text, [])
    expected = [("A first title", "Ana Bell, Bo Carr"), ("Another thing", "Cy Dunn")]
    assert [(one.paper["title"], one.paper["authors"]) for one in found] == expected
    assert all(one.wanted for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Dear All. Thanks for coming to Turin",
        "Cy Dunn. The only line there is",
        "We thank Ana Bell. The workshop was great.\nSee you next year. It will be in Turin",
        "Program Committee\nAna Bell (Turin); Bo Carr (Oslo)",
        "Kind regards,\nAna Bell",
        "Ana Bell\nBo Carr",
        "The first line\nThe second line",
        "Session Chairs\nAna Bell; Bo Carr\nKeynote Speakers\nCy Dunn; Di Eck",
    ],
)
def test_what_is_no_list_of_papers_is_left_as_it_is(text: str) -> None:
    found, unread = read_pasted(text, [])
    assert found == []
    assert unread


def test_a_line_that_may_go_on_below_is_not_wanted() -> None:
    found, unread = read_pasted("Ana Bell and Bo Carr. A first title of\nmany words\nCy Dunn. Another thing", [])
    assert [one.wanted for one in found] == [False, True]
    assert found[0].doubts == ["The line below it may belong to it: “many words”."]
    assert unread == ["many words"]


CONTENT = '{"title": %s, "authors": %s, "venue": %s, "pdf": "/pdf/1.pdf"}'
NOTE = f'{{"id": "x1", "forum": "x1", "content": {CONTENT}, "details": %s}}'


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        (('"A first title"', '["Ana Bell", "Li Wei 0001"]', '"EX 2031 Poster"', "{}"), True),
        (
            ('{"value": "A first title"}', '{"value": ["Bell, Ana", "Li Wei"]}', '{"value": "EX 2031 Reject"}', "{}"),
            False,
        ),
        (('"A first title"', '"Ana Bell, Li Wei"', '"Submitted to EX 2031"', "{}"), False),
        (('"A first title"', '"Ana Bell; Li Wei"', '"EX 2031 Desk Rejected Submission"', "{}"), False),
        (
            (
                '"A first title"',
                '[{"fullname": "Ana Bell"}, {"fullname": "Li Wei"}]',
                "null",
                '{"directReplies": [{"content": {"decision": "Reject"}}]}',
            ),
            False,
        ),
    ],
)
@pytest.mark.parametrize("form", ["[{}]", '{{"notes": [{}], "count": 1}}', "{}", "\n{}\n"])
def test_notes_of_openreview_are_read_in_each_shape(form: str, note: tuple[str, ...], wanted: bool) -> None:
    found, unread = read_pasted(form.format(NOTE % note), [])
    address = "https://openreview.net/forum?id=x1"
    links = {"url": address, "pdf": "https://openreview.net/pdf?id=x1"}
    assert [one.paper for one in found] == [{"title": "A first title", "authors": "Ana Bell, Li Wei"} | links]
    assert [one.wanted for one in found] == [wanted]
    assert unread == []


def test_a_decision_that_is_a_note_of_its_own_counts_for_its_paper() -> None:
    reply = '{"id": "r", "forum": "x1", "replyto": "x1", "content": {"title": "Decision", "decision": "Reject"}}'
    note = NOTE % ('"A first title"', '["Ana Bell"]', "null", "null")
    (one,) = read_pasted(f"[{note}, {reply}]", [])[0]
    assert one.doubts == ["Its “decision” says “Reject”."]


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        (
            '[{"pid": 1, "title": "T one", "authors": [{"given_name": "Ana", "family_name": "Bell"}]}]',
            "T one",
            "Ana Bell",
        ),
        ('[{"pid": 1, "title": "T one", "authors": "Ana Bell (Turin)\\nBo Carr"}]', "T one", "Ana Bell, Bo Carr"),
        ('[{"title": "T one", "author": [{"given": "Gu", "family": "Hou, Jr."}]}]', "T one", "Gu Hou Jr."),
        ('{"info": {"title": "A &amp; B.", "authors": {"author": {"text": "Li Wei 0001"}}}}', "A & B", "Li Wei"),
        ('{"items": [{"title": ["On <i>x</i>"], "author": [{"name": "Ana Bell"}]}]}', "On x", "Ana Bell"),
        (
            '{"title": "E", "slots": [{"title": "K", "authors": ""}], "papers": [{"title": "T", "authors": "A B"}]}',
            "T",
            "A B",
        ),
        ('[{"title": "$\\\\alpha$-nets for $5 and $10_x", "authors": ["A B"]}]', "α-nets for $5 and $10_x", "A B"),
    ],
)
def test_json_of_others_is_read_where_it_names_titles_and_authors(text: str, title: str, authors: str) -> None:
    found, _ = read_pasted(text, [])
    assert [(one.paper["title"], one.paper["authors"]) for one in found] == [(title, authors)]


@pytest.mark.parametrize(
    "said", ['"decision": "Reject"', '"status": "withdrawn"', '"withdrawn": true', '"accepted": false']
)
def test_what_json_says_was_not_accepted_is_not_wanted(said: str) -> None:
    (one,) = read_pasted(f'[{{"pid": 1, "title": "T one", "authors": [], {said}}}]', [])[0]
    assert not one.wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"title": "A", "authors": ["x"]', "a mistake in line 1"),
        ('{"title": "Site", "menu": [{"title": "Home", "url": "/"}]}', "nothing has a title and authors"),
        ('[{"title": "A", "n": ' + "1" * 5000 + "}]", "number that is too long"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        ("\n" * 200_000 + "x", "200,000 lines"),
        ("a\r\n" * 200_000, "200,000 lines"),
        ("\n".join("  " * level + "- a" for level in range(400)), "nested too deeply"),
        ("@a{\n" * 66_000, "66,000 entries"),
        ("@article{a, title={T}}\n" * 3000, "3,000 entries"),
        ("title,authors\n" + "T,A\n" * 3000, ""),
        ("title,authors\n" + "T,A\n" * 21_000, "21,001 rows"),
        ("title,authors\n" + "\n".join(f"T{n},A" for n in range(3000)), "3,000 papers"),
        ('title,authors\n"' + "a" * 5_000_000 + '",x', "5.0 MB"),
        ("Ana Bell. " * 20_000, "hardly a list of papers"),
        ("Ann Lee, Bo Roe: Things\n" * 4000, "4,000 lines"),
    ],
)
def test_what_is_too_much_is_said(text: str, words: str) -> None:
    if not words:
        assert len(read_pasted(text, [])[0]) == 1
        return
    with pytest.raises(PageError, match=words):
        read_pasted(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "title,authors\n" + "".join(f"Title {n},Ann Lee{' ' * 9900}Roe\n" for n in range(100)),
        "title;authors\n" + "".join(f"Title {n};[" + "'a" * 4900 + "]\n" for n in range(100)),
        f"Ann Lee{' ' * 900_000}and others",
    ],
)
def test_runs_of_spaces_and_quotes_are_read_in_linear_time(text: str) -> None:
    assert len(read_pasted(text, [])[0]) in (0, 100)


@pytest.mark.parametrize("link", ["paper12.pdf", "/submissions/12", "/pdf/1.pdf", "file:///x.pdf", "C:\\x.pdf"])
def test_the_path_of_a_file_is_no_link(link: str) -> None:
    for text in (
        f"title,pdf\nA one,{link}",
        f'[{{"title": "A one", "authors": "", "pdf": "{link}"}}]'.replace("\\", "\\\\"),
    ):
        (one,) = read_pasted(text, [])[0]
        assert one.paper["url"] == ""
        assert f"“{link}” is left out" in one.notes[0]
    assert read_pasted(f"title,pdf,doi\nA one,{link},10.1007/1", [])[0][0].paper["url"] == "https://doi.org/10.1007/1"


@pytest.mark.parametrize("title", ["12", "—", "2031-10", "$ % 5"])
def test_a_title_without_letters_is_not_wanted(title: str) -> None:
    (one,) = read_pasted(f"title,authors\n{title},Ana Bell", [])[0]
    assert one.doubts == ["There are no letters in its title."]


@pytest.mark.parametrize(
    "entry",
    [
        "@proceedings{a, title={T one}}",
        "@book{a, title={T one}, editor={Ana Bell}}",
        "@inproceedings{a, title={T}, editor={Ana Bell}}",
    ],
)
def test_a_volume_is_no_paper(entry: str) -> None:
    found, unread = read_pasted(entry, [])
    assert found == []
    assert unread == [f"{entry} (this is a volume, not a paper in it)"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Dunn, Cy 0001 and Wei 0002, Li", "Cy Dunn, Li Wei"),
        ("Gu Hou, Jr. and Hou, Gu, Jr. and Hou, Jr., Gu", "Gu Hou Jr., Gu Hou Jr., Gu Hou Jr."),
        ("Ana Bell, Bo Carr, Cy Dunn", "Ana Bell, Bo Carr, Cy Dunn"),
        ("Ana Bell\nAND Bo Carr", "Ana Bell, Bo Carr"),
    ],
)
def test_names_in_bibtex_are_as_people_have_them(written: str, shown: str) -> None:
    found, _ = read_pasted(f"@article{{a, title={{T one}}, author={{{written}}}}}", [])
    assert [one.paper["authors"] for one in found] == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"R&D, A &amp; B, C \&amp; D", "R&D, A & B, C & D"),
        (r"{\(\mathbb{R}^n\)} and $x^{2k}_{i}$, $10^{-3}$, H$_2$O, CO\textsubscript{2}", "ℝⁿ and x²ᵏᵢ, 10⁻³, H₂O, CO₂"),
        (r"A turn of $90^\circ$, the 5\textsuperscript{th}, for $5", "A turn of 90°, the 5th, for $5"),
        (r"On <i>x</i><sub>2</sub>", "On x₂"),
        (r"\'{" * 200 + "}" * 200, None),
    ],
)
def test_formulas_and_entities_in_bibtex_are_shown(written: str, shown: str | None) -> None:
    found, _ = read_pasted(f"@article{{a, title={{{written}}}}}", [])
    assert shown is None or [one.paper["title"] for one in found] == [shown]


@pytest.mark.parametrize("title", ["{$$$}", "{#}", "{\\\\}"])
def test_a_line_of_bibtex_names_no_columns(title: str) -> None:
    assert [one.wanted for one in read_pasted(f"@article{{a, title={title}}}", [])[0]] in ([False], [])


def test_the_doi_that_is_an_entry_s_key_is_its_link() -> None:
    names = 'author="Bell, Ana\nand Carr, Bo",\neditor="Dunn, Cy"'
    text = f'@InProceedings{{10.1007/978-3-031-72787-0_1,\n{names},\ntitle="T one"\n}}'
    paper = {"title": "T one", "authors": "Ana Bell, Bo Carr", "url": "https://doi.org/10.1007/978-3-031-72787-0_1"}
    assert [one.paper for one in read_pasted(text, [])[0]] == [paper]


@pytest.mark.parametrize(
    ("had", "listed", "offered"),
    [
        ("", "https://doi.org/10.1007/1", True),
        ("/assets/1.pdf", "https://doi.org/10.1007/1", True),
        ("https://doi.org/10.1007/1", "http://dx.doi.org/10.1007/1", False),
        ("https://example.org/1/", "https://www.example.org/1", False),
        ("https://example.org/1", "", False),
    ],
)
def test_a_link_is_offered_to_a_paper_that_is_there_without_it(had: str, listed: str, offered: bool) -> None:
    there = Paper(title="A first title", url=had)
    for title in ("a first title.", "The first title"):
        [one] = read_pasted(f"title,url\n{title},{listed}", [there])[0]
        assert one.linked == (there if offered else None)
        assert there in (one.there, one.near)


@pytest.mark.parametrize("titles", [("A first title", "A first title II"), ("The first title", "My first title")])
def test_of_several_that_are_like_a_paper_only_the_closest_offers_its_link(titles: tuple[str, str]) -> None:
    there = Paper(title="A first title", url="")
    found = read_pasted(f"title,url\n{titles[0]},https://example.org/1\n{titles[1]},https://example.org/2", [there])[0]
    assert [one.linked for one in found] == [there, None]
    assert found[1].doubts == ["Another entry of this list is closer to it."]


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ("Łukasz – é".encode(), "Łukasz – é", False),
        (b"\xef\xbb\xbftitle,authors", "title,authors", False),
        ("Łukasz".encode("utf-16"), "Łukasz", False),
        (b"\xfe\xff" + "Łukasz".encode("utf-16-be"), "Łukasz", False),
        ("José – “x”".encode("windows-1252"), "José – “x”", True),
        (b"\x81", "\ufffd", True),
        (b"", "", False),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_has(data: bytes, text: str, noted: bool) -> None:
    found, note = decode(data)
    assert (found, bool(note)) == (text, noted)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"a\0b", "not text"),
        (b"a" * 3_000_000, "3.0 MB"),
        (b"\xff\xfe\x00\xd8", "cannot be decoded"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(PageError, match=words):
        decode(data)
