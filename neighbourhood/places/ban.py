"""Reading the address file of the Base Adresse Nationale, row by row."""

import csv
import gzip
import io
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.places.geometry import is_swapped
from neighbourhood.places.naming import UnreadableError

# The columns of a file, in their usual order: what each holds, and an example.
COLUMNS: Mapping[str, tuple[LazyString, str]] = MappingProxyType(
    {
        "id": (_l("un code à elle, le même d’un envoi à l’autre"), "99035_0120_00012_bis"),
        "numero": (_l("le numéro dans la rue"), "12"),
        "rep": (_l("ce qui suit le numéro ; vide s’il n’y a rien"), "bis"),
        "nom_voie": (_l("le nom de la rue"), "Rue des Tanneurs"),
        "code_postal": (_l("le code postal"), "99350"),
        "code_insee": (_l("le code de la commune pour l’INSEE"), "99035"),
        "nom_commune": (_l("le nom de la commune"), "Valbourg"),
        "lon": (_l("la longitude, en degrés, avec un point"), "2.34567"),
        "lat": (_l("la latitude, en degrés, avec un point"), "48.12345"),
    }
)
GZIP_MAGIC = b"\x1f\x8b"
LONGEST_LINE = 100_000

AddressRow = Mapping[str, str]

_OTHER_LETTERS = _l(
    "Ce fichier est abîmé, ou ses lettres ne sont pas en UTF-8. Enregistrez-le en UTF-8."
)
_DAMAGED = _l("Ce fichier est abîmé, ou n’est pas arrivé en entier. Envoyez-le de nouveau.")
_COMMAS = _l(
    "Les colonnes de ce fichier sont séparées par des virgules. Enregistrez-le avec des"
    " points-virgules (;)."
)
_STRAY_QUOTE = _l(
    "Ligne %(line)d : un guillemet s’ouvre et ne se referme pas ; les lignes qui suivent seraient"
    " perdues. Corrigez cette ligne."
)


class Slip(Enum):
    """How the coordinates of a whole file may be wrong, and what to say of it."""

    COMMA = _l(
        "Les coordonnées de ce fichier s’écrivent avec une virgule (48,85). Il les faut avec un"
        " point (48.85)."
    )
    PROJECTED = _l(
        "Les coordonnées de ce fichier sont des mètres (Lambert 93, par exemple). Il faut des"
        " degrés : longitude et latitude."
    )
    SWAPPED = _l(
        "La longitude et la latitude sont échangées dans ce fichier. Remettez-les en ordre."
    )


def slip_of(row: AddressRow) -> Slip | None:
    """Return how the coordinates of a row are wrong, when a whole file may be so."""
    lat, lon = str(row.get("lat") or "").strip(), str(row.get("lon") or "").strip()
    if _COMMA.fullmatch(lat) and _COMMA.fullmatch(lon):
        return Slip.COMMA
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return None
    if not (math.isfinite(north) and math.isfinite(east)):
        return None
    if max(abs(north), abs(east)) > 360:
        return Slip.PROJECTED
    return Slip.SWAPPED if is_swapped(north, east) else None


_COMMA = re.compile(r"[+-]?\d+,\d+")


def is_of(insee: str, town: str) -> bool:
    """Tell whether a row of `insee` is of a town: those of Paris bear the code of a district."""
    return insee == town or insee.startswith(_DISTRICTS.get(town, "none"))


_DISTRICTS = MappingProxyType({"75056": "751", "69123": "6938", "13055": "132"})


def read_rows(file: Path | bytes, most: int | None = None) -> Iterator[AddressRow]:
    """Yield the rows of a file, compressed or not; raise `UnreadableError` if it is none.

    `most` is how many letters it may hold once it is opened up: of a small file, whole days.
    """
    with file.open("rb") if isinstance(file, Path) else io.BytesIO(file) as raw:
        packed = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        plain = gzip.GzipFile(fileobj=raw) if packed else raw
        text = io.TextIOWrapper(plain, "utf-8-sig", newline="")  # type: ignore[type-var]
        try:
            yield from _rows(_lines(text, most))
        except UnicodeDecodeError as error:
            raise UnreadableError(_OTHER_LETTERS) from error
        except (OSError, EOFError, zlib.error, csv.Error) as error:
            raise UnreadableError(_DAMAGED) from error


