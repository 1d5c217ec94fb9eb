"""Tables and playlists, as spreadsheets, documents and sites put them on the clipboard."""

from datetime import timedelta

import pytest

from faimi.content import KIND, Edition
from faimi.exchange.draft import PageError
from faimi.exchange.table_columns import guess_columns, has_heads
from faimi.exchange.table_matching import pair_by_mention, pair_by_name
from faimi.exchange.table_reading import MAX_CELLS, as_text, is_playlist, read_table
from faimi.exchange.table_values import RefusedCell, as_typed

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{color:red}</style></head><body>
<table><!--StartFragment--><col width=64><tr><td class=xl65>Title</td><td>Talk</td><td>Track</td></tr>
<tr><td>A title<br style='mso-data-placement:same-cell'>in lines</td><td><a href="https://example.org/1">Watch</a></td>
<td rowspan=2>Main</td></tr><tr><td colspan=2>Lunch</td></tr><!--EndFragment--></table></body></html>"""


@pytest.mark.parametrize(
    ("text", "html", "rows"),
    [
        ("a\tb\n1\t2", "", [["a", "b"], ["1", "2"]]),
        ("a\tb\r\n1\r\n1\t2\t3\r\n", "", [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]),  # too few, and too many
        ('"two\nlines"\t"said ""so"""\n"Fair" AI\tz', "", [["two\nlines", 'said "so"'], ['"Fair" AI', "z"]]),
        ("\t\n\ta\t\n", "", [["a"]]),
        ("One\nTwo", "", [["One"], ["Two"]]),
        (
            "Time\tTalk\n9:00 - 9:30\tA\n1 – 2 pm\tB",
            "",
            [["Time", "", "Talk"], ["9:00", "9:30", "A"], ["1", "2 pm", "B"]],
        ),
        ("Pages\n1-9\t", "", [["Pages"], ["1-9"]]),
        (
            "not this",
            EXCEL,
            [
                ["Title", "Talk", "", "Track"],
                ["A title\nin lines", "Watch", "https://example.org/1", "Main"],
                ["Lunch", "", "", "Main"],
            ],
        ),
        ("the text", "<p>no table</p>", [["the text"]]),
        ("", "", []),
    ],
)
def test_cells_are_read_as_they_were_copied(text: str, html: str, rows: list[list[str]]) -> None:
    assert read_table(text, html) == rows
    assert read_table(as_text(rows)) == rows


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("First talk https://example.org/1\n2. Second - <https://example.org/2>", ""),
        ("First talk\thttps://example.org/1\n2. Second\thttps://example.org/2", ""),
        ("Our playlist\nFirst talk\n12:30\nhttps://example.org/1\n\n2. Second\nhttps://example.org/2", ""),
        (
            "",
            '<ul><li><a href="https://example.org/1">First talk</a> <a href="https://example.org/1">12:30</a>'
            '<li><a href="https://example.org/2">2. Second</a> <a href="/me">Me</a></ul>',
        ),
    ],
)
def test_a_playlist_is_read_in_each_of_its_forms(text: str, html: str) -> None:
    rows = read_table(text, html)
    assert rows == [["First talk", "https://example.org/1"], ["2. Second", "https://example.org/2"]]
    assert is_playlist(rows)
    assert read_table(as_text(rows)) == rows


def test_what_is_no_playlist_is_none() -> None:
    assert not is_playlist(read_table("A title\tA name\nB title\thttps://example.org/1"))
    assert not is_playlist([])


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("a\t" * (MAX_CELLS + 1), "", "10,002 cells"),
        ("a\tb\n" * 2001, "", "2,001 rows"),
        ("x" * 1_000_001, "", "1.0 MB"),
        ("", "<table>" + "<td>x" * (MAX_CELLS + 1), "10,001 cells"),
        ("", "<table><tr><td>" + "<div>" * 200, "nested too deeply"),
        ("", f"<table><tr><td>{'x' * 1_000_000}", "too large"),
        ("", "<a>" * 60_001, "too large"),
    ],
)
def test_what_is_too_much_is_said(text: str, html: str, words: str) -> None:
    with pytest.raises(PageError, match=words):
        read_table(text, html)


def test_three_thousand_cells_and_one_of_500_kb_are_read() -> None:
    row = "<tr><td rowspan=2>Main<td colspan=3>{0}<td>https://example.org/{0}<tr><td>a<td>b<td>c<td>d"
    rows = read_table("", "<table>" + "".join(row.format(n) for n in range(300)) + "</table>")
    assert len(rows) * len(rows[0]) == 3000
    assert rows[1] == ["Main", "a", "b", "c", "d"]
    assert read_table(f"a\t{'x' * 500_000}") == [["a", "x" * 500_000]]


