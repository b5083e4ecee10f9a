"""What is derived from the addresses: the squares they share, the streets they spell."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from secrets import token_hex
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, func, insert, select, update

from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.crowds import companions, door_of, follow
from neighbourhood.places.grid import Share, Square, share_out
from neighbourhood.places.models import (
    Address,
    Cell,
    Quartier,
    Street,
)
from neighbourhood.places.spelling import words

# On the table, not the model: an import changes a hundred thousand rows.
_SHOWN_AS = (
    update(cast("Table", Address.__table__))
    .where(Address.__table__.c.id == bindparam("spot"))
    .values(cell_id=bindparam("cell"), trail=bindparam("trail"), companions=bindparam("crowd"))
)


def share_squares(quartier_ids: Iterable[int]) -> None:
    """Draw the public grid of some quartiers again, after their addresses changed."""
    epoch = token_hex(8)
    for quartier_id in sorted(quartier_ids):
        _share(queries.get_quartier(quartier_id), epoch)


def _share(quartier: Quartier, epoch: str) -> None:
    columns = Address.__table__.c
    rows = db.session.execute(select(*columns).where(columns.quartier_id == quartier.id)).all()
    doors = {row.id: door_of(row) for row in rows}
    cells = _cells_for(quartier, rows, doors)
    trails = {
        row.id: follow(
            row.trail if quartier.shown_at else "",
            (quartier.id, cells.get(row.id)),
            epoch=epoch,
        )
        for row in rows
    }
    crowd = companions(rows, trails)
    changed = [
        {"spot": row.id, "cell": cells.get(row.id), "trail": trails[row.id], "crowd": crowd[row.id]}
        for row in rows
        if (row.cell_id, row.trail, row.companions)
        != (cells.get(row.id), trails[row.id], crowd[row.id])
    ]
    if changed:
        db.session.execute(_SHOWN_AS, changed)


def _cells_for(
    quartier: Quartier, rows: Sequence[Row[Any]], doors: Mapping[int, Hashable | None]
) -> dict[int, int]:
    """Draw the squares of a quartier; return which of them each of its addresses has."""
    known = {cell.code: cell for cell in queries.all_cells_of(quartier.id)}
    squares = {cell.id: _square(cell) for cell in known.values()}
    # Those whom a border gave to this quartier keep their square together: see `go_together`.
    others = {row.cell_id for row in rows if row.cell_id is not None} - squares.keys()
    squares |= {cell.id: _square(cell) for cell in queries.cells_by_id(others)}
    for cell in known.values():
        cell.address_count = 0
    held = {row.id: squares[row.cell_id] for row in rows if row.cell_id in squares}
    shares = share_out({row.id: (row.lat, row.lon) for row in rows}, held, doors)
    cells = [(_cell(quartier, share, known), share.keys) for share in shares]
    db.session.flush()
    return {key: cell.id for cell, keys in cells for key in keys}


def _square(cell: Cell) -> Square:
    _quartier, *numbers = cell.code.split("-")
    return Square(*map(int, numbers))


def _cell(quartier: Quartier, share: Share, known: dict[str, Cell]) -> Cell:
    square = share.square
    code = f"{quartier.id}-{square.zoom}-{square.x}-{square.y}"
    cell = known.get(code)
    if cell is None:
        lat, lon = square.centre
        cell = Cell(code=code, quartier_id=quartier.id, lat=lat, lon=lon, size_m=square.size_m)
        db.session.add(cell)
    cell.address_count = len(share.keys)
    return cell


def index_streets() -> None:
    """Bring the streets and the words they are found by up to date with the addresses."""
    columns = Address.__table__.c
    grouped = select(
        columns.insee,
        columns.street.label("name"),
        columns.postcode,
        func.max(columns.town).label("town"),
        func.avg(columns.lat).label("lat"),
        func.avg(columns.lon).label("lon"),
    )
    grouped = grouped.where(columns.retired_at.is_(None)).group_by(
        columns.insee, columns.street, columns.postcode
    )
    known = set(db.session.execute(select(Street.insee, Street.name, Street.postcode)))
    wanted = db.session.execute(grouped).all()
    gone = known - {(row.insee, row.name, row.postcode) for row in wanted}
    for insee, name, postcode in gone:
        spot = (Street.insee == insee, Street.name == name, Street.postcode == postcode)
        db.session.execute(delete(Street).where(*spot))
    new = [row._asdict() for row in wanted if (row.insee, row.name, row.postcode) not in known]
    for values in new:
        found = words(f"{values['name']} {values['town']}")
        values["search"] = " ".join(dict.fromkeys([*found, values["postcode"]]))
    if new:
        db.session.execute(insert(Street), new)
