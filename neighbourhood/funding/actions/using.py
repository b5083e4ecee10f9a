"""What became of money that was paid out: used with a proof, returned, or for another need."""

from sqlalchemy import select

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import ledger
from neighbourhood.funding.actions.covering import give_up_cover
from neighbourhood.funding.actions.funds import close_fund, complete
from neighbourhood.funding.events import fund_changed, fund_given_up, fund_reopened
from neighbourhood.funding.models.gifts import Fund, FundStatus
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.policies import SMALLEST_CENTS
from neighbourhood.funding.queries import paying, pledges, standings
from neighbourhood.funding.treasury import (
    MoneyMovedOn,
    MoreThanRaised,
    MoreThanThere,
    StillActing,
    runs_money_of,
)
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor


def prove(fund: Fund, cents: int) -> None:
    """Note that `cents` of a fund were spent as it said, before or after they are paid out."""
    fund = hold(Fund, fund.id)
    raised = pledges.raised_cents(fund)
    require_at_most(cents, raised, MoreThanRaised(raised=euros(raised)))
    fund.proved_cents = cents
    db.session.flush()
    follow_use(fund)


def follow_use(fund: Fund) -> None:
    """Bring in line what is used with what its proof says and what was paid out; it is held."""
    standing = standings.standing_of(fund)
    used = min(fund.proved_cents or 0, standing.out)
    if used != standing.used:
        _use(fund, used - standing.used)


def take_out_of_use(fund: Fund, cents: int) -> None:
    """Have `cents` of a fund with its partner, used or not: they are about to go back."""
    missing = cents - standings.standing_of(fund).with_partner
    if missing > 0:
        _use(fund, -missing)


def _use(fund: Fund, cents: int) -> None:
    ledger.move(
        f"use:{fund.id}:{standings.movements_count(fund)}",
        TransferKind.USE,
        {(AccountKind.WITH_PARTNER, fund.id): -cents, (AccountKind.USED, fund.id): cents},
    )


def take_back(actor: Actor, fund: Fund, cents: int) -> None:
    """Record that a partner gave back what it did not use; what the town covered comes first."""
    require(runs_money_of(actor, fund.municipality_id))
    fund = hold(Fund, fund.id)
    there = standings.standing_of(fund).with_partner
    require_at_most(cents, there, MoreThanThere(there=euros(there)))
    ledger.move(
        f"given-back:{fund.id}:{standings.movements_count(fund)}",
        TransferKind.PAY_OUT_BACK,
        {(AccountKind.WITH_PARTNER, fund.id): -cents, (AccountKind.PROVIDER, None): cents},
    )
    _lower(fund, give_up_cover(fund))


def require_at_most(cents: int, most: int, refusal: Exception) -> None:
    """Refuse nothing at all, and more than `most`."""
    if not 0 < cents <= most:
        raise refusal


def pass_on(actor: Actor, fund: Fund) -> int:
    """Give what a need did not need to those of its partner that wait, the oldest first.

    That is the rule neighbours read before they give: nobody chooses which. Returns the cents.
    """
    require(runs_money_of(actor, fund.municipality_id))
    ids = [fund.id, *(each.id for each in _waiting_beside(fund))]
    held = {number: hold(Fund, number) for number in sorted(ids)}
    giving = held[fund.id]
    _lower(giving, give_up_cover(giving))
    left = standings.standing_of(giving).left
    require(left > 0, MoneyMovedOn)
    passed = 0
    for number in ids[1:]:
        cents = _fitting(left - passed, held[number])
        if cents:
            _pass(giving, held[number], cents)
            passed += cents
    return passed


def _waiting_beside(fund: Fund) -> list[Fund]:
    beside = Fund.partner_id == fund.partner_id, Fund.kind == fund.kind, Fund.id != fund.id
    waiting = select(Fund).where(*beside, Fund.status == FundStatus.OPEN)
    return list(db.session.scalars(waiting.order_by(Fund.created_at, Fund.id)))


def _fitting(cents: int, fund: Fund) -> int:
    """Return how much of `cents` a fund can take: it never misses crumbs afterwards."""
    room = pledges.remaining_cents(fund) if fund.is_open else 0
    if cents >= room:
        return max(room, 0)
    return min(cents, max(room - SMALLEST_CENTS, 0))


def _pass(giving: Fund, receiving: Fund, cents: int) -> None:
    there = min(cents, standings.standing_of(giving).with_partner)
    sides: dict[ledger.Place, int] = {
        (AccountKind.FUND, giving.id): cents,
        (AccountKind.FUND, receiving.id): -cents,
    }
    if there:
        sides[AccountKind.WITH_PARTNER, giving.id] = -there
        sides[AccountKind.WITH_PARTNER, receiving.id] = there
    number = standings.movements_count(giving)
    ledger.move(f"left:{giving.id}:{number}", TransferKind.ALLOCATION, sides)
    _lower(giving, cents)
    receiving.raised_cents = pledges.raised_cents(receiving)
    db.session.flush()
    fund_changed.send(receiving)
    if receiving.missing_cents == 0:
        complete(receiving)


def _lower(fund: Fund, cents: int) -> None:
    """Have a fund ask for no more than it keeps: what it did is told, it collects no more."""
    if not cents:
        return
    if fund.status is not FundStatus.CLOSED:
        fund.minimum_cents = fund.ceiling_cents = fund.ceiling_cents - cents
    fund.raised_cents -= cents
    db.session.flush()
    fund_changed.send(fund)


def give_up(actor: Actor, partner: Partner) -> int:
    """Give back to donors what was never paid out to a partner that acts no more.

    What was paid out stays to be proved or returned. Returns how many funds were given up.
    """
    require(runs_money_of(actor, partner.municipality_id))
    require(partner.accredited_at is None, StillActing)
    given_up = 0
    for fund in paying.never_paid_out(partner):
        _give_up(hold(Fund, fund.id))
        given_up += 1
    require(given_up > 0, MoneyMovedOn)
    return given_up


def _give_up(fund: Fund) -> None:
    if fund.status is FundStatus.COMPLETED:
        fund.become(FundStatus.OPEN)
        db.session.flush()
        fund_reopened.send(fund)
    close_fund(fund)
    _lower(fund, give_up_cover(fund))
    fund_given_up.send(fund)
