"""Among how many doors somebody hides, whose street, square and quartier are known.

A reader forms combinations: the street with the square, with the quartier, with what was shown
before the last import or a new boundary. What an address was ever shown as is therefore kept in
one word, its trail; whoever lives there hides among the doors of the same trail, and no others.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address


class Area(NamedTuple):
    """What readers know of where somebody lives: a quartier, a square or a street."""

    quartier_id: int | None = None
    cell_id: int | None = None
    insee: str | None = None
    street: str | None = None


def door_of(row: Row[Any] | Address) -> Hashable | None:
    """Return what an address has in common with all of its door: 12, 12 bis and 12 A are one."""
    return None if row.retired_at else (row.insee, row.street.casefold(), row.number)


def follow(trail: str, area: Hashable, *, epoch: str) -> str:
    """Return the trail of an address that is now shown as `area`; `epoch` begins a new one.

    Addresses added later begin another trail: whoever was seen before does not live there.
    """
    past, _, here = trail.partition(".")
    now_here = _short(repr(area))
    if here == now_here:
        return trail
    return f"{_short(trail) if past else epoch}.{now_here}"


def _short(words: str) -> str:
    return blake2b(words.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def companions(trails: Mapping[int, str], doors: Mapping[int, Hashable | None]) -> dict[int, int]:
    """Count the doors that share the trail of each address; the street is a part of it."""
    crowd = defaultdict[str, set[Hashable]](set)
    for key, trail in trails.items():
        crowd[trail].add(doors[key])
    counted = {trail: len(found - {None}) for trail, found in crowd.items()}
    return {key: counted[trail] for key, trail in trails.items()}


def hides(address: Address | None) -> bool:
    """Tell whether the street of an address may be shown beside all that was ever shown of it."""
    return address is not None and address.companions >= FEWEST


def crosses_safely(insee: str, street: str, others: Iterable[Area]) -> bool:
    """Tell whether a street has no door in common with each other area, or eleven or more."""
    columns = Address.__table__.c
    chosen = select(columns.number, columns.quartier_id, columns.cell_id).where(
        columns.insee == insee, columns.street == street, columns.retired_at.is_(None)
    )
    crowd = defaultdict[Area, set[int]](set)
    for number, quartier_id, cell_id in db.session.execute(chosen.distinct()):
        crowd[Area(quartier_id=quartier_id)].add(number)
        crowd[Area(cell_id=cell_id)].add(number)
    return all(len(crowd[area]) not in range(1, FEWEST) for area in others if area in crowd)
