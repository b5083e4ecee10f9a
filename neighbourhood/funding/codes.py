"""Links by which a visitor reads what they gave, and by which anybody stops a monthly gift."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint, random_token, sign, unsign
from neighbourhood.funding.models.donors import Visitor, VisitorLink
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.monthly import MonthlyGift

LINKS_LAST = timedelta(days=30)
# Each month brings another one, and it can only stop what costs money.
_STOP, _STOPS_FOR = "stop-monthly", timedelta(days=800)
_TRANSFER = "visitor-transfer"


def new_link(visitor: Visitor) -> str:
    """Return the token of one more link to the gifts of a visitor, good for `LINKS_LAST`."""
    token = random_token()
    expires = now() + LINKS_LAST
    db.session.add(
        VisitorLink(fingerprint=fingerprint(token), visitor_id=visitor.id, expires_at=expires)
    )
    db.session.flush()
    return token


def stop_token(gift: MonthlyGift) -> str:
    """Return the token of the link by which a monthly gift is stopped, account or none."""
    return sign(_STOP, gift.id)


def monthly_of(token: str) -> int | None:
    """Return the id of the monthly gift that a link stops, None when forged or too old."""
    found = unsign(_STOP, token, _STOPS_FOR)
    return found if isinstance(found, int) else None


def transfer_token(pledge: Pledge) -> str:
    """Return what opens the page of one transfer of a visitor, and nothing else of theirs."""
    return sign(_TRANSFER, pledge.key)


def key_of_transfer(token: str) -> str | None:
    """Return the key of the gift whose transfer a token opens, None when forged or too old."""
    key = unsign(_TRANSFER, token, LINKS_LAST)
    return key if isinstance(key, str) else None
