"""What a site keeps in `_data` comes in where a page shows it, and where it is clear what it is."""

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml

from faimi.exchange.draft import Draft
from faimi.exchange.page import read_page
from faimi.exchange.page.site_data.files import data_folder

PEOPLE = """
- name: Ann Lee
  affiliation: MIT
  email: alice@example.org
  url: https://example.org/alice
- first_name: Bob
  last_name: Roe
"""
NAMED = "{{ p.name }} {{ p.first_name }} {{ p.last_name }}"
LOOP = f"{{% for p in site.data.people %}}- {NAMED} ({{{{ p.affiliation }}}})\n{{% endfor %}}"
ANN, BOB = {"name": "Ann Lee", "affiliation": "MIT"}, {"name": "Bob Roe", "affiliation": ""}


def read(folder: Path, body: str, **files: str) -> Draft:
    """What a page holds whose site keeps these files of data."""
    (folder / "_data").mkdir()
    for name, text in files.items():
        file = folder / "_data" / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    page = folder / "2031.md"
    page.write_text(f"---\ntitle: T\n---\n{body}\n")
    return read_page(page, folder)


def rows(draft: Draft, kind: str, *columns: str) -> list[dict[str, Any]]:
    """These columns of the rows of a kind."""
    return [{name: item[name] for name in columns} for item in draft.items(kind)]


SHOWN = {
    "a list": LOOP,
    "boxes": f"<div>{{% for p in site.data.people %}}\n<b>{NAMED}</b>, {{{{ p.affiliation }}}}\n{{% endfor %}}\n</div>",
    "what is there alone": LOOP.replace(
        "({{ p.affiliation }})", "{% if p.affiliation %}({{ p.affiliation }}){% endif %}"
    ),
    "sorted under another name": '{% assign all = site.data.people | sort: "name" %}\n'
    + LOOP.replace("site.data.people", "all"),
    "handed on": "{% for p in site.data.people %}{% include person.html person=p %}{% endfor %}",
}


@pytest.mark.parametrize("form", SHOWN)
def test_people_come_in_however_the_loop_shows_them(form: str, tmp_path: Path) -> None:
    draft = read(tmp_path, f"## Organizers\n\n{SHOWN[form]}\n\n## Contact\n\nWrite to us.", people_yml=PEOPLE)
    assert rows(draft, "organizer", "name", "affiliation") == [ANN, BOB]
    assert "alice@example.org" not in str(draft.sections)
    assert ("example.org/alice" in str(draft.sections)) is (form == "handed on")  # else the page does not show it
    assert [section.heading for section in draft.sections] == ["Organizers", "Contact"]


UNSURE = {
    "some of them": LOOP.replace("- {{", '{% if p.role == "chair" %}- {{').replace(
        "\n{% endfor", "{% endif %}\n{% endfor"
    ),
    "those with a mark": LOOP.replace("- {{", "{% unless p.hidden %}- {{").replace(
        "\n{% endfor", "{% endunless %}\n{% endfor"
    ),
    "a first few": LOOP.replace("people %}", "people limit: 1 %}"),
    "filtered": LOOP.replace("people %}", 'people | where: "name", "Ann Lee" %}'),
    "no such file": LOOP.replace("data.people", "data.persons"),
    "no such key": LOOP.replace("data.people", "data.people.chairs"),
    "another folder": LOOP.replace("data.people", "data...people"),
    "a damaged file": LOOP.replace("data.people", "data.bad"),
    "unclear keys": LOOP.replace("data.people", "data.things").replace("p.name", "p.colour"),
}


@pytest.mark.parametrize("case", UNSURE)
def test_what_is_not_sure_is_left_out_with_a_word(case: str, tmp_path: Path) -> None:
    body = f"## Organizers\n\n{UNSURE[case]}"
    draft = read(tmp_path, body, people_yml=PEOPLE, bad_yml="- {a: [", things_yml="- {colour: Red, size: L}\n")
    assert draft.items("organizer") == []
    assert sum("not taken over: the rows of site.data." in doubt for doubt in draft.report.doubts) == 1


@pytest.mark.parametrize(
    "marks",
    [
        ("<!--", "-->"),
        ("{% comment %}", "{% endcomment %}"),
        ("{% raw %}", "{% endraw %}"),
        ("{% raw %}{% comment %}Soon.{% endcomment %}", "{% endraw %}"),
    ],
)
def test_what_a_page_hides_stays_hidden(marks: tuple[str, str], tmp_path: Path) -> None:
    draft = read(tmp_path, f"## Organizers\n\nSoon.\n\n{marks[0]}\n{LOOP}\n{marks[1]}", people_yml=PEOPLE)
    assert "Ann Lee" not in str(draft.sections)


