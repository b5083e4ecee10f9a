"""The fictional town of Valbourg, computed: quartiers, a river, streets, parks, house numbers.

`town.toml` beside this file says what there is; here it takes shape, always the same. Lengths are
metres on a plane around the town's centre; only what leaves the module is in degrees.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from math import cos, hypot, pi, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from shapely import LineString, Point, Polygon, affinity, geometry, ops
    from shapely.geometry.base import BaseGeometry
else:
    np, shapely, geometry = map(lazily, ("numpy", "shapely", "shapely.geometry"))
    affinity, ops = lazily("shapely.affinity"), lazily("shapely.ops")

XY = tuple[float, float]

PLAN: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
DEGREE = 111_320.0
HOUSE_STEP, HOUSE_SETBACK, HOUSE_MARGIN = 22.0, 11.0, 8.0


def _river_y(x: float) -> float:
    return -120 + 55 * sin(x / 310 + 0.4) + 14 * sin(x / 90)


def _node(name: str) -> XY:
    x, *rest = PLAN["nodes"][name]
    return x, rest[0] if rest else _river_y(x)


def _edge(start: XY, end: XY, bulge: float, tremble: float) -> "LineString":
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    across = (-(y1 - y0) / length, (x1 - x0) / length)
    points = [start]
    for step in range(1, 24):
        t = step / 24
        off = sin(pi * t) * (bulge + tremble * sin(9 * t + x0 + y1))
        points.append((x0 + t * (x1 - x0) + off * across[0], y0 + t * (y1 - y0) + off * across[1]))
    return shapely.LineString([*points, end])


def _edges() -> "Iterator[tuple[LineString, str | None]]":
    for edge in PLAN["edges"]:
        start, end = map(_node, edge["ends"])
        yield _edge(start, end, edge["bulge"], edge["tremble"]), edge.get("street")


def _bank(start: float, end: float, away: float = 0.0, steps: int = 24) -> "LineString":
    xs = [start + (end - start) * step / steps for step in range(steps + 1)]
    return shapely.LineString([(x, _river_y(x) + away) for x in xs])


@cache
def _quartiers() -> "tuple[Polygon, ...]":
    lines = [line for line, _ in _edges()] + [_bank(*ends) for ends in PLAN["river"]["banks"]]
    rings = list(ops.polygonize(lines))
    spots = [shapely.Point(row["inside"]) for row in PLAN["quartiers"]]
    return tuple(next(ring for ring in rings if ring.contains(spot)) for spot in spots)


@cache
def _river(shore: float = 0.0) -> "BaseGeometry":
    bed = _bank(-1100, 1100, steps=80).buffer(PLAN["river"]["half_width"] + shore)
    return bed.intersection(ops.unary_union(_quartiers()))


def _rounded(middle: "Point", offset: XY, half: XY, corners: int) -> "Polygon":
    angles = [2 * pi * corner / corners + 0.6 for corner in range(corners)]
    x, y = middle.x + offset[0], middle.y + offset[1]
    swell = [1 + 0.12 * sin(3 * angle + x) for angle in angles]
    return shapely.Polygon(
        [
            (x + r * half[0] * cos(a), y + r * half[1] * sin(a))
            for a, r in zip(angles, swell, strict=True)
        ]
    )


@cache
def _greens(kind: str) -> "dict[str, BaseGeometry]":
    corners = {"square": 4, "park": 28}[kind]
    shore = _river(shore=28.0)
    shapes = {}
    for row, polygon in zip(PLAN["quartiers"], _quartiers(), strict=True):
        plan = row[kind]
        shape = _rounded(polygon.centroid, plan["offset"], plan["half"], corners)
        shapes[plan["name"]] = shape.difference(shore)
    return shapes


def _outline(shape: "BaseGeometry") -> "LineString":
    return shapely.LineString(shape.boundary.coords)


def _longest(shape: "BaseGeometry") -> "LineString":
    parts = shape.geoms if isinstance(shape, shapely.MultiLineString) else [shape]
    lines = [part for part in parts if isinstance(part, shapely.LineString)]
    return max(lines, key=lambda line: line.length)


def _bent(ground: "BaseGeometry", bearing: float, names: list[str]) -> "Iterator[LineString]":
    """Yield gently bent lines at uneven distances, turned to the bearing."""
    middle = ground.centroid
    west, south, east, north = affinity.rotate(ground, -bearing, origin=middle).bounds
    for k in range(len(names)):
        share = (k + 0.5 + 0.16 * sin(2.4 * k + bearing)) / len(names)
        level = south + share * (north - south)
        xs = [west - 50 + 20 * step for step in range(int((east - west + 100) / 20) + 1)]
        line = shapely.LineString([(x, level + 13 * sin(x / 115 + 1.7 * k)) for x in xs])
        yield affinity.rotate(line, bearing, origin=middle)


def _inner_streets() -> "Iterator[tuple[str, LineString]]":
    closed = ops.unary_union([_river(shore=16.0), *_greens("park").values()])
    for row, polygon in zip(PLAN["quartiers"], _quartiers(), strict=True):
        ground = polygon.difference(closed)
        for bearing, names in (
            (row["bearing"], row["along"]),
            (row["bearing"] + 90, row["across"]),
        ):
            for name, line in zip(names, _bent(ground, bearing, names), strict=True):
                yield name, _longest(line.intersection(ground))


@cache
def _streets() -> "dict[str, LineString]":
    streets = {name: line for line, name in _edges() if name}
    quay = PLAN["river"]["quay"]
    for row in PLAN["quays"]:
        west, east = row["ends"]
        streets[row["name"]] = _bank(west, east, row["side"] * quay)
    return streets | dict(_inner_streets())


def _bridges() -> "dict[str, LineString]":
    quay = PLAN["river"]["quay"]
    spots = [(name, x, _river_y(x)) for name, x in PLAN["bridges"].items()]
    return {name: shapely.LineString([(x, y - quay), (x, y + quay)]) for name, x, y in spots}


def _house_step(street: str) -> float:
    for row in PLAN["quartiers"]:
        if street in row["along"] or street in row["across"]:
            return float(row["house_step"])
        if street == row["square"]["name"]:
            return 12.0
    return HOUSE_STEP


def _house_spots(line: "LineString", step: float) -> "Iterator[tuple[int, Point]]":
    """Yield odd numbers on the left, even ones on the right, as one walks along the line."""
    for rank in range(int((line.length - 8) / step) + 1):
        a, b = line.interpolate(rank * step + 5), line.interpolate(rank * step + 7)
        left = (-(b.y - a.y) / 2 * HOUSE_SETBACK, (b.x - a.x) / 2 * HOUSE_SETBACK)
        yield 2 * rank + 1, shapely.Point(a.x + left[0], a.y + left[1])
        yield 2 * rank + 2, shapely.Point(b.x - left[0], b.y - left[1])


def _houses(line: "LineString", step: float, rank: int) -> "Iterator[tuple[int, str, Point]]":
    """Yield the numbers of a street; some have a twin next door, written `bis` or `b`."""
    for number, spot in _house_spots(line, step):
        yield number, "", spot
        if (number * 7 + rank) % 19 == 0:
            yield number, "b" if rank % 3 == 0 else "bis", shapely.Point(spot.x + 2.4, spot.y + 1.8)


def addresses() -> Iterator[dict[str, str]]:
    """Yield the house numbers, as a reader of the national address file would."""
    squares = {name: _outline(shape) for name, shape in _greens("square").items()}
    streets = _streets() | squares
    index = shapely.STRtree(list(streets.values()))
    things = [*_bridges().values(), *_greens("park").values(), *_greens("square").values()]
    closed = ops.unary_union([_river(), *things, *(each.boundary for each in _quartiers())])
    town = ops.unary_union(_quartiers())
    for rank, (street, line) in enumerate(streets.items()):
        for number, suffix, spot in _houses(line, _house_step(street), rank):
            free = len(index.query(spot, predicate="dwithin", distance=HOUSE_MARGIN)) == 0
            if free and town.contains(spot) and spot.distance(closed) > HOUSE_MARGIN:
                yield _row(rank, street, number, suffix, spot)


def _row(rank: int, street: str, number: int, suffix: str, spot: "Point") -> dict[str, str]:
    lon, lat = _degrees(spot.x, spot.y)
    key = f"{PLAN['insee']}_{rank + 10:04d}_{number:05d}"
    return {
        "id": f"{key}_{suffix}" if suffix else key,
        "numero": str(number),
        "rep": suffix,
        "nom_voie": street,
        "code_postal": PLAN["postcode"],
        "code_insee": PLAN["insee"],
        "nom_commune": PLAN["municipality"],
        "lon": str(lon),
        "lat": str(lat),
    }


def _degrees(x: float, y: float) -> XY:
    lon, lat = PLAN["centre"]
    return round(lon + x / (DEGREE * cos(radians(lat))), 6), round(lat + y / DEGREE, 6)


def _all_degrees(points: "np.ndarray") -> "np.ndarray":
    return np.array([_degrees(x, y) for x, y in points.tolist()])


def _feature(shape: "BaseGeometry", **properties: str) -> dict[str, Any]:
    located = shapely.transform(shape, _all_degrees)
    # through text, so that what is kept here equals what is read back from a file
    outline = json.loads(json.dumps(geometry.mapping(located)))
    return {"type": "Feature", "properties": properties, "geometry": outline}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def base_map() -> dict[str, Any]:
    """Return what a map draws around the quartiers: river, parks, squares and streets."""
    shapes: dict[str, dict[str, Any]] = {
        "river": {PLAN["river"]["name"]: _river()},
        "park": _greens("park"),
        "square": _greens("square"),
        "street": _streets() | _bridges(),
    }
    return _collection(
        _feature(shape, kind=kind, name=name)
        for kind, named in shapes.items()
        for name, shape in named.items()
    )


def quartiers() -> dict[str, Any]:
    """Return the quartiers, as a reader of a GeoJSON file would."""
    rows = zip(PLAN["quartiers"], _quartiers(), strict=True)
    return _collection(_feature(polygon, name=row["name"]) for row, polygon in rows)
