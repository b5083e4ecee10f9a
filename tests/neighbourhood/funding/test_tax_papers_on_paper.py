"""The table and the sheets of a list, as pure computation."""

from datetime import UTC, datetime

import pytest

from neighbourhood.funding import paperwork
from neighbourhood.funding.models.gifts import Means
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper
from neighbourhood.partners.models import Partner

PARTNER = Partner(name="Centre social", siret="73282932000074")


@pytest.fixture
def a_list(one_app):
    drawing = TaxDrawing(
        partner=PARTNER,
        year=2025,
        address="1 rue du Port",
        allowed_at=datetime(2026, 2, 3, tzinfo=UTC),
    )
    paper = TaxPaper(name="=2+3", siret="", address="3 quai\n59990 Valbourg")
    line = TaxLine(drawing=drawing, paper=paper, number=3, figures={Means.CARD: 1250})
    with one_app.test_request_context():
        yield drawing, [line]


def test_no_cell_of_the_table_is_a_formula_and_no_gift_is_in_it(a_list):
    drawing, lines = a_list
    head, row = paperwork.tax_table(drawing, lines, {3: 900}).decode("utf-8-sig").splitlines()
    assert head.count(";") == 8
    said = '"2025-003";"\'=2+3";"";"3 quai, 59990 Valbourg";2025;"12,50";"12,50";"0,00";"9,00"'
    assert row == said


def test_a_sheet_has_what_a_receipt_needs(a_list):
    (sheet,) = paperwork.tax_sheets(*a_list, {})
    assert sheet.title == "Centre social"
    said = dict(sheet.facts)
    assert said["Montant"].startswith("12,50")
    assert said["Donné par"] == "=2+3"
    assert said["Année du don"] == "2025"
    assert said["Forme du don"] == "argent (numéraire)"
    assert said["Numéro"] == "2025-003"
    assert "3 février 2026" in said["Feuille faite le"]
    assert "Attention" not in said


def test_a_sheet_says_that_a_bank_took_a_gift_back(a_list):
    (sheet,) = paperwork.tax_sheets(*a_list, {3: 900})
    assert "de trop" in dict(sheet.facts)["Attention"]
