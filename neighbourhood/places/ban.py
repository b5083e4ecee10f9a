"""Reading the address file of the Base Adresse Nationale, row by row."""

import csv
import gzip
import io
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.places.naming import UnreadableError

COLUMNS = {
    "id", "numero", "rep", "nom_voie", "code_postal", "code_insee", "nom_commune", "lon", "lat",
}  # fmt: skip
GZIP_MAGIC = b"\x1f\x8b"

AddressRow = Mapping[str, str]


def read_rows(path: Path) -> Iterator[AddressRow]:
    """Yield the rows of a file, compressed or not; raise `UnreadableError` if it is none."""
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        plain = gzip.GzipFile(fileobj=raw) if packed else raw
        text = io.TextIOWrapper(plain, "utf-8-sig", newline="")  # type: ignore[type-var]
        try:
            yield from _rows(text)
        except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
            raise UnreadableError(_l("Ce fichier est abîmé : %(error)s."), error=error) from error


def _rows(text: Iterable[str]) -> Iterator[AddressRow]:
    reader = csv.DictReader(text, delimiter=";")
    missing = COLUMNS - set(reader.fieldnames or ())
    if missing:
        columns = ", ".join(sorted(missing))
        raise UnreadableError(
            _l("Il manque des colonnes à ce fichier : %(columns)s."), columns=columns
        )
    yield from reader


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
        and not any("\x00" in str(value) for value in values.values())
    )
