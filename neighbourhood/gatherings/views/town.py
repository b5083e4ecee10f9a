"""Places open to all, kept by those who look after a town."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.gatherings.actions import spots
from neighbourhood.gatherings.forms.holding import PublicPlaceForm
from neighbourhood.gatherings.queries.gatherings import places_of_town
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality, PublicPlace
from neighbourhood.places.queries import quartiers_of

_LIST = "/lieux/<int:municipality_id>"


@bp.route(_LIST, endpoint="public_places", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def places(town: Municipality) -> ResponseReturnValue:
    """List the places open to all of a town, and add one."""
    quartiers = quartiers_of(town.id)
    form = PublicPlaceForm().among(quartiers)
    if form.validate_on_submit():
        with transaction():
            chosen = next(one for one in quartiers_of(town.id) if one.id == form.quartier_id.data)
            spots.add(chosen, form.name.data)
        flash(gettext("Le lieu est proposé aux voisins du quartier."))
        return redirect(url_for("gatherings.public_places", municipality_id=town.id), 303)
    shown = {"form": form, "town": town, "places": places_of_town(town.id)}
    page = render_template("neighbourhood/gatherings/public_places.html", **shown)
    return page, 422 if form.errors else 200


def _place(town: Municipality, place_id: int) -> PublicPlace:
    found = db.session.get(PublicPlace, place_id)
    if found is None or found.quartier.municipality_id != town.id:
        raise Missing
    return found


def _before_retiring(town: Municipality, place_id: int) -> Ending:
    return Ending(
        title=gettext("Ne plus proposer « %(place)s » ?", place=_place(town, place_id).name),
        happens=(gettext("Les rencontres déjà prévues là-bas ne changent pas."),),
        word=gettext("Ne plus le proposer"),
        back=(
            url_for("gatherings.public_places", municipality_id=town.id),
            gettext("Les lieux publics"),
        ),
    )


@bp.route(f"{_LIST}/<int:place_id>/retirer", endpoint="retire_place", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_retiring)
def retire(town: Municipality, place_id: int) -> ResponseReturnValue:
    """Propose a place no more."""
    with transaction():
        spots.retire(_place(town, place_id))
    flash(gettext("Le lieu n’est plus proposé."))
    return redirect(url_for("gatherings.public_places", municipality_id=town.id), 303)
