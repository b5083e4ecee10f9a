"""The table and the sheets of a list, as pure computation."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from neighbourhood.funding import paperwork
from neighbourhood.funding.models.gifts import Means
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper, TaxRight
from neighbourhood.funding.queries.tax_papers import Given, _beyond
from neighbourhood.partners.models import Partner

PARTNER = Partner(name="Centre social", siret="73282932000074")


@pytest.fixture
def a_list(one_app):
    drawing = TaxDrawing(
        partner=PARTNER, year=2025, number=1, allowed_at=datetime(2026, 2, 3, tzinfo=UTC)
    )
    paper = TaxPaper(name="=2+3", siret="", address="3 quai\n59990 Valbourg")
    line = TaxLine(drawing=drawing, paper=paper, number=3, figures={Means.CARD: 1250})
    right = TaxRight(partner=PARTNER, address="1 rue du Port")
    with one_app.test_request_context():
        yield drawing, right, [line]


def test_no_cell_of_the_table_is_a_formula_and_no_gift_is_in_it(a_list):
    drawing, _right, lines = a_list
    head, row = paperwork.tax_table(drawing, lines).decode("utf-8-sig").splitlines()
    assert head.count(";") == 7
    said = '"2025-1-003";"\'=2+3";"";"3 quai, 59990 Valbourg";2025;"12,50";"12,50";"0,00"'
    assert row == said


def test_a_sheet_has_what_a_receipt_needs(a_list):
    (sheet,) = paperwork.tax_sheets(*a_list)
    said = dict(sheet.facts)
    assert said["Organisme"] == "Centre social"
    assert said["Donné par"] == "=2+3"
    assert said["Année du don"] == "2025"
    assert said["Forme du don"] == "numéraire"
    assert said["Numéro"] == "2025-1-003"
    assert "3 février 2026" in said["Date"]


@pytest.mark.parametrize(
    ("paid", "before", "due"),
    [
        ({"card": 500}, [], {"card": 500}),
        ({"card": 500}, [{"card": 500}], {}),
        ({"card": 500, "transfer": 200}, [{"card": 500}], {"transfer": 200}),
        # A card payment went back after the first list, and more came by transfer.
        ({"card": 300, "transfer": 500}, [{"card": 500}], {"transfer": 300}),
        ({"card": 100}, [{"card": 500}], {}),
    ],
)
def test_a_later_list_says_what_no_earlier_one_does(paid, before, due):
    given = Given()
    given.paid_out.update(paid)
    lines = [SimpleNamespace(figures=each) for each in before]
    assert _beyond(given, lines) == due
