"""Under which name somebody gives: another one for each fund, so that none tells of the other."""

import secrets

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund
from neighbourhood.funding.queries import donors


def pseudonym_in(
    fund: Fund, resident_id: int | None = None, *, visitor_id: int | None = None
) -> str:
    """Return the name under which a resident or a visitor gives to `fund`, drawn at the first try.

    The fund is held: two tries at once cannot both be the first.
    """
    owner = {"resident_id": resident_id, "visitor_id": visitor_id}
    known = donors.pseudonym_in(fund, **owner)
    if known is None:
        known = secrets.token_hex(16)
        db.session.add(DonorPseudonym(pseudonym=known, fund_id=fund.id, **owner))
        db.session.flush()
    return known
