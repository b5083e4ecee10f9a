"""Once a year: I still live there."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.acting import Actor
from verification.actions import homes
from verification.views.blueprint import bp


@bp.post("/mon-adresse/rester")
@signed_in
@limit("20 per hour")
def stay() -> ResponseReturnValue:
    """Confirm, from my page, that I still live at the same address."""
    with transaction():
        homes.stay(current_actor())
    flash(gettext("Merci, votre adresse est confirmée pour un an."))
    return redirect(url_for("verification.address"), 303)


@bp.route("/mon-adresse/rester/<token>", methods=["GET", "POST"])
@anyone
@limit("20 per hour")
def stay_by_mail(token: str) -> ResponseReturnValue:
    """Confirm it from a mail, by a button: mail scanners follow links, they press nothing."""
    if homes.home_of_token(token) is None:
        return render_template("verification/stay_too_old.html"), 410
    if request.method == "GET":
        return render_template("verification/stay.html")
    with transaction():
        home = homes.home_of_token(token)
        if home is not None:
            homes.stay(Actor.of(home.resident))
    flash(gettext("Merci, votre adresse est confirmée pour un an."))
    return redirect(url_for("feed.home"), 303)
