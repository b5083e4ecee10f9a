"""Reading the outlines of quartiers from a GeoJSON file nobody here wrote."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.elision import fill
from neighbourhood.places import overlaps
from neighbourhood.places.geometry import Boundary, is_swapped, on_ground
from neighbourhood.places.models import FeatureKind
from neighbourhood.places.naming import (
    Features,
    UnreadableError,
    as_name,
    choose_name_key,
    full_names,
    properties,
)
from neighbourhood.places.overlaps import encroaches, is_sliver, polygons_of, without

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# How much a repair may change the area: a ring that touches itself is mended, a bow tie is not.
SAME_AREA = 1e-6
# Nearer to a pole, the projection knows no distance.
FARTHEST = 89
MOST_QUARTIERS = 1000
_TOO_MANY = _l("Ce fichier contient plus de %(most)d quartiers.")
_NOT_DRAWN = _l("il n’a pas de polygone")
_TOUCHED = _l("un tracé qui se touchait lui-même")

POLYGONS = frozenset({"Polygon", "MultiPolygon"})
DRAWABLE = POLYGONS | {"LineString", "MultiLineString"}


@dataclass(frozen=True)
class Refusal:
    """Why one feature of a file is not taken; `rank` is its number in the file, where it counts."""

    which: str
    reason: LazyString
    details: dict[str, object] = field(default_factory=dict)
    rank: int = 0
    name: str = ""

    def why(self) -> str:
        """Return the reason in the reader's language."""
        return fill(str(self.reason), self.details)

    def say(self) -> str:
        """Return the reason after what it is about."""
        return str(gettext("%(which)s : %(reason)s", which=self.which, reason=self.why()))


@dataclass(frozen=True)
class Outline:
    """A quartier as a file draws it: name, GeoJSON geometry, shape on the ground; maybe mended."""

    name: str
    boundary: Boundary
    ground: "BaseGeometry" = field(repr=False, compare=False)
    mended: bool = False

    @classmethod
    def of(cls, name: str, shape: "BaseGeometry", *, mended: bool = False) -> Self:
        """Return the outline of a shape in degrees."""
        boundary = json.loads(shapely.to_geojson(shape))
        return cls(name, boundary, on_ground(shape), mended)


@dataclass
class Reading:
    """What a file holds: outlines to take, those of them that were mended, features to refuse."""

    outlines: list[Outline] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    mended: list[Refusal] = field(default_factory=list)
    # Whatever the file names, refused or not: none of it is missing from the file.
    named: set[str] = field(default_factory=set)


class _RefusedError(ValueError):
    def __init__(self, reason: LazyString, details: dict[str, object] | None = None) -> None:
        super().__init__()
        self.reason, self.details = reason, details or {}

    def of(self, which: str, rank: int, name: str | None) -> Refusal:
        return Refusal(which, self.reason, self.details, rank, name or "")


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
    if len(features) > MOST_QUARTIERS:
        raise UnreadableError(_TOO_MANY, most=MOST_QUARTIERS)
    reading, used = Reading(named=set(filter(None, names))), set[str]()
    for rank, (feature, name) in enumerate(zip(features, names, strict=True), 1):
        which = f"{rank} « {name} »" if name else str(rank)
        try:
            outline = _outline(feature, name, used)
        except _RefusedError as refused:
            reading.refusals.append(refused.of(which, rank, name))
        else:
            used.add(outline.name)
            reading.outlines.append(outline)
            if outline.mended:
                reading.mended.append(Refusal(which, _TOUCHED, {}, rank, outline.name))
    return reading


def without_overlaps(reading: Reading, settled: "Iterable[tuple[str, BaseGeometry]]") -> Reading:
    """Refuse each outline that encroaches on one already taken, here or among `settled`.

    One that does by a sliver is taken without it.
    """
    taken = list(settled)
    kept = Reading([], list(reading.refusals), list(reading.mended), reading.named)
    for outline in reading.outlines:
        beside = [(name, ground) for name, ground in taken if encroaches(outline.ground, ground)]
        others = [name for name, ground in beside if not is_sliver(outline.ground, ground)]
        if others:
            reason = _l("il empiète sur « %(other)s »")
            kept.refusals.append(Refusal(f"« {outline.name} »", reason, {"other": others[0]}))
            continue
        fitted = _trimmed(outline, beside, kept)
        kept.outlines.append(fitted)
        taken.append((fitted.name, fitted.ground))
    return kept


def _trimmed(
    outline: Outline, beside: "Sequence[tuple[str, BaseGeometry]]", kept: Reading
) -> Outline:
    """Return an outline without the slivers it shares with others, and say so in `kept`."""
    for other, ground in beside:
        outline = Outline.of(outline.name, without(outline.ground, ground), mended=True)
        reason = _l("la bande étroite qu’il partageait avec « %(other)s » lui est retirée")
        kept.mended.append(Refusal(f"« {outline.name} »", reason, {"other": other}))
    return outline


def _outline(feature: dict[str, Any], name: str | None, used: set[str]) -> Outline:
    if not name:
        raise _RefusedError(_l("il n’a pas de nom"))
    if name in used:
        raise _RefusedError(_l("ce nom est déjà pris par un autre quartier du fichier"))
    if len(name) > 200:
        raise _RefusedError(_l("son nom dépasse 200 caractères"))
    drawn = _shape(feature.get("geometry"), POLYGONS)
    geometry = drawn if drawn.is_valid else _repaired(drawn)
    return Outline.of(name, geometry, mended=geometry is not drawn)


def _shape(geometry: object, kinds: frozenset[str]) -> "BaseGeometry":
    """Return the flat shape of a GeoJSON geometry whose coordinates are degrees."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in kinds:
        raise _RefusedError(_NOT_DRAWN if kinds == POLYGONS else _l("il n’a pas de tracé"))
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
    if is_swapped((south + north) / 2, (west + east) / 2):
        raise _RefusedError(_l("sa longitude et sa latitude sont échangées"))
    if max(-south, north) > FARTHEST:
        raise _RefusedError(_l("il touche un pôle, où la carte ne sait rien dessiner"))
    return drawn


def _malformed() -> tuple[type[Exception], ...]:
    """Return what shapes and numbers raise when they make no sense."""
    ours = (ValueError, TypeError, AttributeError, LookupError, RecursionError, OverflowError)
    return shapely.errors.ShapelyError, *ours


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, list):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    else:
        yield float(value)


def _repaired(drawn: "BaseGeometry") -> "BaseGeometry":
    """Return the same polygon without rings that touch themselves; refuse what encloses less."""
    mended = polygons_of(shapely.make_valid(drawn))
    if mended.is_empty or abs(mended.area - drawn.area) > SAME_AREA * mended.area:
        raise _RefusedError(*overlaps.why_invalid(drawn))
    return mended


def read_base_map(content: bytes) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """Read what is drawn under the quartiers: features with a `kind`, a `name` and a geometry."""
    found: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    for rank, feature in enumerate(features_of(content), 1):
        said = properties(feature)
        try:
            found.append(_drawn(said, feature.get("geometry")))
        except _RefusedError as refused:
            refusals.append(refused.of(str(rank), rank, None))
    return found, refusals


def _drawn(said: dict[str, Any], geometry: object) -> dict[str, Any]:
    if said.get("kind") not in tuple(FeatureKind):
        raise _RefusedError(_l("son type (kind) est inconnu"))
    drawn = _shape(geometry, DRAWABLE)
    return {
        "kind": said["kind"],
        "name": (as_name(said.get("name")) or "")[:200],
        "geometry": json.loads(shapely.to_geojson(drawn)),
    }
