"""Keeping in mind what was shown of where somebody lives."""

from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.crowds import Area
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.areas import may_be_shown, movers, shown_of, street_crosses


def note_home(resident: Resident) -> None:
    """Keep in mind the quartier of a resident: their profile and all they write show it."""
    _note(resident.id, Area(quartier_id=resident.quartier_id))
    unseen = Quartier.id == resident.quartier_id, Quartier.shown_at.is_(None)
    db.session.execute(update(Quartier).where(*unseen).values(shown_at=now()))
    resident.street_crosses = street_crosses(resident)


def look_again() -> None:
    """Find out anew for whom the street crosses what was shown of a former home.

    An import that takes doors away, or a border, leaves fewer where there were eleven.
    """
    for mover in movers():
        mover.street_crosses = street_crosses(mover)


def note_street(resident: Resident, address: Address) -> None:
    """Keep in mind that the street of an address was shown."""
    _note(resident.id, Area(insee=address.insee, street=address.street))


def square_to_show(resident_id: int, cell_id: int) -> int | None:
    """Return the square where the map shows what a resident put up, kept in mind from now on.

    None where it would, with a street shown earlier, leave only a few doors.
    """
    square, known = Area(cell_id=cell_id), shown_of(resident_id)
    if square not in known:
        if not may_be_shown(square, known):
            return None
        _note(resident_id, square)
    return cell_id


def _note(resident_id: int, area: Area) -> None:
    if area not in shown_of(resident_id):
        db.session.add(ShownArea(resident_id=resident_id, **area._asdict()))
        db.session.flush()
