"""Jekyll's templates: what they leave empty is no text, and the report names them."""

import pytest

from faimi.exchange.draft import Report
from faimi.exchange.page.source.liquid import without_liquid

LEFT = {
    "{% for r in site.data.reviewers %}\n- {{ r.name }} ({{ r.affiliation }})\n{% endfor %}": "",
    "{% for a in b %}{% for c in d %}\n- {{ c }}\n{% endfor %}\n- {{ a }}\n{% endfor %}\nAfter": "After",
    "- {{ a }}, {{ b }}\n- Ann Lee": "- Ann Lee",
    "| {{ a }} | {{ b }} |\n| Ann | {{ c }} |": "| Ann | |",
    "<li>{{ r.name }} ({{ r.place }})</li>": "<li></li>",
    "- Ann Lee ({{ a }})": "- Ann Lee",
    "* *{{ title }}* by **{{ a }}**, {{ b }}\n* Ann": "* Ann",
    "See [the list]({{ page.list }}/all.pdf).": "See the list.",
    "![A tree]({{ page.tree }})": "",
    '<img src="{{ r.photo }}" alt="x">Ann': "Ann",
    '<a class="b" href="{{ r.url }}">Ann</a>': '<a class="b" >Ann</a>',
    "{% if page.late %}\nToo late\n{% endif %}": "Too late",
}
STAYS = {
    "f(x) = () and [ ]": "f(x) = () and [ ]",
    "[x]({{ site.baseurl }}/a.pdf)": "[x](/a.pdf)",
    "[x]({{ '/b.pdf' | relative_url }})": "[x](/b.pdf)",
    "A {% endfor %} without a beginning": "A without a beginning",
    "- A brace { and a % of it }": "- A brace { and a % of it }",
    "---\n***": "---\n***",
    "By Ann, {{ a }}": "By Ann,",
}


@pytest.mark.parametrize(("text", "left"), (LEFT | STAYS).items())
def test_what_a_template_leaves_empty_is_nothing(text: str, left: str) -> None:
    assert without_liquid(text, Report()) == left


def test_each_template_and_the_words_of_a_loop_are_reported() -> None:
    report = Report()
    without_liquid("{% for r in site.people %}\n- Chair: {{ r.name }}\n{% endfor %}", report)
    assert report.doubts == [
        "Jekyll would fill in {% for r in site.people %}: left out.",
        "Jekyll would fill in {{ r.name }}: left out.",
        "Jekyll would fill in {% endfor %}: left out.",
        "not taken over: “- Chair:”, which a template would repeat",
    ]
