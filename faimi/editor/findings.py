"""What checks find in an edition: the click that mends it, and the reason for which a person leaves it as it is."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts.permissions import may_change
from faimi.checks import Finding
from faimi.checks.report import Report
from faimi.checks.silences import MAX_REASON_CHARS, leave, take_up
from faimi.content import Edition, Section
from faimi.content.base import column_type, from_json
from faimi.content.row_key import id_in
from faimi.editor import responses
from faimi.editor.known_findings import find_findings
from faimi.editor.lookup import get_edition

bp = Blueprint("findings", __name__)
NO_LONGER = "Not done: somebody has mended or changed this meanwhile."
NO_REASON = "Say in a few words why it may stay as it is."


def tell_before_public(row: Any) -> str:
    """What is open on a page, or in a section, that visitors do not see yet: 2 errors, 1 warning; else empty."""
    if not isinstance(row, Edition | Section) or row.is_public:
        return ""
    report = find_findings(row.edition)
    report = report.within(row) if isinstance(row, Section) else report
    return report.summary if report.open else ""


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
    return _draw(find_findings(get_edition(slug), request.args.get("since", 0, type=id_in)))


@bp.post("/findings/fix")
def fix(slug: str) -> ResponseReturnValue:
    """What mending a finding touched; 409 all that is found now, where that is not found any more."""
    report = _find_now(slug)
    finding = _named(report)
    if finding is None or finding.fix is None or not can_fix(report, finding):
        return _refuse(report, NO_LONGER)
    rows = {report.facts.by_key[key]: values for key, values in finding.fix.values.items()}
    changes = {row: {name: _value(row, name, value) for name, value in values.items()} for row, values in rows.items()}
    try:
        change = history.save_many(changes, current_user.id)
    except history.Conflict:
        return _refuse(_find_now(slug), NO_LONGER)
    return responses.show_changes(report.facts.edition, [change], f"{finding.fix.label}: done.", finding.key)


@bp.post("/findings/silence")
def silence(slug: str) -> ResponseReturnValue:
    """All that is found, with one that is left for the reason given; 422 without a reason."""
    report = _find_now(slug)
    finding, reason = _named(report), " ".join(request.form.get("reason", "").split())
    if finding is None or not can_leave(report, finding):
        return _refuse(report, NO_LONGER)
    if not reason or len(reason) > MAX_REASON_CHARS:
        return _refuse(report, NO_REASON, 422, wrong=NO_REASON)
    leave(finding, report.facts, reason)
    return responses.toast(_draw(_find_now(slug)), "Left as it is, until the row changes.", "findings")


@bp.post("/findings/unsilence")
def unsilence(slug: str) -> ResponseReturnValue:
    """All that is found, with one that was left among the others again."""
    report = _find_now(slug)
    finding = _named(report)
    if finding is None or not can_leave(report, finding):
        return _refuse(report, NO_LONGER)
    take_up(report.facts.edition, finding.name)
    return responses.toast(_draw(_find_now(slug)), "Among the findings again.", "findings")


def _find_now(slug: str) -> Report:
    """What is found, from memory where nothing has changed since the panel was drawn."""
    edition = get_edition(slug)
    return find_findings(edition, edition.version)


def _named(report: Report) -> Finding | None:
    """The finding that the request names; none where that is not found any more."""
    return next((one for one in report.findings if one.name == request.form.get("finding")), None)


def _value(row: Any, name: str, value: Any) -> Any:
    return from_json(column_type(type(row), name), value)


def _draw(report: Report, status: int = 200, **more: Any) -> Response:
    shown = {"report": report, "edition": report.facts.edition, "can_fix": can_fix, "can_leave": can_leave}
    html = render_template("editor/_findings.html", **shown, **more)
    return make_response(html, status)


def _refuse(report: Report, why: str, status: int = 409, **more: str) -> Response:
    """All that is found, with the word that something was not done; in place of the panel, whatever was asked for."""
    typed = {"refused": request.form.get("finding"), "why": why, "reason": request.form.get("reason", "")}
    response = responses.toast(_draw(report, status, **typed, **more), why, "findings")
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#findings", "outerMorph"
    return response
