"""What readers know of where somebody lives, and what one more thing would tell them."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.crowds import Area, crosses_safely
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.residents import Resident


def shown_of(resident_id: int) -> set[Area]:
    """Return every area that was ever shown of a resident."""
    rows = db.session.scalars(select(ShownArea).where(ShownArea.resident_id == resident_id))
    return {row.area for row in rows}


def street_crosses(resident: Resident) -> bool:
    """Tell whether the street of the home, with what was shown of a former one, leaves few doors.

    What is shown of this home needs no look: its companions share all of it.
    """
    home = resident.address
    if home is None:
        return False
    here = {Area(cell_id=home.cell_id), Area(quartier_id=home.quartier_id)}
    street = Area(insee=home.insee, street=home.street)
    return not may_be_shown(street, shown_of(resident.id) - here)


def may_be_shown(area: Area, known: set[Area]) -> bool:
    """Tell whether an area, crossed with each of those known, leaves no door or eleven."""
    if area.street is not None and area.insee is not None:
        return crosses_safely(area.insee, area.street, known)
    streets = [(each.insee, each.street) for each in known if each.insee and each.street]
    return all(crosses_safely(insee, street, [area]) for insee, street in streets)
