"""Statements as tables: the CSV files of French banks, whose columns are known by their names.

Each bank has its own: lines above the table, one column of amounts or two, any of three separators.
The first line that names a date, and amounts, is the head of the table.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from neighbourhood.funding.statements.lines import (
    EURO,
    LONGEST_TEXT,
    MOST_LINES,
    NoColumns,
    Statement,
    StatementLine,
    StatementTooLong,
    StatementUnreadable,
    of_our_time,
)
from neighbourhood.funding.statements.references import reference_in

FORM = "csv"
_FIRST_LINES = 30
_SEPARATORS = ";\t,"
# By the words that a name of a column begins with, without accents, the surest first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("date de comptabilisation", "date comptable", "date operation", "date d'operation",
            "date de l'operation", "date op", "date"),
    "amount": ("montant", "amount"),
    "debit": ("debit",),
    "credit": ("credit",),
    "bank_reference": ("reference", "ref", "numero d'operation", "numero d'ecriture"),
    "currency": ("devise", "currency"),
}  # fmt: skip
_TEXTS = ("libelle", "nature", "detail", "information", "communication", "motif", "description")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_AMOUNT = re.compile(
    r"([+\-−]?)(\d{1,3}(?:[ .'’]\d{3})+|\d{1,11})(?:[,.](\d{1,2}))?([+\-−]?)", re.ASCII
)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand in a row: the rank of each column, and those of all that is words."""

    at: Mapping[str, int]
    texts: tuple[int, ...]

    def cell(self, row: Sequence[str], name: str) -> str:
        place = self.at.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""


def read_table(data: bytes, account: str) -> Statement:
    """Return every line of the table as one of `account`; rows that make no sense are numbered."""
    rows, columns = _table(_decoded(data))
    lines: list[StatementLine] = []
    faults: list[int] = []
    alike = Counter[tuple[str, ...]]()
    for number, row in rows:
        if len(lines) + len(faults) >= MOST_LINES:
            raise StatementTooLong
        if not columns.cell(row, "day"):
            continue  # a total, or a blank line
        line = _line(row, columns, account)
        if line is None:
            faults.append(number)
        elif line.cents:
            lines.append(line.ranked(alike[line.likeness]))
            alike[line.likeness] += 1
    return Statement(FORM, tuple(lines), tuple(faults))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise StatementUnreadable


def _table(text: str) -> tuple[Iterator[tuple[int, list[str]]], _Columns]:
    for separator in _SEPARATORS:
        rows = _rows(text, separator)
        for number, row in rows:
            columns = _columns(row)
            if columns is not None:
                return rows, columns
            if number >= _FIRST_LINES:
                break
    raise NoColumns


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise StatementUnreadable from None


def _columns(row: Sequence[str]) -> _Columns | None:
    names = [_plain(cell) for cell in row]
    at = {}
    for what, known in _NAMES.items():
        ranks = [rank for word in known for rank, name in enumerate(names) if name.startswith(word)]
        if ranks:
            at[what] = ranks[0]
    if "day" not in at or not ("amount" in at or {"debit", "credit"} <= at.keys()):
        return None
    texts = tuple(rank for rank, name in enumerate(names) if name.startswith(_TEXTS))
    return _Columns(at, texts) if texts else None


def _plain(cell: str) -> str:
    folded = unicodedata.normalize("NFKD", cell.casefold().replace("’", "'"))
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())


def _line(row: Sequence[str], columns: _Columns, account: str) -> StatementLine | None:
    day, cents = _day(columns.cell(row, "day")), _cents(row, columns)
    if day is None or cents is None:
        return None
    said = [" ".join(row[rank].split()) for rank in columns.texts if rank < len(row)]
    number = " ".join(columns.cell(row, "bank_reference").split())
    return StatementLine(
        account=account,
        day=day,
        cents=cents,
        currency=columns.cell(row, "currency").upper()[:3] or EURO,
        reference=reference_in((), [*said, number]),
        bank_reference=number[:LONGEST_TEXT],
        text=" ".join(filter(None, said))[:LONGEST_TEXT],
    )


def _cents(row: Sequence[str], columns: _Columns) -> int | None:
    if "debit" not in columns.at or "credit" not in columns.at:
        return _amount(columns.cell(row, "amount"))
    out, came = (columns.cell(row, name) for name in ("debit", "credit"))
    cents = [_amount(said) if said else 0 for said in (out, came)]
    if cents[0] is None or cents[1] is None or (cents[0] and cents[1]):
        return None
    return abs(cents[1]) - abs(cents[0])


def _amount(said: str) -> int | None:
    """Return the cents of a figure of a French bank, None where it may mean two amounts."""
    tidy = " ".join(said.upper().replace("EUR", "").replace("€", "").split())
    found = _AMOUNT.fullmatch(tidy.replace("- ", "-").replace("+ ", "+"))
    if found is None or (found[1] and found[4]):
        return None
    cents = int(re.sub(r"\D", "", found[2])) * 100 + int((found[3] or "").ljust(2, "0"))
    return -cents if (found[1] or found[4]) in {"-", "−"} else cents


def _day(said: str) -> date | None:
    french, iso = _DAY.fullmatch(said.split(" ", maxsplit=1)[0]), _ISO_DAY.match(said)
    try:
        if iso is not None:
            return of_our_time(date(*map(int, iso.groups())))
        if french is not None:
            day, month, year = map(int, french.groups())
            return of_our_time(date(year if year > 99 else _CENTURY + year, month, day))
    except ValueError:
        return None
    return None
