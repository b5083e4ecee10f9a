"""What conversations do when a lower floor speaks."""

from functools import partial

from messaging import broadcast
from messaging.actions import releases, talking
from messaging.models import About, Conversation, Moment
from messaging.queries import conversations
from neighbourhood.exchanges.events import (
    notice_closed,
    reply_accepted,
    reply_declined,
    reply_given,
    reply_withdrawn,
)
from neighbourhood.exchanges.models import Notice, NoticeStatus, Reply
from neighbourhood.foundation.storing.database import after_commit
from neighbourhood.invitations.events import (
    seat_accepted,
    seat_declined,
    seat_requested,
    seat_withdrawn,
)
from neighbourhood.invitations.models import SeatRequest
from neighbourhood.mandates.events import agents_changed, mandate_ended
from neighbourhood.mandates.models import Mandate
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import (
    resident_closed,
    resident_settled,
    resident_unsettled,
    signed_out,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn

_ENDINGS = {
    NoticeStatus.DONE: Moment.NOTICE_DONE,
    NoticeStatus.NOT_DONE: Moment.NOTICE_NOT_DONE,
    NoticeStatus.EXPIRED: Moment.NOTICE_EXPIRED,
    NoticeStatus.WITHDRAWN: Moment.NOTICE_WITHDRAWN,
}


@reply_given.connect
def open_for_reply(reply: Reply) -> None:
    """Open the conversation of an author and a helper with what the helper wrote."""
    talking.quote(_thread_of_reply(reply), reply.helper_id, reply.text, agent_id=reply.agent_id)


def _thread_of_reply(reply: Reply) -> Conversation:
    return talking.open_conversation(
        about=(About.REPLY, reply.id),
        subject=reply.notice.title,
        path=reply.notice.path,
        resident_ids=(reply.notice.author_id, reply.helper_id),
    )


@reply_accepted.connect
def note_accepted(reply: Reply, *, by: Actor) -> None:
    """Say that the author accepted."""
    thread = _thread_of_reply(reply)
    _note(thread, Moment.REPLY_ACCEPTED, by=by)


@reply_declined.connect
def note_declined(reply: Reply, *, by: Actor) -> None:
    """Repeat the gentle words of the author, or say them in the author’s place."""
    thread = _thread_of_reply(reply)
    if reply.answer:
        talking.quote(thread, by.id, reply.answer, agent_id=by.agent_id)
    else:
        _note(thread, Moment.REPLY_DECLINED, by=by)


@reply_withdrawn.connect
def note_withdrawn(reply: Reply, *, by: Actor) -> None:
    """Say that the helper took back the reply."""
    _note(_thread_of_reply(reply), Moment.REPLY_WITHDRAWN, by=by)


@notice_closed.connect
def note_closed(notice: Notice, *, by: Actor | None) -> None:
    """Say in every conversation that still stood how the notice ended."""
    standing = [reply.id for reply in notice.replies if reply.is_live]
    for thread in conversations.threads_of(About.REPLY, standing):
        _note(thread, _ENDINGS[notice.status], by=by)


def _note(thread: Conversation, moment: Moment, *, by: Actor | None) -> None:
    talking.add_moment(
        thread, moment, actor_id=by.id if by else None, agent_id=by.agent_id if by else None
    )


@seat_requested.connect
def open_for_seat(request: SeatRequest) -> None:
    """Open the conversation of a host and a guest with what the second one wrote."""
    talking.quote(
        _thread_of_seat(request), request.resident_id, request.message, agent_id=request.agent_id
    )


def _thread_of_seat(request: SeatRequest) -> Conversation:
    return talking.open_conversation(
        about=(About.SEAT, request.id),
        subject=request.invitation.title,
        path=request.invitation.path,
        resident_ids=(request.invitation.author_id, request.resident_id),
    )


@seat_accepted.connect
def note_seat_accepted(request: SeatRequest, *, by: Actor) -> None:
    """Say that there will be a seat."""
    _note(_thread_of_seat(request), Moment.SEAT_ACCEPTED, by=by)


@seat_declined.connect
def note_seat_declined(request: SeatRequest, *, by: Actor) -> None:
    """Repeat the gentle words of the author, or say them in the author’s place."""
    thread = _thread_of_seat(request)
    if request.answer:
        talking.quote(thread, by.id, request.answer, agent_id=by.agent_id)
    else:
        _note(thread, Moment.SEAT_DECLINED, by=by)


@seat_withdrawn.connect
def note_seat_withdrawn(request: SeatRequest, *, by: Actor) -> None:
    """Say that the guest will not come."""
    _note(_thread_of_seat(request), Moment.SEAT_WITHDRAWN, by=by)


@signed_out.connect
def end_session(sign_in: SignIn) -> None:
    """Drop the live connections of someone who signs out; their other browsers come back."""
    after_commit(partial(broadcast.hang_up, sign_in.resident_id))


@agents_changed.connect
@mandate_ended.connect
def end_acting(mandate: Mandate) -> None:
    """Drop the live connections of those who acted for someone; those who still may come back."""
    after_commit(partial(broadcast.hang_up, mandate.principal_id))


@resident_settled.connect
def hide_former_home(resident: Resident) -> None:
    """Take back what someone who has moved had shown of the home before."""
    releases.hide_other_addresses(resident)


@resident_closed.connect
@resident_unsettled.connect
def hide_address(resident: Resident) -> None:
    """Take back what had been shown of a home that is not one, or whose owner has left."""
    releases.hide_everywhere(resident)


@resident_closed.connect
@resident_unsettled.connect
def end_sessions(resident: Resident) -> None:
    """Drop the live connections of someone who may not listen any more."""
    after_commit(partial(broadcast.hang_up, resident.id))
