"""Quartiers that a file no longer names: those that are missing, and which of them may leave."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.geometry import Boundary, on_ground
from neighbourhood.places.intake import Tally
from neighbourhood.places.models import Address, Cell, Neighbouring, Quartier
from neighbourhood.places.outlines import Outline, Reading, Refusal

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
else:
    shapely = lazily("shapely")

# A border drawn twice is never the same: so much of a quartier may lie beyond that of its town.
WITHIN = 0.5
STAYS = _l("il n’est pas dans le fichier ; il reste tel qu’il est")
LIVED_IN = _l("il n’est pas dans le fichier, mais il a déjà servi : il reste")
LEAVES = _l("il n’est pas dans le fichier ; il disparaît")


def see_off(known: Iterable[Quartier], named: set[str], tally: Tally, *, drop: bool) -> None:
    """Note the quartiers that a file does not name; those that never served leave if asked."""
    for quartier in known:
        if quartier.name in named:
            continue
        leaves = drop and _leave(quartier.id)
        tally.left += leaves
        reason = LEAVES if leaves else LIVED_IN if drop else STAYS
        tally.missing.append(Refusal(f"« {quartier.name} »", reason))


def _leave(quartier_id: int) -> bool:
    """Take a quartier away, unless anything points to it: who lives, waits or wrote there."""
    beside = or_(Neighbouring.quartier_id == quartier_id, Neighbouring.neighbour_id == quartier_id)
    doors = update(Address).where(Address.quartier_id == quartier_id)
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Neighbouring).where(beside))
            db.session.execute(doors.values(quartier_id=None, cell_id=None, trail="", companions=0))
            db.session.execute(delete(Cell).where(Cell.quartier_id == quartier_id))
            db.session.execute(delete(Quartier).where(Quartier.id == quartier_id))
    except IntegrityError:
        return False
    return True


def within(reading: Reading, contour: Boundary | None) -> Reading:
    """Refuse the outlines that lie beyond the border of their town, where it is known."""
    if contour is None:
        return reading
    town = on_ground(shapely.geometry.shape(contour))
    outside = [one for one in reading.outlines if not _is_within(one, town)]
    reading.outlines = [one for one in reading.outlines if one not in outside]
    reason = _l("il est en dehors de la commune")
    reading.refusals += [Refusal(f"« {one.name} »", reason) for one in outside]
    return reading


def _is_within(outline: Outline, town: "shapely.Geometry") -> bool:
    shared = shapely.intersection(outline.ground, shapely.make_valid(town))
    return bool(shared.area >= WITHIN * outline.ground.area)
