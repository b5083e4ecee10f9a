"""What is wrong with an outline: it crosses itself, or shares a part of another, not a sliver."""

import re
from typing import TYPE_CHECKING

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily
from neighbourhood.places.geometry import metres, off_ground

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# Two drawings of one border never agree to the centimetre: a thinner strip is no overlap.
STRIP_METRES = 2.0
# A sliver, which can be cut off: no wider, and no larger a part of either.
SLIVER_METRES = 10.0
SLIVER_PART = 0.005
# Where exact arithmetic fails, points are rounded to this.
GRID_METRES = 0.01
LEAST_AREA = 1.0
# As GEOS says it, in English: longitude, then latitude.
_CROSSES = re.compile(r"self-intersection\[(\S+) (\S+)\]", re.IGNORECASE)


def encroaches(one: "BaseGeometry", other: "BaseGeometry") -> bool:
    """Tell whether two shapes on the ground share more than a strip."""
    return bool(shapely.intersects(one, other)) and _is_wider(_shared(one, other), STRIP_METRES)


def is_sliver(one: "BaseGeometry", other: "BaseGeometry") -> bool:
    """Tell whether what two shapes share may be cut off."""
    shared = _shared(one, other)
    small = shared.area <= SLIVER_PART * min(one.area, other.area)
    return small and not _is_wider(shared, SLIVER_METRES)


def without(one: "BaseGeometry", other: "BaseGeometry") -> "BaseGeometry":
    """Return `one` in degrees, without what it shares with `other`."""
    try:
        left = shapely.difference(one, other)
    except shapely.errors.GEOSException:
        left = shapely.difference(_sound(one), _sound(other), grid_size=GRID_METRES)
    parts = [part for part in _polygons(left) if part.area > LEAST_AREA]
    return off_ground(shapely.union_all(parts))


def polygons_of(shape: "BaseGeometry") -> "BaseGeometry":
    """Return what of a shape has an area."""
    return shapely.union_all(_polygons(shape))


def _polygons(shape: "BaseGeometry") -> "list[BaseGeometry]":
    # Twice: a collection may hold polygons of several parts.
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if part.geom_type == "Polygon"]


def _shared(one: "BaseGeometry", other: "BaseGeometry") -> "BaseGeometry":
    try:
        return shapely.intersection(one, other)
    except shapely.errors.GEOSException:
        return shapely.intersection(_sound(one), _sound(other), grid_size=GRID_METRES)


def _sound(shape: "BaseGeometry") -> "BaseGeometry":
    return polygons_of(shapely.make_valid(shape))


def _is_wider(shape: "BaseGeometry", width: float) -> bool:
    if shape.is_empty:
        return False
    lat = off_ground(shape.centroid).bounds[1]
    return not shape.buffer(-metres(width, lat) / 2).is_empty


def why_invalid(drawn: "BaseGeometry") -> tuple[LazyString, dict[str, object]]:
    """Return why a shape in degrees is not valid, and what to fill in."""
    found = _CROSSES.search(shapely.is_valid_reason(drawn))
    if found is None:
        return _l("son contour n’est pas valide"), {}
    # As maps write a place, in every language: a point in each number, a comma between them.
    east, north = (f"{float(one):.5f}" for one in found.groups())
    near: dict[str, object] = {"latitude": north, "longitude": east}
    return _l("son contour se croise (près de %(latitude)s, %(longitude)s)"), near
