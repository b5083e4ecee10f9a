"""What the directory hears of residents: whoever moves leaves by themselves."""

from flask_babel import gettext

from neighbourhood.directory import telling
from neighbourhood.directory.actions import hellos, leaving, listings
from neighbourhood.directory.queries.listings import listing_of
from neighbourhood.directory.queries.welcomes import welcome_of
from neighbourhood.residents.events import (
    kept_apart,
    resident_closed,
    resident_settled,
    resident_unsettled,
)
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_settled.connect
def come(resident: Resident) -> None:
    """Leave the quartier, or the building, that was home before; hear who welcomes one."""
    said = (listing_of(resident.id), welcome_of(resident.id))
    if any(one is not None and one.quartier_id != resident.quartier_id for one in said):
        leaving.leave_all(resident.id)
    listings.move(resident)
    telling.tell_welcomed(resident)


@resident_unsettled.connect
@resident_closed.connect
def leave(resident: Resident) -> None:
    """Leave the directory: one lives there no more, as far as anybody knows."""
    leaving.leave_all(resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """End what waits between two who want to meet nothing of each other any more."""
    hellos.part(block.blocker_id, block.blocked_id)


def _leaves(resident: Resident) -> list[str]:
    listing = listing_of(resident.id)
    if listing is None or not listing.stands:
        return []
    return [gettext("Votre fiche dans l’annuaire des voisins est effacée.")]


AT_CLOSING.declare(AtClosing(code="directory", ends=_leaves))
