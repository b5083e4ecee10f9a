"""Saying something by a plain form, changing it, deleting it."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from messaging import policies
from messaging.actions import rewording, talking
from messaging.forms import EditForm, MessageForm
from messaging.kinds import MAY_CHAT
from messaging.models import Message
from messaging.queries import conversations
from messaging.views.blueprint import bp
from messaging.views.drawing import page as page_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.committing import committer
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import Ending, asks_first, undone_by
from neighbourhood.foundation.web.pressing import press_id
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.notifications.actions import mute as silence
from neighbourhood.notifications.models import What
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@bp.post("/<int:conversation_id>")
@represented(MAY_CHAT)
@verified
@limit(talking.ALLOWANCE)
def send(conversation_id: int) -> ResponseReturnValue:
    """Say something, by a plain form."""
    member = conversations.membership(current_user, conversation_id)
    form = MessageForm()
    if not form.validate_on_submit() or _pauses(form, conversation_id):
        return page_of(member, form), 422
    taken = photos.take_in(form, ())
    if form.photos.errors:
        photos.forget(photo["key"] for photo in taken)
        return page_of(member, form), 422
    # Written among others, in a transaction of theirs: the press itself is the name of the line.
    client_id = _uuid(form.client_id.data) or press_id()
    said = form.words, client_id, form.goes_with(taken)
    kept = committer.submit(
        partial(_store, current_actor(), conversation_id, *said), order=conversation_id
    )
    # A second press brought the same photos: the line has those of the first.
    photos.forget(pictures.taken_away(taken, kept))
    return _to_the_end(conversation_id)


def _pauses(form: MessageForm, conversation_id: int) -> bool:
    pauses = form.gives_pause(current_user, form.words, conversation_id)
    if pauses and form.photos.sent:
        form.photos.errors = [gettext("Choisissez votre photo encore une fois.")]
    return pauses


def _store(
    who: Actor, conversation_id: int, text: str, client_id: str | None, more: talking.Beside
) -> list[Photo]:
    # In the session of whoever commits for the group: read the resident anew there.
    author = replace(who, resident=db.session.get_one(Resident, who.id))
    line = talking.send_message(
        author, conversation_id, text=text, client_id=client_id, beside=more
    )
    return list(line.photos)


def _uuid(said: str | None) -> str | None:
    try:
        return str(UUID(said or ""))
    except ValueError:
        return None


def _to_the_end(conversation_id: int) -> ResponseReturnValue:
    page = url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom")
    return redirect(page, 303)


def _own(conversation_id: int, message_id: int) -> Message:
    """Return a line of mine, or that I wrote in somebody’s place."""
    conversations.membership(current_user, conversation_id)
    line = conversations.line_of(conversation_id, message_id, met_by=current_user.id)
    actor = current_actor()
    require(line.author_id == actor.id, Missing)
    require(actor.is_oneself or line.agent_id == actor.agent_id, Missing)
    return line


@bp.route("/<int:conversation_id>/lignes/<int:message_id>/modifier", methods=["GET", "POST"])
@represented(MAY_CHAT)
@verified
@limit("60 per hour")
def edit(conversation_id: int, message_id: int) -> ResponseReturnValue:
    """Say my line otherwise."""
    line = _own(conversation_id, message_id)
    require(policies.may_change(current_actor(), line), rewording.TooLate)
    form = EditForm(text=line.text)
    held = form.validate_on_submit() and form.gives_pause(
        current_user, form.text.data, conversation_id
    )
    if held or not form.validate_on_submit():
        page = render_template("messaging/edit.html", form=form, line=line)
        return page, 422 if form.errors or held else 200
    with transaction():
        rewording.edit(current_actor(), conversation_id, message_id, text=form.text.data)
    flash(gettext("C’est modifié. On lit « modifié » sous votre message."))
    return _to_the_end(conversation_id)


def _before_deleting(conversation_id: int, message_id: int) -> Ending:
    line = _own(conversation_id, message_id)
    require(policies.may_change(current_actor(), line), rewording.TooLate)
    back = url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom")
    return Ending(
        title=gettext("Supprimer votre message ?"),
        quoted=(gettext("Votre message"), line.text),
        happens=(
            gettext("On lira à sa place « Message supprimé »."),
            gettext("Qui l’a déjà lu s’en souvient peut-être."),
            gettext("On supprime un message pendant 15 minutes."),
        ),
        word=gettext("Supprimer le message"),
        back=(back, gettext("Revenir à la conversation")),
    )


@bp.route("/<int:conversation_id>/lignes/<int:message_id>/supprimer", methods=["GET", "POST"])
@represented(MAY_CHAT)
@verified
@limit("60 per hour")
@asks_first(_before_deleting)
def delete(conversation_id: int, message_id: int) -> ResponseReturnValue:
    """Take my line away."""
    with transaction():
        rewording.delete(current_actor(), conversation_id, message_id)
    flash(gettext("Votre message est supprimé."))
    return _to_the_end(conversation_id)


@bp.post("/<int:conversation_id>/silence")
@signed_in
@undone_by("notifications.unmute")
def mute(conversation_id: int) -> ResponseReturnValue:
    """Be told no more of what is said here, unless somebody names me: no figure, no mail."""
    conversation = conversations.membership(current_user, conversation_id).conversation
    with transaction():
        silence(current_actor(), What.CONVERSATION, thing_id=conversation_id)
    flash(gettext("C’est noté : cette conversation ne vous prévient plus."))
    return redirect(conversation.page, 303)
