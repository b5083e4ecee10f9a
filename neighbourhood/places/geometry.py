"""Where a point lies: quartiers as shapes in an R-tree, distances in metres."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    np, shapely = lazily("numpy"), lazily("shapely")

EARTH_RADIUS = 6_378_137.0
SNAP_METRES = 5.0
NEIGHBOUR_METRES = 30.0
NOWHERE = -1

# Where French addresses lie, as (south, north, west, east): a point elsewhere that falls in one of
# these once its two numbers are exchanged was written the wrong way round.
FRANCE = (
    (41.0, 51.5, -5.6, 10.0), (14.0, 18.3, -63.3, -60.7), (2.0, 6.0, -55.0, -51.0),
    (-21.5, -20.8, 55.0, 56.0), (-13.1, -12.5, 44.9, 45.4), (46.6, 47.3, -56.6, -56.0),
)  # fmt: skip

Floats: TypeAlias = "npt.NDArray[np.float64]"
Integers: TypeAlias = "npt.NDArray[np.int64]"
Boundary = dict[str, Any]


def mercator(degrees: Floats) -> Floats:
    """Project (lon, lat) pairs; 1 m on the ground at latitude φ measures 1 / cos φ there."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return EARTH_RADIUS * np.column_stack([lon, np.arctanh(np.sin(lat))])


def on_ground(geometry: "BaseGeometry") -> "BaseGeometry":
    """Return `geometry`, given in degrees, projected so that it can be measured."""
    return shapely.transform(shapely.force_2d(geometry), mercator)


def off_ground(geometry: "BaseGeometry") -> "BaseGeometry":
    """Return `geometry`, projected by `on_ground`, in degrees again."""
    return shapely.transform(geometry, _degrees)


def _degrees(ground: Floats) -> Floats:
    across, up = ground[:, 0] / EARTH_RADIUS, np.arcsin(np.tanh(ground[:, 1] / EARTH_RADIUS))
    degrees: Floats = np.degrees(np.column_stack([across, up]))
    return degrees


def metres(length: float, lat: float) -> float:
    """Return what `length` metres on the ground at `lat` measure in the projection."""
    return float(length / np.cos(np.radians(lat)))


def _array(shapes: "Iterable[BaseGeometry]") -> "npt.NDArray[Any]":
    return np.array(list(shapes), dtype=np.object_)


def _points(places: Floats) -> "npt.NDArray[Any]":
    return np.atleast_1d(np.asarray(shapely.points(places)))


class QuartierIndex:
    """Answers which quartier holds a point; a point just outside goes to the nearest one."""

    def __init__(self, boundaries: Mapping[int, Boundary]) -> None:
        ordered = sorted(boundaries.items())
        self._ids = np.array([key for key, _ in ordered], dtype=np.int64)
        self._shapes = _array(shapely.geometry.shape(boundary) for _, boundary in ordered)
        self._ground = _array(on_ground(each) for each in self._shapes)
        shapely.prepare(self._shapes)
        shapely.prepare(self._ground)
        self._tree = shapely.STRtree(self._shapes)
        self._ground_tree = shapely.STRtree(self._ground)

    def find(self, lat: float, lon: float) -> int | None:
        """Return the id of the quartier at a point, or None."""
        found = int(self.find_all([lat], [lon])[0])
        return None if found == NOWHERE else found

    def find_all(
        self, lats: "Sequence[float] | Floats", lons: "Sequence[float] | Floats"
    ) -> Integers:
        """Return the id of the quartier of each point, `NOWHERE` where there is none."""
        lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
        found = np.full(len(lon), NOWHERE, dtype=np.int64)
        if not len(self._ids):
            return found
        points, shapes = self._tree.query(_points(np.column_stack([lon, lat])))
        inside = shapely.intersects_xy(self._shapes[shapes], lon[points], lat[points])
        # A point on a shared border belongs to the lowest id: written last, it stays.
        order = np.argsort(-shapes[inside], kind="stable")
        found[points[inside][order]] = self._ids[shapes[inside][order]]
        self._snap(found, lat, lon)
        return found

    def _snap(self, found: Integers, lat: Floats, lon: Floats) -> None:
        outside = np.flatnonzero((found == NOWHERE) & (np.abs(lat) < 89))
        points = _points(mercator(np.column_stack([lon[outside], lat[outside]])))
        reach = SNAP_METRES / np.cos(np.radians(lat[outside]))
        near, shapes = self._ground_tree.query(points, predicate="dwithin", distance=reach)
        distances = shapely.distance(points[near], self._ground[shapes])
        # Farthest first, so that the nearest is written last; the lowest id wins a tie.
        order = np.lexsort((-shapes, -distances))
        found[outside[near[order]]] = self._ids[shapes[order]]


def touching(boundaries: Mapping[int, Boundary]) -> set[tuple[int, int]]:
    """Return each pair of quartiers less than a street apart, in both directions."""
    ids = sorted(boundaries)
    ground = _array(on_ground(shapely.geometry.shape(boundaries[key])) for key in ids)
    if not ids:
        return set()
    lats = np.array([shapely.geometry.shape(boundaries[key]).bounds[1] for key in ids])
    reach = NEIGHBOUR_METRES / np.cos(np.radians(lats))
    left, right = shapely.STRtree(ground).query(ground, predicate="dwithin", distance=reach)
    pairs = {(ids[a], ids[b]) for a, b in zip(left, right, strict=True) if a != b}
    return pairs | {(b, a) for a, b in pairs}


def is_swapped(lat: float, lon: float) -> bool:
    """Tell whether a point lies in France once its two numbers are exchanged, and only then."""
    return _in_france(lon, lat) and not _in_france(lat, lon)


def _in_france(lat: float, lon: float) -> bool:
    return any(south <= lat <= north and west <= lon <= east for south, north, west, east in FRANCE)
