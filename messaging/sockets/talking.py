"""Live chat: Socket.IO events in, actions out, an acknowledgement for each."""

import logging
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial

from flask import request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room

from messaging import broadcast, grants
from messaging.actions import talking
from messaging.actions.sending import Line, Stored, say_all
from messaging.kinds import MAY_CHAT
from messaging.models import Message
from messaging.queries import citing, conversations, quotes
from messaging.sockets.said import (
    Answer,
    beside,
    client_id,
    is_more_than_words,
    is_sent_anyway,
    number,
    text,
)
from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError, NoRoom, TooMany
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing import room
from neighbourhood.foundation.storing.committing import committer
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import at_the_screen, reads, signed_in, verified, writes
from neighbourhood.foundation.web.throttling import spend
from neighbourhood.mandates.access import represented
from neighbourhood.moderation.quiet import QuietWord, may_need_a_word, quiet_words
from neighbourhood.partners.policies.acting import SecondFactorFirst, owes_second_factor
from neighbourhood.residents.access import charter_due, current_actor, current_sign_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import CharterFirst

log = logging.getLogger(__name__)

# A page joins one conversation, and again after each cut of the line and for each hundred missed.
JOINS = "120 per minute"


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was said, as it came in, and whether it was too much."""

    said: object
    refusal: TooMany | None


# What the short way declines comes to the ordinary one, in the same greenlet, already counted.
_counted: ContextVar[_Counted | None] = ContextVar("counted", default=None)


@socketio.on("connect")
@represented(MAY_CHAT)
@signed_in
@reads
def on_connect() -> None:
    """Let in the pages of this site, opened by someone who is signed in as surely as they must."""
    if request.headers.get("Origin") not in settings.current().origins:
        raise Refused
    barred = at_the_screen().refusal_by_measure if at_the_screen().is_barred else None
    if barred is not None:
        raise Refused(barred.say(), {"code": barred.code})
    if owes_second_factor(at_the_screen()):
        raise Refused(SecondFactorFirst().say(), {"code": SecondFactorFirst.code})
    join_room(broadcast.home(current_user.id))
    # Who acts for another is cut off with their own account, too.
    join_room(broadcast.home(current_actor().by_id))
    _let_go_on(current_actor())


@socketio.on("conversation:join")
@represented(MAY_CHAT)
@verified
@reads
def on_join(said: object = None, *_more: object) -> Answer:
    """Enter the room of a conversation and return what was missed since the last seen id."""
    spend(JOINS, "join", str(current_user.id))
    conversation_id = number(said, "id")
    # First the room, then the past: what is said in between comes twice rather than never.
    conversations.membership(current_user, conversation_id)
    join_room(broadcast.room(conversation_id))
    change = conversations.last_change(conversation_id)
    missed, more = conversations.since(
        conversation_id, number(said, "last_seen_id"), met_by=current_user.id
    )
    changed, more_changed, change = _changed(conversation_id, said, change)
    heard = [*missed, *changed]
    answered, named = quotes.of(heard, current_user.id), citing.told(heard, current_user.id)
    return {
        "ok": True,
        "messages": [_as_read(line, answered, named) for line in missed],
        "changed": [_as_read(line, answered, named) for line in changed],
        "change": change,
        "more": more or more_changed,
    }


def _changed(
    conversation_id: int, said: object, change: int
) -> tuple[Sequence[Message], bool, int]:
    """Return the lines that became others since the change a page knows, and how far that goes."""
    if not (isinstance(said, Mapping) and "last_change" in said):
        return (), False, change  # a page of the release before
    seen = number(said, "last_change")
    if seen >= change:
        return (), False, change
    lines, more = conversations.changed(conversation_id, seen, met_by=current_user.id)
    last = lines[-1].changed_id if lines else None
    return lines, more, (last or change) if more else max(change, last or 0)


def _as_read(
    line: Message, answered: Mapping[int, quotes.Quote], named: Mapping[int, Sequence[object]]
) -> broadcast.Payload:
    quote = answered.get(line.reply_to_id or 0)
    return broadcast.payload(line, current_user.id, quote, named.get(line.id, ()))


@socketio.on("message:send")
@represented(MAY_CHAT)
@verified
@writes
def on_send(said: object = None, *_more: object) -> Answer:
    """Store one message and acknowledge it with its id; the same client id again is harmless."""
    conversation_id, words = number(said, "conversation_id"), text(said, "text")
    known_as, more = client_id(said), beside(said)
    _count(current_user.id, said)
    if charter_due() is not None:
        raise CharterFirst
    author = current_actor()
    if not is_sent_anyway(said):
        quiet = quiet_words(author.resident, words, conversation=conversation_id)
        if quiet:
            raise QuietWord(quiet)
    write = partial(_store, author, conversation_id, words, known_as, more)
    answer = {"ok": True, **committer.submit(write, order=conversation_id)}
    _let_go_on(author)
    return answer


def _let_go_on(actor: Actor) -> None:
    # Who acts for another is asked each time: their mandate, and what they do by it, are noted.
    # So is who has a charter to read: one published since takes effect when the grant is over.
    if actor.is_oneself and charter_due() is None:
        sign_in_id = current_sign_in()
        if sign_in_id is not None:
            grants.give(request.environ, actor.id, sign_in_id)


def send_at_once(connection: grants.Environ | None, said: object) -> Answer | None:
    """Store a line of somebody who was let in a moment ago; None sends it the ordinary way.

    What is refused goes the ordinary way too, where the refusal is said in words.
    """
    grant = grants.of(connection)
    # What answers a line or names somebody is looked into one by one.
    if grant is None or connection is None or is_more_than_words(said):
        return None
    with connection["flask.app"].app_context():
        try:
            line = _line(grant, said)
            _count(grant.resident_id, said)
            if not is_sent_anyway(said) and may_need_a_word(*line.seat[::-1], line.text):
                return None
            stored: Stored = committer.submit_among(say_all, line, order=line.conversation_id)
        except DomainError:
            return None
        except Exception:
            log.exception("a line could not be stored with the others")
            return None
    return {"ok": True, "id": stored.id, "at": stored.at.isoformat()}


socketio.at_once["message:send"] = send_at_once


def _count(author_id: int, said: object) -> None:
    counted = _counted.get()
    if counted is None or counted.said is not said:
        counted = _Counted(said, _spend(author_id))
        _counted.set(counted)
    if counted.refusal is not None:
        raise counted.refusal


def _spend(author_id: int) -> TooMany | None:
    try:
        spend(talking.ALLOWANCE, "message", str(author_id))
    except TooMany as refusal:
        return refusal
    return None


def _line(grant: grants.Grant, said: object) -> Line:
    return Line(
        author_id=grant.resident_id,
        sign_in_id=grant.sign_in_id,
        conversation_id=number(said, "conversation_id"),
        text=talking.as_kept(text(said, "text")),
        client_id=client_id(said),
    )


def _store(
    who: Actor, conversation_id: int, words: str, known_as: str, more: talking.Beside
) -> Answer:
    # In the session of whoever commits for the group: read the resident anew there.
    author = replace(who, resident=db.session.get_one(Resident, who.id))
    message = talking.send_message(
        author, conversation_id, text=words, client_id=known_as, beside=more
    )
    return {"id": message.id, "at": message.created_at.isoformat()}


@socketio.on("message:read")
@represented(MAY_CHAT)
@verified
@reads
def on_read(said: object = None, *_more: object) -> Answer:
    """Note how far someone has read."""
    with transaction():
        read = talking.mark_read(
            current_actor(), number(said, "conversation_id"), up_to=number(said, "last_read_id")
        )
    return {"ok": True, "last_read_id": read}


@socketio.on_error_default
def answer_refusal(failure: Exception) -> Answer:
    """Acknowledge with the rule that refused, or admit a fault of ours."""
    if request.event["message"] == "connect":  # type: ignore[attr-defined]
        raise Refused  # anything returned here would let the caller in
    if isinstance(failure, DomainError):
        return {"ok": False, "code": failure.code, "message": failure.say()}
    log.error("a socket event failed", exc_info=failure)
    if room.is_lacking(failure):
        return {"ok": False, "code": NoRoom.code, "message": NoRoom().say()}
    return {"ok": False, "code": "failed", "message": DomainError().say()}
