"""Conversations as pages: everything here works without JavaScript."""

from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from messaging import actions, kinds, queries
from messaging.committer import committer
from messaging.forms import MessageForm
from messaging.models import About, Member
from neighbourhood.exchanges import policies as exchanges
from neighbourhood.foundation import settings
from neighbourhood.foundation.access import signed_in, verified
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.identifiers import row_id
from neighbourhood.foundation.paging import Cursor
from neighbourhood.foundation.throttling import limit
from neighbourhood.residents.models import Resident
from neighbourhood.residents.queries import name_for

bp = Blueprint("messaging", __name__, url_prefix="/messages")
bp.add_app_template_global(kinds.say_moment)


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List my conversations, the latest first."""
    page = queries.mine(current_user, Cursor.parse(request.args.get("after")))
    return render_template("messaging/index.html", page=page, name_for=name_for)


@bp.get("/<int:conversation_id>")
@signed_in
def show(conversation_id: int) -> ResponseReturnValue:
    """Show a conversation; what is shown is read."""
    member = queries.membership(current_user, conversation_id)
    if member.conversation.last_message_id > member.last_read_id:
        with transaction():
            actions.mark_read(current_user, conversation_id)
        member = queries.membership(current_user, conversation_id)
    return _page(member, MessageForm(formdata=None))


@bp.post("/<int:conversation_id>")
@verified
@limit(actions.ALLOWANCE)
def send(conversation_id: int) -> ResponseReturnValue:
    """Say something, by a plain form."""
    member = queries.membership(current_user, conversation_id)
    form = MessageForm()
    if not form.validate_on_submit():
        return _page(member, form), 422
    write = partial(_store, current_user.id, conversation_id, form.text.data, form.client_id.data)
    committer.submit(write, order=conversation_id)
    return redirect(
        url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom"), 303
    )


def _store(author_id: int, conversation_id: int, text: str, client_id: str | None) -> None:
    author = db.session.get_one(Resident, author_id)
    actions.send_message(author, conversation_id, text=text, client_id=_uuid(client_id))


def _uuid(said: str | None) -> str | None:
    try:
        return str(UUID(said or ""))
    except ValueError:
        return None


@bp.get("/a-propos/<kind>/<int:about_id>")
@signed_in
def about(kind: str, about_id: int) -> ResponseReturnValue:
    """Go to my conversation about one thing."""
    if kind not in set(About):
        raise Missing
    return _to_the_end(queries.about(current_user, About(kind), about_id).id, 302)


def _to_the_end(conversation_id: int, status: int) -> ResponseReturnValue:
    page = url_for("messaging.show", conversation_id=conversation_id, _anchor="bottom")
    return redirect(page, status)


def _page(member: Member, form: MessageForm) -> str:
    conversation = member.conversation
    members = queries.members_of(conversation.id)
    lines, more = queries.history(conversation.id, request.args.get("before", type=row_id))
    form.client_id.data = form.client_id.data or str(uuid4())
    others = [seat for seat in members if seat.resident_id != current_user.id]
    return render_template(
        "messaging/show.html",
        conversation=conversation,
        form=form,
        lines=lines,
        more=more,
        members=members,
        others=others,
        names={seat.resident_id: name_for(seat.resident, current_user) for seat in members},
        read_by_all=min((seat.last_read_id for seat in others), default=0),
        thing=queries.thing(conversation),
        exchanges=exchanges,
        zone=settings.current().time_zone.key,
    )
