"""Damaged pages: each is read, or refused in one line. `RUNS` says how many: fifty times that."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faimi.exchange.draft import PageError
from faimi.exchange.page import read_page
from tests.conftest import PAGES, real_page

NAMES = ["2022.md", "2023-miccai.md", "2024-miccai.md"]
LINES, LONGEST = 6, 400
FRAGMENTS = [
    *[
        "[",
        "](",
        "![x](/y.png)",
        "[a](javascript:x)",
        "(",
        ")",
        "|",
        "||",
        "\n|---|---|\n",
        "**",
        "*",
        "_",
        "`",
        "\n```\n",
    ],
    *[
        "~~",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<td>",
        "<table><tr>",
        "</table>",
        "<ul><li>",
        "<br>",
        "<b>",
        "</b>",
        "<script>",
    ],
    *[
        "<style>",
        "<img src=x>",
        "<a href='",
        "<ol start='²'><li>",
        "<h3>",
        "<details>",
        "&#0;",
        "&#xD800;",
        "&amp;lt;",
        "&",
    ],
    *[
        "\0",
        "\x02",
        "\x05",
        "\x1b[0m",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x85",
        "\ud800",
        "e\u0301",
        "𝟙𝟚:𝟛𝟘",
        "١٢:٣٠",
        "²:³⁰",
    ],
    *[
        "9" * 400,
        "-1",
        "1e999",
        "31 February 2024",
        "99/99/9999",
        "0000-00-00",
        "June 31",
        "0 May 0",
        "99:99",
        "24:00 - 25:61",
    ],
    *[
        "2 - 3",
        "12:00 - 1:00 pm",
        "1:30",
        "\n- 09:00 ",
        "\n  - ",
        "\n    1. ",
        "\n### ",
        "\n## ",
        "\n# ",
        "\n\n",
        "\n---\n",
        "\t",
    ],
    *[
        "{% x",
        "%}",
        "{{ a }}",
        "{:",
        "}",
        "{::comment}",
        "Keynote: ",
        "et al.:",
        "Best award: ",
        "TBA",
        "—",
        "\\",
        "> " * 9,
    ],
    *[
        "\n## Schedule\n",
        "\n## Dates\n",
        "\n## Keynotes\n",
        "\n## Awards\n",
        "\n## Accepted papers\n",
        "\n## Organizers\n",
    ],
]
FRONTS = [
    "title: T",
    "title: T\nstarts_on: 2024-02-31",
    "title: [",
    "permalink: /x/../y/",
    "title: 2024-10-10",
    "{}",
    "",
]


def _excerpts() -> list[str]:
    """Short runs of lines of the real pages, each below the heading of its section."""
    found = []
    for name in NAMES:
        text = (PAGES / name).read_text(encoding="utf-8") if (PAGES / name).exists() else "---\n---\n"
        for section in re.split(r"^(?=## )", text.split("---\n", 2)[2], flags=re.M):
            heading, *lines = section.strip().split("\n")
            for start in range(0, len(lines), LINES):
                run = [line[:LONGEST] for line in lines[start : start + LINES]]
                found.append("\n".join([heading, *run]))
    return found


def _drop(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    return lines[:one] + lines[one + 1 :]


def _double(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    return lines[: one + 1] + lines[one:]


def _swap(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    other %= len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _cut(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    return [*lines[:one], lines[one][: other % (len(lines[one]) + 1)]]


def _insert(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    place = other % (len(lines[one]) + 1)
    return [*lines[:one], lines[one][:place] + fragment + lines[one][place:], *lines[one + 1 :]]


def _overwrite(lines: list[str], one: int, other: int, fragment: str) -> list[str]:
    place = other % (len(lines[one]) + 1)
    return [*lines[:one], lines[one][:place] + fragment + lines[one][place + len(fragment) :], *lines[one + 1 :]]


Damage = tuple[Callable[[list[str], int, int, str], list[str]], int, int, str]
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from([_insert, _insert, _insert, _overwrite, _drop, _double, _swap, _cut]),
        st.integers(0, 40),
        st.integers(0, LONGEST),
        st.sampled_from(FRAGMENTS),
    ),
    min_size=1,
    max_size=8,
)
EXCERPTS = st.lists(st.sampled_from(_excerpts() or ["## H"]), min_size=1, max_size=3)
FRONT = st.sampled_from(FRONTS[:1] * 6 + FRONTS)


def damaged(front: str, excerpts: list[str], damage: list[Damage]) -> bytes:
    """Makes a page of excerpts and damages it; halves of characters get in as they would from a broken editor."""
    lines = "\n\n".join(excerpts).split("\n")
    for change, one, other, fragment in damage:
        lines = change(lines, one % len(lines), other, fragment) or [""]
    return f"---\n{front}\n---\n{chr(10).join(lines)}\n".encode("utf-8", "surrogatepass")


def told(error: PageError) -> None:
    """Checks that a refusal is one line for a person."""
    assert str(error).strip()
    assert "\n" not in str(error)


@pytest.mark.parametrize("name", NAMES)
def test_the_real_pages_are_there_to_be_damaged(name: str) -> None:
    assert real_page(name).exists()


@settings(
    max_examples=50 * int(os.environ.get("RUNS", "30")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(FRONT, EXCERPTS, DAMAGE)
def test_a_damaged_page_is_read_or_refused_in_one_line(
    tmp_path: Path, front: str, excerpts: list[str], damage: list[Damage]
) -> None:
    real_page(NAMES[0])
    path = tmp_path / "2024-page.md"
    path.write_bytes(damaged(front, excerpts, damage))
    try:
        draft = read_page(path)
    except PageError as error:
        told(error)
    else:
        assert draft.sections
        assert all(doubt.strip() for doubt in draft.report.doubts)
