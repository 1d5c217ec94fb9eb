"""LaTeX as it is shown: accents, symbols and simple formulas in Unicode."""

import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from faimi.exchange.text_matching import squeeze

BRACE_MACROS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
MAX_BRACES = 300  # of these in one value the decoder nests too many calls
FORMULA = re.compile(r"\$[^$\n]{1,300}\$|\\\([^\n]{1,300}?\\\)")
SCRIPT = re.compile(r"(?P<way>[\^_])(?:\{(?P<group>[^{}\\]{1,20})\}|(?P<one>[^\W_]))")
SPECIAL = re.compile(r"[\\{}$~%&^_#<`]|--|''")
HTML_SCRIPT = re.compile(r"<(?P<way>su[pb])>(?P<text>[^<>]{1,20})</su[pb]>", re.I)
HTML_STYLE = re.compile(r"</?(?:i|b|em|strong|scp|span)>", re.I)
RAISED = dict(zip("0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=shown) for name, shown in BRACE_MACROS.items()]
    context.add_context_category("braces", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context)


DECODER = _decoder()


def as_shown(latex: str) -> str:
    """What LaTeX shows."""
    if not SPECIAL.search(latex):
        return squeeze(latex)
    latex = _without_tags(latex)
    latex = FORMULA.sub(lambda match: _with_scripts(match[0]), latex)
    latex = re.sub(r"\\textsubscript\{(\d+)\}", lambda match: _script("_", match[1]), latex)
    latex = re.sub(r"(?<!\\)[%&]", r"\\\g<0>", latex)  # nobody means a comment, nor a column
    dollars = [match.start() for match in re.finditer(r"(?<!\\)\$", latex)]
    if len(dollars) % 2:  # the last one opens no formula
        latex = f"{latex[: dollars[-1]]}\\{latex[dollars[-1] :]}"
    try:
        if latex.count("{") <= MAX_BRACES:
            return squeeze(DECODER.latex_to_text(latex))
    except RecursionError:
        pass
    return squeeze(re.sub(r"[{}]", "", latex))


def with_formulas_shown(text: str) -> str:
    """A text that is neither LaTeX nor HTML but for formulas and what is set in another type; prices are no formula."""
    formula = re.compile(r"\$(?! )(?=[^$\n]*[\\^_])[^$\n]{1,300}(?<! )\$")
    return formula.sub(lambda match: as_shown(match[0]), _without_tags(text))


def _without_tags(text: str) -> str:
    return HTML_STYLE.sub("", HTML_SCRIPT.sub(lambda match: _script(match["way"], match["text"]), text))


def _with_scripts(formula: str) -> str:
    """A formula with the small letters and figures that there are."""
    formula = re.sub(r"\^(?:\{\\circ\}|\\circ\b)", "°", formula)
    return SCRIPT.sub(lambda match: _script(match["way"], match["group"] or match["one"]), formula)


def _script(way: str, text: str) -> str:
    """A text raised or lowered, by its sign where there are no such letters."""
    raised = way.lower() in ("^", "sup")
    letters = RAISED if raised else LOWERED
    small = "".join(letters.get(c, "") for c in text)
    return small if len(small) == len(text) else f"{'^' if raised else '_'}{{{text}}}"
