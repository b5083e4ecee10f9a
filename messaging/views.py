"""Conversations as pages: everything here works without JavaScript."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext
from flask_login import current_user

from messaging import kinds, policies
from messaging.actions import talking
from messaging.actions.releases import hide_address as take_back
from messaging.actions.releases import show_address as give
from messaging.forms import LevelForm, MessageForm
from messaging.kinds import MAY_CHAT
from messaging.models import Member, Message, MessageKind, written
from messaging.queries import conversations, releases
from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.committing import committer
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.pressing import press_id
from neighbourhood.foundation.web.requests import shows_nothing
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words import nobody
from neighbourhood.mandates.access import represented
from neighbourhood.notifications.actions import mute as silence
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import mute_of
from neighbourhood.residents.access import current_actor, without_charter
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

bp = Blueprint("messaging", __name__, url_prefix="/messages")
bp.add_app_template_global(kinds.say_moment)
bp.add_app_template_global(written)


@bp.get("")
@represented(MAY_CHAT)
@signed_in
def index() -> ResponseReturnValue:
    """List my conversations, the latest first."""
    page = conversations.mine(current_user, Cursor.parse(request.args.get("after")))
    return render_template("messaging/index.html", page=page, name_for=name_for)


@bp.get("/<int:conversation_id>")
@represented(MAY_CHAT)
@signed_in
def show(conversation_id: int) -> ResponseReturnValue:
    """Show a conversation; what is shown is read."""
    member = conversations.membership(current_user, conversation_id)
    if member.conversation.last_message_id > member.last_read_id and not shows_nothing():
        with transaction():
            talking.mark_read(current_actor(), conversation_id)
        member = conversations.membership(current_user, conversation_id)
    return _page(member, MessageForm(formdata=None))


@bp.post("/<int:conversation_id>")
@represented(MAY_CHAT)
@verified
@limit(talking.ALLOWANCE)
def send(conversation_id: int) -> ResponseReturnValue:
    """Say something, by a plain form."""
    member = conversations.membership(current_user, conversation_id)
    form = MessageForm()
    if not form.validate_on_submit():
        return _page(member, form), 422
    if form.gives_pause(current_user, form.text.data, conversation_id):
        return _page(member, form), 422
    # Written among others, in a transaction of theirs: the press itself is the name of the line.
    client_id = _uuid(form.client_id.data) or press_id()
    write = partial(_store, current_actor(), conversation_id, form.text.data, client_id)
    committer.submit(write, order=conversation_id)
    return redirect(
        url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom"), 303
    )


def _store(who: Actor, conversation_id: int, text: str, client_id: str | None) -> None:
    # In the session of whoever commits for the group: read the resident anew there.
    author = replace(who, resident=db.session.get_one(Resident, who.id))
    talking.send_message(author, conversation_id, text=text, client_id=client_id)


def _uuid(said: str | None) -> str | None:
    try:
        return str(UUID(said or ""))
    except ValueError:
        return None


@bp.post("/<int:conversation_id>/silence")
@signed_in
@undone_by("notifications.unmute")
def mute(conversation_id: int) -> ResponseReturnValue:
    """Be told no more of what is said here: no figure, no mail."""
    conversation = conversations.membership(current_user, conversation_id).conversation
    with transaction():
        silence(current_actor(), What.CONVERSATION, thing_id=conversation_id)
    flash(gettext("C’est noté : cette conversation ne vous prévient plus."))
    return redirect(conversation.page, 303)


@bp.get("/a-propos/<kind>/<int:about_id>")
@represented(MAY_CHAT)
@signed_in
def about(kind: str, about_id: int) -> ResponseReturnValue:
    """Go to my conversation about one thing."""
    if kind not in kinds.ABOUTS:
        raise Missing
    return _to_the_end(conversations.about(current_user, kind, about_id).id, 302)


@bp.post("/<int:conversation_id>/adresse")
@verified
@limit("60 per hour")
def show_address(conversation_id: int) -> ResponseReturnValue:
    """Show my street, then my door, to those in the conversation."""
    member = conversations.membership(current_user, conversation_id)
    form = LevelForm()
    if not form.validate_on_submit():
        return _page(member, MessageForm(formdata=None)), 422
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


def _to_the_end(conversation_id: int, status: int) -> ResponseReturnValue:
    page = url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom")
    return redirect(page, status)


def _unanswered(lines: Sequence[Message], about: kinds.About, thing: Any) -> LazyString | None:
    """Return what I may answer in one tap to what others changed since I last wrote."""
    if thing is None or not about.is_asked(thing):
        return None
    mine = (at for at, line in enumerate(lines, 1) if line.author_id == current_user.id)
    since = lines[max(mine, default=0) :]
    answers = (kinds.MOMENTS[line.text].answer for line in since if line.kind is MessageKind.MOMENT)
    return next(filter(None, answers), None)


def _page(member: Member, form: MessageForm) -> str:
    conversation = member.conversation
    about = kinds.ABOUTS[conversation.about_kind]
    members = conversations.members_of(conversation.id, met_by=current_user.id)
    before = request.args.get("before", type=row_id)
    lines, more = conversations.history(conversation.id, before, met_by=current_user.id)
    thing = about.load(conversation.about_id)
    form.client_id.data = form.client_id.data or str(uuid4())
    others = [seat for seat in members if seat.resident_id != current_user.id]
    is_anyone_there = any(seat.resident.is_active for seat in others)
    may_show = policies.may_show_address(current_actor(), member) and is_anyone_there
    return render_template(
        "messaging/show.html",
        conversation=conversation,
        form=form,
        lines=lines,
        more=more,
        members=members,
        others=others,
        is_anyone_there=is_anyone_there,
        names={seat.resident_id: name_for(seat.resident, current_user) for seat in members},
        nobody=nobody.word(),
        read_by_all=min((seat.last_read_id for seat in others), default=0),
        panel=about.panel,
        leaving=about.leaving,
        thing=thing,
        answer=_unanswered(lines, about, thing),
        phrases=about.phrases(thing, current_user.id) if thing else (kinds.THANKS,),
        # What others show of their homes is for the person they trust, not for who acts for them.
        shown={} if not current_actor().is_oneself else releases.seen_from(member),
        may_show_address=may_show,
        first_shown=policies.first_shown(current_actor()) if may_show else None,
        is_muted=mute_of(current_user.id, What.CONVERSATION, conversation.id) is not None,
        zone=settings.current().time_zone.key,
        **about.facts,
    )
