"""Asking for a thing, and taking it back: its days go with the request."""

from datetime import date

from messaging.actions.threads import quote
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.loans import days
from neighbourhood.loans.actions import waiting
from neighbourhood.loans.actions.telling import note_in, tell_other, thread_of
from neighbourhood.loans.kinds import deeds, news, talks
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.subjects import LOANS
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together


def ask(actor: Actor, item: Item, *, text: str, first_day: date, last_day: date) -> Loan:
    """Ask for a thing from one day to another, which nobody else can have from now on."""
    steady(actor.resident)
    require_together(actor, item.author_id)
    item = hold(Item, item.id)
    require(queries.live_of(actor.id, item) is None, policies.HasItAlready)
    require(policies.may_ask(actor, item), DomainError)
    require_offered(LOANS, actor.resident.switched_off)
    days.require_askable(item, first_day, last_day)
    loan = Loan(item=item, borrower=actor.resident, agent_id=actor.agent_id, text=text)
    loan.first_day, loan.last_day, loan.status = first_day, last_day, LoanStatus.ASKED
    db.session.add(loan)
    db.session.flush()
    days.take(loan, first_day, last_day)
    waiting.forget(actor.id, item.id)
    note_deed(actor, deeds.ASKED, title=item.title, path=loan.path)
    tell_other(loan, news.ASKED, by=actor)
    quote(thread_of(loan), actor.id, text, agent_id=actor.agent_id)
    return loan


def withdraw(actor: Actor, loan: Loan) -> None:
    """Take one’s request back, or what was agreed: the days are free again."""
    item = queries.hold_with(loan)
    require(loan.borrower_id == actor.id)
    require(policies.may_withdraw(actor, loan), DomainError)
    settled = [] if loan.is_accepted else settle(loan.path, news.ASKED, news.REMINDED_ANSWER)
    told = loan.is_accepted
    undoing.keep(actor.id, Loan.ABOUT, loan.id, status=loan.status, told=told, settled=settled)
    loan.become(LoanStatus.WITHDRAWN)
    days.give_back(loan)
    db.session.flush()
    note_deed(actor, deeds.WITHDREW, title=item.title, path=loan.path)
    if told:
        tell_other(loan, news.WITHDRAWN, by=actor)
    note_in(loan, talks.WITHDRAWN, by=actor)


def part(loan: Loan) -> None:
    """End what was asked or agreed between two who are kept apart; nobody is told."""
    queries.hold_with(loan)
    if not (loan.is_asked or loan.is_accepted):
        return
    undoing.forget(Loan.ABOUT, loan.id)
    loan.become(LoanStatus.WITHDRAWN)
    days.give_back(loan)
    db.session.flush()
