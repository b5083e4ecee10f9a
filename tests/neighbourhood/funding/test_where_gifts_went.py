"""What a receipt says of where a gift went, and what a desk says before the bank has answered."""

import pytest

from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.cases.fates import FATES
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries import standings
from neighbourhood.funding.queries.statements import Fate
from tests.support.news import plain


@pytest.fixture
def receipt(office, funded, donor, signed_in):
    """Return the receipt of the gift that funded the need."""
    browser = signed_in(donor)

    def read():
        page = browser.get("/solidarite/mes-dons").text
        path = next(
            part.split('"')[0]
            for part in page.split('href="')
            if part.startswith("/solidarite/mes-dons/")
        )
        return plain(browser.get(path).text)

    return read


def test_a_receipt_says_when_the_money_was_paid_out_and_what_shows_its_use(
    till, office, funded, receipt
):
    waiting = till.handed_over()
    assert "Versé au partenaire" not in receipt()
    till.confirm(waiting)
    paid = receipt()
    assert "Versé au partenaire" in paid
    assert "facture, mars" not in paid
    office.prove(funded)
    assert "facture, mars 2026" in receipt()


def test_what_the_bank_did_not_confirm_is_on_its_way_and_neither_used_nor_to_prove(
    till, office, funded
):
    def standing():
        with office.app.app_context():
            return standings.standings(Fund.id == funded.fund_id, having=standings.RAISED > 0)[0]

    waiting = till.handed_over()
    assert (standing().on_its_way, standing().to_prove) == (15000, 0)
    office.prove(funded)
    assert (standing().used, standing().paid_and_used) == (15000, 0)
    till.confirm(waiting)
    assert (standing().on_its_way, standing().paid_and_used) == (0, 15000)


@pytest.mark.parametrize("fate", FATES)
def test_one_line_and_several_agree_with_their_verb(app, fate):
    with app.test_request_context():
        one, several = FATES[fate](1), FATES[fate](2)
    assert one.startswith("1 ligne ")
    assert several.startswith("2 lignes ")
    assert one.split()[2] != several.split()[2] or fate is Fate.UNKNOWN
    assert FATES.keys() == set(Fate)


def test_what_goes_out_has_a_minus_and_no_hyphen(app):
    with app.test_request_context():
        assert plain(euros(-450)) == "−4,50 €"
        assert plain(euros(-400)) == "−4 €"
