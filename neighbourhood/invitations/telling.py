"""What those who count on a table hear, and where it is shown."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note, open_conversation, rename
from messaging.kinds import Moment
from messaging.models import Conversation
from neighbourhood.feed import telling as feed
from neighbourhood.feed.actions import Showing, show
from neighbourhood.feed.telling import declare_tellings
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.changing import Change
from neighbourhood.invitations import queries
from neighbourhood.invitations.kinds import INVITATION_CHANGED, SEAT
from neighbourhood.invitations.models import Invitation, SeatRequest, Side
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

ASKED = declare(
    "invitations.asked", _l("%(name)s vous répond : « %(title)s »"), importance=Importance.WAITS
)
LEFT = {
    Side.HOST: declare(
        "invitations.left",
        _l("%(name)s ne viendra pas, finalement : « %(title)s »"),
        importance=Importance.COUNTS,
        headline=_l("%(name)s ne viendra pas : « %(title)s »"),
    ),
    Side.GUEST: declare(
        "invitations.left, looked for",
        _l("%(name)s ne peut plus recevoir, finalement : « %(title)s »"),
        importance=Importance.COUNTS,
        headline=_l("%(name)s ne peut plus recevoir : « %(title)s »"),
    ),
}
# What was told before the day was said with it.
declare(
    "invitations.cancelled",
    _l("« %(title)s » est annulé"),
    importance=Importance.COUNTS,
    general=_l("Une invitation est annulée"),
)
CANCELLED = {
    Side.HOST: declare(
        "invitations.called off",
        _l(
            "%(name)s annule son invitation « %(title)s » (%(when)s). "
            "Vous n’avez rien d’autre à faire."
        ),
        importance=Importance.COUNTS,
        headline=_l("%(name)s annule son invitation « %(title)s »"),
        general=_l("Une personne annule son invitation"),
    ),
    Side.GUEST: declare(
        "invitations.cancelled, looked for",
        _l("%(name)s ne cherche plus de table : « %(title)s »"),
        importance=Importance.COUNTS,
    ),
}
TOLD = declare_tellings("invitations")


def show_card(invitation: Invitation) -> None:
    """Write or rewrite the card of a table offered or looked for."""
    show(
        Showing.of(
            invitation,
            kind=invitation.kind,
            category=str(invitation.occasion),
            held_at=invitation.held_at,
            seats=invitation.places_left,
        )
    )


def thread_of(request: SeatRequest) -> Conversation:
    """Open the conversation about a request, or find it again."""
    return open_conversation(
        about=(SEAT.code, request.id),
        subject=request.invitation.title,
        path=request.invitation.path,
        members=(request.invitation.author_id, request.resident_id),
    )


def said_of(invitation: Invitation) -> dict[str, object]:
    """Return what guests count on, by the names under which a change of it is told."""
    return {
        "title": invitation.title,
        "when": invitation.held_at,
        "places" if invitation.is_hosts else "people": invitation.seats,
        "body": invitation.body,
    }


def tell_changed(actor: Actor, invitation: Invitation, title: str, changes: list[Change]) -> None:
    """Tell what changed of a table, by the title they know, to all who answered."""
    rename(SEAT.code, [request.id for request in invitation.requests], invitation.title)
    if not changes:
        return
    for request in queries.requests_to_tell(invitation):
        thread = thread_of(request)
        feed.tell_changed(request, TOLD, by=actor, talk=thread.page, title=title, changes=changes)
        moment = INVITATION_CHANGED[invitation.side]
        note(thread, moment, by=actor, details={"changes": changes})


def tell_all(
    actor: Actor, invitation: Invitation, kind: Kind, moments: Mapping[Side, Moment]
) -> None:
    """Tell those who answered what becomes of a table, also in their conversations."""
    for request in queries.requests_to_tell(invitation):
        tell_of(request, request.resident, kind, by=actor, when=invitation.held_at)
        note(thread_of(request), moments[invitation.side], by=actor)


def tell_of(
    request: SeatRequest, reader: Resident, kind: Kind, *, by: Actor, **more: object
) -> None:
    """Tell one side of a request something, seen on the invitation and in the conversation."""
    feed.tell(request, reader, kind, by=by, talk=thread_of(request).page, **more)


def part(request: SeatRequest) -> None:
    """End what was asked or agreed between two who are kept apart; nobody is told."""
    invitation = queries.lock_with(request)
    if request.is_live and not invitation.is_over:
        request.take_back()
        undoing.forget(SEAT.code, request.id)
        db.session.flush()
        show_card(invitation)
