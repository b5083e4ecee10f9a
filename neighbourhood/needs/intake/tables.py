"""A file as some program saved it, read as a table: letters, separators, quotes, and no more.

Pure: bytes in, rows of text out. What is refused here is refused whole, and nothing of it is kept.
The letters are told by rule, not guessed: a mark at the beginning says UTF-8 or UTF-16, what reads
as UTF-8 is UTF-8, and what does not is what Windows writes in Western Europe.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from flask_babel import lazy_gettext as _l

from neighbourhood.needs.intake.columns import COLUMNS, EXAMPLE, REFERENCE, REQUIRED, column_called
from neighbourhood.places.naming import UnreadableError

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 20_000
MOST_COLUMNS = 60
SEPARATORS = ";,\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How the files of spreadsheets begin that are no text: .xlsx and .ods, .xls.
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_NAMED = 12
_LONGEST_TITLES = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line with something in it: its number as a spreadsheet shows it, and its cells."""

    line: int
    cells: dict[str, str]


def read_table(data: bytes) -> list[Row]:
    """Return the lines of a file under the codes of their columns; refuse the file whole."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(_l("Ce fichier pèse plus de 4 Mo. Envoyez-le en plusieurs parties."))
    records = list(_records(_text_of(data)))
    titles, *rest = records or [(1, [])]
    places = _places(titles[1])
    filled = [
        Row(line, {code: _cell(cells, place) for code, place in places.items()})
        for line, cells in rest
        if any(map(str.strip, cells))
    ]
    rows = [row for row in filled if row.cells[REFERENCE].strip() != EXAMPLE]
    _refuse_nameless(rest, {*places.values()})
    if not rows:
        raise UnreadableError(_l("Ce fichier n’a aucune ligne sous ses titres."))
    if len(rows) > MOST_LINES:
        raise _too_many(len(rows))
    return rows


def _too_many(lines: int) -> UnreadableError:
    return UnreadableError(
        _l("Ce fichier a %(lines)d lignes : 20 000 au plus. Envoyez-le en plusieurs parties."),
        lines=lines,
    )


def _text_of(data: bytes) -> str:
    if data.startswith(_BOOKS):
        raise UnreadableError(
            _l("C’est un classeur. Dans votre tableur, enregistrez-le en « CSV UTF-8 ».")
        )
    try:
        text = data.decode(_letters_of(data))
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnreadableError(
            _l("Nous n’arrivons pas à lire ce fichier. Enregistrez-le en « CSV UTF-8 ».")
        )
    return text


def _letters_of(data: bytes) -> str:
    for mark, letters in _MARKS:
        if data.startswith(mark):
            return letters
    # Western letters in UTF-16 have an empty byte each, on one side.
    if data[1:400:2].count(0) * 3 > len(data[1:400:2]):
        return "utf-16-le"
    if data[:400:2].count(0) * 3 > len(data[:400:2]):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    said, text = _said_separator(text)
    separator = said or _separator_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, start=1):
            # Told while it is read: what is endless must not be held first.
            if line > 2 * MOST_LINES:
                raise _too_many(line)
            if len(cells) > MOST_COLUMNS:
                raise UnreadableError(
                    _l("La ligne %(line)d a trop de colonnes. Reprenez le modèle."), line=line
                )
            yield line, cells
    except csv.Error:
        raise UnreadableError(
            _l('Après la ligne %(line)d, un guillemet (") n’est pas fermé, ou est de trop.'),
            line=line,
        ) from None


def _said_separator(text: str) -> tuple[str, str]:
    """Return the separator that a first line `sep=;` says, as Excel writes it, and what follows."""
    first, _, rest = text.partition("\n")
    said = first.strip("\r").strip('"')
    if said[:4].lower() == "sep=" and len(said) == 5:
        return said[4], rest
    return "", text


def _separator_of(text: str) -> str:
    """Return what parts the columns: what makes most titles that we know, then most titles."""
    beginning = text[:_LONGEST_TITLES]

    def titles(separator: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(StringIO(beginning, newline=""), delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return sum(column_called(cell) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=titles)


def _places(titles: Sequence[str]) -> dict[str, int]:
    """Return where each column is; refuse columns that are too many, twice there, or missing."""
    found = [(column_called(title), place) for place, title in enumerate(titles) if title.strip()]
    foreign = [titles[place].strip()[:40] for code, place in found if code is None]
    twice = [
        code for code, times in Counter(code for code, _ in found if code).items() if times > 1
    ]
    missing = [code for code in REQUIRED if code not in {code for code, _ in found}]
    if len(missing) == len(REQUIRED):
        raise UnreadableError(
            _l("La première ligne doit nommer les colonnes : %(columns)s."),
            columns=", ".join(column.title for column in COLUMNS.values()),
        )
    if foreign:
        raise UnreadableError(
            _l(
                "Enlevez d’abord de ce fichier : %(columns)s. Rien de personnel ne doit arriver "
                "ici. Nous n’avons rien gardé."
            ),
            columns=", ".join(f"« {title} »" for title in foreign[:_MOST_NAMED]),
        )
    if missing:
        raise UnreadableError(_l("Il manque ces colonnes : %(columns)s."), columns=_titles(missing))
    if twice:
        raise UnreadableError(
            _l("Ces colonnes sont là deux fois : %(columns)s."), columns=_titles(twice)
        )
    return {code: place for code, place in found if code is not None}


def _titles(codes: Sequence[str]) -> str:
    return ", ".join(f"« {COLUMNS[code].title} »" for code in codes)


def _refuse_nameless(rows: Sequence[tuple[int, list[str]]], known: set[int]) -> None:
    """Refuse what stands under no title: nobody can tell what it is."""
    for line, cells in rows:
        for place, cell in enumerate(cells):
            if place not in known and cell.strip():
                raise UnreadableError(
                    _l(
                        "Ligne %(line)d, la colonne %(place)d n’a pas de titre. Enlevez ce qu’elle "
                        "contient. Nous n’avons rien gardé."
                    ),
                    line=line,
                    place=place + 1,
                )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
