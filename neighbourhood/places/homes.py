"""Where people live, in columns that tell nobody: which address it is, is sealed.

Two columns of homes are compared in SQL; the address itself is read by its number, after. A join of
the two finds nothing, so none is written: a test of the house looks for one.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, bindparam, select, type_coerce

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.sealed import SealedNumber
from neighbourhood.foundation.storing.sealing import seal_number
from neighbourhood.places.models import Address, Quartier

_AT_ONCE = 5_000
# The type of every column that says where somebody lives: one purpose, so that they compare.
Home = SealedNumber("home")
Where = tuple[int | None, int | None]


def in_towns(numbers: Iterable[int | None], municipality_ids: Collection[int]) -> set[int]:
    """Return the addresses, of those of these numbers, that are in a quartier of some towns."""
    theirs = select(Quartier.id).where(Quartier.municipality_id.in_(municipality_ids))
    inside = Address.quartier_id.in_(theirs)
    return {
        number
        for some in _in_turn(numbers)
        for number in db.session.scalars(select(Address.id).where(Address.id.in_(some), inside))
    }


def is_one_of(column: Any, numbers: Collection[int]) -> ColumnElement[bool]:
    """Tell in SQL whether a home is one of these addresses, however many."""
    sealed = [seal_number(Home.purpose, number) for number in sorted(numbers)]
    # Written out: a statement takes some thousand parameters, and a town has more homes.
    said: BindParameter[Any] = bindparam(
        "homes", sealed, unique=True, expanding=True, literal_execute=True
    )
    return type_coerce(column, BigInteger).in_(said)


def quartiers_and_cells(numbers: Iterable[int | None]) -> dict[int | None, Where]:
    """Return the quartier and the square of addresses, by their number."""
    asked = select(Address.id, Address.quartier_id, Address.cell_id)
    return {
        number: (quartier, cell)
        for some in _in_turn(numbers)
        for number, quartier, cell in db.session.execute(asked.where(Address.id.in_(some)))
    }


def _in_turn(numbers: Iterable[int | None]) -> Iterator[list[int]]:
    left = iter(sorted({number for number in numbers if number is not None}))
    while some := list(islice(left, _AT_ONCE)):
        yield some
