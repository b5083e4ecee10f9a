"""Who closes their account while money of theirs is on its way."""

from tests.neighbourhood.funding.figures import let_time_pass
from tests.neighbourhood.funding.test_views import go_and_pay
from tests.support.news import plain


def said(signed_in, donor):
    return plain(signed_in(donor).get("/moi/fermer").text)


def test_whoever_is_paying_finishes_first_or_lets_it_pass(office, donor, signed_in, move_clock):
    go_and_pay(signed_in(donor), office.open(target_cents=2000), amount="15")
    assert "Vous êtes en train de payer un don" in said(signed_in, donor)
    move_clock(minutes=21)
    assert "en train de payer" not in said(signed_in, donor)


def test_a_payment_of_somebody_else_hinders_nobody(office, donor, other, signed_in):
    go_and_pay(signed_in(other), office.open(target_cents=2000), amount="15")
    assert "en train de payer" not in said(signed_in, donor)


def test_money_on_its_way_back_still_arrives_and_the_page_says_so(office, donor, other, signed_in):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 2000)
    let_time_pass(office, late)
    office.give(other, need, 2000)
    assert "que nous vous rendons" not in said(signed_in, donor)
    office.settle(late)
    assert "Les 20 € que nous vous rendons iront sur votre carte, ou" in said(signed_in, donor)
    assert "que nous vous rendons" not in said(signed_in, other)
