"""Answering a notice, and what the author answers back."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import answer_with, note, quote
from neighbourhood.exchanges import kinds, policies, queries
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.kinds import REPLY_ACCEPTED, REPLY_DECLINED, REPLY_WITHDRAWN
from neighbourhood.exchanges.models import Notice, NoticeStatus, Reply, ReplyStatus, Thanks
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.neighbours import name_for

REPLIED = declare(
    "exchanges.replied", _l("%(name)s répond à « %(title)s »"), importance=Importance.WAITS
)
ACCEPTED = declare(
    "exchanges.accepted", _l("%(name)s vous dit oui : « %(title)s »"), importance=Importance.COUNTS
)
DECLINED = declare(
    "exchanges.declined", _l("« %(title)s » : %(answer)s"), importance=Importance.TELLS
)
LEFT = declare(
    "exchanges.left",
    _l("%(name)s ne peut plus, finalement : « %(title)s »"),
    importance=Importance.COUNTS,
)
THANKED = declare(
    "exchanges.thanked",
    _l("%(name)s vous remercie pour « %(title)s »"),
    importance=Importance.TELLS,
)

REOPENED_FOR = timedelta(days=7)


class AllTaken(DomainError):
    """Every place has its helper already."""

    sentence = _l("Toutes les places sont déjà prises. Rien n’a changé.")


def reply(actor: Actor, notice: Notice, *, text: str) -> Reply:
    """Answer a notice; who had withdrawn takes up the same reply, and the same conversation."""
    steady(actor.resident)
    notice = hold(Notice, notice.id)
    found = queries.reply_of(actor.resident, notice)
    require(policies.may_reply(actor, notice, found), DomainError)
    if found is None:
        found = Reply(notice=notice, helper=actor.resident, status=ReplyStatus.OFFERED)
        db.session.add(found)
    else:
        found.become(ReplyStatus.OFFERED)
    found.text = text
    found.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, kinds.REPLIED, title=notice.title, path=notice.path)
    _tell(notice.author, REPLIED, notice, by=actor.resident)
    quote(thread_of(found), found.helper_id, found.text, agent_id=found.agent_id)
    show_card(notice)
    return found


def accept(actor: Actor, reply: Reply) -> None:
    """Say yes to a helper; the last place taken makes the notice agreed."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    if reply.status is ReplyStatus.OFFERED and not notice.places_left:
        raise AllTaken
    require(policies.may_accept(actor, reply), DomainError)
    reply.accept()
    db.session.flush()
    note_deed(actor, kinds.ACCEPTED, title=notice.title, path=notice.path)
    _tell(reply.helper, ACCEPTED, notice, by=actor.resident)
    note(thread_of(reply), REPLY_ACCEPTED, by=actor)
    show_card(notice)


def decline(actor: Actor, reply: Reply, *, answer: str) -> None:
    """Say no to a helper, gently."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    require(policies.may_decline(actor, reply), DomainError)
    reply.decline(answer)
    db.session.flush()
    note_deed(actor, kinds.DECLINED, title=notice.title, path=notice.path)
    notify(reply.helper_id, DECLINED, path=notice.path, title=notice.title, answer=answer)
    answer_with(answer, thread_of(reply), REPLY_DECLINED, by=actor)
    show_card(notice)


def withdraw_reply(actor: Actor, reply: Reply) -> None:
    """Take back one's help; a notice that counted on it opens again, for a week at least."""
    notice = queries.lock_with(reply)
    require(reply.helper_id == actor.id)
    require(policies.may_withdraw_reply(actor, reply), DomainError)
    if notice.status is NoticeStatus.AGREED:
        notice.expires_at = max(notice.expires_at, now() + REOPENED_FOR)
    if reply.take_back():
        _tell(notice.author, LEFT, notice, by=actor.resident)
    db.session.flush()
    note_deed(actor, kinds.TOOK_BACK, title=notice.title, path=notice.path)
    note(thread_of(reply), REPLY_WITHDRAWN, by=actor)
    show_card(notice)


def thank(actor: Actor, reply: Reply, *, text: str) -> Thanks:
    """Say a few words of thanks, once; only the two of them read it."""
    require(policies.may_thank(actor, reply))
    require(queries.thanks_of(actor.resident, reply) is None, DomainError)
    said = Thanks(reply=reply, author=actor.resident, agent_id=actor.agent_id, text=text)
    db.session.add(said)
    db.session.flush()
    note_deed(actor, kinds.THANKED, title=reply.notice.title, path=reply.notice.path)
    other = reply.helper if actor.id == reply.notice.author_id else reply.notice.author
    _tell(other, THANKED, reply.notice, by=actor.resident)
    return said


def _tell(reader: Resident, kind: Kind, notice: Notice, *, by: Resident) -> None:
    notify(reader.id, kind, path=notice.path, title=notice.title, name=name_for(by, reader))
