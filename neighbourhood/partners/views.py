"""The partner's desk: where staff start."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.access import signed_in
from neighbourhood.partners import kinds, queries
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner

bp = Blueprint("partners", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """Name the kinds of partner and the roles of staff."""
    return {"PARTNER_KINDS": kinds.PARTNER_WORDS, "STAFF_ROLES": kinds.ROLE_WORDS}


@bp.get("/partenaires")
@signed_in
def index() -> ResponseReturnValue:
    """List the partners one works for; with a single one, go straight to its desk."""
    partners = queries.staff_of(current_user)
    if len(partners) == 1:
        return redirect(url_for("partners.desk", partner_id=partners[0].id))
    return render_template("neighbourhood/partners/index.html", partners=partners)


@bp.get("/partenaires/<int:partner_id>")
@staff()
def desk(partner: Partner) -> ResponseReturnValue:
    """Show what one may do here, and with whom one works."""
    return render_template(
        "neighbourhood/partners/desk.html",
        partner=partner,
        roles=queries.roles(current_user, partner),
        colleagues=queries.colleagues(partner),
    )
