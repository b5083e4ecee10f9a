"""Putting up a notice, changing it, bringing it to an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import note_ending
from neighbourhood.exchanges.actions.telling import (
    is_told_by_mail,
    said_of,
    tell_changed,
    tell_of,
    tell_standing,
)
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.kinds.cards import switch_of
from neighbourhood.exchanges.kinds.news import CLOSED, DONE_BY_ANOTHER, ENDING, GIVEN_TO_ANOTHER
from neighbourhood.exchanges.models.notices import HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.exchanges.subjects import SUBJECTS
from neighbourhood.feed.circles import is_circle, require_in
from neighbourhood.feed.reaches import BUILDING
from neighbourhood.foundation.errors import DomainError, NotVerified, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.foundation.words.changing import changes
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady

LASTS = timedelta(days=30)
RENEWAL = "renew-notice"


class AnsweredFromElsewhere(Wrong):
    """Who answered reads what is changed: what is for a few alone is not for them."""

    sentence = _l(
        "Des voisins ont déjà répondu : on ne peut plus la réserver à votre immeuble ni à un "
        "groupe. Retirez-la, puis publiez-en une autre."
    )


class TooFewPlaces(Wrong):
    """More helpers are accepted than the notice would have places."""

    sentence = _l(
        "Vous avez déjà dit oui à %(taken)s personnes : gardez au moins autant de places."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a notice says, as its author wrote it."""

    subject: Subject
    category: str
    title: str
    body: str
    reach: str
    expires_at: datetime
    places: int = 1
    particulars: Mapping[str, Any] = field(default_factory=dict)
    photos: Sequence[Photo] = ()


def publish(actor: Actor, *, direction: Direction, wording: Wording) -> Notice:
    """Put up a notice from where `actor` lives."""
    steady(actor.resident)
    require(policies.may_publish(actor), NotVerified)
    require(wording.subject in SUBJECTS[direction])
    require_offered(switch_of(wording.subject, direction), actor.resident.switched_off)
    notice = Notice(
        author_id=actor.id,
        agent_id=actor.agent_id,
        direction=direction,
        quartier_id=actor.quartier_id,
        cell_id=actor.cell_id,
        status=NoticeStatus.OPEN,
        taken=0,
    )
    _word(notice, wording)
    db.session.add(notice)
    db.session.flush()
    note_deed(actor, deeds.POSTED, title=notice.title, path=notice.path)
    show_card(notice)
    return notice


def edit(actor: Actor, notice: Notice, *, wording: Wording) -> bool:
    """Say it otherwise, until the notice ends; tell whether anybody who answered was told so."""
    notice = hold(Notice, notice.id)
    require(policies.may_edit(actor, notice))
    require_in(notice.author_id, wording.reach)
    if wording.places < notice.taken:
        raise TooFewPlaces(taken=notice.taken)
    require(not is_shut_in(notice, wording.reach), AnsweredFromElsewhere)
    title, before = notice.title, said_of(notice)
    _word(notice, wording)
    notice.agent_id = actor.agent_id  # who has the last word signs
    notice.warned_at = None
    full = NoticeStatus.AGREED if notice.taken == notice.places else NoticeStatus.OPEN
    if notice.status is not full:
        notice.become(full)
    db.session.flush()
    note_deed(actor, deeds.EDITED, title=notice.title, path=notice.path)
    changed = changes(before, said_of(notice))
    notice.edited_at = now() if changed else notice.edited_at
    tell_changed(actor, notice, title, changed)
    show_card(notice)
    return bool(changed and queries.live_replies(notice))


def is_shut_in(notice: Notice, reach: str | None) -> bool:
    """Tell whether this reach would keep to a few what others have answered already."""
    shuts_in = reach == BUILDING.code or is_circle(reach)
    return shuts_in and reach != notice.reach and bool(notice.replies)


def _word(notice: Notice, wording: Wording) -> None:
    for said in fields(wording):
        setattr(notice, said.name, getattr(wording, said.name))
    notice.photos = list(wording.photos)


def withdraw(actor: Actor, notice: Notice) -> None:
    """Take a notice down."""
    finish(actor, notice, how=HowEnded.WITHDRAWN)


def finish(
    actor: Actor, notice: Notice, *, how: HowEnded = HowEnded.DONE, reason: str = ""
) -> None:
    """Bring a notice to an end as its author says it ended; who answered it hears of it."""
    notice = hold(Notice, notice.id)
    require(notice.author_id == actor.id)
    require(policies.may_close(actor, notice), DomainError)
    require(how not in policies.WITH_HELP or notice.taken > 0, policies.NobodyToThank)
    standing = queries.live_replies(notice)
    told = [reply.id for reply in standing]
    undoing.keep(actor.id, Notice.ABOUT, notice.id, status=notice.status, told=told)
    notice.end(how, reason)
    db.session.flush()
    deed = deeds.WITHDREW if notice.is_withdrawn else deeds.FINISHED
    note_deed(actor, deed, title=notice.title, path=notice.path)
    settle(notice.path, ENDING)
    for reply in standing:
        by_another = notice.is_done and not reply.is_accepted
        another = GIVEN_TO_ANOTHER if notice.is_given else DONE_BY_ANOTHER
        kind = another if by_another else CLOSED[how]
        kind = kind.sent(by_mail=is_told_by_mail(reply, notice.status))
        tell_of(reply, reply.helper, kind, by=actor)
    note_ending(notice, by=actor)
    show_card(notice)


def put_back(actor: Actor, notice: Notice) -> None:
    """Go back on the end of a notice, for ten minutes; who heard of it hears that it stands."""
    notice = hold(Notice, notice.id)
    require(notice.author_id == actor.id)
    require(policies.may_put_back(actor, notice), DomainError)
    before = undoing.take(actor.id, Notice.ABOUT, notice.id)
    require(not queries.is_thanked(notice), undoing.SinceThen)
    ended = notice.status
    notice.go_back_to(before.read(NoticeStatus, "status"))
    notice.how_ended, notice.outcome = None, ""
    notice.closed_at = notice.expires_at if notice.is_expired else None
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
    tell_standing(actor, notice, before.get("told"), ended)
    show_card(notice)


def renew(actor: Actor, notice: Notice) -> None:
    """Give a notice another month, before or after its end."""
    notice = hold(Notice, notice.id)
    require(notice.author_id == actor.id)
    require(policies.may_renew(actor, notice), DomainError)
    if notice.status is NoticeStatus.EXPIRED:
        notice.become(NoticeStatus.OPEN)
        notice.closed_at = None
    notice.expires_at = now() + LASTS
    notice.warned_at = None
    db.session.flush()
    settle(notice.path, ENDING)
    note_deed(actor, deeds.RENEWED, title=notice.title, path=notice.path)
    show_card(notice)


def warn(notice_id: int) -> None:
    """Tell the author that the end is near; a second time changes nothing."""
    notice = hold(Notice, notice_id)
    if notice.status is not NoticeStatus.OPEN or notice.warned_at is not None:
        return
    notice.warned_at = now()
    path = f"/entraide/prolonger/{sign(RENEWAL, notice.id)}"
    notify(notice.author_id, ENDING, path=path, also=notice.path, title=notice.title)


def expire(notice_id: int) -> None:
    """Close a notice whose time is over; a second time changes nothing."""
    notice = hold(Notice, notice_id)
    if notice.status is not NoticeStatus.OPEN or notice.expires_at > now():
        return
    notice.become(NoticeStatus.EXPIRED)
    notice.closed_at = now()
    db.session.flush()
    note_ending(notice, by=None)
    show_card(notice)
