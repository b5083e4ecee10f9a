"""One’s own time: what stands there, line by line, and giving back what was too much."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for
from neighbourhood.timebank import actions, queries
from neighbourhood.timebank.kinds import say_balance, say_time

bp = Blueprint("timebank", __name__)


@bp.get("/moi/temps")
@signed_in
def mine() -> ResponseReturnValue:
    """Show my time to me alone."""
    return render_template(
        "neighbourhood/timebank/mine.html",
        balance=queries.balance_of(current_user),
        lines=queries.lines_of(current_user),
        name_for=name_for,
        say_time=say_time,
        say_balance=say_balance,
    )


def _before_giving_back(note_id: int) -> Ending:
    note = queries.get_received(current_user, note_id)
    if not note.is_noted or note.giver is None:
        raise Missing
    name = name_for(note.giver, current_user)
    said = {"time": say_time(note.minutes), "name": name}
    return Ending(
        title=gettext("Rendre ce temps ?"),
        happens=(
            gettext("Ce temps (%(time)s) quitte votre compte et revient à %(name)s.", **said),
            gettext("%(name)s l’apprend et peut noter une autre durée.", name=name),
        ),
        word=gettext("Rendre ce temps"),
        back=(url_for("timebank.mine"), gettext("Mon temps")),
        harmless=True,
    )


@bp.route("/moi/temps/<int:note_id>/rendre", methods=["GET", "POST"])
@verified
@asks_first(_before_giving_back)
def give_back(note_id: int) -> ResponseReturnValue:
    """Give back what was noted for me."""
    with transaction():
        actions.give_back(current_actor(), queries.get_received(current_user, note_id))
    flash(gettext("C’est rendu."))
    return redirect(url_for("timebank.mine"), 303)
