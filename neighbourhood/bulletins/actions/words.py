"""Writing a word to the quartier, changing it, bringing it to an end."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from neighbourhood.bulletins import kinds, policies, queries
from neighbourhood.bulletins.models import Bulletin, BulletinStatus, lasting
from neighbourhood.bulletins.subjects import WORDS
from neighbourhood.bulletins.telling import ENDING, show_card
from neighbourhood.feed.circles import require_in
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a word says, as its author wrote it."""

    topic: str
    title: str
    body: str
    reach: str
    place: str = ""
    until: datetime | None = None
    photos: Sequence[Photo] = ()


def write(actor: Actor, *, wording: Wording) -> Bulletin:
    """Say a word to the quartier, from where `actor` lives."""
    hold(Resident, actor.id)  # one at a time: they are counted
    require(policies.may_write(actor), NotVerified)
    require_offered(WORDS, actor.resident.switched_off)
    require(policies.has_words_left(actor), policies.EnoughForToday)
    moment = now()
    bulletin = Bulletin(
        author_id=actor.id,
        agent_id=actor.agent_id,
        quartier_id=actor.quartier_id,
        cell_id=actor.cell_id,
        status=BulletinStatus.OPEN,
        created_at=moment,
        expires_at=wording.until or moment + lasting(wording.topic),
    )
    _word(bulletin, wording)
    db.session.add(bulletin)
    db.session.flush()
    _note(actor, kinds.WROTE, bulletin)
    show_card(bulletin)
    return bulletin


def _word(bulletin: Bulletin, wording: Wording) -> None:
    for field in fields(wording):
        setattr(bulletin, field.name, getattr(wording, field.name))
    bulletin.photos = list(wording.photos)


def _note(actor: Actor, deed: Deed, bulletin: Bulletin) -> None:
    note_deed(actor, deed, title=bulletin.title, path=bulletin.path)


def edit(actor: Actor, bulletin: Bulletin, *, wording: Wording) -> None:
    """Say it otherwise, until it ends; whoever reads it sees since when it says so."""
    bulletin = hold(Bulletin, bulletin.id)
    require(policies.may_edit(actor, bulletin))
    require_in(bulletin.author_id, wording.reach)
    same = wording.reach == bulletin.reach
    require(same or not queries.is_answered(bulletin), policies.AlreadyAnswered)
    if wording.until != bulletin.until:
        bulletin.expires_at = wording.until or now() + lasting(wording.topic)
        bulletin.warned_at = None
    _word(bulletin, wording)
    bulletin.agent_id = actor.agent_id  # who has the last word signs
    bulletin.edited_at = now()
    db.session.flush()
    _note(actor, kinds.EDITED, bulletin)
    show_card(bulletin)


def close(actor: Actor, bulletin: Bulletin) -> None:
    """Take no more answers; what was said stays to be read until the word ends."""
    bulletin = hold(Bulletin, bulletin.id)
    require(bulletin.author_id == actor.id)
    require(policies.may_close(actor, bulletin), DomainError)
    _end(actor, bulletin, BulletinStatus.CLOSED)
    _note(actor, kinds.CLOSED, bulletin)


def withdraw(actor: Actor, bulletin: Bulletin) -> None:
    """Take a word down."""
    bulletin = hold(Bulletin, bulletin.id)
    require(bulletin.author_id == actor.id)
    require(policies.may_withdraw(actor, bulletin), DomainError)
    _end(actor, bulletin, BulletinStatus.WITHDRAWN)
    _note(actor, kinds.WITHDREW, bulletin)


def _end(actor: Actor, bulletin: Bulletin, status: BulletinStatus) -> None:
    undoing.keep(actor.id, Bulletin.ABOUT, bulletin.id, status=bulletin.status)
    bulletin.become(status)
    bulletin.closed_at = now()
    db.session.flush()
    settle(bulletin.path, ENDING)
    show_card(bulletin)


def put_back(actor: Actor, bulletin: Bulletin) -> None:
    """Go back on the end of a word, for ten minutes."""
    bulletin = hold(Bulletin, bulletin.id)
    require(bulletin.author_id == actor.id)
    require(policies.may_put_back(actor, bulletin), DomainError)
    before = undoing.take(actor.id, Bulletin.ABOUT, bulletin.id)
    bulletin.go_back_to(before.read(BulletinStatus, "status"))
    bulletin.closed_at = None if bulletin.is_open else bulletin.closed_at
    db.session.flush()
    _note(actor, kinds.WENT_BACK, bulletin)
    show_card(bulletin)


def renew(actor: Actor, bulletin: Bulletin) -> None:
    """Show a word for as long again, before or after its end."""
    bulletin = hold(Bulletin, bulletin.id)
    require(bulletin.author_id == actor.id)
    require(policies.may_renew(actor, bulletin), DomainError)
    if bulletin.is_expired:
        bulletin.become(BulletinStatus.OPEN)
        bulletin.closed_at = None
    bulletin.until = None
    bulletin.expires_at = now() + lasting(bulletin.topic)
    bulletin.warned_at = None
    db.session.flush()
    settle(bulletin.path, ENDING)
    _note(actor, kinds.RENEWED, bulletin)
    show_card(bulletin)


def warn(bulletin_id: int) -> None:
    """Tell the author that the end is near; a second time changes nothing."""
    bulletin = hold(Bulletin, bulletin_id)
    if not bulletin.is_open or bulletin.warned_at is not None:
        return
    bulletin.warned_at = now()
    notify(bulletin.author_id, ENDING, path=bulletin.path, title=bulletin.title)


def expire(bulletin_id: int) -> None:
    """End a word whose time is over; a second time changes nothing."""
    bulletin = hold(Bulletin, bulletin_id)
    if bulletin.is_over or bulletin.expires_at > now():
        return
    bulletin.become(BulletinStatus.EXPIRED)
    bulletin.closed_at = now()
    undoing.forget(Bulletin.ABOUT, bulletin.id)
    db.session.flush()
    show_card(bulletin)
