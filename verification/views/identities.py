"""The desk and those who act for others from elsewhere: a person, a number, papers."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.actions import identities as identities_actions
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.mandates.queries import identities
from neighbourhood.residents.access import current_actor
from verification.forms import IdentityForm
from verification.kinds import READ_IDENTITY
from verification.views.blueprint import bp
from verification.views.desk import at_the_desk

REFERENCE = "identity_at_the_desk"


def _at_hand() -> IdentityCheck | None:
    return identities.waiting_check(session.get(REFERENCE, ""))


@bp.route("/accueil/mandats/identite", methods=["GET", "POST"])
@at_the_desk
@limit("60 per hour")
def identity() -> ResponseReturnValue:
    """Compare a person with the account whose number they said."""
    check = _at_hand()
    if check is None:
        return redirect(url_for("verification.mandates"), 303)
    form = IdentityForm()
    if not form.validate_on_submit():
        read = READ_IDENTITY.first_drawn(check)
        page = render_template("verification/identity.html", check=check, form=form, read=read)
        return page, 422 if form.errors else 200
    with transaction():
        again = _at_hand()
        if again is None:
            raise Missing
        identities_actions.note_seen(current_actor(), READ_IDENTITY.unchanged(again))
    session.pop(REFERENCE, None)
    flash(gettext("C’est noté. Cette personne peut maintenant prendre un mandat."))
    return redirect(url_for("verification.mandates"), 303)
