"""The pictures that come with a form: the view takes them in before it validates the form."""

from flask import request

from faimi.content.fields import PictureField
from faimi.content.forms import ItemForm
from faimi.media import PictureError, keep


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
                field.data = keep(file.read()).address
            except PictureError as error:
                field.process_errors = [*field.process_errors, str(error)]
