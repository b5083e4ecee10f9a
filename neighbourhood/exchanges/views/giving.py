"""Saying what became of what is given away."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import giving
from neighbourhood.exchanges.kinds.deeds import MAY_POST
from neighbourhood.exchanges.kinds.readings import READ_REPLY
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor


@bp.post("/entraide/reponses/<int:reply_id>/parti")
@represented(MAY_POST)
@verified
@undone_by("exchanges.still_here")
def hand_over(reply_id: int) -> ResponseReturnValue:
    """Say that what was promised has left."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        is_last = giving.hand_over(current_actor(), given)
    noted = gettext("C’est noté.")
    flash(gettext("Tout est donné : l’annonce est terminée.") if is_last else noted)
    return redirect(back_or(given.notice.path), 303)


@bp.post("/entraide/reponses/<int:reply_id>/encore-la")
@represented(MAY_POST)
@verified
def still_here(reply_id: int) -> ResponseReturnValue:
    """Say that it is still here, and kept."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        giving.still_here(current_actor(), given)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(given.notice.path), 303)


@bp.post("/entraide/reponses/<int:reply_id>/personne")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back_reply")
def miss(reply_id: int) -> ResponseReturnValue:
    """Say that nobody came for it."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        giving.miss(current_actor(), given)
    flash(gettext("C’est noté : quelqu’un d’autre peut le prendre."))
    return redirect(back_or(given.notice.path), 303)
