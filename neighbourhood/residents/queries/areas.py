"""What readers know of where somebody lives, and what one more thing would tell them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from neighbourhood.foundation.storing.database import db
from neighbourhood.places import homes
from neighbourhood.places.crowds import Area, crosses_safely
from neighbourhood.places.models import Address
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
    street = Area(insee=home.insee, street=home.street)
    return not may_be_shown(street, shown_of(resident.id) - _areas_of(home))


def movers() -> Sequence[Resident]:
    """Return the residents of whom more was shown than the quartier and the square of their home.

    As their homes stand in the tables now, whatever was read of them before.
    """
    shown = or_(Resident.id.in_(_shown_elsewhere()), Resident.street_crosses)
    chosen = select(Resident).where(Resident.address_id.is_not(None), shown).order_by(Resident.id)
    found = chosen.options(selectinload(Resident.address))
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def _shown_elsewhere() -> set[int]:
    """Return of whom another quartier or square was shown than that of their home."""
    shown = (
        select(ShownArea.resident_id, Resident.address_id, ShownArea.quartier_id, ShownArea.cell_id)
        .join(Resident, Resident.id == ShownArea.resident_id)
        .where(ShownArea.street.is_(None), Resident.address_id.is_not(None))
    )
    rows = db.session.execute(shown).all()
    here = homes.quartiers_and_cells(home for _, home, _, _ in rows)
    return {
        who
        for who, home, quartier, cell in rows
        if (quartier, cell) not in ((here[home][0], None), (None, here[home][1]))
    }


def _areas_of(home: Address | None) -> set[Area]:
    return {Area(cell_id=home.cell_id), Area(quartier_id=home.quartier_id)} if home else set()


def may_be_shown(area: Area, known: set[Area]) -> bool:
    """Tell whether an area, crossed with each of those known, leaves no door or eleven."""
    if area.street is not None and area.insee is not None:
        return crosses_safely(area.insee, area.street, known)
    streets = [(each.insee, each.street) for each in known if each.insee and each.street]
    return all(crosses_safely(insee, street, [area]) for insee, street in streets)
