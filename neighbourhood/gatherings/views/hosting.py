"""Who holds a gathering: asking somebody, saying yes, stopping, taking it over."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.actions import hosts
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident


@bp.post("/<int:gathering_id>/hotes")
@verified
@limit("20 per hour")
def ask_host(gathering_id: int) -> ResponseReturnValue:
    """Ask somebody who comes to hold it too."""
    said = request.form.get("resident_id", "")
    with transaction():
        gathering = queries.get_own(current_user, gathering_id)
        known = int(said) if said.isdecimal() and len(said) < 12 else 0
        resident = db.session.get(Resident, known)
        if resident is None:
            raise policies.NotAsked
        hosts.ask(current_actor(), gathering, resident)
    flash(gettext("La question est posée. Vous saurez ce qu’il en est."))
    return redirect(gathering.path, 303)


def _own_host(gathering_id: int) -> Host:
    gathering = queries.get_visible(current_user, gathering_id)
    found = queries.host_row(current_user.id, gathering)
    if found is None:
        raise Missing
    return found


@bp.post("/<int:gathering_id>/organiser")
@verified
def answer_host(gathering_id: int) -> ResponseReturnValue:
    """Say yes or no to holding it."""
    yes = request.form.get("answer") == "yes"
    with transaction():
        host = _own_host(gathering_id)
        hosts.answer(current_actor(), host, yes=yes)
        path = host.gathering.path
    no = gettext("C’est noté : vous n’organisez pas. Vous pouvez venir quand même.")
    flash(gettext("C’est noté : vous organisez aussi.") if yes else no)
    return redirect(path, 303)


@bp.post("/<int:gathering_id>/prendre-la-suite")
@verified
def take_over(gathering_id: int) -> ResponseReturnValue:
    """Hold what nobody in its group holds any more."""
    with transaction():
        gathering = queries.get_visible(current_user, gathering_id)
        hosts.take_over(current_actor(), gathering)
        path = gathering.path
    flash(gettext("C’est noté : vous organisez cette rencontre."))
    return redirect(path, 303)


def _before_stopping(gathering_id: int) -> Ending:
    host = _own_host(gathering_id)
    return Ending(
        title=gettext("Ne plus organiser ?"),
        happens=(gettext("Vous ne pourrez plus changer cette rencontre, ni en annuler une date."),),
        word=gettext("Ne plus organiser"),
        back=(host.gathering.path, gettext("La rencontre")),
    )


@bp.route("/<int:gathering_id>/organiser/arreter", methods=["GET", "POST"])
@verified
@asks_first(_before_stopping)
def stop_hosting(gathering_id: int) -> ResponseReturnValue:
    """Hold it no more."""
    with transaction():
        hosts.stop(current_actor(), _own_host(gathering_id))
    flash(gettext("C’est noté."))
    return redirect(url_for("gatherings.mine"), 303)
