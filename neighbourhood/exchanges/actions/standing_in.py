"""Coming instead of somebody on one day, and what the author answers to that."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import days, policies, queries
from neighbourhood.exchanges.actions.absences import NotOneOfItsDays, note_day, tell_alone
from neighbourhood.exchanges.actions.telling import tell_of
from neighbourhood.exchanges.kinds import days as said
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.models.days import AbsenceStatus, StandIn, StandInStatus
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


class SomebodyComes(DomainError):
    """Somebody else was said yes to for that day."""

    sentence = _l("Quelqu’un vient déjà ce jour-là. Rien n’a changé.")


def _hold(stand_in: StandIn) -> Notice:
    notice = queries.lock_with(stand_in.reply)
    db.session.refresh(stand_in)
    db.session.refresh(stand_in.absence)
    return notice


def offer(actor: Actor, stand_in: StandIn) -> None:
    """Say that one can on that day; the author chooses."""
    notice = _hold(stand_in)
    require(stand_in.reply.helper_id == actor.id)
    require(not stand_in.absence.is_covered, SomebodyComes)
    require(policies.may_stand_in(actor, stand_in), DomainError)
    day = stand_in.absence.day
    require(days.is_to_come(day) and days.day_off(notice, day) is None, NotOneOfItsDays)
    stand_in.become(StandInStatus.OFFERED)
    db.session.flush()
    note_deed(actor, deeds.STANDS_IN, title=notice.title, path=notice.path)
    tell_of(stand_in.reply, notice.author, said.STAND_IN, by=actor, day=day)
    note_day(stand_in.reply, said.OFFERS, day, by=actor)


def step_back(actor: Actor, stand_in: StandIn) -> None:
    """Say that one cannot on that day, finally: somebody is looked for again."""
    notice = _hold(stand_in)
    require(stand_in.reply.helper_id == actor.id)
    require(policies.may_step_back(actor, stand_in), DomainError)
    day = stand_in.absence.day
    _end(stand_in)
    note_deed(actor, deeds.TOOK_BACK, title=notice.title, path=notice.path)
    tell_of(stand_in.reply, notice.author, said.STAND_IN_LEFT, by=actor, day=day)
    note_day(stand_in.reply, said.CANNOT, day, by=actor)


def part(stand_in: StandIn) -> None:
    """End it between two who are kept apart, or with somebody who leaves; nobody is told."""
    notice = _hold(stand_in)
    if stand_in.stands and not notice.is_over:
        _end(stand_in)


def _end(stand_in: StandIn) -> None:
    was_coming = stand_in.is_accepted
    stand_in.become(StandInStatus.WITHDRAWN)
    undoing.forget(StandIn.ABOUT, stand_in.id)
    if was_coming:
        stand_in.absence.say_again()
    db.session.flush()


def step_back_with(actor: Actor, reply: Reply) -> None:
    """Come on no day any more, with the reply that is taken back; the author hears of each."""
    for one in days.standing_stand_ins(StandIn.reply_id == reply.id):
        step_back(actor, one)


def accept(actor: Actor, stand_in: StandIn) -> None:
    """Say yes for that day: the first yes takes it; who is missing hears that somebody comes."""
    notice = _hold(stand_in)
    require(notice.author_id == actor.id)
    absence = stand_in.absence
    require(not absence.is_covered, SomebodyComes)
    require(policies.may_answer_stand_in(actor, stand_in) and absence.is_open, DomainError)
    require(days.day_off(notice, absence.day) is None, NotOneOfItsDays)
    undoing.keep(actor.id, StandIn.ABOUT, stand_in.id, status=stand_in.status)
    stand_in.become(StandInStatus.ACCEPTED)
    absence.become(AbsenceStatus.COVERED)
    db.session.flush()
    note_deed(actor, deeds.STAND_IN_ANSWERED, title=notice.title, path=notice.path)
    tell_of(stand_in.reply, stand_in.helper, said.STAND_IN_ACCEPTED, by=actor, day=absence.day)
    note_day(stand_in.reply, said.TAKEN, absence.day, by=actor)
    if absence.reply.is_accepted:
        tell_alone(absence.reply, said.COVERED, absence.day)
        note_day(absence.reply, said.COVERED_HERE, absence.day, by=None)
    for other in absence.stand_ins:
        if other.is_waiting:
            tell_alone(other.reply, said.STAND_IN_DECLINED, absence.day)


def decline(actor: Actor, stand_in: StandIn) -> None:
    """Say no for that day, gently."""
    notice = _hold(stand_in)
    require(notice.author_id == actor.id)
    require(policies.may_answer_stand_in(actor, stand_in), DomainError)
    undoing.keep(actor.id, StandIn.ABOUT, stand_in.id, status=stand_in.status)
    stand_in.become(StandInStatus.DECLINED)
    db.session.flush()
    day = stand_in.absence.day
    note_deed(actor, deeds.STAND_IN_ANSWERED, title=notice.title, path=notice.path)
    tell_alone(stand_in.reply, said.STAND_IN_DECLINED, day)
    note_day(stand_in.reply, said.NOT_TAKEN, day, by=actor)


def put_back(actor: Actor, stand_in: StandIn) -> None:
    """Go back on a yes or a no, for ten minutes; who heard of it hears of this."""
    notice = _hold(stand_in)
    require(notice.author_id == actor.id)
    absence, was_coming = stand_in.absence, stand_in.is_accepted
    require(actor.lets(Notice.SCOPE) and not notice.is_over, DomainError)
    undoing.take(actor.id, StandIn.ABOUT, stand_in.id)
    stand_in.go_back_to(StandInStatus.OFFERED)
    if was_coming:
        absence.become(AbsenceStatus.OPEN)
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
    tell_of(stand_in.reply, stand_in.helper, said.STAND_IN_WAITS, by=actor, day=absence.day)
    note_day(stand_in.reply, said.OPEN_AGAIN, absence.day, by=actor)
    if was_coming and absence.reply.is_accepted:
        tell_alone(absence.reply, said.UNCOVERED, absence.day)
