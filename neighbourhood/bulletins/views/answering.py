"""Answering a word in public, and taking an answer back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.actions import thread
from neighbourhood.bulletins.kinds import MAY_SAY, READ_ANSWER, READ_WORD
from neighbourhood.bulletins.views.blueprint import bp
from neighbourhood.bulletins.views.reading import form_for, page_of
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor


@bp.post("/<int:bulletin_id>/reponses")
@represented(MAY_SAY)
@verified
@limit("20 per hour")
def answer(bulletin_id: int) -> ResponseReturnValue:
    """Answer a word, for all who may read it."""
    bulletin = queries.get_visible(current_user, bulletin_id)
    form = form_for(bulletin)
    if not form.validate_on_submit() or form.gives_pause(current_user, form.own.data or ""):
        return page_of(bulletin, form)
    with transaction():
        bulletin = READ_WORD.unchanged(queries.get_visible(current_user, bulletin_id))
        said = thread.answer(current_actor(), bulletin, text=form.text)
        # Of a long thread, the last page; an argument that is None is none.
        end = 1 if queries.read_count(current_user, bulletin) > queries.PAGE_SIZE else None
        anchor = f"reponse-{said.id}"
    place = url_for("bulletins.show", bulletin_id=bulletin_id, fin=end, _anchor=anchor)
    flash(gettext("Votre réponse est en ligne."))
    return redirect(place, 303)


@bp.post("/reponses/<int:answer_id>/retirer")
@represented(MAY_SAY)
@verified
@undone_by("bulletins.put_back_answer")
def take_back(answer_id: int) -> ResponseReturnValue:
    """Take back what one answered."""
    with transaction():
        given = READ_ANSWER.unchanged(queries.own_answer(current_user, answer_id))
        thread.take_back(current_actor(), given)
    flash(gettext("Votre réponse est retirée."))
    return redirect(back_or(given.bulletin.path), 303)


@bp.post("/reponses/<int:answer_id>/revenir")
@represented(MAY_SAY)
@verified
def put_back_answer(answer_id: int) -> ResponseReturnValue:
    """Go back on having taken an answer back."""
    with transaction():
        given = READ_ANSWER.unchanged(queries.own_answer(current_user, answer_id))
        thread.put_back(current_actor(), given)
    flash(gettext("C’est comme avant : votre réponse est en ligne."))
    return redirect(back_or(given.bulletin.path), 303)
