"""Reporting something in two taps, seeing what happens now, taking it back."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.moderation import rules
from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.forms.reporting import ReportForm
from neighbourhood.moderation.kinds import REPORTABLES, Reportable
from neighbourhood.moderation.policies import reporting as policies
from neighbourhood.moderation.policies.opening import may_open
from neighbourhood.moderation.queries import cases, decisions, reports
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.residents.access import current_actor, without_charter

# A form that was drawn for somebody, and for how long that counts.
_SHOWN, _LASTS = "form of a report", timedelta(days=1)


@bp.route("/signaler/<about>/<int:about_id>", methods=["GET", "POST"])
@without_charter
@signed_in
@limit("30 per hour", methods=["POST"])
def report(about: str, about_id: int) -> ResponseReturnValue:
    """Ask which rule is broken; nobody will read who said so."""
    if about not in REPORTABLES:
        raise Missing
    kind, case = REPORTABLES[about], cases.open_about(about, about_id)
    made = reports.of_case(current_user, case) if case else None
    if made is not None and made.stands:
        return redirect(url_for("moderation.reported", report_id=made.id), 303)
    form, mark = ReportForm(), [about, about_id, current_user.id]
    if case is not None and case.is_hidden and not _is_shown(kind, about_id):
        was_shown = unsign(_SHOWN, form.drawn.data or "", _LASTS) == mark
        require(not was_shown, policies.LookedAtAlready)
    thing = reporting.to_report(current_actor(), kind, about_id)
    form.drawn.data = sign(_SHOWN, mark)
    if form.validate_on_submit():
        with transaction():
            said = {"rule": form.rule.data, "words": form.words.data or ""}
            made = reporting.report(current_actor(), about=(about, about_id), **said)
        return redirect(url_for("moderation.reported", report_id=made.id), 303)
    page = render_template(
        "neighbourhood/moderation/report.html",
        form=form,
        kind=kind,
        about_id=about_id,
        may_open=may_open(current_user, kind, thing),
        name=kind.title(thing),
        back=(kind.path(thing), gettext("Retour")),
        rules=rules.in_order(),
    )
    return page, 422 if form.errors else 200


def _is_shown(kind: Reportable, about_id: int) -> bool:
    thing = kind.load(about_id)
    return thing is not None and kind.sees(current_user, thing)


@bp.get("/signalements/<int:report_id>")
@signed_in
def reported(report_id: int) -> ResponseReturnValue:
    """Say what happens now, by when, and that nobody is told who reported."""
    made = reports.own(current_user, report_id)
    return render_template(
        "neighbourhood/moderation/reported.html",
        made=made,
        urgent=rules.RULES.get(made.rule),
        decision=decisions.latest(made.case),
    )


@bp.post("/signalements/<int:report_id>/reprendre")
@signed_in
@undone_by("moderation.put_back")
def take_back(report_id: int) -> ResponseReturnValue:
    """Take a report back."""
    with transaction():
        reporting.take_back(current_actor(), reports.own(current_user, report_id))
    flash(gettext("C’est repris : votre signalement ne compte plus."))
    return redirect(url_for("moderation.reported", report_id=report_id), 303)


@bp.post("/signalements/<int:report_id>/remettre")
@signed_in
def put_back(report_id: int) -> ResponseReturnValue:
    """Go back on having taken it back."""
    with transaction():
        reporting.put_back(current_actor(), reports.own(current_user, report_id))
    flash(gettext("C’est comme avant : quelqu’un va regarder."))
    return redirect(url_for("moderation.reported", report_id=report_id), 303)
