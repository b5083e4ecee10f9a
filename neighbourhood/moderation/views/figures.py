"""What moderation did in a town, open to anybody."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.mandates.access import represented
from neighbourhood.moderation.outcomes import TOLD_OUTCOMES
from neighbourhood.moderation.queries import figures as queries
from neighbourhood.moderation.rules import in_order
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.places.models import Municipality


@bp.get("/moderation/chiffres/<int:municipality_id>")
@even_suspended
@represented()
@anyone
def figures(municipality_id: int) -> ResponseReturnValue:
    """Show the figures of one month that is over."""
    town = db.session.get(Municipality, municipality_id)
    if town is None:
        raise Missing
    found = queries.of_month(town, queries.month_told(request.args.get("mois")))
    tables = (found.reports, found.openings, found.decisions, found.appeals)
    return render_template(
        "neighbourhood/moderation/figures.html",
        town=town,
        figures=found,
        told=[one for one in tables if one.total is not None or one.at_least],
        months=queries.months_told(),
        rules={rule.code: rule.word for rule in in_order()},
        outcomes=TOLD_OUTCOMES,
    )
