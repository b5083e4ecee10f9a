"""Reading polls: what was answered, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.polls import Poll, PollAnswer, PollOption, PollPick, PollStatus
from neighbourhood.groups.queries.shared import is_in, of_group
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

# So many answers make a result that tells nobody what another answered.
FEWEST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answered a poll, and how many picked each of its options."""

    poll: Poll
    answered: int
    picked: Mapping[int, int]

    @property
    def is_told(self) -> bool:
        """Whether its result tells nobody’s answer: names go with it, or there are enough."""
        return self.poll.named or self.answered >= FEWEST_TOLD or not self.answered

    def of(self, option: PollOption) -> int:
        """Return how many picked one option."""
        return self.picked.get(option.id, 0)

    @property
    def best(self) -> Sequence[PollOption]:
        """What most picked; several are even, and none is when nobody picked anything."""
        most = max(self.picked.values(), default=0)
        return [option for option in self.poll.options if most and self.of(option) == most]


def _counts(poll: Poll) -> tuple[ColumnElement[bool], ...]:
    # Whoever left the group is not asked any more.
    return PollAnswer.poll_id == poll.id, is_in(PollAnswer.resident_id, poll.group_id)


def tally(poll: Poll) -> Tally:
    """Count what was answered to a poll, by those who are still in the group."""
    answered = select(func.count()).select_from(PollAnswer).where(*_counts(poll))
    picked = (
        select(PollPick.option_id, func.count())
        .join(PollAnswer, PollAnswer.id == PollPick.answer_id)
        .where(*_counts(poll))
        .group_by(PollPick.option_id)
    )
    rows = db.session.execute(picked)
    return Tally(poll, db.session.scalar(answered) or 0, dict(rows.all()))


def answer_of(resident: Resident, poll: Poll) -> PollAnswer | None:
    """Return what somebody answered to a poll."""
    both = PollAnswer.poll_id == poll.id, PollAnswer.resident_id == resident.id
    statement = select(PollAnswer).options(selectinload(PollAnswer.picks)).where(*both)
    return db.session.scalar(statement)


def who_answered(viewer: Resident, poll: Poll) -> Sequence[PollAnswer]:
    """Return who answered what, but nobody kept apart; nothing unless the poll said so at first."""
    if not poll.named:
        return []
    met = not_(apart(viewer.id, PollAnswer.resident_id))
    whole = joinedload(PollAnswer.resident), selectinload(PollAnswer.picks)
    statement = select(PollAnswer).options(*whole).where(*_counts(poll), met)
    return db.session.scalars(statement.order_by(PollAnswer.id)).all()


def those_who_answered(poll: Poll) -> Sequence[int]:
    """Return the ids of the residents who answered, and are still in the group."""
    found = select(PollAnswer.resident_id).where(*_counts(poll)).order_by(PollAnswer.id)
    return db.session.scalars(found).all()


def unanswered_first(viewer: Resident, group: Group) -> Sequence[Poll]:
    """Return the polls of a group: first those that `viewer` has still to answer."""
    found = of_group(Poll, viewer, group)
    answered = answered_among(viewer, found)
    return sorted(found, key=lambda poll: (not poll.is_open, poll.id in answered))


def answered_among(viewer: Resident, polls: Sequence[Poll]) -> set[int]:
    """Return which of these polls somebody has answered."""
    mine = PollAnswer.resident_id == viewer.id, PollAnswer.poll_id.in_([one.id for one in polls])
    return set(db.session.scalars(select(PollAnswer.poll_id).where(*mine)))


def to_close(moment: datetime) -> Sequence[int]:
    """Return the ids of the polls whose time is over."""
    due = Poll.status == PollStatus.OPEN, Poll.closes_at <= moment
    return db.session.scalars(select(Poll.id).where(*due).order_by(Poll.id)).all()


def to_tell(moment: datetime) -> Sequence[int]:
    """Return the ids of the polls that stay closed, and whose result was told to nobody."""
    over = Poll.status == PollStatus.CLOSED, Poll.closed_at <= moment - LASTS
    untold = Poll.told_at.is_(None), Poll.hidden_at.is_(None)
    return db.session.scalars(select(Poll.id).where(*over, *untold).order_by(Poll.id)).all()
