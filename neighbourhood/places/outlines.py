"""Reading the outlines of quartiers from a GeoJSON file nobody here wrote."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.elision import fill
from neighbourhood.places.geometry import Boundary, on_ground
from neighbourhood.places.models import FeatureKind
from neighbourhood.places.naming import (
    Features,
    UnreadableError,
    choose_name_key,
    full_names,
    properties,
)

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# Two drawings of one border never agree to the centimetre: a thinner strip is no overlap.
STRIP_METRES = 2.0

POLYGONS = frozenset({"Polygon", "MultiPolygon"})
DRAWABLE = POLYGONS | {"LineString", "MultiLineString"}


@dataclass(frozen=True)
class Refusal:
    """Why one feature of a file is not taken."""

    which: str
    reason: LazyString
    details: dict[str, object] = field(default_factory=dict)

    def say(self) -> str:
        """Return the reason in the reader's language."""
        reason = fill(str(self.reason), self.details)
        return str(gettext("%(which)s : %(reason)s", which=self.which, reason=reason))


@dataclass(frozen=True)
class Outline:
    """A quartier as a file draws it: its name, its GeoJSON geometry, its shape on the ground."""

    name: str
    boundary: Boundary
    ground: "BaseGeometry" = field(repr=False, compare=False)


@dataclass
class Reading:
    """What a file holds: outlines to take, features to refuse."""

    outlines: list[Outline] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class _RefusedError(ValueError):
    def __init__(self, reason: LazyString, **details: object) -> None:
        super().__init__()
        self.reason, self.details = reason, details


def features_of(content: bytes) -> Features:
    """Return the features of a GeoJSON file, or raise `UnreadableError`."""
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_l("Ce fichier n’est pas du JSON.")) from error
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise UnreadableError(_l("Ce fichier n’est pas une FeatureCollection GeoJSON."))
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise UnreadableError(_l("Ce fichier ne contient aucun quartier."))
    return [feature if isinstance(feature, dict) else {} for feature in features]


def read_outlines(content: bytes, name_key: str | None = None) -> Reading:
    """Read the quartiers of a GeoJSON file; what makes no sense is refused feature by feature."""
    features = features_of(content)
    names = full_names(features, name_key or choose_name_key(features))
    reading, used = Reading(), set[str]()
    for rank, (feature, name) in enumerate(zip(features, names, strict=True), 1):
        which = f"{rank} « {name} »" if name else str(rank)
        try:
            outline = _outline(feature, name, used)
        except _RefusedError as refused:
            reading.refusals.append(Refusal(which, refused.reason, refused.details))
        else:
            used.add(outline.name)
            reading.outlines.append(outline)
    return reading


def without_overlaps(reading: Reading, settled: "Iterable[tuple[str, BaseGeometry]]") -> Reading:
    """Refuse each outline that encroaches on one already taken, here or among `settled`."""
    taken, kept = list(settled), Reading(refusals=list(reading.refusals))
    for outline in reading.outlines:
        other = next((name for name, ground in taken if _overlap(outline.ground, ground)), None)
        if other is None:
            kept.outlines.append(outline)
            taken.append((outline.name, outline.ground))
            continue
        reason = _l("il empiète sur « %(other)s »")
        kept.refusals.append(Refusal(f"« {outline.name} »", reason, {"other": other}))
    return kept


def _overlap(one: "BaseGeometry", other: "BaseGeometry") -> bool:
    if not one.intersects(other):
        return False
    return not one.intersection(other).buffer(-STRIP_METRES / 2).is_empty


def _outline(feature: dict[str, Any], name: str | None, used: set[str]) -> Outline:
    if not name:
        raise _RefusedError(_l("il n’a pas de nom"))
    if name in used:
        raise _RefusedError(_l("ce nom est déjà pris par un autre quartier du fichier"))
    if len(name) > 200:
        raise _RefusedError(_l("son nom dépasse 200 caractères"))
    geometry = _valid(_shape(feature.get("geometry"), POLYGONS))
    return Outline(name, json.loads(shapely.to_geojson(geometry)), on_ground(geometry))


def _shape(geometry: object, kinds: frozenset[str]) -> "BaseGeometry":
    """Return the flat shape of a GeoJSON geometry whose coordinates are degrees."""
    if not isinstance(geometry, dict) or geometry.get("type") not in kinds:
        raise _RefusedError(
            _l("il n’a pas de polygone") if kinds == POLYGONS else _l("il n’a pas de tracé")
        )
    try:
        numbers = list(_numbers(geometry.get("coordinates")))
        drawn = shapely.force_2d(shapely.geometry.shape(geometry))
    except _malformed() as error:
        raise _RefusedError(_l("ses coordonnées sont illisibles")) from error
    if not all(map(math.isfinite, numbers)):
        raise _RefusedError(_l("ses coordonnées sont illisibles"))
    if drawn.is_empty:
        raise _RefusedError(_l("son tracé est vide"))
    west, south, east, north = drawn.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise _RefusedError(_l("ses coordonnées ne sont pas des degrés (longitude, latitude)"))
    return drawn


def _malformed() -> tuple[type[Exception], ...]:
    """Return what shapes and numbers raise when they make no sense."""
    ours = (ValueError, TypeError, IndexError, KeyError, RecursionError, OverflowError)
    return shapely.errors.ShapelyError, *ours


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, list):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    else:
        yield float(value)


def _valid(drawn: "BaseGeometry") -> "BaseGeometry":
    if not drawn.is_valid:
        why = shapely.is_valid_reason(drawn)
        raise _RefusedError(_l("son polygone n’est pas valide (%(why)s)"), why=why)
    return drawn


def read_base_map(content: bytes) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """Read what is drawn under the quartiers: features with a `kind`, a `name` and a geometry."""
    found: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    for rank, feature in enumerate(features_of(content), 1):
        said = properties(feature)
        try:
            found.append(_drawn(said, feature.get("geometry")))
        except _RefusedError as refused:
            refusals.append(Refusal(str(rank), refused.reason, refused.details))
    return found, refusals


def _drawn(said: dict[str, Any], geometry: object) -> dict[str, Any]:
    if said.get("kind") not in tuple(FeatureKind):
        raise _RefusedError(_l("son type (kind) est inconnu"))
    drawn = _shape(geometry, DRAWABLE)
    return {
        "kind": said["kind"],
        "name": str(said.get("name") or "")[:200],
        "geometry": json.loads(shapely.to_geojson(drawn)),
    }
