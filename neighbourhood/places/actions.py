"""Redrawing the map of a town: quartiers, addresses, the base map."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, insert, select, update

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.ban import AddressRow, address_values
from neighbourhood.places.drawing import index_streets, share_squares
from neighbourhood.places.geometry import NOWHERE, on_ground, touching
from neighbourhood.places.models import (
    Address,
    BaseMapFeature,
    FeatureKind,
    Municipality,
    Neighbouring,
    Quartier,
)
from neighbourhood.places.outlines import Outline, Reading, Refusal, without_overlaps
from neighbourhood.places.spelling import tokens

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

BATCH = 2000


@dataclass
class Tally:
    """What an import did, row by row or feature by feature."""

    imported: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    outside: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    refused_rows: list[int] = field(default_factory=list)


def import_quartiers(
    reading: Reading,
    *,
    insee: str,
    municipality: str,
    accept_partial: bool = False,
) -> Tally:
    """Draw the quartiers of a municipality; if one is refused nothing is, unless told otherwise."""
    reading = without_overlaps(reading, _others(insee, {each.name for each in reading.outlines}))
    tally = Tally(refused=len(reading.refusals), refusals=reading.refusals)
    if not reading.outlines or (reading.refusals and not accept_partial):
        return tally
    town = _settle_municipality(insee, municipality)
    known = {quartier.name: quartier for quartier in queries.quartiers_of(town.id)}
    for outline in reading.outlines:
        _draw(town, outline, known, tally)
    if tally.imported or tally.changed:
        town.redrawn_at = now()
        db.session.flush()
        _find_neighbours(town)
        _relocate_addresses()
    return tally


def import_addresses(rows: Iterable[AddressRow]) -> Tally:
    """Take rows of the national address file; those known by their key are brought up to date."""
    tally, touched = Tally(), set[int | None]()
    for start, batch in _batches(rows):
        touched |= _take(start, batch, tally)
    if tally.imported or tally.changed:
        _redraw(touched)
        index_streets()
    return tally


def import_base_map(features: Sequence[Mapping[str, Any]], *, insee: str) -> Tally:
    """Replace what is drawn under the quartiers of a municipality."""
    town = queries.get_municipality(insee)
    if town is None:
        raise LookupError(insee)
    before = [(f.kind, f.name, f.geometry) for f in queries.base_map(town.id)]
    after = [(FeatureKind(f["kind"]), f["name"], f["geometry"]) for f in features]
    if before == after:
        return Tally(unchanged=len(after))
    db.session.execute(delete(BaseMapFeature).where(BaseMapFeature.municipality_id == town.id))
    db.session.add_all(
        BaseMapFeature(municipality_id=town.id, kind=kind, name=name, geometry=geometry)
        for kind, name, geometry in after
    )
    town.redrawn_at = now()
    return Tally(imported=len(after))


def _settle_municipality(insee: str, name: str) -> Municipality:
    town = queries.get_municipality(insee)
    if town is None:
        town = Municipality(insee=insee, name=name)
        db.session.add(town)
        db.session.flush()
    return town


def _others(insee: str, redrawn: set[str]) -> "Iterator[tuple[str, BaseGeometry]]":
    """Yield the quartiers already settled that the file does not redraw."""
    chosen = select(Quartier.name, Quartier.boundary, Municipality.insee).join(
        Quartier.municipality
    )
    for name, boundary, where in db.session.execute(chosen.order_by(Quartier.id)):
        if where != insee or name not in redrawn:
            yield name, on_ground(shapely.geometry.shape(boundary))


def _draw(
    town: Municipality,
    outline: Outline,
    known: dict[str, Quartier],
    tally: Tally,
) -> None:
    quartier = known.get(outline.name)
    if quartier is None:
        slug = _free_slug(outline.name, {each.slug for each in known.values()})
        quartier = Quartier(
            municipality_id=town.id,
            name=outline.name,
            slug=slug,
            boundary=outline.boundary,
        )
        db.session.add(quartier)
        known[outline.name] = quartier
        tally.imported += 1
    elif quartier.boundary == outline.boundary:
        tally.unchanged += 1
    else:
        quartier.boundary = outline.boundary
        tally.changed += 1


def _free_slug(name: str, taken: set[str]) -> str:
    base = "-".join(tokens(name))[:180] or "quartier"
    slug, rank = base, 2
    while slug in taken:
        slug, rank = f"{base}-{rank}", rank + 1
    return slug


def _find_neighbours(town: Municipality) -> None:
    boundaries = {each.id: each.boundary for each in queries.quartiers_of(town.id)}
    db.session.execute(delete(Neighbouring).where(Neighbouring.quartier_id.in_(boundaries)))
    pairs = [{"quartier_id": one, "neighbour_id": other} for one, other in touching(boundaries)]
    if pairs:
        db.session.execute(insert(Neighbouring), pairs)


def _relocate_addresses() -> None:
    """Give the addresses known before the quartiers were redrawn their quartier of today."""
    columns = Address.__table__.c
    chosen = select(columns.id, columns.lat, columns.lon, columns.quartier_id)
    rows = db.session.execute(chosen.order_by(columns.id)).all()
    places = _quartiers_at([row.lat for row in rows], [row.lon for row in rows])
    moved = [
        {"id": row.id, "quartier_id": place, "cell_id": None}
        for row, place in zip(rows, places, strict=True)
        if row.quartier_id != place
    ]
    if moved:
        db.session.execute(update(Address), moved)
    _redraw({place for place in places if place} | {row.quartier_id for row in rows})


def _quartiers_at(lats: Sequence[float], lons: Sequence[float]) -> list[int | None]:
    found = queries.quartier_index().find_all(lats, lons).tolist()
    return [None if place == NOWHERE else place for place in found]


def _batches(rows: Iterable[AddressRow]) -> Iterator[tuple[int, list[AddressRow]]]:
    source, start = iter(rows), 1
    while batch := list(islice(source, BATCH)):
        yield start, batch
        start += len(batch)


def _take(start: int, batch: Sequence[AddressRow], tally: Tally) -> set[int | None]:
    """Insert or update one batch; return the quartiers where something changed."""
    taken: dict[str, dict[str, Any]] = {}
    for rank, row in enumerate(batch, start):
        values = address_values(row)
        if values is None:
            tally.refused_rows.append(rank)
        else:
            taken[values["key"]] = values
    places = _quartiers_at([v["lat"] for v in taken.values()], [v["lon"] for v in taken.values()])
    for values, place in zip(taken.values(), places, strict=True):
        values["quartier_id"] = place
    tally.refused = len(tally.refused_rows)
    tally.outside += places.count(None)
    return _write(taken, tally)


def _write(taken: Mapping[str, dict[str, Any]], tally: Tally) -> set[int | None]:
    columns = Address.__table__.c
    known = {
        row.key: row
        for row in db.session.execute(select(*columns).where(columns.key.in_(list(taken))))
    }
    new = [values for key, values in taken.items() if key not in known]
    changed = [
        values | {"id": known[key].id, "cell_id": _cell_kept(values, known[key])}
        for key, values in taken.items()
        if key in known and _differs(values, known[key])
    ]
    if new:
        db.session.execute(insert(Address), new)
    if changed:
        db.session.execute(update(Address), changed)
    tally.imported += len(new)
    tally.changed += len(changed)
    tally.unchanged += len(taken) - len(new) - len(changed)
    before = {known[values["key"]].quartier_id for values in changed}
    return {values["quartier_id"] for values in [*new, *changed]} | before


def _differs(values: Mapping[str, Any], row: Row[Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _cell_kept(values: Mapping[str, Any], row: Row[Any]) -> int | None:
    """Keep the cell of a door put right by some metres: alone to move, it would be recognised."""
    return row.cell_id if values["quartier_id"] == row.quartier_id else None


def _redraw(quartier_ids: set[int | None]) -> None:
    touched = {key for key in quartier_ids if key is not None}
    share_squares(touched)
    # All of them: an address may lie in none, and whoever remembers streets must hear of it.
    db.session.execute(
        update(Municipality).values(redrawn_at=now()),
        execution_options={"synchronize_session": "fetch"},
    )
