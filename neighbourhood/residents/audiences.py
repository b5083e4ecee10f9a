"""Who sees what of a resident: the one place that decides, for pages and for their previews."""

from dataclasses import dataclass
from enum import StrEnum

from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import (
    are_neighbours,
    may_show_street,
    share_a_door,
    share_a_town,
)


class Audience(StrEnum):
    """Who reads, from the nearest to whoever passes by."""

    BUILDING = "building"
    QUARTIER = "quartier"
    TOWN = "town"
    PUBLIC = "public"


NEAR = frozenset({Audience.BUILDING, Audience.QUARTIER})


@dataclass(frozen=True, slots=True)
class Seen:
    """What one audience reads of a resident; a part that is not for it is empty."""

    name: str
    town: str = ""
    quartier: str = ""
    street: str = ""
    same_building: bool = False
    about: str = ""


def audience_of(viewer: Resident | None, resident: Resident) -> Audience:
    """Return the nearest audience of `resident` to which `viewer` belongs."""
    if viewer is None:
        return Audience.PUBLIC
    if viewer.id == resident.id:
        return Audience.QUARTIER
    if share_a_door(viewer, resident):
        return Audience.BUILDING
    if are_neighbours(viewer, resident):
        return Audience.QUARTIER
    return Audience.TOWN if share_a_town(viewer, resident) else Audience.PUBLIC


def seen_as(resident: Resident, audience: Audience | str) -> Seen:
    """Return what an audience reads of `resident`."""
    audience = Audience(audience)
    if audience is Audience.PUBLIC:
        return Seen(name=resident.public_name, town=_town(resident))
    near = audience in NEAR
    # That somebody lives behind the same door is a part of their address: theirs to show.
    told = near and _shows_street(resident)
    return Seen(
        name=resident.near_name if near else resident.public_name,
        town=_town(resident),
        quartier=resident.quartier.name if resident.quartier else "",
        street=resident.address.street if told and resident.address else "",
        same_building=told and audience is Audience.BUILDING,
        about="" if resident.about_hidden_at else resident.about,
    )


def _town(resident: Resident) -> str:
    return resident.quartier.municipality.name if resident.quartier else ""


def street_for(resident: Resident, viewer: Resident) -> str:
    """Return the street of `resident` where `viewer` may read it, else nothing."""
    if not (_shows_street(resident) and are_neighbours(viewer, resident)):
        return ""
    return resident.address.street if resident.address else ""


def _shows_street(resident: Resident) -> bool:
    # An import may have made the street tell more than when it was chosen.
    return resident.shows_street and may_show_street(resident)


def seen_by(resident: Resident, viewer: Resident | None) -> Seen:
    """Return what `viewer` reads of `resident`."""
    return seen_as(resident, audience_of(viewer, resident))
