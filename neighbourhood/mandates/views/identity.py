"""Showing who one is, before acting for somebody from elsewhere."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import identities as identities_actions
from neighbourhood.mandates.queries import identities
from neighbourhood.mandates.views.blueprint import bp
from neighbourhood.residents.access import current_actor


@bp.get("/mandats/identite")
@signed_in
def identity() -> ResponseReturnValue:
    """Say the three ways to show who I am, and the number for the desk."""
    return render_template(
        "neighbourhood/mandates/identity.html",
        check=identities.check_of(current_user),
        shown=policies.may_hold_mandate(current_user),
        may_ask=policies.may_prepare_paper(current_user),
    )


@bp.post("/mandats/identite")
@signed_in
@limit("10 per hour")
def take_number() -> ResponseReturnValue:
    """Take a number, to say at a desk."""
    with transaction():
        identities_actions.ask_to_be_seen(current_actor())
    return redirect(url_for("mandates.identity"), 303)