@pytest.mark.parametrize(
    ("name", "chosen", "text", "columns"),
    [
        (
            "slot",
            "",
            "Time\tPresenter\tTalk\tVideo\n9:00-9:30\tA\tB\thttps://e.org/1",
            "start end speaker title recording",
        ),
        ("slot", "", "9:00\t9:30\tAnn Lee\tA fair title\tTalk", "start end speaker title kind"),
        ("slot", "", "10:00\tKeynote\n11:00\tBreak", "start kind"),
        ("slot", "title", "A title\tAnn Lee\n9:00\tBo Li", "title speaker"),
        ("paper", "", "https://e.org/1\tA fair title\tAnn Lee, Bo Li", "url title authors"),
        ("paper", "", "Paper\tTitle\tNumber of pages\n7\tA title\t9", "- title -"),
        ("paper", "authors", "Ann Lee\tA title", "authors -"),
        ("paper", "title", "https://e.org/1\nhttps://e.org/2", "url"),
        ("paper", "authors title", "Ann Lee\tA title\thttps://e.org/1", "authors title url"),
        ("paper", "title url", "https://e.org/1\nhttps://e.org/2", "title"),
        ("paper", "title url", "Authors\tTitle\nAnn Lee\tA title", "authors title"),
        ("keynote", "photo speaker", "/media/a.png\tAnn Lee", "- speaker"),
        ("award", "", "Prize\tPaper title\tWinner\nBest\tA title\tAnn Lee", "name paper recipient"),
        ("award", "", "Best talk\tAnn Lee", "name recipient"),
        ("date", "", "Deadline\t24 June 2030\nEvent\t1 October 2030", "label date"),
        ("date", "", "What\tWhen\nDeadline\t24 June 2030", "label date"),
        ("organizer", "", "Ann Lee\tA University\thttps://e.org/1", "name affiliation url"),
        ("sponsor", "", "Company\tTier\nA Company\tGold", "name level"),
        ("keynote", "", "Ann Lee\tA University\tA fair title", "speaker affiliation title"),
        ("notice", "", "Join online\thttps://e.org/1\t2030-01-01 09:00", "text url shown_from"),
        ("text", "", "A passage\thttps://e.org/1", "body url"),
    ],
)
def test_a_column_is_known_by_its_head_or_by_its_cells(
    edition: Edition, name: str, chosen: str, text: str, columns: str
) -> None:
    kind, rows = KIND[name], read_table(text)
    form = kind.form(formdata=None)
    form.offer(edition, None)
    found = guess_columns(kind, form, rows, has_heads(kind, form, rows), chosen.split())
    assert [column or "-" for column in found] == columns.split()


@pytest.mark.parametrize("name", KIND)
def test_the_labels_of_each_field_are_heads_of_its_columns(edition: Edition, name: str) -> None:
    kind = KIND[name]
    assert edition.starts_on
    edition.ends_on = edition.starts_on + timedelta(days=1)
    form = kind.form(formdata=None)
    form.offer(edition, None)
    assert set(kind.heads) <= {field.name for field in form.inputs}
    assert kind.playlist in {"", *kind.links}
    labels = [field.label.text for field in form.inputs]
    rows = [labels, [""] * len(labels)]
    assert has_heads(kind, form, rows)
    taken = [
        field.name if name else ""
        for field, name in zip(form.inputs, guess_columns(kind, form, rows, True), strict=True)
    ]
    assert guess_columns(kind, form, rows, True) == taken


@pytest.mark.parametrize(
    ("name", "field", "cell", "typed"),
    [
        ("date", "date", "June 24, 2030", "2030-06-24"),
        ("date", "date", "24 June", "2024-06-24"),
        ("date", "date", "24/06/2030", "2030-06-24"),
        ("date", "date", "06/07/2030", "2030-07-06"),
        ("date", "date", "–", ""),
        ("date", "date", "soon", None),
        ("slot", "start", "09:00:00", "09:00"),
        ("slot", "kind", "keynote", "keynote"),
        ("slot", "kind", "Dinner", None),
        ("slot", "paper", "#3", "3"),
        ("award", "paper", "Fair and private CT contrast agent detection.", "16"),
        ("award", "paper", "No such thing", None),
        ("paper", "url", "10.1000/182", "https://doi.org/10.1000/182"),
        ("paper", "title", "10.1000/182", "10.1000/182"),
        ("notice", "shown_from", "2030-01-01 09:00 UTC", "2030-01-01T09:00"),
    ],
)
def test_a_cell_is_typed_as_its_field_takes_it(
    edition: Edition, name: str, field: str, cell: str, typed: str | None
) -> None:
    kind = KIND[name]
    form = kind.form(formdata=None)
    form.offer(edition, None)
    if typed is None:
        with pytest.raises(RefusedCell):
            as_typed(kind, form[field], cell, [cell], 2024)
    else:
        assert as_typed(kind, form[field], cell, [cell], 2024) == typed


def test_a_column_that_puts_the_month_first_does_so_in_each_date(edition: Edition) -> None:
    field = KIND["date"].form(formdata=None)["date"]
    column = ["06/07/2030", "6/24/2030"]
    assert [as_typed(KIND["date"], field, cell, column, None) for cell in column] == ["2030-06-07", "2030-06-24"]


def test_a_line_is_about_the_row_that_has_its_name_or_nearly() -> None:
    rows = ["Fairness of Everything", "Fair Things", "Something else"]
    assert pair_by_name(["Fair things.", "Fairness in Everything", "New", ""], rows) == {0: (1, 100), 1: (0, 91)}


def test_a_video_is_of_the_talk_that_its_title_speaks_of_and_not_of_one_word_in_it() -> None:
    rows = ["Keynote", "Slicing Through Bias: Explaining Gaps Ann Lee", "Fair Things Bo Li", ""]
    lines = ["FAIMI 2030 - Oral 1 - Slicing through bias, explaining gaps", "Bo Li (keynote) | Fair things", "Lunch"]
    assert {line: place for line, (place, _) in pair_by_mention(lines, rows).items()} == {0: 1, 1: 2}
