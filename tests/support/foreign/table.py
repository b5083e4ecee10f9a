"""For every route that names a thing, which one is asked for by somebody it does not concern."""

from tests.support.foreign import (
    exchanges,
    funding,
    invitations,
    mandates,
    messaging,
    needs,
    notifications,
    partners,
    residents,
    verification,
)
from tests.support.foreign.things import Maker

FOREIGN: dict[str, Maker] = {
    **exchanges.FOREIGN,
    **invitations.FOREIGN,
    **messaging.FOREIGN,
    **needs.FOREIGN,
    **funding.FOREIGN,
    **notifications.FOREIGN,
    **residents.FOREIGN,
    **partners.FOREIGN,
    **mandates.FOREIGN,
    **verification.FOREIGN,
}
