"""Asking a group, answering, closing a poll and opening it again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups import sayings
from neighbourhood.groups.actions.sharing import enter_to_share, hold_shared, put_in, require_shared
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.polls import (
    Asked,
    Poll,
    PollAnswer,
    PollOption,
    PollPick,
    PollStatus,
)
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import polls
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks of a group; `days` or `choices` are what one may answer."""

    title: str
    days: Sequence[datetime] = ()
    choices: Sequence[str] = ()
    several: bool = False
    named: bool = False
    closes_at: datetime | None = None


def ask(actor: Actor, group: Group, *, question: Question) -> Poll:
    """Ask a group."""
    group, membership = enter_to_share(actor, group)
    require_shared(policies.may_share(actor, membership))
    poll = Poll(
        group=group,
        title=question.title,
        asked=Asked.DAYS if question.days else Asked.CHOICES,
        several=question.several,
        named=question.named,
        closes_at=question.closes_at,
        status=PollStatus.OPEN,
    )
    poll.options = [
        PollOption(position=n, words="" if isinstance(what, datetime) else what)
        for n, what in enumerate(question.days or question.choices)
    ]
    for option, day in zip(poll.options, question.days, strict=False):
        option.starts_at = day
    put_in(actor, poll, moment=sayings.ASKED, deed=sayings.POLLED)
    return poll


class NotOfThisPoll(DomainError):
    """What was picked is no answer that the poll offers."""

    sentence = _l(
        "Une de ces réponses n’est pas dans ce sondage : rien n’est parti. Revenez au sondage, "
        "puis choisissez à nouveau."
    )


def answer(actor: Actor, poll: Poll, *, option_ids: Collection[int]) -> PollAnswer:
    """Answer a poll, or answer it otherwise; to pick nothing says that nothing suits."""
    steady(actor.resident)
    poll, membership = hold_shared(actor, poll)
    require(policies.may_answer(actor, membership, poll), policies.PollIsClosed)
    picked = [option.id for option in poll.options if option.id in option_ids]
    require(len(picked) == len(set(option_ids)), NotOfThisPoll)
    require(poll.several or len(picked) < 2, DomainError)
    given = polls.answer_of(actor.resident, poll)
    if given is None:
        given = PollAnswer(poll=poll, resident=actor.resident)
        db.session.add(given)
    given.agent_id, given.created_at = actor.agent_id, now()
    before = {pick.option_id: pick for pick in given.picks}
    given.picks = [before.get(one) or PollPick(option_id=one) for one in picked]
    db.session.flush()
    _note(actor, sayings.ANSWERED, poll)
    return given


def close(actor: Actor, poll: Poll) -> None:
    """Take no more answers."""
    poll, membership = hold_shared(actor, poll)
    require(policies.may_close(actor, membership, poll), DomainError)
    undoing.keep(actor.id, Poll.ABOUT, poll.id, status=poll.status)
    _end(poll)
    _note(actor, sayings.CLOSED, poll)


def put_back(actor: Actor, poll: Poll) -> None:
    """Go back on having closed it or taken it away, for ten minutes: nobody was told yet."""
    poll, membership = hold_shared(actor, poll)
    require(policies.may_look_after(actor, membership, poll), DomainError)
    before = undoing.take(actor.id, Poll.ABOUT, poll.id)
    poll.go_back_to(before.read(PollStatus, "status"))
    poll.closed_at = None if poll.is_open else poll.closed_at
    poll.removed_at = None
    db.session.flush()
    _note(actor, sayings.WENT_BACK, poll)


def close_in_time(poll_id: int) -> None:
    """Close a poll whose time is over; a second time changes nothing."""
    poll = hold(Poll, poll_id)
    if poll.is_open and poll.closes_at is not None and poll.closes_at <= now():
        _end(poll)


def tell(poll_id: int) -> None:
    """Tell once who asked and who answered that a poll is over."""
    poll = hold(Poll, poll_id)
    if not poll.is_closed or poll.told_at is not None:
        return
    poll.told_at = now()
    for one in dict.fromkeys([poll.author_id, *polls.those_who_answered(poll)]):
        by = None if one == poll.author_id else poll.author_id
        notify(one, sayings.POLL_OVER, path=poll.path, by=by, title=poll.title)


def _end(poll: Poll) -> None:
    poll.become(PollStatus.CLOSED)
    poll.closed_at = now()
    db.session.flush()


def _note(actor: Actor, deed: Deed, poll: Poll) -> None:
    note_deed(actor, deed, title=poll.title, path=poll.path)


def drop_answers(poll: Poll) -> None:
    """Delete what was answered to a poll of which nothing stays."""
    theirs = select(PollAnswer.id).where(PollAnswer.poll_id == poll.id)
    db.session.execute(delete(PollPick).where(PollPick.answer_id.in_(theirs)))
    db.session.execute(delete(PollAnswer).where(PollAnswer.poll_id == poll.id))