@pytest.mark.parametrize(("data", "count"), [(PEOPLE, 4), ("- {a: [", 0)])
def test_a_file_is_read_once_however_many_loops_show_it(
    data: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = Mock(wraps=yaml.parse)
    monkeypatch.setattr(yaml, "parse", parse)
    draft = read(tmp_path, f"## Organizers\n\n{LOOP}\n\n## Chairs\n\n{LOOP}", people_yml=data)
    assert len(draft.items("organizer")) == count
    assert [call.args[0] for call in parse.call_args_list].count(data) == 1


def test_a_schedule_in_days_keeps_its_times_and_titles(tmp_path: Path) -> None:
    data = """
- day: Morning
  sessions:
  - {start: '9:30', end: 10:30, title: Fair things, speaker: Ann Lee}
  - {start: 10:30, end: 10:45, title: Coffee break}
"""
    loop = "{% for d in site.data.days %}### {{ d.day }}\n{% for s in d.sessions %}- {{ s.start }}-{{ s.end }} "
    loop += "{{ s.title }} {{ s.speaker }}\n{% endfor %}{% endfor %}"
    draft = read(tmp_path, f"## Program\n\n{loop}", days_yml=data)
    found = [
        (f"{row['start']:%H:%M}", f"{row['end']:%H:%M}", row["speaker"], row["title"], row["track"])
        for row in draft.items("slot")
    ]
    assert found == [
        ("09:30", "10:30", "Ann Lee", "Fair things", "Morning"),
        ("10:30", "10:45", "", "Coffee break", "Morning"),
    ]


def test_a_schedule_whose_rows_name_their_days_is_one_of_several_days(tmp_path: Path) -> None:
    data = """
- {date: 2031-10-12, time: '9:00', title: Opening}
- {date: 2031-10-13, time: '9:00', title: Fair things, speaker: Ann Lee}
"""
    loop = "{% for s in site.data.plan %}- {{ s.date }} {{ s.time }} {{ s.title }} {{ s.speaker }}\n{% endfor %}"
    draft = read(tmp_path, f"## Program\n\n{loop}", plan_yml=data)
    assert [(row["day"], row["title"], row["track"]) for row in draft.items("slot")] == [
        (1, "Opening", ""),
        (2, "Fair things", ""),
    ]
    assert (str(draft.header["starts_on"]), str(draft.header["ends_on"])) == ("2031-10-12", "2031-10-13")


def test_a_schedule_whose_rows_name_their_rooms_is_placed(tmp_path: Path) -> None:
    data = "- {time: '9:00', title: Opening, room: Aula}\n- {time: '9:00', title: Fair things, room: Hall 2}\n"
    loop = "{% for s in site.data.plan %}- {{ s.time }} {{ s.title }} {{ s.room }}\n{% endfor %}"
    draft = read(tmp_path, f"## Program\n\n{loop}", plan_yml=data)
    assert [(row["room"], row["title"]) for row in draft.items("slot")] == [
        ("Aula", "Opening"),
        ("Hall 2", "Fair things"),
    ]


def test_a_schedule_in_a_table_leaves_no_empty_table(tmp_path: Path) -> None:
    data = "- {time: 9:00, title: Opening}\n- {time: 10:30, title: A talk, speaker: Ann Lee}\n"
    row = "| {{ s.time }} | {{ s.title }} {{ s.speaker }} |\n"
    table = f"| Time | What |\n|---|---|\n{{% for s in site.data.plan %}}{row}{{% endfor %}}"
    draft = read(tmp_path, f"## Program\n\n{table}", plan_yml=data)
    assert [row["title"] for row in draft.items("slot")] == ["Opening", "A talk"]
    assert draft.sections[0].intro == ""


def test_papers_dates_keynotes_and_sponsors_are_told_by_their_keys(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """## Accepted papers
{% for p in site.data.all.papers %}<p><a href="{{ p.pdf }}">{{ p.title }}</a> {{ p.authors }} {{ p.id }}</p>{% endfor %}

## Important dates
{% for d in site.data.dates %}{{ d.date }} {{ d.name }}{% endfor %}

## Invited speakers
{% for s in site.data.y.speakers %}{{ s.name }} {{ s.affiliation }} {{ s.title }} {{ s.bio }}{% endfor %}

## Sponsors
{% for s in site.data.sponsors %}<a href="{{ s.url }}"><img src="{{ s.logo }}" alt="{{ s.name }}"></a>{% endfor %}
""",
        all_json='{"papers": [{"title": "Fair <things>", "authors": ["Ann Lee", "Bob Roe"],'
        ' "pdf": "https://example.org/p", "id": 3}]}',
        dates_yaml="- {date: 2031-05-01, name: Submission deadline}\n",
        y__speakers_yml="- {name: Cem Kaya, affiliation: MIT, title: On fair things and more, bio: Known well.}\n",
        sponsors_csv="name,url,logo\nAcme,https://acme.example,/assets/acme.png\n",
    )
    assert rows(draft, "paper", "title", "authors", "url") == [
        {"title": "Fair <things>", "authors": "Ann Lee, Bob Roe", "url": "https://example.org/p"}
    ]
    assert [(row["label"], str(row["date"])) for row in draft.items("date")] == [("Submission deadline", "2031-05-01")]
    assert rows(draft, "keynote", "speaker", "affiliation", "title", "bio") == [
        {"speaker": "Cem Kaya", "affiliation": "MIT", "title": "On fair things and more", "bio": "Known well."}
    ]
    assert rows(draft, "sponsor", "name", "url", "logo") == [
        {"name": "Acme", "url": "https://acme.example", "logo": "/assets/acme.png"}
    ]
    assert "not taken over: id of the rows in _data/all.json" in "\n".join(draft.report.doubts)


def test_data_is_looked_for_in_the_site_that_a_page_is_of(tmp_path: Path) -> None:
    (tmp_path / "site/_data").mkdir(parents=True)
    assert data_folder(tmp_path / "site/2031/index.md", tmp_path / "site") == tmp_path / "site/_data"
    assert data_folder(tmp_path / "site/2031/index.md", None) == tmp_path / "site/_data"
    assert data_folder(tmp_path / "other/index.md", None) is None
