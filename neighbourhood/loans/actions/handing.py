"""A thing leaves, and comes home: whichever of the two is first to note it does."""

from collections.abc import Sequence

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.loans import days
from neighbourhood.loans.actions import settling
from neighbourhood.loans.actions.telling import note_in, tell_of_time, tell_other
from neighbourhood.loans.kinds import deeds, news, talks
from neighbourhood.loans.models.checks import CheckMoment, LoanCheck
from neighbourhood.loans.models.loans import Loan, LoanStatus, Reminded
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import checks
from neighbourhood.loans.queries import days as taken
from neighbourhood.loans.queries import loans as queries
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor


def hand_over(actor: Actor, loan: Loan) -> None:
    """Note that the thing has left: the first of the two who presses does it."""
    item = queries.hold_with(loan)
    require(loan.is_between(actor.id))
    require(policies.is_shown(loan), policies.ItemHidden)
    require(policies.may_hand_over(actor, loan), DomainError)
    require(taken.out_of(item) is None, policies.OutAlready)
    undoing.keep(actor.id, Loan.ABOUT, loan.id, status=loan.status)
    loan.become(LoanStatus.HANDED)
    loan.handed_at, loan.reminded = now(), Reminded.NOTHING
    db.session.flush()
    note_deed(actor, deeds.HANDED, title=item.title, path=loan.path)
    tell_other(loan, news.HANDED, by=actor)
    note_in(loan, talks.HANDED, by=actor)


def check(
    actor: Actor, loan: Loan, *, moment: CheckMoment, notes: str, photos: Sequence[Photo]
) -> LoanCheck:
    """Note in what state the thing is, once for each of the two as it goes and as it comes."""
    item = queries.hold_with(loan)
    require(loan.is_between(actor.id))
    require(policies.may_check(actor, loan, moment), DomainError)
    require(checks.check_of(actor.id, loan, moment) is None, DomainError)
    noted = LoanCheck(
        loan=loan, moment=moment, author=actor.resident, agent_id=actor.agent_id, notes=notes
    )
    noted.photos = list(photos)
    db.session.add(noted)
    db.session.flush()
    note_deed(actor, deeds.CHECKED, title=item.title, path=loan.path)
    note_in(loan, talks.CHECKED, by=actor)
    return noted


def say_back(actor: Actor, loan: Loan) -> None:
    """Say that one has brought it back; its owner is asked to say so too."""
    item = queries.hold_with(loan)
    require(loan.borrower_id == actor.id)
    require(policies.may_say_back(actor, loan), DomainError)
    undoing.forget(Loan.ABOUT, loan.id)
    loan.said_back_at = now()
    db.session.flush()
    note_deed(actor, deeds.SAID_BACK, title=item.title, path=loan.path)
    tell_other(loan, news.SAID_BACK, by=actor)
    note_in(loan, talks.SAID_BACK, by=actor)


def not_back(actor: Actor, loan: Loan) -> None:
    """Say that it is not back, after all: either of the two may."""
    item = queries.hold_with(loan)
    require(loan.is_between(actor.id))
    require(policies.may_say_not_back(actor, loan), DomainError)
    loan.said_back_at = None
    db.session.flush()
    settle(loan.path, news.SAID_BACK)
    note_deed(actor, deeds.WENT_BACK, title=item.title, path=loan.path)
    tell_other(loan, news.AS_BEFORE[LoanStatus.RETURNED], by=actor)
    note_in(loan, talks.NOT_BACK, by=actor)


def take_in(actor: Actor, loan: Loan) -> None:
    """Note that the thing has come home; the days that are left are free again."""
    item = queries.hold_with(loan)
    require(item.author_id == actor.id)
    require(policies.may_take_in(actor, loan), DomainError)
    settled = settle(loan.path, news.SAID_BACK, news.LATE, news.LATE_FOR_LENDER)
    kept = {"settled": settled, "incident": settling.as_found(loan)}
    undoing.keep(actor.id, Loan.ABOUT, loan.id, status=loan.status, **kept)
    _come_home(loan)
    note_deed(actor, deeds.RETURNED, title=item.title, path=loan.path)
    tell_other(loan, news.RETURNED, by=actor)
    note_in(loan, talks.RETURNED, by=actor)


def confirm_alone(loan_id: int) -> None:
    """Note as come home what its borrower brought back a week ago; a second time does nothing."""
    loan = db.session.get_one(Loan, loan_id)
    queries.hold_with(loan)
    if loan.id not in queries.to_confirm(now()):
        return
    settle(loan.path, news.SAID_BACK)
    _come_home(loan)
    for one in (loan.borrower, loan.item.author):
        tell_of_time(loan, one, news.RETURNED_ALONE)
    note_in(loan, talks.RETURNED_ALONE)


def _come_home(loan: Loan) -> None:
    loan.become(LoanStatus.RETURNED)
    loan.returned_at = now()
    days.give_back(loan)
    settling.settle_found(loan)
    db.session.flush()
