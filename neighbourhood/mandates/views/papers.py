"""The papers of a mandate: the form to print, the journal of a month, and stopping by a code."""

from datetime import date, timedelta

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.ending import asked_on
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import ending
from neighbourhood.mandates.forms.paper import StopForm
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.paperwork import forms, journals, sheets
from neighbourhood.mandates.paperwork import months as months_paperwork
from neighbourhood.mandates.queries import codes, months
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.views.blueprint import bp, page_of
from neighbourhood.residents.access import current_actor

_STOPPING = "stopping"
_THINK = timedelta(minutes=15)


@bp.get("/mandats/<int:mandate_id>/papier")
@signed_in
def paper_mandate(mandate_id: int) -> ResponseReturnValue:
    """Show a form that waits for its signature, and what to do now."""
    mandate = queries.concerning(current_user, mandate_id)
    if not policies.may_print(current_actor(), mandate):
        return redirect(mandate.path, 303)
    return render_template(
        "neighbourhood/mandates/paper_mandate.html",
        mandate=mandate,
        before=mandate.created_at + ending.FORM_LIVES,
    )


@bp.get("/mandats/<int:mandate_id>/formulaire.pdf")
@signed_in
@limit("60 per hour", methods=["GET"])
def paper_form(mandate_id: int) -> ResponseReturnValue:
    """Give the form to print, as long as it waits for its signature."""
    mandate = queries.concerning(current_user, mandate_id)
    if not policies.may_print(current_actor(), mandate):
        raise Missing
    return hand_out_form(mandate)


def hand_out_form(mandate: Mandate) -> Response:
    """Answer with the form of a mandate that waits, to be printed."""
    words = forms.compose_form(mandate, before=mandate.created_at + ending.FORM_LIVES)
    return paper.hand_out(paper.printed(sheets.draw_form, words), "mandat.pdf")


@bp.get("/mandats/<int:mandate_id>/journal/<month>.pdf")
@signed_in
@limit("60 per hour", methods=["GET"])
def mandate_journal_pdf(mandate_id: int, month: str) -> ResponseReturnValue:
    """Give the journal of a month, "2026-11", as the principal receives it on paper."""
    mandate = queries.concerning(current_user, mandate_id)
    if not policies.may_read_month(current_actor(), mandate):
        raise Missing
    # Whoever acts for somebody learns nothing of where they live.
    return hand_out_journal(mandate, month, sealed=mandate.principal_id == current_user.id)


def hand_out_journal(mandate: Mandate, month: str, *, sealed: bool) -> Response:
    """Answer with the journal of a month; one during which the mandate did not run is `Missing`."""
    first = _first_day(month)
    if first not in months.months_of(mandate):
        raise Missing
    words = [months_paperwork.compose_journal(mandate, first, sealed=sealed)]
    return paper.hand_out(paper.printed(journals.draw_journals, words), f"journal-{month}.pdf")


def _first_day(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Missing from None


@bp.route("/mandats/arreter-un-mandat", methods=["GET", "POST"])
@anyone
@limit("10 per hour")
@limit("30 per day")
def stop_mandate() -> ResponseReturnValue:
    """Ask for the two codes of a paper; nothing is told before both are right."""
    form = StopForm(data={"reference": request.args.get("reference", "")[:60]})
    if form.validate_on_submit():
        found = codes.by_stop_code(*form.meant)
        if found is not None:
            session[_STOPPING] = sign(_STOPPING, found.id)
            return redirect(url_for("mandates.confirm_stop"), 303)
        form.form_errors.append(
            gettext("La référence ou le code n’est pas juste. Relisez les deux sur la feuille.")
        )
    return page_of("paper_stop", form)


@bp.route("/mandats/arreter-un-mandat/confirmer", methods=["GET", "POST"])
@anyone
@limit("20 per hour")
@asked_on("mandates.confirm_stop")
def confirm_stop() -> ResponseReturnValue:
    """Say who acts for whom, and stop it by a button."""
    mandate = _stopping()
    if mandate is None:
        return redirect(url_for("mandates.stop_mandate"), 303)
    if request.method == "GET":
        return render_template("neighbourhood/mandates/paper_stop_confirm.html", mandate=mandate)
    with transaction():
        again = _stopping()
        if again is None:
            raise policies.MandateGone
        ending.revoke_from_paper(again)
    session.pop(_STOPPING, None)
    flash(gettext("C’est arrêté, à l’instant. Plus personne n’agit par ce mandat."))
    return redirect(url_for("mandates.stop_mandate"), 303)


def _stopping() -> Mandate | None:
    mandate_id = unsign(_STOPPING, session.get(_STOPPING, ""), _THINK)
    return queries.by_id(mandate_id) if isinstance(mandate_id, int) else None
