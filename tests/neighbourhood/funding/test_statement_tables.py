"""Tables of French banks: whatever their columns, letters and figures, they say the same."""

import pytest

from neighbourhood.funding.statements.lines import (
    NoColumns,
)
from neighbourhood.funding.statements.reading import read_statement
from neighbourhood.funding.statements.references import (
    grouped,
)
from tests.neighbourhood.funding.statement_files import (
    IBAN,
)

OURS = "RF44202611290001"


def read(data):
    return read_statement(data, IBAN).lines


TABLES = {
    "one column of amounts": (
        "Date;Libellé;Montant;Devise\n"
        f'24/11/2026;"VIR INST ANNE ROY; {OURS}";12,50;EUR\n'
        "25/11/2026;FRAIS;-4,50;EUR\n"
    ),
    "two columns, lines above, a total": (
        "Compte courant;99999 00001\nSolde au 30/11/2026;1 234,56\n\n"
        "Date opération;Date valeur;Libellé;Débit euros;Crédit euros;\n"
        f"24/11/2026;24/11/2026;VIREMENT DE ANNE ROY {OURS};;12,50;\n"
        "25/11/2026;25/11/2026;FRAIS;-4,50;;\n;;Total;4,50;12,50;\n"
    ),
    "commas and quotes": (
        "Date de comptabilisation,Libelle operation,Informations complementaires,Debit,Credit\n"
        f'24/11/2026,VIREMENT,"{grouped(OURS)}",,"+12,50"\n25/11/2026,FRAIS,,"-4,50",\n'
    ),
    "tabs, days as programs write them, spaces and euros": (
        "Date\tNature de l\u2019op\u00e9ration\tMontant (EUR)\n"
        f"2026-11-24\t{OURS}\t+ 12,50 \u20ac\n2026-11-25\tFRAIS\t4,50-\n"
    ),
    "two figures for the year": (
        f"Date;Libellé;Montant\n24/11/26;{OURS};12.50\n25/11/26;FRAIS;\u22124.50\n"
    ),
}


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_banks_say_the_same(name, alphabet):
    text = TABLES[name]
    if alphabet == "cp1252":
        text = text.replace("\u2212", "-")
    found = read_statement(text.encode(alphabet), IBAN)
    assert found.faults == ()
    assert [(line.cents, line.reference) for line in found.lines] == [(1250, OURS), (-450, "")]
    assert [line.day.day for line in found.lines] == [24, 25]


def test_a_row_that_makes_no_sense_is_told_by_its_number_and_the_others_are_read():
    rows = ["24/11/2026;a;1,250", "31/02/2026;b;5,00", "24/11/2026;c;12,50", "24/11/2026;d;x"]
    found = read_statement(("Date;Libellé;Montant\n" + "\n".join(rows)).encode(), IBAN)
    assert found.faults == (2, 3, 5)
    assert [line.cents for line in found.lines] == [1250]


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("1 234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1.234,5", 123450),
        ("1.234", 123400),
        ("12", 1200),
        ("EUR 12,50", 1250),
    ],
)
def test_amounts_are_read_as_french_banks_write_them(said, cents):
    (line,) = read(f"Date;Libellé;Montant\n24/11/2026;a;{said}\n".encode())
    assert line.cents == cents


def test_a_table_without_the_columns_is_refused_whole():
    for text in ("a;b;c\n1;2;3\n", "Date;Libellé\n24/11/2026;x\n", "Date;Montant\n"):
        with pytest.raises(NoColumns):
            read(text.encode())


@pytest.mark.parametrize("day", ["03/01/0001", "30/12/9999", "1998-12-31", "2100-01-01"])
def test_a_day_that_no_statement_is_of_is_a_row_that_cannot_be_read(day):
    data = f"Date;Libellé;Montant\n{day};{OURS};12,50\n24/11/2026;{OURS};12,50\n".encode()
    found = read_statement(data, IBAN)
    assert (len(found.lines), len(found.faults)) == (1, 1)
