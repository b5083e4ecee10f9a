"""The next days of help that comes again, as each of those concerned may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.exchanges import queries, rhythms
from neighbourhood.exchanges.models.days import (
    Absence,
    AbsenceStatus,
    DayOff,
    StandIn,
    StandInStatus,
)
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.residents.models.residents import Resident

CALLED_WITHIN = timedelta(days=2)
STANDING = (StandInStatus.OFFERED, StandInStatus.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One day as its reader sees it: what is off, who cannot come, what one said oneself."""

    day: date
    off: DayOff | None
    absences: Sequence[Absence]
    mine: Absence | None
    offered: Sequence[StandIn]

    @property
    def iso(self) -> str:
        """The day as addresses have it."""
        return self.day.isoformat()

    @property
    def said(self) -> str:
        """The day in words."""
        return rhythms.say_occurrences([self.day])

    @property
    def is_news(self) -> bool:
        """Whether it is not simply a day like any other."""
        return bool(self.off or self.absences)


def next_days(notice: Notice) -> list[date]:
    """Return the next days of a notice; of one that is over, or does not come again, none."""
    if notice.is_over:
        return []
    return rhythms.occurrences(notice.particulars, notice.created_at, now())


def is_to_come(day: date) -> bool:
    """Tell whether a day is not over yet."""
    return day >= in_town(now()).date()


def seen_by(viewer: Resident, notice: Notice) -> list[Ahead]:
    """Return the next days as `viewer` sees them; to whom nothing of it concerns, none."""
    days = next_days(notice)
    if not days:
        return []
    absences = _absences(notice, days)
    is_author = notice.author_id == viewer.id
    if not (is_author or _is_concerned(viewer, notice, absences)):
        return []
    off = {one.day: one for one in _days_off(notice, days)}
    return [_ahead(viewer, day, off.get(day), absences, is_author=is_author) for day in days]


def _is_concerned(viewer: Resident, notice: Notice, absences: Sequence[Absence]) -> bool:
    mine = queries.reply_of(viewer, notice)
    called = {one.reply_id for absence in absences for one in absence.stand_ins}
    return mine is not None and (mine.is_accepted or mine.id in called)


def _ahead(
    viewer: Resident,
    day: date,
    off: DayOff | None,
    absences: Sequence[Absence],
    *,
    is_author: bool,
) -> Ahead:
    on_it = [one for one in absences if one.day == day]
    every = [one for absence in on_it for one in absence.stand_ins]
    own = [one for one in every if one.reply.helper_id == viewer.id]
    return Ahead(
        day=day,
        off=off,
        absences=on_it,
        mine=next((one for one in on_it if one.reply.helper_id == viewer.id), None),
        offered=every if is_author else own,
    )


def _absences(notice: Notice, days: Sequence[date]) -> Sequence[Absence]:
    """Return who is missing: nobody any more who left for good, unless somebody comes instead."""
    here = or_(Reply.status == Reply.ACCEPTED, Absence.status == AbsenceStatus.COVERED)
    found = (
        select(Absence)
        .join(Absence.reply)
        .options(
            joinedload(Absence.reply).joinedload(Reply.helper),
            selectinload(Absence.stand_ins).joinedload(StandIn.reply).joinedload(Reply.helper),
        )
        .where(Reply.notice_id == notice.id, Absence.day.in_(days), here)
        .where(Absence.status != AbsenceStatus.TAKEN_BACK)
    )
    return db.session.scalars(found.order_by(Absence.day, Absence.id)).all()


def _days_off(notice: Notice, days: Sequence[date]) -> Sequence[DayOff]:
    found = select(DayOff).where(DayOff.notice_id == notice.id, DayOff.day.in_(days))
    return db.session.scalars(found).all()


def day_off(notice: Notice, day: date) -> DayOff | None:
    """Return that nobody is needed on a day, if it was said."""
    return next(iter(_days_off(notice, [day])), None)


def absence_of(reply: Reply, day: date) -> Absence | None:
    """Return what was said of a day by who gave a reply, be it taken back."""
    said = Absence.reply_id == reply.id, Absence.day == day
    return db.session.scalar(select(Absence).where(*said))


def open_absences(reply: Reply) -> Sequence[Absence]:
    """Return the days of a reply for which somebody is looked for."""
    said = Absence.reply_id == reply.id, Absence.status == AbsenceStatus.OPEN
    return db.session.scalars(select(Absence).where(*said).order_by(Absence.day)).all()


def get_absence(viewer: Resident, absence_id: int) -> Absence:
    """Return an absence to the two whom it concerns; `Missing` for anyone else."""
    found = db.session.get(Absence, absence_id)
    if found is None:
        raise Missing
    queries.get_reply(viewer, found.reply_id)
    return found


def get_stand_in(viewer: Resident, stand_in_id: int) -> StandIn:
    """Return what somebody may say to a free day, to them and to the author."""
    found = db.session.get(StandIn, stand_in_id)
    if found is None:
        raise Missing
    queries.get_reply(viewer, found.reply_id)
    return found


def who_comes(notice: Notice, day: date) -> list[Reply]:
    """Return the replies of those who are counted on for a day."""
    absences = _absences(notice, [day])
    away = {one.reply_id for one in absences}
    there = [one for one in queries.live_replies(notice) if one.is_accepted and one.id not in away]
    return there + [one.accepted.reply for one in absences if one.accepted]


def standing_stand_ins(*where: object) -> Sequence[StandIn]:
    """Return those who said that they can on a day still to come."""
    ahead = StandIn.status.in_(STANDING), Absence.day >= in_town(now()).date()
    found = select(StandIn).join(StandIn.absence).join(Reply, StandIn.reply_id == Reply.id)
    return db.session.scalars(found.join(Reply.notice).where(*ahead, *where)).all()  # type: ignore[arg-type]


def standing_of(helper: Resident) -> Sequence[StandIn]:
    """Return the days on which `helper` said they can come instead of somebody."""
    return standing_stand_ins(Reply.helper_id == helper.id)


def standing_between(one_id: int, other_id: int) -> Sequence[StandIn]:
    """Return the days on which one of two said they can come to the other."""
    two = (one_id, other_id)
    return standing_stand_ins(Reply.helper_id.in_(two), Notice.author_id.in_(two))


def to_call(moment: datetime) -> Sequence[int]:
    """Return the absences for which somebody is looked for, some minutes after they were said."""
    since = Absence.said_at.between(moment - CALLED_WITHIN, moment - undoing.LASTS)
    listed = Notice.status.in_((Notice.OPEN, Notice.FULL)), Notice.hidden_at.is_(None)
    found = select(Absence.id).join(Absence.reply).join(Reply.notice)
    here = Reply.status == Reply.ACCEPTED, Absence.status == AbsenceStatus.OPEN, since
    ahead = Absence.day >= in_town(moment).date()
    return db.session.scalars(found.where(*listed, *here, ahead).order_by(Absence.id)).all()
