"""What owners do with the accounts of others: invite, change a role, make a new link, remove."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from faimi.accounts import audit, decorators, grant_form, mail, two_factor
from faimi.accounts.change_mail import tell
from faimi.accounts.forms import AccessForm, InviteForm
from faimi.accounts.models import Account, SignInLink, change_role, make_link, remove
from faimi.accounts.permissions import Grant
from faimi.accounts.reauthentication import password_again
from faimi.content.now import utc_now
from faimi.content.row_key import ID_LIMIT, id_in
from faimi.content.site import current_site
from faimi.extensions import db

bp = Blueprint("people", __name__, url_prefix="/people")
decorators.require_login(bp, owners_only=True)
LAST_OWNER = "This is the last owner. Make somebody else an owner first."
ADDRESS_TAKEN = "There is already an account with this address."


def get_account(account_id: int) -> Account:
    """The account with this id, or 404."""
    return (db.session.get(Account, account_id) if account_id < ID_LIMIT else None) or abort(404)


@bp.get("/")
def list_accounts() -> ResponseReturnValue:
    """All accounts, and the invitations that wait for an answer."""
    good = select(SignInLink.account_id, func.max(SignInLink.expires_at)).where(SignInLink.expires_at > utc_now())
    links = dict(iter(db.session.execute(good.group_by(SignInLink.account_id))))
    with_limits = selectinload(Account.grants).joinedload(Grant.edition)
    shown_name = func.lower(func.coalesce(func.nullif(Account.name, ""), Account.email))
    accounts = db.session.scalars(select(Account).options(with_limits).order_by(shown_name)).all()
    return render_template("accounts/accounts.html", accounts=accounts, links=links)


@bp.get("/audit/")
def audit_page() -> ResponseReturnValue:
    """What happened to accounts, 200 entries a page, the newest first."""
    before = request.args.get("before", type=id_in)
    found, more = audit.entries(before)
    return render_template("accounts/audit.html", entries=found, more=more, paged=before is not None)


@bp.route("/invite/", methods=["GET", "POST"])
@password_again
def invite() -> ResponseReturnValue:
    """Asks whom to invite; then says that a mail is on its way, or shows the link, once."""
    form: Any = InviteForm(data={"reach": current_site().new_editors})
    grant_form.fill_choices(form)
    if form.validate_on_submit() and (account := _add_account(form)):
        path = make_link(account)
        audit.note(f"Invited {account.email} as {account.role}{grant_form.describe_grants(account)}")
        db.session.commit()
        return _show_link(account, path, by_mail=True)
    return render_template("accounts/invite.html", form=form), 422 if form.errors else 200


def _add_account(form: Any) -> Account | None:
    """Adds an account for the person, or says in the form that there is one."""
    account = Account(email=form.email.data, role=form.role.data, grants=grant_form.chosen_grants(form))
    db.session.add(account)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        form.email.errors = [ADDRESS_TAKEN]
        return None
    return account


def _show_link(account: Account, path: str, by_mail: bool) -> ResponseReturnValue:
    """The page that says how the link gets to its person: by mail, or by whoever reads it here."""
    problem = None
    if by_mail and mail.is_set_up():
        try:
            mail.send_link(
                account.email, "Your invitation", "invitation_mail", path, current_site().name, by=current_user
            )
        except mail.MailError as error:
            problem = str(error)
        else:
            flash(f"A mail with a link is on its way to {account.email}.")
            return redirect(url_for("people.list_accounts"), 303)
    return render_template("accounts/link.html", account=account, path=path, problem=problem)


@bp.route("/<int:account_id>/", methods=["GET", "POST"])
@password_again
def edit_account(account_id: int) -> ResponseReturnValue:
    """One account: its role, and what else an owner may do with it."""
    account = get_account(account_id)
    form: Any = AccessForm(data={"role": account.role, **grant_form.form_data(account)})
    grant_form.fill_choices(form, account)
    if form.validate_on_submit():
        if _apply_access(account, form):
            flash(f"Saved what {account} may do.")
            page = "people.list_accounts" if current_user.role == "owner" else "account.show_profile"
            return redirect(url_for(page), 303)
        form.role.errors = [LAST_OWNER]
    return render_template("accounts/account.html", account=account, form=form), 422 if form.errors else 200


def _apply_access(account: Account, form: Any) -> bool:
    """Whether the account got what the form says: not where no owner would be left."""
    told = []
    if form.role.data != account.role:
        if not change_role(account, form.role.data):
            db.session.rollback()
            return False
        audit.note(f"Changed {account.email} from {account.role} to {form.role.data}")
        told.append(f"Its role was changed from {account.role} to {form.role.data}.")
    before, account.grants = grant_form.describe_grants(account), grant_form.chosen_grants(form)
    if grant_form.describe_grants(account) != before:
        limits = grant_form.describe_grants(account) or ": everything"
        audit.note(f"Changed what {account.email} may change{limits}")
        told.append(f"What it may change is now another{limits}.")
    if told:
        tell(account.email, " ".join(told))
    db.session.commit()
    return True


@bp.post("/<int:account_id>/link")
@password_again
def renew_link(account_id: int) -> ResponseReturnValue:
    """A new sign-in link, shown once, for somebody who lost theirs or the password."""
    account = get_account(account_id)
    path = make_link(account)
    audit.note(f"Made a sign-in link for {account.email}")
    tell(account.email, "A one-time link was made with which its password can be chosen anew.")
    db.session.commit()
    return _show_link(account, path, by_mail=False)


@bp.post("/<int:account_id>/second-factor")
@password_again
def remove_second_factor(account_id: int) -> ResponseReturnValue:
    """The account without its second factor, for somebody who lost the device and the recovery codes."""
    account = get_account(account_id)
    two_factor.switch_off(account)
    audit.note(f"Switched off the second factor of {account.email}")
    tell(account.email, "Its second factor was switched off: the password alone is enough to sign in.")
    db.session.commit()
    flash(f"{account} signs in by password alone now.")
    return redirect(url_for("people.edit_account", account_id=account.id), 303)


@bp.route("/<int:account_id>/remove", methods=["GET", "POST"])
@password_again
def remove_account(account_id: int) -> ResponseReturnValue:
    """Asks first; then the account, or the invitation, is gone, and what the person changed stays."""
    account, form, problem = get_account(account_id), decorators.ConfirmForm(), ""
    if form.validate_on_submit():
        email, invited = account.email, account.is_invited
        audit.note(f"{'Withdrew the invitation of' if invited else 'Removed'} {email}")
        if remove(account):
            tell(email, "The invitation was withdrawn." if invited else "It was removed: you can no longer sign in.")
            db.session.commit()
            flash(f"{'Withdrew the invitation of' if invited else 'Removed'} {email}.")
            return redirect(url_for("people.list_accounts"), 303)
        db.session.rollback()
        problem = LAST_OWNER
    return render_template("accounts/remove.html", account=account, form=form, problem=problem), 422 if problem else 200
