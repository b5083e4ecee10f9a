"""Files as programs save them, read as tables: nothing here needs the app but the words."""

import contextlib
import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.needs.intake.columns import AMOUNT, KIND, QUARTIER, REFERENCE, URGENCY
from neighbourhood.needs.intake.tables import MOST_BYTES, MOST_LINES, read_table
from neighbourhood.places.naming import UnreadableError
from tests.support.needs_files import TITLES, as_file, line, some_lines

CODES = (REFERENCE, KIND, QUARTIER, AMOUNT, URGENCY)
LINE = ("A-1", "Équiper le logement", "L’Écluse", "1\u202f250,50 €", "sous 7 jours")


def cells(data):
    return [tuple(row.cells.get(code, "") for code in CODES) for row in read_table(data)]


def refusal(data, one_app):
    with pytest.raises(UnreadableError) as why:
        read_table(data)
    with one_app.test_request_context():
        return why.value.say()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_whatever_letters_and_separator_a_program_chose(separator, letters):
    assert cells(as_file([LINE], separator=separator, letters=letters)) == [LINE]


def test_what_windows_writes_is_read():
    windows = tuple(cell.replace("\u202f", "\u00a0") for cell in LINE)
    assert cells(as_file([windows], letters="cp1252")) == [windows]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nRéférence;Sorte;Quartier;Montant\r\nA-1;food;Les Tanneurs;12\r\n",
        'Référence;Sorte;Quartier;Montant\r\n"A-1";"food";"Les Tanneurs";"12"\r\n',
        "Référence;Sorte;Quartier;Montant;;;\nA-1;food;Les Tanneurs;12;;;\n;;;;;;\n\n\n",
        "référence ; SORTE ; quartier ; montant (€)\nA-1 ; food ; Les Tanneurs ; 12 \n",
        "Montant en euros\tRef\tkind\tQUARTIER\n12\tA-1\tfood\tLes Tanneurs",
        "Référence;Sorte;Quartier;Montant\rA-1;food;Les Tanneurs;12\r",
        "\ufeffRéférence;Sorte;Quartier;Montant\nA-1;food;Les Tanneurs;12",
    ],
)
def test_whatever_a_spreadsheet_adds(text):
    assert cells(text.encode()) == [("A-1", "food", "Les Tanneurs", "12", "")]


def test_lines_are_numbered_as_a_spreadsheet_shows_them():
    lines = 'A-1;food;X;1\n\nA-2;food;X;1\n"A\n3";food;X;1\nA-4;food;X;1'
    text = f"Référence;Sorte;Quartier;Montant\n{lines}"
    assert [row.line for row in read_table(text.encode())] == [2, 4, 5, 6]


def test_a_quote_within_quotes_and_a_separator_within_quotes():
    text = 'Référence;Sorte;Quartier;Montant\n"A ""1"";x";food;X;1\n'
    assert cells(text.encode())[0][0] == 'A "1";x'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "La première ligne doit nommer les colonnes"),
        (b"A-1;food;X;12\nA-2;food;X;12", "La première ligne doit nommer les colonnes"),
        (b"PK\x03\x04 a book", "C’est un classeur"),
        (b"Reference;Sorte;Quartier;Montant\n\x00\x01;\x00", "Nous n’arrivons pas à lire"),
        (b"Reference;Sorte;Quartier;Montant\n\n;;;\n", "n’a aucune ligne"),
        (b"Reference;Sorte;Quartier\nA;B;C", "Il manque ces colonnes : « Montant »"),
        (b"Reference;Sorte;Quartier;Montant;Sorte\nA;B;C;1;B", "là deux fois : « Sorte »"),
        (b"Reference;Sorte;Quartier;Montant\nA;B;C;1;Martin", "la colonne 5 n’a pas de titre"),
        (b'Reference;Sorte;Quartier;Montant\nA;B;C;1\n"B;B;C;1\nC;B;C;1', "un guillemet"),
        (b"Reference;Sorte;Quartier;Montant;NOM\nA;B;C;1;M", "Enlevez d’abord de ce fichier"),
    ],
)
def test_what_is_no_such_file_is_refused_whole_in_one_sentence(data, says, one_app):
    assert says in refusal(data, one_app).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_file_has_an_end(one_app):
    many = as_file([line("A"), *[line(str(place)) for place in range(MOST_LINES)]])
    assert "20 000" in refusal(many, one_app).replace("\u202f", " ").replace("\u00a0", " ")
    assert "4 Mo" in refusal(b"x" * (MOST_BYTES + 1), one_app).replace("\u00a0", " ")
    assert len(read_table(as_file(some_lines(MOST_LINES)))) == MOST_LINES


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(UnreadableError):
        read_table(data)


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
_ROWS = st.lists(st.tuples(*[_CELL] * 5).filter(any), min_size=1, max_size=6)


@given(rows=_ROWS, separator=st.sampled_from(";,\t"), quoting=st.sampled_from([0, 1]))
def test_what_was_written_is_what_is_read(rows, separator, quoting):
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting).writerows([TITLES, *rows])
    assert cells(out.getvalue().encode("utf-8-sig")) == rows


@pytest.mark.parametrize("endless", ["\n" * 100_000, ";" * 100_000, ";\n" * 100_000, "a;" * 50_000])
def test_a_file_without_an_end_is_refused_before_it_is_held(endless):
    with pytest.raises(UnreadableError):
        read_table(f"Référence;Sorte;Quartier;Montant\n{endless}".encode())
    with pytest.raises(UnreadableError):
        read_table(endless.encode())
