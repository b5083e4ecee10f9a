"""The names that donors let the service of a town read."""

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from neighbourhood.funding.queries import supporters
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality


@bp.get("/administration/communes/<int:municipality_id>/donateurs")
# Not who pays out for a partner: whom it is paid to never reads who gave.
@town_staff(StaffRole.ADMINISTER)
def donors_of_town(town: Municipality) -> ResponseReturnValue:
    """List who gave, quarter by quarter, of those who let it be read: never for what."""
    read = groupby(supporters.for_money_desk(town.id), lambda one: one.quarter)
    return render_template(
        "neighbourhood/funding/donors.html",
        town=town,
        quarters=[
            (format_date(quarter, "QQQQ y"), [one.name for one in those]) for quarter, those in read
        ],
        fewest=supporters.FEWEST,
    )
