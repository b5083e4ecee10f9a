"""Ground that two quartiers share: nothing, a sliver along their border, or a real part of one."""

from typing import TYPE_CHECKING

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
