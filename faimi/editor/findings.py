"""What checks find in an edition: the click that mends it, and the reason for which a person leaves it as it is."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts.models import digest
from faimi.accounts.permissions import may_change
from faimi.checks import Finding
from faimi.checks.report import Report
from faimi.checks.silences import MAX_REASON_CHARS, leave, take_up
from faimi.content.base import column_type, from_json
from faimi.content.cleaning import one_line
from faimi.content.page import Page, load_page
from faimi.content.row_key import id_in
from faimi.editor.forms import problems_of
from faimi.editor.known_findings import find_at, find_findings
from faimi.editor.lookup import get_edition
from faimi.editor.responses import show_changes, toast
from faimi.history.revisions import find_by_key

bp = Blueprint("findings", __name__)
DONE = "It is done already."
NO_LONGER = "Not done: somebody has mended or changed this meanwhile."
NO_REASON = "Say in a few words why it may stay as it is."


def can_fix(report: Report, finding: Finding) -> bool:
    """Whether a click mends it, and the person may write what that writes."""
    fix = finding.fix
    return fix is not None and all(may_change(report.facts.by_key[key]) for key in fix.values)


def can_leave(report: Report, finding: Finding) -> bool:
    """Whether the person may say that it stays as it is: who may change its row."""
    return may_change(report.facts.by_key[finding.key])


@bp.get("/findings")
def show(slug: str) -> ResponseReturnValue:
    """What checks find, by level, with what can be done about each; by `since` it says what it had found before."""
    return _draw(find_findings(_get_page(slug), request.args.get("since", 0, type=id_in)))


@bp.post("/findings/fix")
def fix(slug: str) -> ResponseReturnValue:
    """What mending a finding touched; 409 all that is found, where that is not found any more; 422 what is wrong."""
    page = _get_page(slug)
    sent = (request.form.get(name, "") for name in ("finding", "keys", "seen"))
    once = digest(" ".join((page.edition.uuid, str(current_user.id), *sent)))[:40]
    if (done := find_by_key(page.edition, once)) is not None:  # by the first click of two
        return show_changes(page.edition, [done], DONE, done.key)
    report, finding = _find_sent(page)
    if finding is None or finding.fix is None or not can_fix(report, finding):
        return _refuse(slug, NO_LONGER)
    rows = {report.facts.by_key[key]: values for key, values in finding.fix.values.items()}
    changes = {row: {name: _value(row, name, value) for name, value in values.items()} for row, values in rows.items()}
    if problems := [words for row, values in changes.items() for words in problems_of(row, values)]:
        return _refuse(slug, f"Not done. {' '.join(problems)}", 422)
    beside = [report.facts.by_key[key] for key in finding.keys]
    try:
        change = history.save_many(changes, current_user.id, beside, once)
    except history.Conflict:
        return _refuse(slug, NO_LONGER)
    return show_changes(page.edition, [change], f"{finding.fix.label}: done.", finding.key)


@bp.post("/findings/silence")
def silence(slug: str) -> ResponseReturnValue:
    """All that is found, with one that is left for the reason given; 422 without a reason."""
    report, finding = _find_sent(_get_page(slug))
    reason = one_line(request.form.get("reason", ""))
    if finding is None or not can_leave(report, finding):
        return _refuse(slug, NO_LONGER)
    if not reason or len(reason) > MAX_REASON_CHARS:
        return _refuse(slug, NO_REASON, 422, wrong=NO_REASON)
    leave(finding, report.facts, reason)
    return _tell(slug, "Left as it is until the row changes. The end of the list has it; undo does not reach it.")


@bp.post("/findings/unsilence")
def unsilence(slug: str) -> ResponseReturnValue:
    """All that is found, with one that was left among the others again."""
    report, finding = _find_sent(_get_page(slug))
    if finding is None or not can_leave(report, finding):
        return _refuse(slug, NO_LONGER)
    take_up(report.facts.edition, finding.name)
    return _tell(slug, "Among the findings again.")


def _get_page(slug: str) -> Page:
    """The whole page of an edition, to who may open it."""
    return load_page(get_edition(slug).slug) or abort(404)


def _find_sent(page: Page) -> tuple[Report, Finding | None]:
    """What is found at the rows that the request names, and the finding that it names; none where that is gone."""
    return find_at(page, request.form.get("keys", "").split(), request.form.get("finding", ""))


def _value(row: Any, name: str, value: Any) -> Any:
    return from_json(column_type(type(row), name), value)


def _tell(slug: str, said: str, status: int = 200, **more: str) -> Response:
    """All that is found now, with words for the person."""
    page = _get_page(slug)
    return toast(_draw(find_findings(page, page.edition.version), status, **more), said, "findings")


def _draw(report: Report, status: int = 200, **more: Any) -> Response:
    shown = {"report": report, "edition": report.facts.edition, "can_fix": can_fix, "can_leave": can_leave}
    html = render_template("editor/_findings.html", **shown, **more)
    return make_response(html, status)


def _refuse(slug: str, why: str, status: int = 409, **more: str) -> Response:
    """All that is found, with the word that something was not done; in place of the panel, whatever was asked for."""
    typed = {"refused": request.form.get("finding", ""), "why": why, "reason": request.form.get("reason", "")}
    response = _tell(slug, why, status, **typed, **more)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#findings", "outerMorph"
    return response
