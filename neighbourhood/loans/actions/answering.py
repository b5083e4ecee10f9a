"""What the owner of a thing answers, and going back on what one has just done."""

from messaging.actions.threads import answer_with
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans import days
from neighbourhood.loans.actions import settling
from neighbourhood.loans.actions.telling import note_in, tell, tell_other, thread_of
from neighbourhood.loans.kinds import deeds, news, talks
from neighbourhood.loans.models.loans import LIVE, Loan, LoanStatus, Reminded
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import days as taken
from neighbourhood.loans.queries import loans as queries
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle, wait_again
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_WAITED = (news.ASKED, news.REMINDED_ANSWER)


def accept(actor: Actor, loan: Loan) -> None:
    """Say yes: the days are theirs already."""
    item = queries.hold_with(loan)
    require(item.author_id == actor.id)
    require(policies.is_shown(loan), policies.ItemHidden)
    require(policies.may_accept(actor, loan), DomainError)
    _keep(actor, loan)
    loan.become(LoanStatus.ACCEPTED)
    loan.answered_at, loan.reminded = now(), Reminded.NOTHING
    db.session.flush()
    note_deed(actor, deeds.ACCEPTED, title=item.title, path=loan.path)
    tell_other(loan, news.ACCEPTED, by=actor)
    note_in(loan, talks.ACCEPTED, by=actor)


def decline(actor: Actor, loan: Loan, *, answer: str) -> None:
    """Say no, gently: the days are free again."""
    item = queries.hold_with(loan)
    require(item.author_id == actor.id)
    require(policies.may_decline(actor, loan), DomainError)
    _keep(actor, loan)
    _end(loan, LoanStatus.DECLINED, answer)
    note_deed(actor, deeds.DECLINED, title=item.title, path=loan.path)
    tell_other(loan, news.DECLINED, by=actor, answer=answer)
    answer_with(answer, thread_of(loan), talks.DECLINED, by=actor)


def call_off(actor: Actor, loan: Loan, *, answer: str) -> None:
    """Go back on a yes before the thing has left, and say why: the days are free again."""
    item = queries.hold_with(loan)
    require(item.author_id == actor.id)
    require(policies.may_call_off(actor, loan), DomainError)
    _keep(actor, loan)
    _end(loan, LoanStatus.CALLED_OFF, answer)
    note_deed(actor, deeds.CALLED_OFF, title=item.title, path=loan.path)
    tell_other(loan, news.CALLED_OFF, by=actor, answer=answer)
    answer_with(answer, thread_of(loan), talks.CALLED_OFF, by=actor)


def leave(owner: Resident, loan: Loan) -> None:
    """End what was asked of somebody who can lend no more, and tell who asked, kindly."""
    queries.hold_with(loan)
    if not (loan.is_asked or loan.is_accepted):
        return
    undoing.forget(Loan.ABOUT, loan.id)
    settle(loan.path, *_WAITED)
    _end(loan, LoanStatus.DECLINED if loan.is_asked else LoanStatus.CALLED_OFF, "")
    tell(loan, loan.borrower, news.ENDED, by=owner)
    note_in(loan, talks.CALLED_OFF, by=Actor.of(owner))


def _keep(actor: Actor, loan: Loan) -> None:
    settled = settle(loan.path, *_WAITED)
    undoing.keep(actor.id, Loan.ABOUT, loan.id, status=loan.status, settled=settled)


def _end(loan: Loan, status: LoanStatus, answer: str) -> None:
    loan.become(status)
    loan.answer, loan.answered_at = answer, now()
    days.give_back(loan)
    db.session.flush()


def put_back(actor: Actor, loan: Loan) -> None:
    """Go back, for ten minutes, on what one did: the days are taken again, if nobody has them."""
    item = queries.hold_with(loan)
    require(loan.is_between(actor.id))
    require(not item.is_retired, undoing.SinceThen)
    require(policies.may_put_back(actor, loan), DomainError)
    before = undoing.take(actor.id, Loan.ABOUT, loan.id)
    undone, status = loan.status, before.read(LoanStatus, "status")
    if undone not in LIVE:
        _take_again(loan)
    loan.go_back_to(status)
    loan.answer = ""
    loan.returned_at = None
    if not loan.was_handed:
        loan.handed_at = None
    if status is LoanStatus.ASKED:
        loan.answered_at = None
    settling.open_again(before.get("incident"))
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=item.title, path=loan.path)
    wait_again(before.get("settled", ()))
    if before.get("told", True):
        tell_other(loan, news.AS_BEFORE[undone], by=actor)
    note_in(loan, talks.AS_BEFORE, by=actor)


def _take_again(loan: Loan) -> None:
    # Days that are over are taken by nobody, yet the thing may have left again for other ones.
    out = taken.out_of(loan.item) if loan.was_handed else None
    require(out is None, undoing.SinceThen)
    gone = taken.taken(loan.item, loan.first_day, loan.last_day)
    require(not gone, undoing.SinceThen)
    again = queries.live_of(loan.borrower_id, loan.item)
    require(again is None, undoing.SinceThen)
    days.take(loan, loan.first_day, loan.last_day)
