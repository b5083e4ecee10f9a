"""How the needs of a town stand, for those who run it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.needs import tallies
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Municipality


@bp.get("/administration/communes/<int:municipality_id>/besoins")
@town_staff(StaffRole.ADMINISTER)
def of_town(town: Municipality) -> ResponseReturnValue:
    """Show how many needs of each partner wait, and lead to the desks that are mine."""
    return render_template(
        "neighbourhood/needs/of_town.html",
        town=town,
        tallies=tallies.of_town(town.id),
        mine={partner.id for partner in staff_of(current_user, StaffRole.PUBLISH)},
    )
