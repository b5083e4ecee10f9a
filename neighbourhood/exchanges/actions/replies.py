"""Answering a notice, and what the author answers back."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import answer_with, note, quote
from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions import absences, standing_in
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.actions.telling import TOLD, note_of, tell_of
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.kinds.talks import (
    REPLY,
    REPLY_ACCEPTED,
    REPLY_DECLINED,
    REPLY_STANDS_AGAIN,
    REPLY_WITHDRAWN,
)
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle, wait_again
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together

REPLIED = declare(
    "exchanges.replied",
    _l("%(name)s répond à « %(title)s »"),
    importance=Importance.WAITS,
    general=_l("Une personne répond à votre annonce"),
)
LEFT = declare(
    "exchanges.left",
    _l("%(name)s ne peut plus, finalement : « %(title)s »"),
    importance=Importance.COUNTS,
    headline=_l("%(name)s ne peut plus : « %(title)s »"),
)
ACCEPTABLE = {ReplyStatus.OFFERED, ReplyStatus.UNANSWERED}
REOPENED_FOR = timedelta(days=7)


class AllTaken(DomainError):
    """Every place has its helper already."""

    sentence = _l("Toutes les places sont déjà prises. Rien n’a changé.")


class EnoughThisMonth(DomainError):
    """Somebody who helps so many times a month has said yes as many times."""

    sentence = _l(
        "Cette personne a déjà dit oui autant de fois qu’elle le souhaite ce mois-ci. "
        "Gardez l’annonce, et demandez plus tard."
    )


def reply(actor: Actor, notice: Notice, *, text: str) -> Reply:
    """Answer a notice; who had withdrawn takes up the same reply, and the same conversation."""
    steady(actor.resident)
    require_together(actor, notice.author_id)
    notice = hold(Notice, notice.id)
    found = queries.reply_of(actor.resident, notice)
    require(policies.rests_until(notice) is None, EnoughThisMonth)
    require(policies.may_reply(actor, notice, found), DomainError)
    if found is None:
        found = Reply(notice=notice, helper=actor.resident, status=ReplyStatus.OFFERED)
        db.session.add(found)
    else:
        found.become(ReplyStatus.OFFERED)
        found.left_at, found.left_because, found.missed_at = None, "", None
        found.wait_anew()
    found.text = text
    found.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, deeds.REPLIED, title=notice.title, path=notice.path)
    undoing.forget(REPLY.code, found.id)
    tell_of(found, notice.author, REPLIED, by=actor)
    quote(thread_of(found), found.helper_id, found.text, agent_id=found.agent_id)
    show_card(notice)
    return found


def accept(actor: Actor, reply: Reply) -> None:
    """Say yes to a helper; the last place taken makes the notice agreed."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    if reply.status in ACCEPTABLE and not notice.places_left:
        raise AllTaken
    require(policies.may_accept(actor, reply), DomainError)
    undoing.keep(actor.id, REPLY.code, reply.id, status=reply.status)
    reply.accept()
    absences.come_anew(reply)
    db.session.flush()
    note_deed(actor, deeds.ACCEPTED, title=notice.title, path=notice.path)
    tell_of(reply, reply.helper, TOLD.accepted, by=actor)
    note(thread_of(reply), REPLY_ACCEPTED, by=actor)
    show_card(notice)


def decline(actor: Actor, reply: Reply, *, answer: str, for_another: bool = False) -> None:
    """Say no to a helper, gently; `for_another` when all it says is that somebody else is taken."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    require(policies.may_decline(actor, reply), DomainError)
    undoing.keep(actor.id, REPLY.code, reply.id, status=reply.status)
    reply.decline(answer)
    reply.for_another = for_another
    db.session.flush()
    note_deed(actor, deeds.DECLINED, title=notice.title, path=notice.path)
    tell_of(reply, reply.helper, TOLD.declined, by=actor, answer=answer)
    answer_with(answer, thread_of(reply), REPLY_DECLINED, by=actor)
    show_card(notice)


def withdraw_reply(actor: Actor, reply: Reply) -> None:
    """Take back one's help; a notice that counted on it opens again, for a week at least."""
    notice = queries.lock_with(reply)
    require(reply.helper_id == actor.id)
    require(policies.may_withdraw_reply(actor, reply), DomainError)
    before = {"status": reply.status, "expires_at": notice.expires_at.isoformat()}
    if notice.status is NoticeStatus.AGREED:
        notice.expires_at = max(notice.expires_at, now() + REOPENED_FOR)
    before["moved_to"] = notice.expires_at.isoformat()
    settled: list[int] = []
    standing_in.step_back_with(actor, reply)
    told = reply.take_back()
    if told:
        reply.left_at = now()
        tell_of(reply, notice.author, LEFT, by=actor)
    else:
        settled = settle(thread_of(reply).page, REPLIED)
    undoing.keep(actor.id, REPLY.code, reply.id, **before, told=told, settled=settled)
    db.session.flush()
    note_deed(actor, deeds.TOOK_BACK, title=notice.title, path=notice.path)
    note(thread_of(reply), REPLY_WITHDRAWN, by=actor)
    show_card(notice)


def part(reply: Reply) -> None:
    """End what was offered or agreed between two who are kept apart; nobody is told."""
    notice = queries.lock_with(reply)
    if not reply.is_live or reply.handed_at is not None:
        return
    if notice.status is NoticeStatus.AGREED:
        notice.expires_at = max(notice.expires_at, now() + REOPENED_FOR)
    if notice.is_over:
        return
    if reply.take_back():
        reply.left_at = now()
    undoing.forget(REPLY.code, reply.id)
    db.session.flush()
    show_card(notice)


def put_back(actor: Actor, reply: Reply) -> None:
    """Go back on a yes, a no or a leaving, for ten minutes; who heard of it hears of this."""
    notice = queries.lock_with(reply)
    require(actor.id in (reply.helper_id, notice.author_id))
    require(policies.may_put_back_reply(actor, reply), DomainError)
    before = undoing.take(actor.id, REPLY.code, reply.id)
    status = before.read(ReplyStatus, "status")
    room = status is not ReplyStatus.ACCEPTED or notice.places_left
    require(bool(room) and not notice.is_over, undoing.SinceThen)
    undone = reply.status
    reply.stand_again(status)
    reply.answer, reply.for_another = "", False
    reply.left_at, reply.left_because, reply.missed_at = None, "", None
    # Not when the author chose another end meanwhile.
    if before.get("moved_to") == notice.expires_at.isoformat():
        notice.expires_at = before.read(datetime.fromisoformat, "expires_at")
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
    wait_again(before.get("settled", ()))
    if before.get("told", True):
        other = notice.author if actor.id == reply.helper_id else reply.helper
        tell_of(reply, other, TOLD.went_back[undone], by=actor)
    note_of(reply, REPLY_STANDS_AGAIN[undone], by=actor)
    show_card(notice)
