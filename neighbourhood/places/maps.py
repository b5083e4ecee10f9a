"""Maps drawn here, as SVG: no tile server hears where anybody looks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext
from markupsafe import Markup

from neighbourhood.foundation.lazily import lazily
from neighbourhood.places import queries
from neighbourhood.places.geometry import mercator, metres, on_ground
from neighbourhood.places.lettering import (
    Box,
    apart,
    box_of,
    is_small,
    place_names,
    places_in,
    that_fit,
)
from neighbourhood.places.models import BaseMapFeature, Cell, FeatureKind, Quartier

if TYPE_CHECKING:
    import numpy as np
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    np, shapely = lazily("numpy"), lazily("shapely")

WIDTH = 600
FLATTEST = 0.6
MARGIN = 0.06
SMALLEST_SQUARE = 22
MOST_AT_ONCE = 10
NAME_SIZE = 16
# How far apart the places are that are tried for a name, and how many of them at most.
STEP, MOST_PLACES = 6, 200
LAYERS = (FeatureKind.PARK, FeatureKind.SQUARE, FeatureKind.RIVER, FeatureKind.STREET)


@dataclass(frozen=True)
class Frame:
    """What part of the ground a map shows, and how large."""

    west: float
    north: float
    scale: float
    height: int

    @classmethod
    def around(cls, ground: "Sequence[BaseGeometry]") -> "Frame":
        """Return the frame that holds all of `ground` with a margin, never a thin strip."""
        west, south, east, north = shapely.total_bounds(list(ground)).tolist()
        margin = max(east - west, north - south, 1.0) * MARGIN
        west, south, east, north = west - margin, south - margin, east + margin, north + margin
        height = max(north - south, (east - west) * FLATTEST)
        width = max(east - west, height)
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        scale = WIDTH / width
        return cls(middle_x - width / 2, middle_y + height / 2, scale, round(height * scale))

    def spot(self, x: float, y: float) -> tuple[int, int]:
        """Return where a projected point is drawn."""
        return round((x - self.west) * self.scale), round((self.north - y) * self.scale)

    def shows(self, cell: Cell) -> bool:
        """Tell whether the centre of a grid cell lies on the map."""
        x, y = self.centre_of(cell)
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def centre_of(self, cell: Cell) -> tuple[int, int]:
        """Return where the centre of a grid cell is drawn."""
        (place,) = mercator(np.array([[cell.lon, cell.lat]])).tolist()
        return self.spot(*place)

    def square(self, cell: Cell) -> Box:
        """Return where a grid cell is drawn, never smaller than a finger finds."""
        side = max(SMALLEST_SQUARE, round(metres(cell.size_m, cell.lat) * self.scale))
        return Box(*self.centre_of(cell), side, side)

    def path(self, ground: "BaseGeometry") -> str:
        """Return the outline of a projected shape as an SVG path, cut at the frame."""
        reach = 20 / self.scale
        south, east = self.north - self.height / self.scale, self.west + WIDTH / self.scale
        seen = shapely.clip_by_rect(
            ground, self.west - reach, south - reach, east + reach, self.north + reach
        )
        return "".join(self._line(part) for part in _lines(seen.simplify(0.4 / self.scale)))

    def _line(self, line: "BaseGeometry") -> str:
        spots = [self.spot(x, y) for x, y in shapely.get_coordinates(line).tolist()]
        points = [
            spot for spot, before in zip(spots, [None, *spots], strict=False) if spot != before
        ]
        drawn = "L".join(f"{x} {y}" for x, y in points)
        return f"M{drawn}" + ("Z" if line.geom_type == "LinearRing" else "")


@dataclass(frozen=True)
class Ground:
    """A map without what is to be read on it: what is drawn, and where names may stand."""

    frame: Frame
    drawn: Markup
    names: Mapping[str, Sequence[Box]]


def draw_quartier(quartier: Quartier) -> Markup:
    """Draw one quartier and what surrounds it: the small map beside a page."""
    label = gettext("Carte du quartier : %(name)s", name=quartier.name)
    return _wrapped(_backdrop(quartier.id, whole=False), Markup(), {}, label)


def draw_town(
    quartier: Quartier,
    counts: Mapping[int, int],
    link: Callable[[int], str] | None = None,
) -> Markup:
    """Draw a quartier and its neighbours, with the number of things to read in each grid cell.

    `counts` goes by cell id; `link` gives the address of the page that lists a cell.
    """
    backdrop = _backdrop(quartier.id, whole=True)
    frame = backdrop.frame
    cells = [cell for cell in queries.cells_by_id(counts) if frame.shows(cell)]
    grounds = apart({cell.id: frame.square(cell) for cell in cells})
    # Where two cannot both be written, the larger number is.
    most_first = sorted(grounds, key=lambda key: (-counts[key], key))
    numbers = {key: places_in(grounds[key], str(counts[key])) for key in most_first}
    names = place_names(backdrop.names, list(numbers.values()))
    written = that_fit(numbers, names.values())
    marks = Markup().join(
        _mark(ground, counts[key], link(key) if link else None, number=written.get(key))
        for key, ground in grounds.items()
    )
    label = gettext("Carte autour du quartier : %(name)s", name=quartier.name)
    return _wrapped(backdrop, marks, names, label)


def _wrapped(ground: Ground, marks: Markup, names: Mapping[str, Box], label: str) -> Markup:
    # An image hides what is inside it from a screen reader; links must stay reachable.
    role = "group" if marks else "img"
    return Markup(
        '<svg class="map" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}{}{}</svg>'
    ).format(WIDTH, ground.frame.height, role, label, ground.drawn, marks, _written(names))


def _backdrop(quartier_id: int, *, whole: bool) -> Ground:
    """Return what does not change from one reader to the next."""

    def draw() -> Ground:
        return _draw(quartier_id, whole=whole)

    return queries.remembered(("map", quartier_id, whole), draw)


def _draw(quartier_id: int, *, whole: bool) -> Ground:
    here = queries.get_quartier(quartier_id)
    town = queries.quartiers_of(here.municipality_id)
    shapes = {each.id: on_ground(shapely.geometry.shape(each.boundary)) for each in town}
    named = _around(here, town) if whole else []
    frame = Frame.around([shapes[each.id] for each in named or [here]])
    parts = [
        *_features(frame, queries.base_map(here.municipality_id)),
        *(_path("map-quartier", frame.path(shapes[key])) for key in shapes if key != quartier_id),
        _path("map-here", frame.path(shapes[quartier_id])),
    ]
    names = {each.name: _places_for(frame, each.name, shapes[each.id]) for each in named}
    return Ground(frame, Markup().join(parts), names)


def _around(here: Quartier, town: Sequence[Quartier]) -> Sequence[Quartier]:
    """Return a small town whole, of a large one the quartiers that touch."""
    return town if len(town) <= MOST_AT_ONCE else [here, *queries.neighbours_of(here.id)]


def _features(frame: Frame, features: Iterable[BaseMapFeature]) -> list[Markup]:
    """Return one path for each kind: water over parks, streets over both."""
    drawn = dict.fromkeys(LAYERS, "")
    for feature in features:
        drawn[feature.kind] += frame.path(on_ground(shapely.geometry.shape(feature.geometry)))
    return [_path(f"map-{kind}", path) for kind, path in drawn.items()]


def _path(css_class: str, drawn: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(css_class, drawn) if drawn else Markup()


def _places_for(frame: Frame, name: str, ground: "BaseGeometry") -> list[Box]:
    """Return where the name of a quartier may stand: inside it, and as near as can be its middle.

    Where a quartier is too narrow for its name, the middle of the name at least is inside.
    """
    middle = ground.representative_point()
    step = STEP / frame.scale
    west, south, east, north = ground.bounds
    across, down = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    inside = shapely.contains_xy(ground, across, down)
    elsewhere = zip(across[inside].tolist(), down[inside].tolist(), strict=True)
    near = sorted(elsewhere, key=lambda spot: (spot[0] - middle.x) ** 2 + (spot[1] - middle.y) ** 2)
    spots = [frame.spot(x, y) for x, y in ((middle.x, middle.y), *near)]
    boxes = [box_of(name, spot, NAME_SIZE) for spot in spots]
    on_map = [box for box in boxes if box.is_within(WIDTH, frame.height)]
    places = (on_map and _whole(frame, ground, on_map)) or on_map or boxes[:1]
    return places[:: -(-len(places) // MOST_PLACES)]


def _whole(frame: Frame, ground: "BaseGeometry", boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes that lie inside `ground` from end to end."""
    outline = shapely.transform(
        ground, lambda at: (at - (frame.west, frame.north)) * (frame.scale, -frame.scale)
    )
    shapely.prepare(outline)
    ends = [((b.x - b.width / 2, b.y), (b.x + b.width / 2, b.y)) for b in boxes]
    return list(compress(boxes, np.atleast_1d(shapely.covers(outline, shapely.linestrings(ends)))))


