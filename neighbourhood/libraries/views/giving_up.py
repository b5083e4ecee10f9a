"""What a desk expects no more: a tool that never came back, a reservation that cannot be."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.libraries.access import keepers
from neighbourhood.libraries.actions import lending, reserving
from neighbourhood.libraries.kinds import READ_LOAN
from neighbourhood.libraries.queries import loans
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.libraries.views.desk import DESK, place
from neighbourhood.partners.models import Partner
from neighbourhood.residents.access import current_actor


def _before_lost(partner: Partner, loan_id: int) -> Ending:
    loan = loans.of_desk(partner, loan_id)
    return Ending(
        title=gettext("Noter que l’outil n’est jamais revenu ?"),
        happens=(
            gettext("« %(title)s » n’est plus attendu : plus de rappel.", title=loan.tool.title),
            gettext("S’il revient un jour, scannez-le : il sera rendu comme les autres."),
        ),
        word=gettext("Noter jamais rendu"),
        back=(place(partner.id), gettext("Le comptoir")),
        of=(READ_LOAN, loan),
    )


@bp.route(f"{DESK}/prets/<int:loan_id>/jamais-rendu", methods=["GET", "POST"])
@keepers
@asks_first(_before_lost)
def note_lost(partner: Partner, loan_id: int) -> ResponseReturnValue:
    """Count no more on a tool coming back."""
    with transaction():
        lending.note_lost(current_actor(), READ_LOAN.unchanged(loans.of_desk(partner, loan_id)))
    flash(gettext("C’est noté : cet outil n’est plus attendu."))
    return redirect(place(partner.id), 303)


def _before_call_off(partner: Partner, loan_id: int) -> Ending:
    loan = loans.of_desk(partner, loan_id)
    return Ending(
        title=gettext("Annuler cette réservation ?"),
        happens=(
            gettext("« %(title)s » redevient libre ces jours-là.", title=loan.tool.title),
            gettext("La personne qui l’attendait est prévenue."),
        ),
        word=gettext("Annuler la réservation"),
        back=(place(partner.id), gettext("Le comptoir")),
        of=(READ_LOAN, loan),
    )


@bp.route(f"{DESK}/reservations/<int:loan_id>/annuler", methods=["GET", "POST"])
@keepers
@asks_first(_before_call_off)
def call_off(partner: Partner, loan_id: int) -> ResponseReturnValue:
    """End a reservation that cannot be."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.of_desk(partner, loan_id))
        reserving.call_off_at_desk(current_actor(), loan)
    flash(gettext("La réservation est annulée. La personne est prévenue."))
    return redirect(place(partner.id), 303)
