"""Papers from whatever a person pastes."""

import pytest

from faimi.content import Edition
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.exchange.draft import PageError
from faimi.exchange.paper_list import as_csv, bibtex_entry
from faimi.exchange.pasted import read_pasted
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
    ("text", "unread"),
    [
        ("Ann Author, Bob Writer: *Fairness of Everything* [Link](https://example.org/1)", 0),
        ("- Ann Author, Bob Writer: *Fairness of Everything* [Link](https://example.org/1)\n\nThanks to all!", 1),
        (CMT, 1),
        (OPENREVIEW, 0),
        (BIBTEX, 1),
    ],
)
def test_a_paper_is_read_from_lines_tables_and_bibtex(text: str, unread: int, edition: Edition) -> None:
    candidates, rest = read_pasted(text, [])
    assert [candidate.paper for candidate in candidates] == [ONE]
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
