"""Noting the time of a help that is done."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import timing
from neighbourhood.exchanges.forms.timing import TimeForm
from neighbourhood.exchanges.kinds.deeds import MAY_POST, MAY_REPLY
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.timebank.actions import NotInSteps


@bp.post("/entraide/reponses/<int:reply_id>/temps")
@represented(MAY_POST, MAY_REPLY)
@verified
@limit("60 per hour")
@undone_by("exchanges.take_time_back")
def note_time(reply_id: int) -> ResponseReturnValue:
    """Note how long it took."""
    with transaction():
        given = queries.get_reply(current_user, reply_id)
        form = TimeForm()
        if not form.validate_on_submit():
            raise NotInSteps
        timing.note_time(current_actor(), given, minutes=form.minutes.data)
    flash(gettext("C’est noté. La personne qui a aidé l’apprend."))
    return redirect(given.notice.path, 303)


@bp.post("/entraide/reponses/<int:reply_id>/temps/reprendre")
@represented(MAY_POST, MAY_REPLY)
@verified
def take_time_back(reply_id: int) -> ResponseReturnValue:
    """Take back what was noted by mistake."""
    with transaction():
        given = queries.get_reply(current_user, reply_id)
        timing.take_time_back(current_actor(), given)
    flash(gettext("C’est comme avant : rien n’est noté."))
    return redirect(given.notice.path, 303)
