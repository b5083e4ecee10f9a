"""What a town paid in for the losses it covers: written by one person, confirmed by another.

LOSS keeps what is lost; PAID_IN stands beside it, on the other side. Together they say what is
still missing, also when a dispute that was lost is won after the town paid.
"""

from dataclasses import dataclass
from datetime import date

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.money import Amount, euros
from neighbourhood.funding import ledger
from neighbourhood.funding.actions.telling import tell_town
from neighbourhood.funding.actions.using import require_at_most
from neighbourhood.funding.cases.covering import PAID_IN_TO_CONFIRM
from neighbourhood.funding.models.covering import CoverPayment, CoverStatus
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.queries.covering import covering_in
from neighbourhood.funding.treasury import (
    MoneyMovedOn,
    MoreThanCovered,
    PaymentWaits,
    SecondPerson,
    may_confirm_cover,
    runs_money_of,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OnStatement:
    """A line of a statement as somebody read it: cents, what the bank calls it, its day."""

    cents: int
    reference: str
    day: date


def enter(actor: Actor, town: Municipality, line: OnStatement) -> CoverPayment:
    """Write what a town paid in, no more than is missing; nothing moves before it is confirmed."""
    require(runs_money_of(actor, town.id))
    town = hold(Municipality, town.id)
    covering = covering_in(town.id)
    require(covering.waiting is None, PaymentWaits)
    require_at_most(line.cents, covering.missing, MoreThanCovered(missing=euros(covering.missing)))
    payment = CoverPayment(
        municipality_id=town.id,
        cents=line.cents,
        reference=line.reference,
        day=line.day,
        entered_by_id=actor.id,
    )
    db.session.add(payment)
    db.session.flush()
    tell_town(payment, PAID_IN_TO_CONFIRM, but=actor.id, amount=Amount(payment.cents))
    return payment


def confirm(actor: Actor, payment: CoverPayment) -> None:
    """Find the same line on the statement: the money is there."""
    require(runs_money_of(actor, payment.municipality_id))
    require(payment.is_entered, MoneyMovedOn)
    require(may_confirm_cover(actor, payment), SecondPerson)
    hold(Municipality, payment.municipality_id)
    payment.confirmed_by_id = actor.id
    _decide(payment, CoverStatus.CONFIRMED)
    sides: dict[ledger.Place, int] = {
        (AccountKind.PROVIDER, None): payment.cents,
        (AccountKind.PAID_IN, None): -payment.cents,
    }
    ledger.move(f"paid-in:{payment.id}", TransferKind.LOSS_PAID_IN, sides)


def refuse(actor: Actor, payment: CoverPayment) -> None:
    """Put aside what is on no statement: nothing moves."""
    require(runs_money_of(actor, payment.municipality_id))
    require(payment.is_entered, MoneyMovedOn)
    _decide(payment, CoverStatus.REFUSED)


def _decide(payment: CoverPayment, status: CoverStatus) -> None:
    payment.decided_at = now()
    payment.become(status)
    db.session.flush()
