"""The money desk of a town: what may be paid to whom, what was, what the town covers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.funding.actions import paying_out, using
from neighbourhood.funding.cases.paying import READ_DESK, READ_GIVEN_UP
from neighbourhood.funding.queries import accounts, paying, standings
from neighbourhood.funding.queries.covering import covering_in
from neighbourhood.funding.treasury import may_confirm_cover
from neighbourhood.funding.views.bank_accounts import HERE
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor

_PARTNER = f"{HERE}/partenaires/<int:partner_id>"


@bp.get(HERE)
@town_staff(StaffRole.ADMINISTER)
def town_money(town: Municipality) -> ResponseReturnValue:
    """Show what waits, what may be paid to each partner, and the last pay-outs."""
    covering = covering_in(town.id)
    waiting = covering.waiting
    return render_template(
        "neighbourhood/funding/town_money.html",
        town=town,
        accounts=accounts.accounts_of(town.id, None),
        to_confirm=accounts.accounts_to_confirm(town.id),
        desks=paying.desks_in(town.id),
        pay_outs=paying.pay_outs_in(town.id),
        covered=standings.covered_in(town.id),
        covering=covering,
        may=waiting is not None and may_confirm_cover(current_actor(), waiting),
    )


@bp.get(_PARTNER)
@town_staff(StaffRole.ADMINISTER)
def partner_money(town: Municipality, partner_id: int) -> ResponseReturnValue:
    """Show what may be paid to one partner, what it has not proved, what it did not use."""
    desk = paying.desk_of(paying.partner_in(town.id, partner_id))
    return render_template(
        "neighbourhood/funding/partner_money.html",
        town=town,
        desk=desk,
        accounts=accounts.accounts_of(town.id, None),
        read=READ_DESK.drawn(desk),
    )


@bp.post(f"{_PARTNER}/verser")
@town_staff(StaffRole.ADMINISTER)
def draw_up(town: Municipality, partner_id: int) -> ResponseReturnValue:
    """Begin to pay a partner what was read."""
    partner = paying.partner_in(town.id, partner_id)
    with transaction():
        hold(Municipality, town.id)
        READ_DESK.as_read(paying.desk_of(partner))
        drawn = paying_out.draw_up(current_actor(), partner)
    flash(gettext("Le versement est préparé. Une autre personne de la commune doit l’accorder."))
    return redirect(url_for("funding.pay_out", municipality_id=town.id, pay_out_id=drawn.id), 303)


def _before_giving_up(town: Municipality, partner_id: int) -> Ending:
    desk = paying.desk_of(paying.partner_in(town.id, partner_id))
    here = url_for("funding.partner_money", municipality_id=town.id, partner_id=partner_id)
    return Ending(
        title=gettext("Rendre les dons qui ne sont pas versés ?"),
        happens=(
            gettext("Chaque don qui attend chez %(partner)s est rendu.", partner=desk.partner.name),
            gettext("Celles et ceux qui ont donné sont prévenus, et les besoins sont retirés."),
            gettext("Ce qui est déjà versé reste à prouver, ou à rendre à la commune."),
        ),
        word=gettext("Rendre ces dons"),
        back=(here, desk.partner.name),
        of=(READ_GIVEN_UP, desk),
    )


@bp.route(f"{_PARTNER}/rendre", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_giving_up)
def give_up(town: Municipality, partner_id: int) -> ResponseReturnValue:
    """Give back what a partner that acts no more was never paid."""
    partner = paying.partner_in(town.id, partner_id)
    with transaction():
        READ_GIVEN_UP.as_read(paying.desk_of(partner))
        using.give_up(current_actor(), partner)
    flash(gettext("Les dons repartent. Celles et ceux qui ont donné sont prévenus."))
    return redirect(
        url_for("funding.partner_money", municipality_id=town.id, partner_id=partner_id), 303
    )
