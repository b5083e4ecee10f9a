"""How many households live in each quartier of a town, said by hand."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.openings.forms import households_form
from neighbourhood.openings.kinds import READ_HOUSEHOLDS
from neighbourhood.openings.queries.towns import counted
from neighbourhood.openings.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.actions import write_households
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import quartiers_of


@bp.route(
    "/administration/communes/<int:municipality_id>/foyers",
    endpoint="households",
    methods=["GET", "POST"],
)
@town_staff(StaffRole.ADMINISTER)
def write(town: Municipality) -> ResponseReturnValue:
    """List the quartiers with their households, and take what the town knows of them."""
    form = households_form(quartiers_of(town.id))
    if not form.validate_on_submit():
        read = READ_HOUSEHOLDS.first_drawn(counted(town))
        template = "neighbourhood/openings/households.html"
        return render_template(template, form=form, town=town, read=read), (
            422 if form.errors else 200
        )
    with transaction():
        held = hold(Municipality, town.id)
        READ_HOUSEHOLDS.as_read(counted(held))
        write_households(held, form.counts)
    flash(gettext("C’est noté : les prochains besoins publiés en tiendront compte."))
    return redirect(url_for("partners.running_town", municipality_id=town.id), 303)
