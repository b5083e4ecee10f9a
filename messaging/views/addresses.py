"""Showing one’s address in a conversation, taking it back, and who saw it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from messaging.actions.releases import hide_address as take_back
from messaging.actions.releases import show_address as give
from messaging.forms import LevelForm, MessageForm
from messaging.queries import conversations, releases
from messaging.views.blueprint import bp
from messaging.views.drawing import page as page_of
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words import nobody
from neighbourhood.residents.access import current_actor, without_charter
from neighbourhood.residents.queries.neighbours import name_for


@bp.post("/<int:conversation_id>/adresse")
@verified
@limit("60 per hour")
def show_address(conversation_id: int) -> ResponseReturnValue:
    """Show my street, then my door, to those in the conversation."""
    member = conversations.membership(current_user, conversation_id)
    form = LevelForm()
    if not form.validate_on_submit():
        return page_of(member, MessageForm(formdata=None)), 422
    with transaction():
        give(current_actor(), conversation_id, level=form.level.data)
    flash(gettext("C’est montré. Vous pouvez arrêter quand vous voulez."))
    return redirect(member.conversation.page, 303)


@bp.post("/<int:conversation_id>/adresse/retirer")
@without_charter
@signed_in
def hide_address(conversation_id: int) -> ResponseReturnValue:
    """Take back at once what I show of my address."""
    with transaction():
        take_back(current_actor(), conversation_id)
    flash(gettext("Votre adresse n’est plus montrée dans cette conversation."))
    if request.form.get("from") == "journal":
        return redirect(url_for("messaging.address_journal"), 303)
    return redirect(url_for("messaging.show", conversation_id=conversation_id), 303)


@bp.get("/mon-adresse")
@signed_in
def address_journal() -> ResponseReturnValue:
    """List to whom I showed my address, what, and until when."""
    page = releases.journal(current_user, Cursor.parse(request.args.get("after")))
    return render_template(
        "messaging/address_journal.html", page=page, name_for=name_for, nobody=nobody.word()
    )
