"""What is known of places."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.giveaways.tokens import keys_of
from neighbourhood.foundation.words.giveaways.traces import Here
from neighbourhood.places.geometry import QuartierIndex
from neighbourhood.places.models import (
    Address,
    BaseMapFeature,
    Cell,
    Municipality,
    Neighbouring,
    Quartier,
    Street,
)

Stamp = tuple[int, datetime | None, int | None]
T = TypeVar("T")

# What was computed from the shapes, per database and process, until a stamp says it is stale.
_computed: WeakKeyDictionary[Engine, tuple[Stamp, dict[Hashable, Any]]] = WeakKeyDictionary()


def get_quartier(quartier_id: int) -> Quartier:
    """Return a quartier, or raise Missing."""
    found = db.session.get(Quartier, quartier_id)
    if found is None:
        raise Missing
    return found


def get_town(municipality_id: int) -> Municipality:
    """Return a municipality, or raise Missing."""
    found = db.session.get(Municipality, municipality_id)
    if found is None:
        raise Missing
    return found


def get_municipality(insee: str) -> Municipality | None:
    """Return the municipality with that INSEE code."""
    return db.session.scalar(select(Municipality).where(Municipality.insee == insee))


def municipalities() -> Sequence[Municipality]:
    """Return every municipality, by name."""
    return db.session.scalars(select(Municipality).order_by(Municipality.name)).all()


def quartiers_of(municipality_id: int) -> Sequence[Quartier]:
    """Return the quartiers of a municipality, by name."""
    chosen = select(Quartier).where(Quartier.municipality_id == municipality_id)
    return db.session.scalars(chosen.order_by(Quartier.name)).all()


def locate(lat: float, lon: float) -> Quartier | None:
    """Return the quartier at a point: borders count, and so do 5 m around."""
    found = quartier_index().find(lat, lon)
    return None if found is None else db.session.get(Quartier, found)


def quartier_index() -> QuartierIndex:
    """Return the shapes of all quartiers, ready to be asked."""
    return remembered("index", _read_index)


def _read_index() -> QuartierIndex:
    rows = db.session.execute(select(Quartier.id, Quartier.boundary))
    return QuartierIndex(dict(rows.all()))


def here(municipality_id: int) -> Here:
    """Return what a town calls its streets, itself and its quartiers."""
    return remembered(("here", municipality_id), lambda: _read_here(municipality_id))


def _read_here(municipality_id: int) -> Here:
    town = db.session.get_one(Municipality, municipality_id)
    streets = select(Street.name).where(Street.insee == town.insee).distinct()
    quartiers = select(Quartier.name).where(Quartier.municipality_id == municipality_id)
    return Here(
        streets=frozenset(map(keys_of, db.session.scalars(streets))),
        places=frozenset(map(keys_of, [town.name, *db.session.scalars(quartiers)])),
    )


def remembered(key: Hashable, compute: Callable[[], T]) -> T:
    """Return what `compute` returned for `key` since a town was last redrawn."""
    engine = db.engine
    stamp = last_redrawn()
    known = _computed.get(engine)
    if known is None or known[0] != stamp:
        known = _computed[engine] = (stamp, {})
    if key not in known[1]:
        known[1][key] = compute()
    return cast("T", known[1][key])


def forget_computed() -> None:
    """Forget what was computed from shapes: some were tried, and undone."""
    _computed.pop(db.engine, None)


# Built once: it is asked for each time that somebody types a letter of an address.
_LAST_REDRAWN = select(
    select(func.count(Quartier.id)).scalar_subquery(),
    select(func.max(Municipality.redrawn_at)).scalar_subquery(),
    select(func.max(Address.id)).scalar_subquery(),
)


def last_redrawn(connection: Connection | None = None) -> Stamp:
    """Return what changes whenever any municipality is redrawn."""
    # The connection, not the session: no objects are loaded, and it takes half the time.
    connection = connection or db.session.connection()
    count, moment, newest = connection.execute(_LAST_REDRAWN).one()
    return count, moment, newest


def neighbours_of(quartier_id: int) -> list[Quartier]:
    """Return the quartiers that touch this one, by name."""
    chosen = (
        select(Quartier)
        .join(Neighbouring, Neighbouring.neighbour_id == Quartier.id)
        .where(Neighbouring.quartier_id == quartier_id)
        .order_by(Quartier.name)
    )
    return list(db.session.scalars(chosen))


def address_by_key(key: str) -> Address | None:
    """Return the address with that BAN identifier, unless it is retired."""
    chosen = select(Address).where(Address.key == key, Address.retired_at.is_(None))
    return db.session.scalar(chosen)


def cells_of(quartier_ids: set[int]) -> Sequence[Cell]:
    """Return the public grid of some quartiers."""
    chosen = select(Cell).where(Cell.quartier_id.in_(quartier_ids), Cell.address_count > 0)
    return db.session.scalars(chosen.order_by(Cell.code)).all()


def cells_by_id(cell_ids: Iterable[int]) -> Sequence[Cell]:
    """Return some squares of the grid, the large ones first so that none hides a small one."""
    chosen = select(Cell).where(Cell.id.in_(list(cell_ids)))
    return db.session.scalars(chosen.order_by(Cell.size_m.desc(), Cell.lat.desc(), Cell.lon)).all()


def all_cells_of(quartier_id: int) -> Sequence[Cell]:
    """Return the squares of a quartier, those that stand for no address any more included."""
    chosen = select(Cell).where(Cell.quartier_id == quartier_id)
    return db.session.scalars(chosen.order_by(Cell.code)).all()


def base_map(municipality_id: int) -> Sequence[BaseMapFeature]:
    """Return what is drawn under the quartiers of a municipality."""
    chosen = select(BaseMapFeature).where(BaseMapFeature.municipality_id == municipality_id)
    return db.session.scalars(chosen.order_by(BaseMapFeature.id)).all()
