"""Gifts that go back after they were paid out or spent: the town covers them, its partner is paid.

FUND(x), what was raised, is never less than WITH_PARTNER(x) and USED(x) together, what left, nor
than what a proof says was spent, paid out or not. What is missing is a loss that the town covers:
LOSS is debited, FUND(x) credited.
"""

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import ledger, news
from neighbourhood.funding.actions.telling import tell_town
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Fund, Payment
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.queries import standings


def cover(fund: Fund) -> None:
    """Have the town cover what a fund misses of what was paid out, or proved; it is held."""
    standing = standings.standing_of(fund)
    missing = standing.kept - standing.raised
    # Nothing left it, nothing was spent: neighbours are asked anew, or those it gave to.
    if standing.kept > 0 and missing > 0:
        _write(fund, missing)
        tell_town(fund, news.TO_COVER, amount=Amount(missing), title=fund.title)


def count_again(payment: Payment, fund: Fund, facts: Facts) -> int:
    """Let a gift that was lost and is won count again, in the place of what the town covers.

    Returns how many cents: no more than is covered; what is more than that is owed to the donor.
    """
    cents = min(facts.owed, standings.covered_cents(fund))
    if cents > 0:
        payment.counted_cents += cents
        db.session.flush()
        _write(fund, -cents)
    return cents


def give_up_cover(fund: Fund) -> int:
    """Give the town back what it covers of money that is there and not needed; return the cents."""
    standing = standings.standing_of(fund)
    cents = min(standing.held, standing.left, standings.covered_cents(fund))
    if cents <= 0:
        return 0
    _write(fund, -cents)
    return cents


def _write(fund: Fund, cents: int) -> None:
    ledger.move(
        f"cover:{fund.id}:{standings.movements_count(fund)}",
        TransferKind.LOSS_COVERED,
        {(AccountKind.LOSS, None): cents, (AccountKind.FUND, fund.id): -cents},
    )
