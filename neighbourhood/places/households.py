"""Reading how many households live in each quartier: of a file by quartier, or by IRIS.

The figures are those of INSEE (logement, by IRIS) or of the town. A spreadsheet may have saved them
in its own way: `;`, `,` or tab between columns, UTF-8 with or without a mark, cp1252, figures with
a decimal comma and spaces between thousands, narrow or not.
"""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily
from neighbourhood.places.geometry import on_ground
from neighbourhood.places.models import Quartier
from neighbourhood.places.naming import UnreadableError, properties
from neighbourhood.places.overlaps import polygons_of
from neighbourhood.places.spelling import tokens

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

NAMES = {"quartier", "nom", "nom quartier", "nom du quartier"}
CODES = {"iris", "code iris", "code"}
COUNTS = {"foyers", "menages", "households", "nombre de foyers", "nombre de menages"}
MOST_HOUSEHOLDS = 1_000_000
_SEPARATORS = ";\t,"
_MISREAD = (ValueError, TypeError, LookupError, AttributeError)
_CODE_KEYS = {"code iris", "iris", "code", "dcomiris"}


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a file: what it is about, as it is written there, and how many households."""

    line: int
    name: str
    households: float


@dataclass(frozen=True, slots=True)
class Counts:
    """The lines of a file; `by_iris` when they are about codes, not about quartiers."""

    by_iris: bool
    rows: Sequence[Count]


def read_counts(raw: bytes) -> Counts:
    """Return the lines of a file, or raise `UnreadableError`: one bad line refuses it whole."""
    table = _table(_decoded(raw))
    head = [" ".join(tokens(each)) for each in next(table, (0, []))[1]]
    place, count = _column(head, NAMES | CODES), _column(head, COUNTS)
    if place is None or count is None:
        raise UnreadableError(
            _l(
                "Ce fichier n’a pas les colonnes qu’il faut : « quartier » ou « iris », puis "
                "« foyers ». Il a : %(columns)s."
            ),
            columns=", ".join(filter(None, head)) or "–",
        )
    rows = [_count(line, cells, place, count, len(head)) for line, cells in table]
    if not rows:
        raise UnreadableError(_l("Ce fichier n’a aucune ligne."))
    return Counts(head[place] in CODES, _each_once(rows))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(_l("Ce fichier n’est pas du texte. Enregistrez-le en CSV."))


def _table(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise UnreadableError(
            _l("Ligne %(line)d : elle ne se lit pas. Corrigez-la."), line=reader.line_num
        ) from error


def _column(head: Sequence[str], names: set[str]) -> int | None:
    return next((place for place, name in enumerate(head) if name in names), None)


def _count(line: int, cells: Sequence[str], place: int, count: int, width: int) -> Count:
    if any(cell.strip() for cell in cells[width:]):
        raise UnreadableError(
            _l("Ligne %(line)d : elle a plus de colonnes que la première."), line=line
        )
    name = " ".join(cells[place].split()) if place < len(cells) else ""
    if not name:
        raise UnreadableError(_l("Ligne %(line)d : il n’y a pas de nom."), line=line)
    said = cells[count] if count < len(cells) else ""
    households = number_in(said)
    if households is None:
        raise UnreadableError(
            _l("Ligne %(line)d : « %(said)s » n’est pas un nombre de foyers."), line=line, said=said
        )
    return Count(line, name, households)


def number_in(said: str) -> float | None:
    """Return what « 1 234,5 » means, whatever the spaces; None for what is no number of homes."""
    bare = "".join(said.split()).replace(",", ".")
    try:
        number = float(bare)
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= MOST_HOUSEHOLDS else None


def _each_once(rows: list[Count]) -> list[Count]:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.name.casefold(), row.line)
        if first != row.line:
            raise UnreadableError(
                _l("« %(name)s » est deux fois dans ce fichier : lignes %(first)d et %(line)d."),
                name=row.name,
                first=first,
                line=row.line,
            )
    return rows


def by_quartier(counts: Counts, quartiers: Iterable[Quartier]) -> dict[int, int]:
    """Return how many households each quartier named in a file has, by its id."""
    known = {" ".join(tokens(each.name)): each.id for each in quartiers}
    found: dict[int, int] = {}
    for row in counts.rows:
        quartier_id = known.get(" ".join(tokens(row.name)))
        if quartier_id is None:
            raise UnreadableError(
                _l("Ligne %(line)d : aucun quartier de cette commune ne s’appelle « %(name)s »."),
                line=row.line,
                name=row.name,
            )
        found[quartier_id] = math.floor(row.households)
    return found


def read_iris(raw: bytes) -> "dict[str, BaseGeometry]":
    """Return the outline of each IRIS of a GeoJSON file, on the ground, by its code."""
    try:
        features = json.loads(_decoded(raw))["features"]
        drawn = {_code_of(each): _drawn(each["geometry"]) for each in features}
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        raise UnreadableError(
            _l("Ce fichier de contours n’est pas du GeoJSON dont chaque objet a un code IRIS.")
        ) from error
    return drawn


def _code_of(feature: Mapping[str, Any]) -> str:
    said = properties(dict(feature))
    found = [key for key in said if " ".join(tokens(key)) in _CODE_KEYS]
    return str(said[found[0]]).strip()


def _drawn(geometry: Any) -> "BaseGeometry":
    return polygons_of(shapely.make_valid(on_ground(shapely.geometry.shape(geometry))))


def apportioned(
    counts: Counts, outlines: "Mapping[str, BaseGeometry]", quartiers: Iterable[Quartier]
) -> dict[int, int]:
    """Share the households of each IRIS among the quartiers, by the area they have in common.

    Nobody knows where in an IRIS its households live: they are taken to live evenly. Each quartier
    is rounded down, so that what is computed of it is never more than there is.
    """
    shapes = {each.id: _drawn(each.boundary) for each in quartiers}
    found = dict.fromkeys(shapes, 0.0)
    for row in counts.rows:
        outline = outlines.get(row.name)
        if outline is None:
            raise UnreadableError(
                _l("Ligne %(line)d : l’IRIS « %(name)s » n’est pas dans le fichier de contours."),
                line=row.line,
                name=row.name,
            )
        for quartier_id, part in _parts(outline, shapes).items():
            found[quartier_id] += row.households * part
    if not any(found.values()):
        raise UnreadableError(_l("Aucun IRIS de ce fichier ne touche un quartier de la commune."))
    return {quartier_id: math.floor(total + 1e-6) for quartier_id, total in found.items()}


def _parts(outline: "BaseGeometry", shapes: "Mapping[int, BaseGeometry]") -> dict[int, float]:
    areas = {key: outline.intersection(shape).area for key, shape in shapes.items()}
    # What lies in no quartier is nobody’s: a count too low only shows a wider place.
    return {key: area / outline.area for key, area in areas.items() if area}