def _written(names: Mapping[str, Box]) -> Markup:
    line = Markup('<text class="map-name" x="{}" y="{}">{}</text>')
    return Markup().join(line.format(round(at.x), round(at.y), name) for name, at in names.items())


def _mark(ground: "BaseGeometry", count: int, href: str | None, *, number: Box | None) -> Markup:
    rings = [shapely.get_coordinates(ring).round().astype(int) for ring in _lines(ground)]
    path = "".join(f"M{'L'.join(f'{x} {y}' for x, y in ring.tolist())}Z" for ring in rings)
    drawn = Markup('<path d="{}"/>').format(path)
    if number is not None:
        x, y = round(number.x, 1), round(number.y, 1)
        size = Markup(' class="small"') if is_small(number) else ""
        drawn += Markup('<text{} x="{}" y="{}">{}</text>').format(size, x, y, count)
    label = ngettext("%(num)d annonce par ici", "%(num)d annonces par ici", count)
    if href is None:
        return Markup('<g class="map-cell"><title>{}</title>{}</g>').format(label, drawn)
    return Markup('<a class="map-cell" href="{}" aria-label="{}">{}</a>').format(href, label, drawn)


def _lines(geometry: "BaseGeometry") -> "Iterable[BaseGeometry]":
    """Yield the rings and lines that a shape is made of."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors
        elif part.geom_type in {"MultiPolygon", "MultiLineString", "GeometryCollection"}:
            yield from _lines(part)
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield part
