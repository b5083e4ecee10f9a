"""My loans in the calendar of my telephone: a secret address, and one loan to download."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.calendars import handed_out
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import calendars as actions
from neighbourhood.loans.calendars import calendar_of
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.queries import calendars as queries
from neighbourhood.loans.queries import loans
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor


@bp.get("/calendrier")
@signed_in
def calendar() -> ResponseReturnValue:
    """Say what the calendar is, and whether it has an address."""
    known = queries.address_of(current_user.id)
    return render_template("neighbourhood/loans/calendar.html", known=known, address="")


@bp.post("/calendrier")
@signed_in
@limit("20 per hour")
def make_calendar() -> ResponseReturnValue:
    """Make a new address, which is shown this once."""
    with transaction():
        token = actions.make_address(current_actor())
    address = url_for("loans.calendar_file", token=token, _external=True)
    known = queries.address_of(current_user.id)
    return render_template("neighbourhood/loans/calendar.html", known=known, address=address)


def _before_forgetting() -> Ending:
    return Ending(
        title=gettext("Supprimer l’adresse de votre calendrier ?"),
        happens=(
            gettext("Les agendas qui la lisent ne se mettent plus à jour."),
            gettext("Vous pourrez en faire une autre à tout moment."),
        ),
        word=gettext("Supprimer l’adresse"),
        back=(url_for("loans.calendar"), gettext("Mon calendrier")),
        harmless=True,
    )


@bp.route("/calendrier/supprimer", methods=["GET", "POST"])
@signed_in
@asks_first(_before_forgetting)
def forget_calendar() -> ResponseReturnValue:
    """Let nobody read my calendar by its address any more."""
    with transaction():
        actions.forget_address(current_actor())
    flash(gettext("C’est supprimé : l’ancienne adresse ne montre plus rien."))
    return redirect(url_for("loans.calendar"), 303)


@bp.get("/calendrier/<token>.ics")
@anyone
@limit("120 per hour")
def calendar_file(token: str) -> Response:
    """Hand out the calendar to whoever knows its address: a program, not a browser."""
    owner = queries.owner_of(token)
    with force_locale(owner.language or "fr"):
        return handed_out(calendar_of(owner, queries.to_write(owner)), "prets.ics")


@bp.get("/<int:loan_id>/calendrier.ics")
@represented(MAY_LEND)
@signed_in
def loan_file(loan_id: int) -> Response:
    """Hand out one loan, to be put into a calendar."""
    loan = loans.get_loan(current_user, loan_id)
    return handed_out(calendar_of(current_user, [loan]), f"pret-{loan.id}.ics")
