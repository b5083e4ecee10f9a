"""What a town covers of losses, what it paid in for them, and what is still missing."""

from dataclasses import dataclass

from sqlalchemy import func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.covering import CoverPayment, CoverStatus
from neighbourhood.funding.queries import standings


@dataclass(frozen=True, slots=True)
class Covering:
    """Cents that a town covers and paid in, and the payment that waits for a second person."""

    covered: int
    paid_in: int
    waiting: CoverPayment | None

    @property
    def missing(self) -> int:
        """What it has still to pay in."""
        return max(0, self.covered - self.paid_in)

    @property
    def beyond(self) -> int:
        """What it paid in for losses that are none any more: it counts for those that come."""
        return max(0, self.paid_in - self.covered)


def covering_in(municipality_id: int) -> Covering:
    """Return how a town stands."""
    here = CoverPayment.municipality_id == municipality_id
    paid = select(func.coalesce(func.sum(CoverPayment.cents), 0))
    paid_in = db.session.scalar(paid.where(here, CoverPayment.status == CoverStatus.CONFIRMED))
    waits = select(CoverPayment).where(here, CoverPayment.status == CoverStatus.ENTERED)
    covered = sum(cents for _fund, cents in standings.covered_in(municipality_id))
    return Covering(covered, int(paid_in or 0), db.session.scalar(waits))


def payment_in(municipality_id: int, payment_id: int) -> CoverPayment:
    """Return what a town paid in, `Missing` for another town."""
    found = db.session.get(CoverPayment, payment_id)
    if found is None or found.municipality_id != municipality_id:
        raise Missing
    return found
