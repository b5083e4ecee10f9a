"""Setting a town up: it is written down, its first service asked, and one day it opens."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.openings.actions.quartiers import open_those_that_may
from neighbourhood.openings.policies import (
    ServiceThere,
    TownIncomplete,
    TownThere,
    may_found_service,
)
from neighbourhood.openings.queries import towns
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffInvitation
from neighbourhood.places.communes import Commune, time_zone_of
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_municipality
from neighbourhood.residents.acting import Actor

USUAL_NUMBER = 30
LONGEST_POSTCODES = 200


def found(actor: Actor, commune: Commune) -> Municipality:
    """Write a town down as the list has it; it is not open."""
    require(actor.resident.is_administrator)
    require(get_municipality(commune.code) is None, TownThere)
    town = Municipality(
        insee=commune.code,
        name=commune.name,
        contour=commune.contour,
        postcodes=" ".join(commune.postcodes)[:LONGEST_POSTCODES],
        time_zone=time_zone_of(commune.code),
        waiting_since=now(),
        opening_number=USUAL_NUMBER,
    )
    db.session.add(town)
    db.session.flush()
    return town


def ask_service(actor: Actor, town: Municipality, *, name: str, email: str) -> StaffInvitation:
    """Accredit the first service of a town and ask its first manager; asked anew, nobody else is.

    One administrator is enough while nobody lives there.
    """
    require(actor.resident.is_administrator)
    town = hold(Municipality, town.id)
    service = towns.first_service(town)
    if service is None:
        require(may_found_service(town, 0), ServiceThere)
        service = accrediting.accredit(town, name=name, kind=PartnerKind.CITY_SERVICE)
    return staffing.invite_first(actor, hold(Partner, service.id), email=email)


def write_rule(town: Municipality, *, opening_number: int) -> list[int]:
    """Say how many neighbours open a quartier; return those that open by it."""
    town.opening_number = opening_number
    db.session.flush()
    return open_those_that_may(town)


def open_town(town: Municipality) -> list[int]:
    """Open a town that is complete; return the quartiers that have neighbours enough."""
    require(towns.set_up(town).is_complete, TownIncomplete)
    town.waiting_since = None
    db.session.flush()
    return open_those_that_may(town)


def write_thresholds(town: Municipality, *, fewest: int, dominance: int) -> None:
    """Say from how many on figures of a town are told: never of fewer than the site does."""
    town.fewest, town.dominance = fewest, dominance
