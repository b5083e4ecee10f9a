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
from tests.support.foreign.things import MAKERS, Maker

TOLD_BY = (
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
FOREIGN: dict[str, Maker] = dict(sorted(MAKERS.items()))
