"""How soon a new password is guessed: judged offline, by lists of breached ones and what people make of words."""

import re
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from wtforms.validators import ValidationError

from faimi.content.site import current_site

if TYPE_CHECKING:
    from faimi.accounts.models import Account

MIN_LENGTH = 12
MIN_SCORE = 3  # of 4: a hundred million guesses
MAX_JUDGED_LENGTH = 24  # what follows is not looked at: time grows with a high power of the length
MAX_WORDS = 40
TOO_SHORT = f"Use at least {MIN_LENGTH} characters."
GUESSABLE = (
    "This password would be guessed soon: it is one that was stolen from another site, or is made of one, of a name, a "
    "date or keys in a row. Take a few words that have nothing to do with one another."
)
VERDICTS = {3: "Good: it takes long to guess.", 4: "Very good: it takes very long to guess."}
_one_at_a_time = Lock()  # the library changes its lists while it looks


def words_about(*texts: str) -> list[str]:
    """The words that make a password easy to guess here: those of the texts, of the site’s name and its host."""
    host = urlsplit(current_app.config["SITE_URL"]).hostname or ""
    return re.findall(r"\w{3,}", " ".join([*texts, current_site().name, host, "faimi"]).lower())[:MAX_WORDS]


def score(password: str, words: list[str]) -> int:
    """How hard a password is to guess, from 0 to 4, for who knows these words: they count for nothing."""
    from zxcvbn import zxcvbn  # whose lists take 14 MB, and few requests need them

    without = re.sub("|".join(map(re.escape, words)), "", password, flags=re.IGNORECASE) or " "
    with _one_at_a_time:
        return min(int(zxcvbn(one[:MAX_JUDGED_LENGTH])["score"]) for one in {password, without})


def problem_with(password: str, *texts: str) -> str:
    """Why a password cannot be taken, in words, or nothing; `texts` are what is known of its person."""
    if len(password) < MIN_LENGTH:
        return TOO_SHORT
    return GUESSABLE if score(password, words_about(*texts)) < MIN_SCORE else ""


def verdict(account: "Account") -> ResponseReturnValue:
    """What password_meter.js says of the password in the request: a number from 0 to 4, and words."""
    password = request.form.get("password", "")
    if len(password) < MIN_LENGTH:
        return jsonify(score=0, words=TOO_SHORT)
    found = score(password, words_about(account.email, account.name))
    return jsonify(score=found, words=VERDICTS.get(found, GUESSABLE))


def not_guessable(form: Any, field: Any) -> None:
    """Refuses, as a validator of a form that knows `about` whom it is, what cannot be taken."""
    if problem := problem_with(field.data, *form.about):
        raise ValidationError(problem)
