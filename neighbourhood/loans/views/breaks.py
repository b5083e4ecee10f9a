"""The days on which one lends nothing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import breaks as actions
from neighbourhood.loans.forms.breaks import BreakForm, today
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.queries import shelf as queries
from neighbourhood.loans.subjects import say_days
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor


@bp.route("/conges", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def breaks() -> ResponseReturnValue:
    """List the days on which I lend nothing, and add some."""
    form = BreakForm()
    if form.validate_on_submit():
        first, last = form.first_day.data, form.last_day.data
        with transaction():
            actions.take(current_actor(), first_day=first, last_day=last)
        flash(gettext("C’est noté : vous ne prêtez rien ces jours-là."))
        return redirect(url_for("loans.breaks"), 303)
    taken = queries.breaks_of(current_user.id, today())
    page = render_template(
        "neighbourhood/loans/breaks.html", form=form, breaks=taken, say_days=say_days
    )
    return page, 422 if form.errors else 200


def _before_ending(break_id: int) -> Ending:
    taken = queries.own_break(current_user, break_id)
    return Ending(
        title=gettext("Prêter de nouveau ces jours-là ?"),
        happens=(
            gettext(
                "Vos voisins pourront demander vos objets %(days)s.",
                days=say_days(taken.first_day, taken.last_day),
            ),
        ),
        word=gettext("Retirer ces jours"),
        back=(url_for("loans.breaks"), gettext("Mes jours sans prêt")),
        harmless=True,
    )


@bp.route("/conges/<int:break_id>/retirer", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@asks_first(_before_ending)
def end_break(break_id: int) -> ResponseReturnValue:
    """Lend again on those days."""
    with transaction():
        actions.end(current_actor(), queries.own_break(current_user, break_id))
    flash(gettext("C’est retiré : vos objets peuvent être demandés ces jours-là."))
    return redirect(url_for("loans.breaks"), 303)
