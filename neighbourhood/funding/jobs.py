"""What the clock does to money: free what was kept too long, give back what is owed."""

import logging

from neighbourhood.foundation.outside import jobs as clockwork
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import gateways, queries
from neighbourhood.funding.actions import gifts, returns

log = logging.getLogger(__name__)


@clockwork.periodic(minute="*")
def expire_reservations() -> None:
    """Every minute, let others give what was kept for a payment that did not come."""
    with transaction():
        gifts.expire_reservations()


@clockwork.periodic(minute="*/5")
def send_refunds() -> None:
    """Give back what is owed; what fails now is tried again at the next round."""
    gateway = gateways.chosen()
    for key in queries.to_refund():
        try:
            gateway.refund(queries.by_key(key))
            with transaction():
                returns.record_refund(key)
        except gateways.GatewayDown:
            log.warning("the provider refused a refund, which stays owed")
            db.session.rollback()
        except Exception:
            log.exception("a refund failed, which stays owed; the others go on")
            db.session.rollback()
