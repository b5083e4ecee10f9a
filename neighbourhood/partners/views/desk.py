"""The partner's desk: where staff start."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries import staff as staff_queries
from neighbourhood.partners.views.blueprint import bp


@bp.get("/partenaires")
@signed_in
def index() -> ResponseReturnValue:
    """List the partners one works for; with a single one, go straight to its desk."""
    partners = staff_queries.staff_of(current_user)
    closed = staff_queries.closed_for(current_user)
    if len(partners) == 1 and not closed and not current_user.is_administrator:
        return redirect(url_for("partners.desk", partner_id=partners[0].id))
    return render_template("neighbourhood/partners/index.html", partners=partners, closed=closed)


@bp.get("/partenaires/<int:partner_id>")
@staff()
def desk(partner: Partner) -> ResponseReturnValue:
    """Show what one may do here, and with whom one works."""
    return render_template(
        "neighbourhood/partners/desk.html",
        partner=partner,
        roles=staff_queries.roles(current_user, partner),
        colleagues=staff_queries.colleagues(partner),
        off=codes_in(partner.municipality_id),
    )
