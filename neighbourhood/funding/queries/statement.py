"""The sums of one town, by the ledger: open to anybody."""

from dataclasses import dataclass

from sqlalchemy import func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import AccountKind, LedgerAccount, LedgerEntry
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was given in a town and not given back, in cents, and where it is."""

    given: int
    with_partners: int
    used: int

    @property
    def waiting(self) -> int:
        """What has not been paid out yet."""
        return self.given - self.with_partners - self.used


def open_town(insee: str) -> Municipality:
    """Return a town that is set up, `Missing` otherwise."""
    town = get_municipality(insee)
    if town is None or not town.is_open:
        raise Missing
    return town


def sums_of(town: Municipality) -> Sums:
    """Return the sums of all funds of a town."""
    statement = (
        select(LedgerAccount.kind, func.sum(LedgerEntry.amount_cents))
        .join(LedgerEntry, LedgerEntry.account_id == LedgerAccount.id)
        .join(Fund, Fund.id == LedgerAccount.fund_id)
        .where(Fund.municipality_id == town.id)
        .group_by(LedgerAccount.kind)
    )
    cents = {kind: int(total) for kind, total in db.session.execute(statement)}
    return Sums(
        given=-cents.get(AccountKind.FUND, 0),
        with_partners=cents.get(AccountKind.WITH_PARTNER, 0),
        used=cents.get(AccountKind.USED, 0),
    )
