"""Taking a file of addresses in, batch by batch: new ones, changed ones, those that have gone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

from flask_babel import LazyString
from sqlalchemy import Row, Table, bindparam, delete, func, insert, select, update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.ban import (
    AddressRow,
    Slip,
    address_values,
    fault_of,
    is_of,
    slip_of,
)
from neighbourhood.places.crowds import follow
from neighbourhood.places.geometry import NOWHERE, QuartierIndex
from neighbourhood.places.models import Address
from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.outlines import Refusal

BATCH = 2000


@dataclass
class Tally:
    """What an import did, row by row or feature by feature."""

    imported: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    refused: int = 0
    outside: int = 0
    # Addresses that stay in the quartier they were in, and outlines mended on the way.
    held: int = 0
    mended: list[Refusal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    # Rows of the file, by rank: what is wrong with each, and those that it names twice.
    faults: list[tuple[int, LazyString]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    # Rows of other towns; quartiers that the file no longer names, and how many of them left.
    elsewhere: int = 0
    missing: list[Refusal] = field(default_factory=list)
    left: int = 0


def quartiers_at(
    index: QuartierIndex, lats: Sequence[float], lons: Sequence[float]
) -> list[int | None]:
    """Return the quartier of each point, None where there is none."""
    found = index.find_all(lats, lons).tolist()
    return [None if place == NOWHERE else place for place in found]


class Intake:
    """One file on its way in: what it did so far, and which known addresses it names."""

    def __init__(self, town: str | None = None) -> None:
        """Take rows of one town, by its INSEE code, those of all when None."""
        self.tally = Tally()
        self._town = town
        self._keys: set[str] = set()
        self.touched: set[int | None] = set()
        self._rows = 0
        self._slips = Counter[Slip]()
        self._seen: set[int] = set()
        self._towns: set[str] = set()
        # Once: what is remembered of shapes is forgotten with each address that is written.
        self._index = queries.quartier_index()
        self._newest = db.session.scalar(select(func.max(Address.id))) or 0

    def take(self, rows: Iterable[AddressRow]) -> None:
        """Insert or update every row; raise `UnreadableError` when the whole file is wrong."""
        source = iter(rows)
        while batch := list(islice(source, BATCH)):
            self._take(batch)
        if self._slips.total() * 2 > self._rows - self.tally.elsewhere:
            raise UnreadableError(self._slips.most_common(1)[0][0].value)

    def _take(self, batch: Sequence[AddressRow]) -> None:
        taken: dict[str, dict[str, Any]] = {}
        mentioned: set[str] = set()
        for row in batch:
            self._rows += 1
            if self._is_elsewhere(row):
                self.tally.elsewhere += 1
                continue
            values = address_values(row)
            if values is not None:
                self._note(values["key"])
                taken[values["key"]] = values
                continue
            self.tally.faults.append((self._rows, fault_of(row)))
            self._slips.update(filter(None, [slip_of(row)]))
            mentioned.add(str(row["id"] or "").strip())
        self.tally.refused = len(self.tally.faults)
        self._write(taken, self._known(taken.keys() | mentioned))

    def _is_elsewhere(self, row: AddressRow) -> bool:
        said = str(row["code_insee"] or "").strip()
        return self._town is not None and bool(said) and not is_of(said, self._town)

    def _note(self, key: str) -> None:
        if key in self._keys:
            self.tally.repeated.append(self._rows)
        self._keys.add(key)

    def _known(self, keys: Iterable[str]) -> dict[str, Row[Any]]:
        columns = Address.__table__.c
        rows = db.session.execute(select(*columns).where(columns.key.in_(list(keys)))).all()
        self._seen.update(row.id for row in rows)
        return {row.key: row for row in rows}

    def _write(self, taken: Mapping[str, dict[str, Any]], known: Mapping[str, Row[Any]]) -> None:
        self._place(taken.values(), known)
        new = [values for key, values in taken.items() if key not in known]
        changed = [
            _changed(values, known[key])
            for key, values in taken.items()
            if key in known and _differs(values, known[key])
        ]
        if new:
            db.session.execute(insert(_TABLE), new)
        if changed:
            db.session.execute(update(Address), changed)
        self.tally.imported += len(new)
        self.tally.changed += len(changed)
        self.tally.unchanged += len(taken) - len(new) - len(changed)
        self.touched |= {values["quartier_id"] for values in [*new, *changed]}
        self.touched |= {known[values["key"]].quartier_id for values in changed}

    def _place(self, taken: Iterable[dict[str, Any]], known: Mapping[str, Row[Any]]) -> None:
        """Give each address its quartier; where it stands already, if it did not move."""
        rows = list(taken)
        places = quartiers_at(self._index, [v["lat"] for v in rows], [v["lon"] for v in rows])
        for values, place in zip(rows, places, strict=True):
            here = known.get(values["key"])
            stays = here is not None and (here.lat, here.lon) == (values["lat"], values["lon"])
            known_place = here.quartier_id if here is not None and stays else None
            values["quartier_id"] = known_place or place
            self._towns.add(values["insee"])
        self.tally.outside += places.count(None)

    def retire(self) -> None:
        """Retire what the towns of the file had and it no longer names.

        The same door under another identifier is not gone: it takes the new one.
        """
        gone = [row for row in self._unnamed() if row.id not in self._seen]
        renamed = self._renamed({_identity(row): row for row in gone})
        leaving = [row for row in gone if row.id not in renamed and row.retired_at is None]
        if leaving:
            moment = now()
            rows = [{"id": row.id, "retired_at": moment} for row in leaving]
            db.session.execute(update(Address), rows)
        self.tally.retired += len(leaving)
        self.touched |= {row.quartier_id for row in leaving}

    def _unnamed(self) -> Iterator[Row[Any]]:
        columns = Address.__table__.c
        towns = iter(sorted(self._towns))
        while some := list(islice(towns, BATCH)):
            chosen = select(*columns).where(columns.id <= self._newest, columns.insee.in_(some))
            yield from db.session.execute(chosen.execution_options(yield_per=BATCH))

    def _renamed(self, gone: Mapping[tuple[object, ...], Row[Any]]) -> set[int]:
        """Give addresses that have gone the identifier of the new one that is the same door."""
        if not gone:
            return set()
        columns = Address.__table__.c
        fresh = select(*columns).where(columns.id > self._newest).execution_options(yield_per=BATCH)
        twins = {
            gone[_identity(row)].id: row
            for row in db.session.execute(fresh)
            if _identity(row) in gone
        }
        if twins:
            known = {row.id: row for row in gone.values()}
            db.session.execute(_TAKEN_OUT, [{"twin": row.id} for row in twins.values()])
            values = [_changed(_values(row), known[old]) for old, row in twins.items()]
            db.session.execute(update(Address), values)
            self.touched |= {known[old].quartier_id for old in twins}
        self.tally.imported -= len(twins)
        self.tally.changed += len(twins)
        return set(twins)


_TABLE = cast("Table", Address.__table__)
_TAKEN_OUT = delete(_TABLE).where(_TABLE.c.id == bindparam("twin"))
_FILED = (
    "key", "number", "suffix", "street", "postcode", "town", "insee", "lat", "lon", "quartier_id",
)  # fmt: skip


def _values(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FILED}


def _identity(row: Row[Any]) -> tuple[object, ...]:
    """Return what makes two rows the same door, whatever their identifiers."""
    suffix = row.suffix.casefold()
    return row.insee, row.street.casefold(), row.number, suffix


def _differs(values: Mapping[str, Any], row: Row[Any]) -> bool:
    other = any(getattr(row, name) != value for name, value in values.items())
    return other or row.retired_at is not None


def _changed(values: Mapping[str, Any], row: Row[Any]) -> dict[str, Any]:
    """Return the row as the file has it now, back from retirement.

    A door put right by some metres keeps its square: alone to move, it would be recognised.
    """
    stays = values["quartier_id"] == row.quartier_id
    kept = {"cell_id": row.cell_id} if stays else {"cell_id": None}
    lost = {"trail": "", "companions": 0} if values["quartier_id"] is None else {}
    if stays and (values["insee"], values["street"]) != (row.insee, row.street):
        # Who was seen in a street that is called otherwise now was not among the others of it.
        lost["trail"] = follow(row.trail, row.street, epoch="")
    return {**values, **kept, **lost, "id": row.id, "retired_at": None}
