"""Noting whose full name the keeper of a desk has read."""

from collections.abc import Iterable
from datetime import time

from neighbourhood.foundation.web.forms import moment
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.kinds import NAME_READ
from neighbourhood.libraries.models.libraries import Library
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.sights import noted_since


def note_read(keeper: Actor, library: Library, people: Iterable[Resident | None]) -> None:
    """Note once a day that a keeper read the names of these people."""
    partner = library.partner
    read = {one.id for one in people if one is not None and one.is_active}
    if read:
        morning = moment(today(), time.min)
        fresh = sorted(read - noted_since(morning, keeper.by_id, read, NAME_READ))
        office = Office(partner.name, partner.municipality_id)
        sights.note_each(keeper.by_id, fresh, NAME_READ, office=office)
