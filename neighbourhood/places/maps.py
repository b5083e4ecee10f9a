"""Maps drawn here, as SVG: no tile server hears where anybody looks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext
from markupsafe import Markup

from neighbourhood.foundation.lazily import lazily
from neighbourhood.places import queries
from neighbourhood.places.geometry import mercator, metres, on_ground
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


def draw_quartier(quartier: Quartier) -> Markup:
    """Draw one quartier and what surrounds it: the small map beside a page."""
    return _wrapped(
        quartier.id,
        Markup(),
        gettext("Carte du quartier : %(name)s", name=quartier.name),
        whole=False,
    )


def draw_town(
    quartier: Quartier,
    counts: Mapping[int, int],
    link: Callable[[int], str] | None = None,
) -> Markup:
    """Draw a quartier and its neighbours, with the number of things to read in each grid cell.

    `counts` goes by cell id; `link` gives the address of the page that lists a cell.
    """
    frame, _ = _backdrop(quartier.id, whole=True)
    marks = Markup().join(
        _mark(frame, cell, counts[cell.id], link(cell.id) if link else None)
        for cell in queries.cells_by_id(counts)
        if frame.shows(cell)
    )
    label = gettext("Carte autour du quartier : %(name)s", name=quartier.name)
    return _wrapped(quartier.id, marks, label, whole=True)


def _wrapped(quartier_id: int, marks: Markup, label: str, *, whole: bool) -> Markup:
    frame, drawn = _backdrop(quartier_id, whole=whole)
    # An image hides what is inside it from a screen reader; links must stay reachable.
    role = "group" if marks else "img"
    return Markup(
        '<svg class="map" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}{}</svg>'
    ).format(WIDTH, frame.height, role, label, drawn, marks)


def _backdrop(quartier_id: int, *, whole: bool) -> tuple[Frame, Markup]:
    """Return what does not change from one reader to the next."""

    def draw() -> tuple[Frame, Markup]:
        return _draw(quartier_id, whole=whole)

    return queries.remembered(("map", quartier_id, whole), draw)


def _draw(quartier_id: int, *, whole: bool) -> tuple[Frame, Markup]:
    here = queries.get_quartier(quartier_id)
    town = queries.quartiers_of(here.municipality_id)
    shapes = {each.id: on_ground(shapely.geometry.shape(each.boundary)) for each in town}
    named = _around(here, town) if whole else []
    frame = Frame.around([shapes[each.id] for each in named or [here]])
    parts = [
        *_features(frame, queries.base_map(here.municipality_id)),
        *(_path("map-quartier", frame.path(shapes[key])) for key in shapes if key != quartier_id),
        _path("map-here", frame.path(shapes[quartier_id])),
        *(_name(frame, each, shapes[each.id]) for each in named),
    ]
    return frame, Markup().join(parts)


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


def _name(frame: Frame, quartier: Quartier, ground: "BaseGeometry") -> Markup:
    middle = ground.representative_point()
    x, y = frame.spot(middle.x, middle.y)
    return Markup('<text class="map-name" x="{}" y="{}">{}</text>').format(x, y, quartier.name)


def _mark(frame: Frame, cell: Cell, count: int, href: str | None) -> Markup:
    x, y = frame.centre_of(cell)
    side = max(SMALLEST_SQUARE, round(metres(cell.size_m, cell.lat) * frame.scale))
    square = Markup(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4"/><text x="{}" y="{}">{}</text>'
    ).format(x - side // 2, y - side // 2, side, side, x, y, count)
    if href is None:
        return Markup('<g class="map-cell">{}</g>').format(square)
    label = ngettext("%(num)d annonce par ici", "%(num)d annonces par ici", count)
    return Markup('<a class="map-cell" href="{}" aria-label="{}">{}</a>').format(
        href, label, square
    )


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
