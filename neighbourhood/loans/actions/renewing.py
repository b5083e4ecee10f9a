"""Keeping a thing for longer: its next days are taken, if nobody has them or waits."""

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans import days
from neighbourhood.loans.actions.telling import note_in, tell_other
from neighbourhood.loans.kinds import deeds, news, talks
from neighbourhood.loans.models.loans import Loan, Reminded
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.queries import waiting
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor


def renew(actor: Actor, loan: Loan) -> None:
    """Have it once more for as many days as its owner lends it; the owner is told."""
    item = queries.hold_with(loan)
    require(loan.borrower_id == actor.id)
    require(policies.is_shown(loan), policies.ItemHidden)
    require(policies.may_renew(actor, loan), DomainError)
    require(not waiting.anybody_waits(item, but=actor.id), policies.SomebodyWaits)
    first, last = days.next_span(loan)
    days.require_lent(item, first, last)
    days.take(loan, first, last)
    undoing.forget(Loan.ABOUT, loan.id)
    loan.last_day = last
    loan.renewed, loan.reminded = loan.renewed + 1, Reminded.NOTHING
    db.session.flush()
    settle(loan.path, news.SOON, news.TODAY)
    note_deed(actor, deeds.RENEWED, title=item.title, path=loan.path)
    tell_other(loan, news.RENEWED, by=actor)
    note_in(loan, talks.RENEWED, by=actor)
