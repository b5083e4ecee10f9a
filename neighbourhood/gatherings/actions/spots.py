"""Places open to all, where neighbours may meet: added and retired by who looks after a town."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Cell, PublicPlace, Quartier
from neighbourhood.places.queries import base_map, cells_of


def add(quartier: Quartier, name: str) -> PublicPlace:
    """Propose a place; its square is that of the park or square of this name on the map."""
    known = PublicPlace.quartier_id == quartier.id, PublicPlace.name == name
    place = db.session.scalar(select(PublicPlace).where(*known))
    if place is None:
        place = PublicPlace(quartier_id=quartier.id, name=name)
        db.session.add(place)
    place.retired_at = None
    cell = _square_of(quartier, name)
    place.cell_id = cell.id if cell else None
    db.session.flush()
    return place


def _square_of(quartier: Quartier, name: str) -> Cell | None:
    drawn = [one for one in base_map(quartier.municipality_id) if _same(one.name, name)]
    cells = cells_of({quartier.id})
    if not drawn or not cells:
        return None
    lon, lat = _middle(list(_corners(drawn[0].geometry["coordinates"])))
    return min(cells, key=lambda cell: (cell.lat - lat) ** 2 + (cell.lon - lon) ** 2)


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _corners(inner)


def _middle(corners: Sequence[tuple[float, float]]) -> tuple[float, float]:
    lon, lat = ([corner[axis] for corner in corners] for axis in (0, 1))
    return (min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2


def _same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()


def retire(place: PublicPlace) -> None:
    """Propose a place no more; what is held there keeps its name."""
    place.retired_at = place.retired_at or now()
    db.session.flush()
