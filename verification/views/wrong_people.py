"""A letter came to people who know nothing of it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.throttling import limit
from verification.actions import claims
from verification.forms import ReferenceForm
from verification.views.blueprint import bp


@bp.route("/pas-moi", methods=["GET", "POST"])
@anyone
@limit("10 per hour")
def not_me() -> ResponseReturnValue:
    """Hear that a letter came to people who know nothing of it; tell them nothing of anyone."""
    form = ReferenceForm()
    if not form.validate_on_submit():
        page = render_template("verification/not_me.html", form=form)
        return page, 422 if form.errors else 200
    with transaction():
        claims.dispute(form.meant)
    return redirect(url_for("verification.not_me_thanks"), 303)


@bp.get("/pas-moi/merci")
@anyone
def not_me_thanks() -> ResponseReturnValue:
    """Thank, in the same words whether or not such a letter exists."""
    return render_template("verification/not_me_thanks.html")
