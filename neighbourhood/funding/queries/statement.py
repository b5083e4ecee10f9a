"""The sums of one town, by the ledger: open to anybody, and the same wherever they are read.

What was given is told in batches (see `funding/batches`): no sum here moves by one gift. Whatever
was paid out or proved is told at once: it is of whole needs, whose pages say as much. A transfer
that the bank has not answered for yet is not paid out: it may come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.batches import CENTS_STEP, Told, down
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import LedgerAccount, LedgerEntry
from neighbourhood.funding.models.paying import PayOut, PayOutLine, PayOutStatus
from neighbourhood.funding.queries.arrivals import told
from neighbourhood.funding.queries.standings import RAISED, USED, WITH_PARTNER
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was given in a town and not given back, in cents, and where it is.

    `given` is told in batches, rounded down to ten euros, None while too few gave. `used` was paid
    out and spent, with a proof. `advanced` is what partners spent, with a proof, before they were
    paid: it is owed to them. `by_partner` is what each has and has not spent.
    """

    given: int | None
    used: int
    advanced: int
    by_partner: Mapping[int, int]

    @property
    def with_partners(self) -> int:
        """What was paid out and is not spent yet."""
        return sum(self.by_partner.values())

    @property
    def gone(self) -> int:
        """What is known need by need: paid out, or proved."""
        return self.used + self.advanced + self.with_partners

    @property
    def waiting(self) -> int | None:
        """What has not been paid out, and is owed to no partner yet."""
        return None if self.given is None else max(self.given - self.gone, 0)


def open_town(insee: str) -> Municipality:
    """Return a town that is set up, `Missing` otherwise."""
    town = get_municipality(insee)
    if town is None or not town.is_open:
        raise Missing
    return town


def sums_of(town: Municipality, counted: Told | None = None) -> Sums:
    """Return the sums of all funds of a town; `counted` where its gifts are counted already."""
    counted = told(town) if counted is None else counted
    used, advanced, held = 0, 0, dict[int, int]()
    for partner_id, spent, owed, there in db.session.execute(_by_partner(town.id)):
        used, advanced = used + int(spent), advanced + int(owed)
        held[partner_id] = int(there)
    gone = used + advanced + sum(held.values())
    # What partners received is public, need by need: less than that was not given.
    given = down(max(counted.cents, gone), CENTS_STEP) if counted.givers else None
    return Sums(given=given, used=used, advanced=advanced, by_partner=held)


def _by_partner(town_id: int) -> Any:
    each = _funds(town_id).c
    out = each.had + each.used - each.under_way
    used = _least(each.used, out)
    proved = _least(each.proved, each.raised)
    advanced = case((proved > used, proved - used), else_=0)
    return select(
        each.partner_id, func.sum(used), func.sum(advanced), func.sum(out - used)
    ).group_by(each.partner_id)


def _least(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    return case((one < other, one), else_=other)


def _funds(town_id: int) -> Subquery:
    """Ask how each fund that a partner is paid for stands, and what of it is under way."""
    line = and_(PayOut.id == PayOutLine.pay_out_id, PayOut.status == PayOutStatus.HANDED_OVER)
    under_way = (
        select(func.coalesce(func.sum(PayOutLine.cents), 0))
        .join(PayOut, line)
        .where(PayOutLine.fund_id == Fund.id)
        .correlate(Fund)
        .scalar_subquery()
    )
    return (
        select(
            Fund.partner_id,
            RAISED.label("raised"),
            WITH_PARTNER.label("had"),
            USED.label("used"),
            func.coalesce(Fund.proved_cents, 0).label("proved"),
            under_way.label("under_way"),
        )
        .join(LedgerAccount, LedgerAccount.fund_id == Fund.id)
        .join(LedgerEntry, LedgerEntry.account_id == LedgerAccount.id)
        .where(Fund.municipality_id == town_id, Fund.partner_id.is_not(None))
        .group_by(Fund.id)
        .subquery()
    )
