"""What of a donor’s money is on its way when they close their account."""

from sqlalchemy import Select, exists, func, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import DonorPseudonym, Payment, Pledge, PledgeStatus
from neighbourhood.funding.queries.monthly import being_charged

_WHOSE = DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym
_GOING_BACK = (PledgeStatus.OWED_BACK, PledgeStatus.RETURNING, PledgeStatus.STUCK)


def is_paying(resident_id: int) -> bool:
    """Tell whether something is kept for a payment of theirs right now."""
    kept = Pledge.status == PledgeStatus.RESERVED, Pledge.reserved_until > now()
    theirs = select(Pledge.id).join(*_WHOSE).where(DonorPseudonym.resident_id == resident_id, *kept)
    # A monthly gift is paid without them, and ends with the account.
    theirs = theirs.where(Pledge.id.not_in(being_charged()))
    return bool(db.session.scalar(select(exists(theirs))))


def cents_going_back(resident_id: int) -> int:
    """Return how much they paid is to be given back and has not gone yet, or not arrived."""
    left = func.coalesce(func.sum(Payment.paid_cents - Payment.counted_cents), 0)
    theirs: Select[int] = select(left).join(Pledge).join(*_WHOSE)
    mine = DonorPseudonym.resident_id == resident_id, Pledge.status.in_(_GOING_BACK)
    return int(db.session.scalar(theirs.where(*mine)) or 0)
