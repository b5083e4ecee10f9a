"""The home of the administration: what waits, for those who run the instance or a town."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.web.menu import Whose
from neighbourhood.partners.access import administrator, staff, town_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import roles_in_town
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import municipalities


@bp.get("/administration/")
@administrator
def running() -> ResponseReturnValue:
    """Show what there is to do for the whole instance, then its towns."""
    return render_template(
        "neighbourhood/partners/running.html", whose=Whose.INSTANCE, towns=municipalities()
    )


@bp.get("/administration/communes/<int:municipality_id>/")
@town_staff(StaffRole.ADMINISTER)
def running_town(town: Municipality) -> ResponseReturnValue:
    """Show what there is to do for one town, to whoever holds the role it asks."""
    own = roles_in_town(current_user, town.id)
    return render_template(
        "neighbourhood/partners/running_town.html",
        whose=Whose.TOWN,
        town=town,
        held=set(StaffRole) if current_user.is_administrator else own,
        own=own,
    )


@bp.get("/partenaires/<int:partner_id>/administration")
@staff(StaffRole.ADMINISTER)
def to_running_town(partner: Partner) -> ResponseReturnValue:
    """Lead from the desk of a city service to the administration of its town."""
    where = url_for("partners.running_town", municipality_id=partner.municipality_id)
    return redirect(where, 303)
