"""Lines of a file, one by one: what each asks for, or why it cannot be taken."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from neighbourhood.foundation.words.giveaways.scan import giveaways
from neighbourhood.foundation.words.giveaways.traces import Trace
from neighbourhood.foundation.words.money import readings
from neighbourhood.needs.bands import banded
from neighbourhood.needs.intake.columns import (
    AMOUNT,
    KIND,
    KINDS_SAID,
    QUARTIER,
    REFERENCE,
    URGENCIES_SAID,
    URGENCY,
    plain,
)
from neighbourhood.needs.intake.tables import Row
from neighbourhood.needs.models import NeedKind, Urgency
from neighbourhood.needs.policies import LARGEST_CENTS, SMALLEST_CENTS

LONGEST_REFERENCE = 60
# What a number of a file never is. A plate is not among them: references look like plates.
_PERSONAL = {
    Trace.EMAIL,
    Trace.PHONE,
    Trace.NUMBER,
    Trace.NAME,
    Trace.BIRTH,
    Trace.ADDRESS,
    Trace.HANDLE,
}
_FORMULA = tuple("=+@＝＋＠")


class Fault(StrEnum):
    """Why a line is not taken: what it says, or where the need stands that it is about."""

    FORMULA = "formula"
    NO_REFERENCE = "no reference"
    LONG_REFERENCE = "long reference"
    PERSONAL_REFERENCE = "personal reference"
    TWICE = "twice"
    KIND = "kind"
    QUARTIER = "quartier"
    NO_QUARTIER = "no quartier"
    AMOUNT = "amount"
    DOUBTFUL_AMOUNT = "doubtful amount"
    OUT_OF_RANGE = "out of range"
    URGENCY = "urgency"
    SETTLED = "settled"
    MOVED = "moved"
    BELOW_GIVEN = "below given"
    BEING_CORRECTED = "being corrected"
    CHANGED_SINCE = "changed since"


@dataclass(frozen=True, slots=True)
class Line:
    """What one line asks for; `mark` stands in the place of its reference."""

    number: int
    mark: bytes
    kind: NeedKind
    quartier_id: int
    cents: int
    urgency: Urgency

    def packed(self) -> list[object]:
        """Return it as JSON can hold it."""
        return [
            self.number,
            self.mark.hex(),
            self.kind.value,
            self.quartier_id,
            self.cents,
            self.urgency.value,
        ]

    @classmethod
    def unpacked(cls, said: list[object]) -> "Line":
        """Return what was packed."""
        number, mark, kind, quartier_id, cents, urgency = said
        return cls(
            int(str(number)),
            bytes.fromhex(str(mark)),
            NeedKind(str(kind)),
            int(str(quartier_id)),
            int(str(cents)),
            Urgency(str(urgency)),
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """One row, weighed: its line when nothing is wrong, and which need it is about, if known."""

    number: int
    mark: bytes | None
    line: Line | None
    faults: tuple[Fault, ...]


class Scales:
    """Weighs the rows of one file: `quartiers` by their words, `mark` of a reference."""

    def __init__(self, quartiers: Mapping[str, int], mark: Callable[[str], bytes]) -> None:
        self._quartiers, self._mark = quartiers, mark
        self._seen: set[bytes] = set()

    def weigh(self, rows: Iterable[Row]) -> Iterator[Weighed]:
        """Weigh rows, in their order: of two that name the same need, the first one counts."""
        for row in rows:
            yield self._weigh(row)

    def _weigh(self, row: Row) -> Weighed:
        cells, faults = row.cells, {*_of_reference(row.cells[REFERENCE])}
        if any(cell.startswith(_FORMULA) for cell in cells.values()):
            faults.add(Fault.FORMULA)
        kind = KINDS_SAID.get(plain(cells[KIND]))
        quartier_id = self._quartiers.get(plain(cells[QUARTIER]))
        urgency = URGENCIES_SAID.get(plain(cells.get(URGENCY, "")))
        cents = _cents(cells[AMOUNT])
        where = Fault.QUARTIER if cells[QUARTIER].strip() else Fault.NO_QUARTIER
        said = {Fault.KIND: kind, where: quartier_id, Fault.URGENCY: urgency}
        faults.update(fault for fault, found in said.items() if found is None)
        if isinstance(cents, Fault):
            faults.add(cents)
        mark = self._marked(cells[REFERENCE], faults)
        if faults or not (mark and kind and quartier_id and urgency) or isinstance(cents, Fault):
            return Weighed(row.line, mark, None, tuple(sorted(faults)))
        return Weighed(row.line, mark, Line(row.line, mark, kind, quartier_id, cents, urgency), ())

    def _marked(self, reference: str, faults: set[Fault]) -> bytes | None:
        if not reference or Fault.PERSONAL_REFERENCE in faults:
            return None
        mark = self._mark(reference)
        if mark in self._seen:
            faults.add(Fault.TWICE)
        self._seen.add(mark)
        return mark


def _of_reference(reference: str) -> Collection[Fault]:
    if not reference:
        return [Fault.NO_REFERENCE]
    if len(reference) > LONGEST_REFERENCE:
        return [Fault.LONG_REFERENCE]
    personal = any(found.trace in _PERSONAL for found in giveaways(reference))
    return [Fault.PERSONAL_REFERENCE] if personal else []


def _cents(said: str) -> int | Fault:
    amounts = readings(said)
    if len(amounts) != 1:
        return Fault.DOUBTFUL_AMOUNT if amounts else Fault.AMOUNT
    in_range = SMALLEST_CENTS <= amounts[0] <= LARGEST_CENTS
    return banded(amounts[0]) if in_range else Fault.OUT_OF_RANGE
