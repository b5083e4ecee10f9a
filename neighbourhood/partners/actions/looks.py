"""Changing the colour and the logo of a town."""

import logging

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.places.models import Municipality

log = logging.getLogger(__name__)


def look_of(town: Municipality) -> TownLook:
    """Return how a town looks; as the house does where nothing was chosen."""
    found = db.session.get(TownLook, town.id)
    return found or TownLook(municipality_id=town.id, colour="", logo_alt="", version=0)


def change(
    town: Municipality, *, colour: str, logo_key: str | None, logo_alt: str
) -> tuple[bool, str | None]:
    """Change how a town looks; tell whether anything did, and which logo nothing shows any more."""
    holding.hold(Municipality, town.id)
    look = look_of(town)
    wanted = (colour, logo_key, logo_alt if logo_key else "")
    before = (look.colour, look.logo_key, look.logo_alt)
    if wanted == before:
        return False, None
    look.colour, look.logo_key, look.logo_alt = wanted
    look.version += 1
    db.session.add(look)
    db.session.flush()
    log.info("the look of a town was changed", extra={"town": town.insee, "version": look.version})
    return True, before[1] if before[1] != logo_key else None
