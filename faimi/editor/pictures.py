"""The pictures that come with a form: the view takes them in before it validates the form."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from flask import current_app, request
from flask_login import current_user

from faimi.accounts.rate_limit import Limit, TooManyTries, count_tries
from faimi.content.fields import PictureField
from faimi.content.forms import ItemForm
from faimi.media import PictureError, keep
from faimi.media.decoding import MEGABYTE

DAY_SECONDS = timedelta(days=1).total_seconds()
QUOTA_FULL = (
    "You have sent as many pictures as one account may in a day: {count:,}, or {megabytes:,} MB. "
    "What you typed is kept; add this one in a few hours."
)
Tidying = Callable[[], int]
_TIDYINGS: list[Tidying] = []


def tidies_pictures(tidying: Tidying) -> Tidying:
    """Decorates a function that is called once a day to make room for pictures, commits, and says how many went."""
    _TIDYINGS.append(tidying)
    return tidying


def take_in_pictures(form: ItemForm) -> None:
    """Puts the address of each file that was sent into its field, and empties one whose picture is to be removed.

    The pictures are kept at once, whatever becomes of the form; a file that cannot be shown is an error of its field.
    """
    for field in form.inputs:
        if not isinstance(field, PictureField):
            continue
        if request.form.get(f"{field.name}-remove"):
            field.data = ""
        if file := request.files.get(f"{field.name}-file"):
            try:
                field.data = _kept(file.read())
            except PictureError as error:
                field.process_errors = [*field.process_errors, str(error)]


def _kept(data: bytes) -> str:
    """The address of a picture that was sent; PictureError where it cannot be shown, or the person's quota is full."""
    _count(len(data))
    with suppress(TooManyTries):
        count_tries((Limit("tidying of pictures", 1, DAY_SECONDS), "the site"))
        for tidying in _TIDYINGS:
            tidying()
    return keep(data).address


def _count(size: int) -> None:
    """Counts a picture of a size in bytes, whatever becomes of it: to look at it is work already."""
    count, megabytes = current_app.config["PICTURE_QUOTA"]
    numbers = Limit("pictures of an account", count, DAY_SECONDS / count)
    sizes = Limit("megabytes of pictures", megabytes, DAY_SECONDS / megabytes, cost=1 + size // MEGABYTE)
    whose = str(current_user.id)
    try:
        count_tries((numbers, whose), (sizes, whose))
    except TooManyTries:
        raise PictureError(QUOTA_FULL.format(count=count, megabytes=megabytes)) from None
