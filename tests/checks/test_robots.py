"""What a robots.txt lets a program ask."""

import pytest

from faimi.checks.robots import Robots, read_robots


def rules(*lines: str) -> Robots:
    return read_robots("\n".join(["User-agent: *", *lines]), "faimi")


@pytest.mark.parametrize(
    ("lines", "target", "allowed"),
    [
        (["Disallow: /"], "/x", False),
        (["Disallow:"], "/x", True),
        (["Disallow: /x"], "/xy?z", False),
        (["Disallow: /x"], "/y/x", True),
        (["Disallow: /*.pdf$"], "/a/b.pdf", False),
        (["Disallow: /*.pdf$"], "/a/b.pdf?c", True),
        (["Disallow: /*.pdf"], "/a/b.pdf?c", False),
        (["Disallow: /*.pdf$"], "/a.pdf/b.pdf", False),
        (["Disallow: /a*/b*/c$"], "/a1/b/c/b2/c", False),
        (["Disallow: /a$"], "/a", False),
        (["Disallow: /a$"], "/ab", True),
        (["Disallow: /a*b$"], "/ab/c", True),
        (["Disallow: *"], "/x", False),
        (["Disallow: /", "Allow: /papers/"], "/papers/1", True),
        (["Allow: /papers/", "Disallow: /papers/*/draft"], "/papers/1/draft", False),
        (["Disallow: /x", "Allow: /x"], "/x", True),
        (["Disallow: /*?"], "/x?y", False),
        (["Disallow: /é"], "/%C3%A9", False),
        (["disallow : /x # not this"], "/x", False),
        (["Sitemap: https://a.example/", "Disallow: /x"], "/x", False),
        (["Nothing", ":", "Disallow"], "/x", True),
    ],
)
def test_the_longest_rule_that_fits_holds(lines: list[str], target: str, allowed: bool) -> None:
    assert rules(*lines).allows(target) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: FAIMI\nDisallow: /", False),
        ("User-agent: faimi/1.0\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: faimi\nDisallow: /other", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: faimi", True),
        ("User-agent: faimi\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: faimi\nDisallow: /x", False),
        ("Disallow: /", True),
        ("", True),
    ],
)
def test_a_program_heeds_its_own_rules_or_those_for_anybody(text: str, allowed: bool) -> None:
    assert read_robots(text, "faimi").allows("/x") is allowed


@pytest.mark.parametrize(("said", "pause"), [("7", 7), ("0.5", 0.5), ("-1", 0), ("inf", 0), ("nan", 0), ("", 0)])
def test_a_pause_is_a_number_of_seconds(said: str, pause: float) -> None:
    assert rules(f"Crawl-delay: {said}").pause == pause


def test_a_rule_full_of_wildcards_is_read() -> None:
    assert rules(f"Disallow: /{'*a' * 5_000}$").allows(f"/{'a' * 4_999}b")
