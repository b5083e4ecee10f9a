"""Tables for spreadsheets: the one writer, which lets no cell be a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

CONTENT_TYPE = "text/csv; charset=utf-8"
ENDING = "csv"
# What a spreadsheet may take for the beginning of a formula, wide signs of Asian keyboards too.
_BEGINS_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")
_DEFUSED = "'"
Cell = str | int | None


def sheet(columns: Sequence[object], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as a French spreadsheet opens it: with semicolons, and a mark of its letters.

    Text that begins like a formula is shown, not run: an apostrophe stands before it. Numbers of
    ours are numbers.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe(str(column)) for column in columns])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> str | int:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return cell
    # Some trim what they open, and none shows what has no shape.
    seen = cell.replace("\0", "").lstrip(" \u00a0\u200b\ufeff\u2060")
    return f"{_DEFUSED}{cell}" if seen.startswith(_BEGINS_FORMULA) else cell
