"""Corrections that authors suggest without an account, and that organizers accept or decline."""

FRAGMENTS = {  # which the pages below include as `corrections.link` and so on, without knowing of this package
    "link": "suggestions/_link.html",
    "waiting": "suggestions/_waiting.html",
    "ask": "suggestions/_ask.html",
}
