"""Links by which a visitor, who has no account, reads what they gave."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.funding.models.donors import Visitor, VisitorLink

LINKS_LAST = timedelta(days=30)


def new_link(visitor: Visitor) -> str:
    """Return the token of one more link to the gifts of a visitor, good for `LINKS_LAST`."""
    token = random_token()
    expires = now() + LINKS_LAST
    db.session.add(
        VisitorLink(fingerprint=fingerprint(token), visitor_id=visitor.id, expires_at=expires)
    )
    db.session.flush()
    return token
