"""Saying of one day of help that comes again that one cannot, or that nobody is needed."""

from datetime import date

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note, quote
from messaging.kinds import Moment
from neighbourhood.exchanges import days, policies, queries
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.actions.telling import tell_of
from neighbourhood.exchanges.kinds import days as said
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.models.days import Absence, AbsenceStatus, DayOff, StandIn
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.blocks import are_apart


class NotOneOfItsDays(DomainError):
    """The day is over, is none of those to come, or nobody is needed on it."""

    sentence = _l("Ce jour n’est plus au programme. Regardez les prochains jours de l’annonce.")


def note_day(reply: Reply, moment: Moment, day: date, *, by: Actor | None) -> None:
    """Write into the conversation about a reply what happened to one day."""
    note(thread_of(reply), moment, by=by, details={"day": day.isoformat()})


def cannot(actor: Actor, reply: Reply, *, day: date) -> Absence:
    """Say that one cannot come on a day: the author hears it now, those who had offered soon."""
    notice = queries.lock_with(reply)
    require(policies.may_be_absent(actor, reply), DomainError)
    expected = day in days.next_days(notice) and days.day_off(notice, day) is None
    require(expected, NotOneOfItsDays)
    absence = days.absence_of(reply, day)
    if absence is None:
        absence = Absence(reply=reply, day=day, status=AbsenceStatus.OPEN)
        db.session.add(absence)
    else:
        absence.say_again()
    absence.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, deeds.ABSENT, title=notice.title, path=notice.path)
    tell_of(reply, notice.author, said.ABSENT, by=actor, day=day)
    note_day(reply, said.CANNOT, day, by=actor)
    return absence


def can_after_all(actor: Actor, absence: Absence) -> None:
    """Take that back, until somebody else comes; who offered to is told, and thanked."""
    reply = absence.reply
    notice = queries.lock_with(reply)
    db.session.refresh(absence)
    require(policies.may_come_after_all(actor, absence), DomainError)
    absence.reason = ""
    absence.become(AbsenceStatus.TAKEN_BACK)
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
    tell_of(reply, notice.author, said.COMES_AFTER_ALL, by=actor, day=absence.day)
    note_day(reply, said.CAN_AGAIN, absence.day, by=actor)
    for one in absence.stand_ins:
        if one.is_waiting:
            tell_alone(one.reply, said.STAND_IN_DECLINED, absence.day)


def come_anew(reply: Reply) -> None:
    """Expect on every day whoever is said yes to, whatever they said before of some of them."""
    for absence in days.open_absences(reply):
        absence.reason = ""
        absence.become(AbsenceStatus.TAKEN_BACK)


def say_why(actor: Actor, absence: Absence, *, reason: str) -> None:
    """Say to the author, once and if one likes, why one cannot on that day."""
    reply = absence.reply
    notice = queries.lock_with(reply)
    db.session.refresh(absence)
    require(policies.may_say_why_absent(actor, absence), DomainError)
    absence.reason = reason
    db.session.flush()
    note_deed(actor, deeds.SAID_WHY, title=notice.title, path=notice.path)
    tell_of(reply, notice.author, said.WHY_ABSENT, by=actor, day=absence.day, reason=reason)
    quote(thread_of(reply), reply.helper_id, reason, agent_id=actor.agent_id)


def call(absence_id: int) -> None:
    """Tell those who had offered that somebody is looked for on one day: each of them once.

    Ten minutes after it was said, so that who goes back on it disturbs nobody. Nobody is called
    who keeps apart from the person they would stand in for: both read each other’s names.
    """
    absence = db.session.get_one(Absence, absence_id)
    notice = queries.lock_with(absence.reply)
    db.session.refresh(absence)
    wanted = absence.is_open and absence.reply.is_accepted and not notice.is_over
    if not wanted or days.day_off(notice, absence.day) is not None:
        return
    called = {one.reply_id for one in absence.stand_ins}
    for reply in notice.replies:
        if reply.is_spare and reply.id not in called and _may_be_called(absence, reply):
            db.session.add(StandIn(absence=absence, reply=reply))
            db.session.flush()
            tell_alone(reply, said.LOOKED_FOR, absence.day)


def _may_be_called(absence: Absence, reply: Reply) -> bool:
    met = not are_apart(absence.reply.helper_id, reply.helper_id)
    return met and policies.are_both_here(reply)


def clear_day(actor: Actor, notice: Notice, *, day: date) -> None:
    """Say that nobody is needed on a day; whoever is counted on for it hears so."""
    notice = _hold_own(actor, notice, day)
    require(days.day_off(notice, day) is None, DomainError)
    db.session.add(DayOff(notice=notice, day=day))
    db.session.flush()
    note_deed(actor, deeds.DAY_CLEARED, title=notice.title, path=notice.path)
    _tell_of_day(actor, notice, day, said.DAY_CLEARED, said.CLEARED)


def keep_day(actor: Actor, notice: Notice, *, day: date) -> None:
    """Go back on that: the day stands."""
    notice = _hold_own(actor, notice, day)
    off = days.day_off(notice, day)
    require(off is not None, DomainError)
    db.session.delete(off)
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
    _tell_of_day(actor, notice, day, said.DAY_STANDS, said.STANDS)


def _hold_own(actor: Actor, notice: Notice, day: date) -> Notice:
    notice = hold(Notice, notice.id)
    require(notice.author_id == actor.id)
    require(policies.may_clear_day(actor, notice), DomainError)
    require(day in days.next_days(notice), NotOneOfItsDays)
    return notice


def _tell_of_day(actor: Actor, notice: Notice, day: date, kind: Kind, moment: Moment) -> None:
    for reply in days.who_comes(notice, day):
        tell_of(reply, reply.helper, kind, by=actor, day=day)
        note_day(reply, moment, day, by=actor)


def tell_alone(reply: Reply, kind: Kind, day: date) -> None:
    """Tell who gave a reply something of a day that nobody in particular says."""
    notice = reply.notice
    notify(
        reply.helper_id,
        kind,
        path=notice.path,
        also=thread_of(reply).page,
        by=notice.author_id,
        title=notice.title,
        day=day,
    )
