"""Asking the provider for several things, one after the other, none of which stops another."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown, PaymentGateway

T = TypeVar("T")
log = logging.getLogger(__name__)


def ask_for_each(
    those: Iterable[T], act: Callable[[PaymentGateway, T], object], *, what: str
) -> None:
    """Do `act` for each of `those` outside of any transaction; `what` it is, for the log.

    What the provider does not answer, or what fails, is left as it is for the next round.
    """
    gateway = choosing.chosen()
    for one in those:
        try:
            act(gateway, one)
        except GatewayDown:
            log.warning("the provider does not answer, which leaves for later: %s", what)
            db.session.rollback()
        except Exception:
            log.exception("failed, and left for later while the others go on: %s", what)
            db.session.rollback()
