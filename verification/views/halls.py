"""Where the town hall is, its telephone and its hours: what the desk has its papers say."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.places import halls as places_halls
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import municipalities
from neighbourhood.residents.access import current_actor
from verification.actions import halls as halls_actions
from verification.forms import HallForm
from verification.kinds import READ_HALL
from verification.policies import rules
from verification.views.blueprint import bp
from verification.views.desk import CHIPS, Chip, at_the_desk

HERE = "verification.halls"
CHIPS.declare(Chip(code=HERE, word=_l("La mairie"), path=partial(path_to, HERE)))


def _served() -> list[Municipality]:
    served = rules.served_by(current_user)
    return [town for town in municipalities() if town.id in served]


@bp.app_template_global("halls_to_complete")
def _to_complete() -> list[Municipality]:
    """Name the towns I serve whose papers do not say where the town hall is."""
    return [town for town in _served() if not places_halls.is_told(town)]


@bp.get("/accueil/mairie")
@at_the_desk
def halls() -> ResponseReturnValue:
    """Read what papers say of the town halls I serve."""
    return render_template(
        "verification/halls.html", towns=_served(), say_contact=places_halls.say_contact
    )


@bp.route("/accueil/mairie/<int:municipality_id>", methods=["GET", "POST"])
@at_the_desk
def hall(municipality_id: int) -> ResponseReturnValue:
    """Write where a town hall is, its telephone and its hours."""
    town = {one.id: one for one in _served()}.get(municipality_id)
    if town is None:
        raise Missing
    form = HallForm(
        data={
            "address": town.hall_address,
            "telephone": town.hall_telephone,
            "hours": town.hall_hours,
        }
    )
    if not form.validate_on_submit():
        page = render_template(
            "verification/hall.html", form=form, town=town, read=READ_HALL.first_drawn(town)
        )
        return page, 422 if form.errors else 200
    with transaction():
        halls_actions.keep_contact(
            current_actor(),
            READ_HALL.unchanged(town),
            address=form.address.data or "",
            telephone=form.telephone.data or "",
            hours=form.hours.data or "",
        )
    flash(gettext("C’est noté : les prochains papiers le diront."))
    return redirect(url_for("verification.halls"), 303)
