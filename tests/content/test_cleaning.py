"""What nobody sees goes, what a script needs stays, and no two words are joined."""

import pytest

from faimi.content.cleaning import markdown, one_line, visible

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
UNCHANGED = {
    "Latin": "Größe, naïve, Łódź",
    "Greek and Cyrillic": "Ελλάδα и Россия",
    "Arabic": "التعلم العميق",
    "Hebrew with points": "שָׁלוֹם",
    "Persian with its non-joiners": "می\u200cخواهم کتاب\u200cها",
    "Arabic that shows an initial form": "هـ ه\u200d",
    "Hindi with a joiner and a non-joiner": "क्\u200dष क्\u200cष",
    "Bengali ya-phalaa after ra": "র\u200d্য",
    "Malayalam chillu at the end of a word": "അവന്\u200d",
    "Sinhala conjunct": "ශ්\u200dරී",
    "Mongolian with its vowel separator": "ᠬᠠᠷ\u180eᠠ",
    "Thai with breaks between words": "การ\u200bเรียนรู้",
    "Khmer with breaks between words": "ភាសា\u200bខ្មែរ",
    "Chinese": "深度学习",
    "a family": FAMILY,
    "a health worker with a skin tone": "👩🏽\u200d⚕\ufe0f",
    "a couple": "👩\u200d❤\ufe0f\u200d👨",
    "a pirate flag": "🏴\u200d☠\ufe0f",
    "a flag spelt in tags": SCOTLAND,
    "a keycap": "1\ufe0f\u20e3",
    "a mark that sets C++ right in Hebrew": "שפת C++\u200e היא",
    "a balanced isolate": "שלום \u2066(Hello!)\u2069 עולם",
    "a balanced embedding": "\u202bשלום (abc)\u202c!",
    "isolates in isolates": "\u2067א \u2066a \u2068ב\u2069 b\u2069 ג\u2069",
    "tabs and line ends": "a\tb\n\tc\n",
    "a no-break space": "page\xa05",
}


@pytest.mark.parametrize("text", UNCHANGED.values(), ids=UNCHANGED)
def test_what_a_script_needs_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x1d", "\x85", "\u2028", "\u2029", "\u200b", "\n", "\t", "\r\n"])
def test_what_breaks_between_two_words_is_a_space_on_one_line(sign: str) -> None:
    assert one_line(f"Deep{sign}Learning") == "Deep Learning"
    assert one_line(f"Deep{sign} Learning") == "Deep Learning"
    assert one_line(f"{sign}Deep Learning{sign}") == "Deep Learning"


@pytest.mark.parametrize(
    ("sign", "kept"),
    [
        ("\v", "  \n"),
        ("\u2028", "  \n"),
        ("\u2029", "\n\n"),
        ("\f", "\n\n"),
        ("\x85", "\n"),
        ("\r\n", "\n"),
        ("\u200b", " "),
    ],
)
def test_a_line_break_of_word_is_one_in_markdown(sign: str, kept: str) -> None:
    assert markdown(f"Deep{sign}Learning") == f"Deep{kept}Learning"


def test_a_row_of_a_table_goes_on_after_a_line_break_of_word() -> None:
    assert markdown("| Deep\vLearning | 1 |\n| a |") == "| Deep Learning | 1 |\n| a |"


@pytest.mark.parametrize(
    "sign",
    [
        "\xad",
        "\ufeff",
        "\u2060",
        "\u200d",
        "\u200c",
        "\u200e",
        "\u202e",
        "\u2066",
        "\x02",
        "\x07",
        "\0",
        "\ud800",
        "\ufffc",
    ],
)
def test_what_stands_within_a_word_unseen_vanishes(sign: str) -> None:
    assert visible(f"Ler{sign}ning") == "Lerning"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("and/\u200bor", "and/or"),
        ("/files/a\u200bb.pdf", "/files/ab.pdf"),
        ("alice\u200bb@example.org", "aliceb@example.org"),
        ("one \u200btwo", "one two"),
        ("https://exam\u200bple.org/a\u200bb one\u200btwo", "https://example.org/ab one two"),
        ("深度\u200b学习", "深度学习"),
        ("हिन्दी\u200bभाषा", "हिन्दी भाषा"),
        ("a\u200d\u200bb", "a b"),
        ("non\x1ebreaking", "non-breaking"),
        ("2023\x962024 \x93quoted\x94", "2023–2024 “quoted”"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d and 👧", "👩 and 👧"),
        ("a\U000e0061\U000e0062", "a"),
    ],
)
def test_each_mark_is_what_readers_take_it_for(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\u202eecilA", "ecilA"),
        ("שלום \u202eabc\u202c", "שלום abc"),
        ("שלום \u202dabc", "שלום abc"),
        ("שלום \u2066abc", "שלום abc"),
        ("שלום abc\u2069\u202c", "שלום abc"),
        ("\u2067א \u202aa\u2069 ב\u202c", "\u2067א a\u2069 ב"),
        ("\u202bא \u2066a\u202c ב\u2069\u202c", "\u202bא \u2066a ב\u2069\u202c"),
        ("\u200fBob\u200e", "Bob"),
        ("Bob\u200f\nשלום!\u200f", "Bob\nשלום!\u200f"),
    ],
)
def test_marks_of_direction_stay_where_they_are_needed_and_have_both_ends(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    "text", [*UNCHANGED.values(), "\u200c\u200b\u200cک", "\u200fa\u2029\u200bא", "a\r\r\n\v\vb", "\u2066" * 9]
)
def test_what_was_cleaned_once_is_clean(text: str) -> None:
    for clean in (visible, one_line, markdown):
        assert clean(clean(text)) == clean(text)


def test_a_long_text_of_marks_costs_no_more_than_another() -> None:
    assert visible("\u2066\u2069א" * 100_000 + "\u202e") == "\u2066\u2069א" * 100_000
    assert one_line(" " * 1_000_000 + "\u200bx") == "x"
    assert visible("a\u200b" * 300_000 + "b") == "a " * 300_000 + "b"
    assert visible("a" + "\v" * 200_000 + "b") == "a b"
