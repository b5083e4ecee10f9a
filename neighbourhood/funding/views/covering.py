"""What a town paid in for what it covers: noted by one person, confirmed by another."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.funding.actions import paying_in
from neighbourhood.funding.actions.paying_in import OnStatement
from neighbourhood.funding.cases.covering import READ_PAID_IN
from neighbourhood.funding.forms.paying import PaidInForm
from neighbourhood.funding.models.covering import CoverPayment
from neighbourhood.funding.queries.covering import covering_in, payment_in
from neighbourhood.funding.treasury import MoreThanCovered, may_confirm_cover
from neighbourhood.funding.views.bank_accounts import HERE
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor

_PAID_IN = f"{HERE}/couvrir"
_ONE = f"{_PAID_IN}/<int:payment_id>"


@bp.route(_PAID_IN, methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def paid_in(town: Municipality) -> ResponseReturnValue:
    """Show what a town has still to pay in; write what it paid."""
    form = PaidInForm()
    if not form.validate_on_submit():
        return _page(town, form)
    line = OnStatement(
        cents=form.amount.data or 0, reference=form.reference.data or "", day=form.day.data
    )
    try:
        with transaction():
            paying_in.enter(current_actor(), town, line)
    except MoreThanCovered as refusal:
        form.amount.errors = [refusal.say()]
        return _page(town, form)
    flash(gettext("C’est noté. Une autre personne de la commune doit confirmer ce paiement."))
    return _to_money(town)


def _to_money(town: Municipality) -> ResponseReturnValue:
    return redirect(url_for("funding.town_money", municipality_id=town.id), 303)


def _page(town: Municipality, form: PaidInForm) -> ResponseReturnValue:
    covering = covering_in(town.id)
    waiting = covering.waiting
    page = render_template(
        "neighbourhood/funding/paid_in.html",
        town=town,
        covering=covering,
        form=form,
        read=READ_PAID_IN.drawn(waiting) if waiting else "",
        may=waiting is not None and may_confirm_cover(current_actor(), waiting),
    )
    return page, 422 if form.errors else 200


@bp.post(f"{_ONE}/confirmer")
@town_staff(StaffRole.ADMINISTER)
def confirm_paid_in(town: Municipality, payment_id: int) -> ResponseReturnValue:
    """Confirm what somebody else found on the statement."""
    found = payment_in(town.id, payment_id)
    with transaction():
        held = READ_PAID_IN.unchanged(hold(CoverPayment, found.id))
        paying_in.confirm(current_actor(), held)
    flash(gettext("Le paiement de la commune est confirmé."))
    return _to_money(town)


def _before_refusing(town: Municipality, payment_id: int) -> Ending:
    found = payment_in(town.id, payment_id)
    return Ending(
        title=gettext("Écarter ce paiement ?"),
        happens=(
            gettext("Il n’est pas sur le relevé, ou il est mal écrit : aucun argent ne bouge."),
            gettext("La commune doit toujours cette somme. Le paiement peut être noté de nouveau."),
        ),
        word=gettext("Écarter ce paiement"),
        back=(url_for("funding.paid_in", municipality_id=town.id), gettext("Le paiement")),
        of=(READ_PAID_IN, found),
    )


@bp.route(f"{_ONE}/ecarter", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_refusing)
def refuse_paid_in(town: Municipality, payment_id: int) -> ResponseReturnValue:
    """Put aside what is on no statement."""
    found = payment_in(town.id, payment_id)
    with transaction():
        held = READ_PAID_IN.unchanged(hold(CoverPayment, found.id))
        paying_in.refuse(current_actor(), held)
    flash(gettext("Le paiement est écarté."))
    return _to_money(town)
