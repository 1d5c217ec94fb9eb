"""The forms about accounts."""

from flask_login import current_user
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import EqualTo, InputRequired, Regexp, ValidationError

from faimi.accounts.models import Account
from faimi.accounts.passwords import MIN_LENGTH, not_guessable
from faimi.content.fields import ANY_DIRECTION, EMAIL, at_most, on_one_line
from faimi.content.forms import TextForm

ROLE_LABELS = {"editor": "Editor: changes the pages", "owner": "Owner: also manages accounts"}
REACH_LABELS = {"all": "Every page", "some": "Only what is ticked below"}
USERNAME, PERSON_NAME, CURRENT_PASSWORD, NEW_PASSWORD = (
    {"autocomplete": words} for words in ("username", "name", "current-password", "new-password")
)


def name_field() -> StringField:
    """Makes a field for a person's name."""
    return StringField("Name", [at_most(200)], filters=[on_one_line], render_kw=ANY_DIRECTION | PERSON_NAME)


def email_field() -> EmailField:
    """Makes a field for an address that an account shall have."""
    checks = [at_most(200), Regexp(EMAIL + "$", message="Enter an e-mail address.")]
    return EmailField("E-mail", checks, filters=[on_one_line, str.lower], render_kw=USERNAME)


def new_password() -> PasswordField:
    """Makes a field for a password that is chosen."""
    checks = [InputRequired("Choose a password."), at_most(1000), not_guessable]
    return PasswordField(f"New password, at least {MIN_LENGTH} characters", checks, render_kw=NEW_PASSWORD)


def code_field(label: str = "Code of your authenticator app, or a recovery code") -> StringField:
    """Makes a field for a code of the second factor."""
    kept = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
    return StringField(label, [InputRequired("Enter the code."), at_most(100)], render_kw=kept)


class SignInForm(TextForm):
    """E-mail and password; `next` is the page to go back to."""

    email = EmailField("E-mail", [InputRequired("Enter your e-mail address.")], render_kw=USERNAME)
    password = PasswordField(
        "Password", [InputRequired("Enter your password."), at_most(1000)], render_kw=CURRENT_PASSWORD
    )
    next = HiddenField()


class WelcomeForm(TextForm):
    """What a person chooses on arriving by a one-time link."""

    email = email_field()
    name = name_field()
    password = new_password()
    again = PasswordField(
        "Repeat the password", [EqualTo("password", "The two passwords differ.")], render_kw=NEW_PASSWORD
    )
    code = code_field()
    account: Account

    @property
    def about(self) -> list[str]:
        """What is known of the person, also what they are just typing."""
        typed = [field.data or "" for field in (self.email, self.name) if field]
        return [self.account.email, self.account.name, *typed]


class CodeForm(TextForm):
    """The code of a second factor."""

    code = code_field()
    next = HiddenField()


class OldPasswordForm(TextForm):
    """The password, asked for again before something that matters."""

    password = PasswordField("Your password", [InputRequired("Enter your password.")], render_kw=CURRENT_PASSWORD)


class AgainForm(TextForm):
    """The password once more; its field has a name of its own, as it is sent with what another form held."""

    confirm_password = PasswordField(
        "Your password", [InputRequired("Enter your password.")], render_kw=CURRENT_PASSWORD
    )


class PasskeyForm(OldPasswordForm):
    """A new passkey: how the person calls it."""

    key_name = StringField(
        "Name, such as the device’s", [InputRequired("Give it a name."), at_most(100)], filters=[on_one_line]
    )


class AppForm(OldPasswordForm):
    """A secret that an authenticator app took in, and a code to show that it did."""

    secret = HiddenField(validators=[Regexp("[A-Z2-7]{32}$")])
    code = code_field("Code shown by the app")


class NameForm(TextForm):
    """The name that others see."""

    name = name_field()


class PasswordForm(TextForm):
    """A new password, for who knows the old one."""

    password = PasswordField(
        "Current password", [InputRequired("Enter your current password.")], render_kw=CURRENT_PASSWORD
    )
    new = new_password()
    again = PasswordField(
        "Repeat the new password", [EqualTo("new", "The two passwords differ.")], render_kw=NEW_PASSWORD
    )

    @property
    def about(self) -> list[str]:
        """What is known of the person."""
        return [current_user.email, current_user.name]


class EmailForm(TextForm):
    """Whose account it is."""

    email = email_field()


class AccessForm(TextForm):
    """What an account may do."""

    role = SelectField("Role", choices=ROLE_LABELS)
    reach = RadioField("An editor may change", choices=REACH_LABELS, default="all")
    grants = SelectMultipleField("Limited to")

    def validate_grants(self, field: Field) -> None:
        """A limit without anything in it would be no access at all."""
        if self.role.data == "editor" and self.reach.data == "some" and not field.data:
            raise ValidationError("Tick what the person may change.")


class InviteForm(EmailForm, AccessForm):
    """Whom to let in, and for what."""
