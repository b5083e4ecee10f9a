"""What a need did not need: given back by its partner, or for another need that waits."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.actions import using
from neighbourhood.funding.cases.paying import READ_LEFT
from neighbourhood.funding.forms.paying import GivenBackForm
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries.standings import Standing, in_town
from neighbourhood.funding.treasury import MoreThanThere
from neighbourhood.funding.views.bank_accounts import HERE
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor

_FUND = f"{HERE}/besoins/<int:fund_id>"


@bp.route(_FUND, methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def left(town: Municipality, fund_id: int) -> ResponseReturnValue:
    """Show where the money of a need is; record what its partner gave back."""
    standing, form = in_town(town.id, fund_id), GivenBackForm()
    if not form.validate_on_submit():
        return _page(town, standing, form)
    try:
        with transaction():
            fund = _as_read(town, fund_id)
            using.take_back(current_actor(), fund, form.amount.data or 0)
    except MoreThanThere as refusal:
        form.amount.errors = [refusal.say()]
        return _page(town, in_town(town.id, fund_id), form)
    flash(gettext("C’est noté : cet argent est revenu."))
    return redirect(url_for("funding.left", municipality_id=town.id, fund_id=fund_id), 303)


def _as_read(town: Municipality, fund_id: int) -> Fund:
    fund = hold(Fund, fund_id)
    READ_LEFT.as_read(in_town(town.id, fund_id))
    return fund


def _page(town: Municipality, standing: Standing, form: GivenBackForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/left.html",
        town=town,
        standing=standing,
        form=form,
        read=READ_LEFT.first_drawn(standing),
    )
    return page, 422 if form.errors else 200


def _before_passing_on(town: Municipality, fund_id: int) -> Ending:
    standing = in_town(town.id, fund_id)
    here = url_for("funding.left", municipality_id=town.id, fund_id=fund_id)
    return Ending(
        title=gettext("Donner ce qui reste à un autre besoin ?"),
        happens=(
            gettext(
                "%(amount)s vont aux besoins de ce partenaire qui attendent, le plus ancien "
                "d’abord.",
                amount=euros(standing.left),
            ),
            gettext("C’est la règle que les voisins lisent avant de donner : personne ne choisit."),
        ),
        word=gettext("Donner ce qui reste"),
        back=(here, gettext("Le besoin")),
        of=(READ_LEFT, standing),
        harmless=True,
    )


@bp.route(f"{_FUND}/transmettre", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_passing_on)
def pass_on(town: Municipality, fund_id: int) -> ResponseReturnValue:
    """Give what is left to the needs of the same partner that wait."""
    in_town(town.id, fund_id)
    with transaction():
        passed = using.pass_on(current_actor(), _as_read(town, fund_id))
    if passed:
        flash(gettext("%(amount)s sont passés à un autre besoin.", amount=euros(passed)))
    else:
        flash(gettext("Aucun besoin de ce partenaire n’attend d’argent : rien n’a bougé."), "info")
    return redirect(url_for("funding.left", municipality_id=town.id, fund_id=fund_id), 303)
