"""Conversations as pages, to read: everything here works without JavaScript."""

from collections.abc import Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from messaging import kinds
from messaging.actions import talking
from messaging.forms import MessageForm
from messaging.kinds import MAY_CHAT
from messaging.queries import citing, conversations, listing, people
from messaging.views.blueprint import bp
from messaging.views.drawing import page as page_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.requests import shows_nothing
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.get("")
@represented(MAY_CHAT)
@signed_in
def index() -> ResponseReturnValue:
    """List my conversations, the latest first."""
    page = listing.mine(current_user, Cursor.parse(request.args.get("after")))
    return render_template(
        "messaging/index.html",
        page=page,
        name_for=name_for,
        say_last=_say_last,
        most=listing.MOST_COUNTED,
        cited=citing.of(_naming(page.rows), current_user),
        cite=citing,
    )


def _naming(rows: Sequence[listing.Line]) -> set[int]:
    return {row.last.id for row in rows if row.last is not None and citing.may_name(row.last)}


def _say_last(line: listing.Line) -> str:
    """Return who did the last thing of a conversation; of several who came, that they are some."""
    if line.last is not None and people.came(line.last.details):
        return str(gettext("Plusieurs personnes"))
    return name_for(line.speaker, current_user) if line.speaker else str(gettext("Vous"))


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
    form = MessageForm(formdata=None)
    form.reply_to.data = request.args.get("reponse", type=row_id)
    form.name_somebody(_named(conversation_id))
    return page_of(member, form)


def _named(conversation_id: int) -> list[tuple[int, str]]:
    wanted = request.args.get("citer", type=row_id)
    found = people.some(conversation_id, [wanted] if wanted else [], met_by=current_user.id)
    return [(one.id, one.public_name) for one in found if one.is_active]


@bp.get("/<int:conversation_id>/personnes")
@represented(MAY_CHAT)
@signed_in
def members(conversation_id: int) -> ResponseReturnValue:
    """List who takes part."""
    member = conversations.membership(current_user, conversation_id)
    after = Cursor.parse(request.args.get("after"))
    return render_template(
        "messaging/members.html",
        conversation=member.conversation,
        page=people.page(conversation_id, after, met_by=current_user.id),
        count=people.count(conversation_id, met_by=current_user.id),
        name_for=name_for,
    )


@bp.get("/<int:conversation_id>/lignes/<int:message_id>/photo/<name>")
@represented(MAY_CHAT)
@signed_in
def photo(conversation_id: int, message_id: int, name: str) -> Response:
    """Show the photo of a line to those who read the line."""
    conversations.membership(current_user, conversation_id)
    line = conversations.line_of(conversation_id, message_id, met_by=current_user.id)
    require(line.deleted_at is None and line.shows_to(current_user.id), Missing)
    answer = photos.hand_out(pictures.key_named(line.photos, name))
    # Who leaves, or is parted from its author, does not read it any more.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/a-propos/<kind>/<int:about_id>")
@represented(MAY_CHAT)
@signed_in
def about(kind: str, about_id: int) -> ResponseReturnValue:
    """Go to my conversation about one thing."""
    if kind not in kinds.ABOUTS:
        raise Missing
    found = conversations.about(current_user, kind, about_id)
    return redirect(url_for("messaging.show", conversation_id=found.id, _anchor="bottom"), 302)
