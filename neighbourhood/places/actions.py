"""Redrawing the map of a town: quartiers, addresses, the base map."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, insert, or_, select, update

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.ban import AddressRow
from neighbourhood.places.crowds import go_together
from neighbourhood.places.departures import see_off, within
from neighbourhood.places.drawing import index_streets, share_squares
from neighbourhood.places.events import map_redrawn
from neighbourhood.places.geometry import on_ground, touching
from neighbourhood.places.intake import Intake, Tally, quartiers_at
from neighbourhood.places.models import (
    Address,
    BaseMapFeature,
    FeatureKind,
    Municipality,
    Neighbouring,
    Quartier,
)
from neighbourhood.places.outlines import Outline, Reading, without_overlaps
from neighbourhood.places.spelling import tokens

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# Degrees: a point a little outside belongs to the quartier, see `SNAP_METRES`.
MARGIN = 0.001


def import_quartiers(
    reading: Reading,
    *,
    insee: str,
    municipality: str,
    accept_partial: bool = False,
    drop_missing: bool = False,
) -> Tally:
    """Draw the quartiers of a municipality; if one is refused nothing is, unless told otherwise.

    What it no longer names stays, unless it is to be dropped and never served.
    """
    tally = Tally()
    here = queries.get_municipality(insee)
    if here is not None:
        reading = within(reading, here.contour)
        drop = drop_missing and bool(reading.outlines)
        see_off(queries.quartiers_of(here.id), reading.named, tally, drop=drop)
    reading = without_overlaps(reading, _others(insee, {each.name for each in reading.outlines}))
    tally.refused, tally.refusals = len(reading.refusals), reading.refusals
    if not reading.outlines or (reading.refusals and not accept_partial):
        return tally
    tally.mended = reading.mended
    town = _settle_municipality(insee, municipality)
    known = {quartier.name: quartier for quartier in queries.quartiers_of(town.id)}
    drawn = [_draw(town, outline, known, tally) for outline in reading.outlines]
    if tally.imported or tally.changed or tally.left:
        town.redrawn_at = now()
        db.session.flush()
        redrawn = [quartier.id for quartier in drawn if quartier is not None]
        _find_neighbours(town)
        tally.held = _relocate_addresses(redrawn) if redrawn else 0
    return tally


def import_addresses(
    rows: Iterable[AddressRow], *, whole: bool = False, town: str | None = None
) -> Tally:
    """Take rows of the national address file; those known by their key are brought up to date.

    When they are `whole`, what their towns had and they no longer name is retired. Only those of
    one `town` (its INSEE code) are taken where it is given.
    """
    intake = Intake(town)
    intake.take(rows)
    if whole:
        intake.retire()
    tally = intake.tally
    if tally.imported or tally.changed or tally.retired:
        _redraw(intake.touched)
        index_streets()
    return tally


def redraw_squares() -> None:
    """Bring every square to eleven doors, as an upgrade may ask; whoever has enough stays."""
    _redraw(set(db.session.scalars(select(Quartier.id))))


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


def write_households(town: Municipality, counts: Mapping[int, int | None]) -> Tally:
    """Write how many households live in some quartiers of a town (None: not known any more)."""
    tally = Tally()
    for quartier in queries.quartiers_of(town.id):
        if quartier.id not in counts:
            continue
        before, quartier.households = quartier.households, counts[quartier.id]
        if before == quartier.households:
            tally.unchanged += 1
        elif before is None:
            tally.imported += 1
        else:
            tally.changed += 1
    db.session.flush()
    return tally


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
) -> Quartier | None:
    """Draw a quartier; return it unless it is drawn so already."""
    quartier = known.get(outline.name)
    if quartier is None:
        slug = _free_slug(outline.name, {each.slug for each in known.values()})
        quartier = Quartier(
            municipality_id=town.id,
            name=outline.name,
            slug=slug,
            boundary=outline.boundary,
            waiting_since=None if town.is_open and not town.opening_number else now(),
        )
        db.session.add(quartier)
        known[outline.name] = quartier
        tally.imported += 1
    elif quartier.boundary == outline.boundary:
        tally.unchanged += 1
        return None
    else:
        quartier.boundary = outline.boundary
        tally.changed += 1
    return quartier


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


def _relocate_addresses(redrawn: Sequence[int]) -> int:
    """Give the addresses of quartiers `redrawn` theirs of today; return how many are held back.

    The others cannot have changed: quartiers never overlap.
    """
    rows = db.session.execute(_around(redrawn)).all()
    meant = quartiers_at(
        queries.quartier_index(), [row.lat for row in rows], [row.lon for row in rows]
    )
    shown = set(db.session.scalars(select(Quartier.id).where(Quartier.shown_at.is_not(None))))
    places = go_together(rows, meant, shown)
    moved = [
        (row, place) for row, place in zip(rows, places, strict=True) if row.quartier_id != place
    ]
    if moved:
        values = [
            {"id": row.id, "quartier_id": place} | (_NOWHERE if place is None else {})
            for row, place in moved
        ]
        db.session.execute(update(Address), values)
    _redraw({row.quartier_id for row, _ in moved} | {place for _, place in moved})
    return sum(place != other for place, other in zip(places, meant, strict=True))


_NOWHERE = {"cell_id": None, "trail": "", "companions": 0}


def _around(redrawn: Iterable[int]) -> Select[*tuple[Any, ...]]:
    """Select the addresses that some quartiers had, and those in none where they now are."""
    columns = Address.__table__.c
    shapes = [shapely.geometry.shape(queries.get_quartier(key).boundary) for key in redrawn]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    near = and_(
        columns.quartier_id.is_(None),
        columns.lat.between(south - MARGIN, north + MARGIN),
        columns.lon.between(west - MARGIN, east + MARGIN),
    )
    had = columns.quartier_id.in_(list(redrawn))
    return select(*columns).where(or_(had, near)).order_by(columns.id)


def _redraw(quartier_ids: set[int | None]) -> None:
    touched = {key for key in quartier_ids if key is not None}
    share_squares(touched)
    # All of them: an address may lie in none, and whoever remembers streets must hear of it.
    db.session.execute(
        update(Municipality).values(redrawn_at=now()),
        execution_options={"synchronize_session": "fetch"},
    )
    map_redrawn.send()
