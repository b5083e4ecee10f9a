"""The town hall as papers show it: its address, telephone and hours, and its logo."""

from types import MappingProxyType

from flask_babel import gettext

from neighbourhood.foundation.outside.paper import Mark
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.places.models import Municipality

LIMITS = MappingProxyType({"address": 160, "telephone": 30, "hours": 160})


def keep_contact(
    town: Municipality,
    *,
    address: str | None = None,
    telephone: str | None = None,
    hours: str | None = None,
) -> None:
    """Write down what is given of how the hall of `town` is reached; None leaves it as it is."""
    given = {"hall_address": address, "hall_telephone": telephone, "hall_hours": hours}
    for name, value in given.items():
        if value is not None:
            setattr(town, name, value)


def is_told(town: Municipality) -> bool:
    """Tell whether papers say all three."""
    return all((town.hall_address, town.hall_telephone, town.hall_hours))


def say_address(town: Municipality | None) -> str:
    """Say where a paper comes back to: Mairie de Valbourg, 1 place Verte, 99350 Valbourg."""
    if town is None or not town.hall_address:
        return ""
    said = gettext("Mairie de %(town)s, %(address)s", town=town.name, address=town.hall_address)
    return str(said)


def say_contact(town: Municipality | None) -> str:
    """Say the address, the telephone and the hours on one line, as far as they are known."""
    if town is None:
        return ""
    known = [say_address(town)]
    if town.hall_telephone:
        known.append(gettext("téléphone : %(telephone)s", telephone=town.hall_telephone))
    if town.hall_hours:
        known.append(gettext("horaires : %(hours)s", hours=town.hall_hours))
    return " · ".join(filter(None, known))


def mark_of(municipality_id: int) -> Mark | None:
    """Return the logo that a town puts on its papers, None when it has none."""
    look = db.session.get(TownLook, municipality_id)
    if look is None or look.logo_key is None:
        return None
    try:
        return Mark(storage().get(look.logo_key), look.logo_alt)
    except NothingStored:
        # A letter with a code waits for no picture.
        return None
