"""Among how many doors somebody hides, whose street, square and quartier are known.

A reader forms combinations: the street with the square, with the quartier, with what was shown
before the last import or a new boundary. What an address was ever shown as is therefore kept in
one word, its trail; whoever lives there hides among the doors of the same trail, and no others.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Row, func, or_, select

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


def companions(rows: Sequence[Row[Any]], trails: Mapping[int, str]) -> dict[int, int]:
    """Count the doors of its street that share the trail of each address."""
    crowd = defaultdict[Hashable, set[Hashable]](set)
    groups = {row.id: (trails[row.id], row.insee, row.street.casefold()) for row in rows}
    for row in rows:
        crowd[groups[row.id]].add(door_of(row))
    counted = {group: len(found - {None}) for group, found in crowd.items()}
    return {key: counted[group] for key, group in groups.items()}


def hides(address: Address | None) -> bool:
    """Tell whether the street of an address may be shown beside all that was ever shown of it."""
    return address is not None and address.companions >= FEWEST


class Hiding(NamedTuple):
    """Among how many the addresses of an instance hide."""

    addresses: int
    may_show_street: int
    squares: int
    fewest_doors: int


def hiding() -> Hiding:
    """Count the addresses in some quartier, those that may show their street, and the squares."""
    columns = Address.__table__.c
    here = columns.quartier_id.is_not(None), columns.retired_at.is_(None)
    several = func.count().filter(columns.companions >= FEWEST)
    addresses, shown = db.session.execute(select(func.count(), several).where(*here)).one()
    door = select(columns.cell_id, columns.insee, columns.street, columns.number)
    doors = door.where(*here, columns.cell_id.is_not(None)).distinct().subquery()
    each = select(func.count().label("doors")).group_by(doors.c.cell_id).select_from(doors)
    squares = each.subquery()
    counted = select(func.count(), func.min(squares.c.doors)).select_from(squares)
    number, fewest = db.session.execute(counted).one()
    return Hiding(addresses, shown, number, fewest or 0)


def crosses_safely(insee: str, street: str, others: Iterable[Area]) -> bool:
    """Tell whether a street has no door in common with each other area, or eleven or more."""
    areas = list(others)
    columns = Address.__table__.c
    around = or_(
        columns.quartier_id.in_({each.quartier_id for each in areas} - {None}),
        columns.cell_id.in_({each.cell_id for each in areas} - {None}),
    )
    chosen = select(columns.street, columns.number, columns.quartier_id, columns.cell_id)
    here = chosen.where(around, columns.insee == insee, columns.retired_at.is_(None))
    crowd = defaultdict[Area, set[int]](set)
    for called, number, quartier_id, cell_id in db.session.execute(here.distinct()):
        # The database folds no accents: a file that writes É for é means the same street.
        if called.casefold() == street.casefold():
            crowd[Area(quartier_id=quartier_id)].add(number)
            crowd[Area(cell_id=cell_id)].add(number)
    return all(len(crowd[area]) not in range(1, FEWEST) for area in areas if area in crowd)


def go_together(
    rows: Sequence[Row[Any]], places: Sequence[int | None], shown: Collection[int]
) -> list[int | None]:
    """Return where each address goes when quartiers are drawn anew: `places`, or where it was.

    What was always shown alike goes to another quartier, or is parted between some, by eleven
    doors or more at a time, and so does each street of it that may be shown, and each square;
    what would leave fewer stays whole where it was, if somebody is `shown` there. Whoever moved by
    twos or threes would be recognised.
    """
    streets = [
        (row.trail, row.insee, row.street.casefold()) if row.companions >= FEWEST else None
        for row in rows
    ]
    alike = [row.trail or None for row in rows]
    for groups in (streets, alike, [row.cell_id for row in rows]):
        places = _unparted(rows, places, groups, shown)
    return list(places)


def _unparted(
    rows: Sequence[Row[Any]],
    places: Sequence[int | None],
    groups: Sequence[Hashable],
    shown: Collection[int],
) -> list[int | None]:
    parts = defaultdict[Hashable, dict[int | None, set[Hashable]]](dict)
    for row, place, group in zip(rows, places, groups, strict=True):
        if group is not None and row.quartier_id in shown:
            parts[group].setdefault(place, set()).add(door_of(row))
    whole = {
        group
        for group, by_place in parts.items()
        if len(by_place) > 1 and any(len(doors - {None}) < FEWEST for doors in by_place.values())
    }
    return [
        row.quartier_id if group in whole else place
        for row, place, group in zip(rows, places, groups, strict=True)
    ]