def _lines(text: io.TextIOWrapper, most: int | None) -> Iterator[str]:
    """Yield the lines of a text, none of which is read whole before its length is known."""
    read = 0
    while line := text.readline(LONGEST_LINE):
        read += len(line)
        if len(line) == LONGEST_LINE:
            raise UnreadableError(_l("Ce fichier n’est pas un tableau : une ligne n’y finit pas."))
        if most is not None and read > most:
            raise UnreadableError(_l("Ce fichier est trop grand une fois ouvert."))
        yield line


def _rows(text: Iterable[str]) -> Iterator[AddressRow]:
    # Strict: a quote that opens and does not close swallows the lines below it, unseen.
    reader = csv.DictReader(text, delimiter=";", strict=True)
    named = reader.fieldnames or ()
    missing = COLUMNS.keys() - set(named)
    if missing and set(",".join(named).split(",")) >= COLUMNS.keys():
        raise UnreadableError(_COMMAS)
    if missing:
        columns = ", ".join(sorted(missing))
        raise UnreadableError(
            _l("Il manque des colonnes à ce fichier : %(columns)s."), columns=columns
        )
    yield from _whole(reader)


def _whole(reader: "csv.DictReader[str]") -> Iterator[AddressRow]:
    """Yield rows of one line each; raise `UnreadableError` where a quote joins several."""
    line = reader.line_num + 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(_STRAY_QUOTE, line=line) from error
        if any(isinstance(value, str) and "\n" in value for value in row.values()):
            raise UnreadableError(_STRAY_QUOTE, line=line)
        yield row
        line = reader.line_num + 1


def address_values(row: AddressRow) -> dict[str, Any] | None:
    """Return the columns of an address, or None when the row makes no sense."""
    try:
        lat, lon, number = float(row["lat"]), float(row["lon"]), int(row["numero"])
    except (ValueError, TypeError):
        return None
    values = {
        "key": (row["id"] or "").strip(),
        "number": number,
        "suffix": (row["rep"] or "").strip(),
        "street": " ".join((row["nom_voie"] or "").split()),
        "postcode": (row["code_postal"] or "").strip(),
        "town": " ".join((row["nom_commune"] or "").split()),
        "insee": (row["code_insee"] or "").strip(),
        "lat": lat,
        "lon": lon,
    }
    return values if _makes_sense(values) else None


def _makes_sense(values: Mapping[str, Any]) -> bool:
    lengths = {"key": 80, "street": 200, "postcode": 5, "town": 200, "insee": 5}
    return (
        all(1 <= len(values[name]) <= most for name, most in lengths.items())
        and len(values["suffix"]) <= 20
        and 0 <= values["number"] <= 99_999
        and math.isfinite(values["lat"])
        and math.isfinite(values["lon"])
        and abs(values["lat"]) <= 90
        and abs(values["lon"]) <= 180
        and not is_swapped(values["lat"], values["lon"])
        and "\x00" not in "".join([values[name] for name in (*lengths, "suffix")])
    )


def fault_of(row: AddressRow) -> LazyString:
    """Say what is wrong with a row that `address_values` refused."""
    slip = slip_of(row)
    if slip is not None:
        return _FAULTS[slip]
    lacking = [name for name in _NEEDED if not str(row.get(name) or "").strip()]
    if lacking:
        return _l("il manque une valeur : %(column)s", column=lacking[0])
    if not str(row["numero"]).strip().lstrip("-").isdecimal():
        return _l("le numéro (numero) n’est pas un nombre")
    try:
        float(row["lat"]), float(row["lon"])
    except ValueError:
        return _l("la position (lon, lat) n’est pas faite de nombres")
    return _l("une valeur est trop longue ou impossible")


_NEEDED = ("id", "numero", "nom_voie", "code_postal", "code_insee", "nom_commune", "lon", "lat")
_FAULTS = MappingProxyType(
    {
        Slip.COMMA: _l("la position s’écrit avec une virgule ; il faut un point"),
        Slip.PROJECTED: _l("la position est en mètres (Lambert 93) ; il faut des degrés"),
        Slip.SWAPPED: _l("la longitude et la latitude sont échangées"),
    }
)
