"""Markdown and typography."""

from datetime import date

import pytest

from faimi.content.date_words import day
from faimi.content.prose import initials, names, render, typeset


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *thin*", "<p><strong>bold</strong> and <em>thin</em></p>"),
        ("~~old~~ new", "<p><del>old</del> new</p>"),
        ("[mail](mailto:a@example.org)", '<p><a href="mailto:a@example.org">mail</a></p>'),
        ('"It\'s" -- so', "<p>“It’s” – so</p>"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("<script>alert(1)</script>ok", "<p>ok</p>"),
        ('<p onclick="alert(1)" style="color:red">ok</p>', "<p>ok</p>"),
        ('[x](/ "<hx-a onfocus=b>")', '<p><a href="/" title="&lt;hx-a onfocus=b&gt;">x</a></p>'),
        ("![pixel](https://elsewhere.example.org/p.png)", '<p><img alt="pixel"></p>'),
        ("![pixel](//elsewhere.example.org/p.png)", '<p><img alt="pixel"></p>'),
        ("![own](/images/p.png)", '<p><img alt="own" src="/images/p.png"></p>'),
    ],
)
def test_markdown_becomes_safe_html(text: str, html: str) -> None:
    assert render(text).strip() == html


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("Alzheimer's disease", "Alzheimer’s disease"),
        ("\"Shortcuts\" and ('them')", "“Shortcuts” and (‘them’)"),
        ("Open - Source", "Open - Source"),
        ('اللقاء الأول: "AI"', "<bdi>اللقاء الأول: “AI”</bdi>"),
        ("A שלום & co", "<bdi>A שלום &amp; co</bdi>"),
        ("公平 😀", "公平 😀"),
        ("<b> & co", "&lt;b&gt; &amp; co"),
    ],
)
def test_short_texts_are_typeset_and_escaped(text: str, set_: str) -> None:
    assert typeset(text) == set_


def test_the_parts_of_a_name_stay_together() -> None:
    assert names("Vien N Dang, et al.") == "Vien&nbsp;N&nbsp;Dang, et&nbsp;al."
    assert names("<i>, b") == "&lt;i&gt;, b"
    assert names("Department of Radiology") == "Department of Radiology"
    assert names("Dewinda J. Rumala") == "Dewinda J.&nbsp;Rumala"
    assert names("Ada Roe, Ada J. Roe", narrow=True) == "Ada Roe, Ada J.&nbsp;Roe"


def test_each_name_that_is_written_from_right_to_left_keeps_to_itself() -> None:
    assert names("Ada Roe, נועה לוי, سارة") == "Ada&nbsp;Roe, <bdi>נועה&nbsp;לוי</bdi>, <bdi>سارة</bdi>"


def test_prose_takes_its_direction_from_its_words() -> None:
    html = render("مرحبا [here](/x)\n\n- נקודה\n\nPlain")
    assert html == (
        '<p dir="auto">مرحبا <a href="/x">here</a></p>\n<ul dir="auto">\n<li>נקודה</li>\n</ul>\n<p dir="auto">Plain</p>'
    )


@pytest.mark.parametrize(
    ("name", "letters"), [("Dr. Mercy Asiedu", "MA"), ("Kate E Cevora", "KC"), ("Plato", "P"), ("", ""), ("3 !", "")]
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_day_is_written_as_people_do() -> None:
    assert day(date(2024, 6, 8)) == "8 June 2024"
