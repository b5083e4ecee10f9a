"""What one keeps for oneself stands in the way of others, never of oneself."""

import pytest

from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.policies import TooMuchUnproved
from tests.neighbourhood.funding.figures import figures
from tests.neighbourhood.funding.test_views import go_and_pay, local, plain
from tests.neighbourhood.funding.visiting import promise


@pytest.fixture
def need(office):
    return office.open(target_cents=2000)


def test_all_may_be_promised_again_by_who_promised_it(office, donor, need):
    first = office.promise(donor, need, 2000)
    second = office.promise(donor, need, 2000)
    assert office.pledge_now(first).status is PledgeStatus.CANCELLED
    assert office.pledge_now(second).status is PledgeStatus.RESERVED
    assert figures(office, need)["reserved"] == 2000


@pytest.mark.parametrize("amount", ["20", "19", "5"])
def test_who_comes_back_from_the_bank_may_change_the_amount(need, donor, signed_in, amount):
    browser = signed_in(donor)
    go_and_pay(browser, need, amount="20")
    page = plain(browser.get(f"/solidarite/{need.id}/donner").text)
    assert "Ce qui manque : 20 €" in page
    go_and_pay(browser, need, amount=amount)


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "with others"])
def test_who_keeps_ten_and_pays_none_keeps_no_more(office, donor, signed_in, alone):
    needs = [office.open(title=f"Lit {number}") for number in range(11)]
    for need in needs[:10]:
        office.promise(donor, need, 500)
    said = {"amount": "5", "in_name_of": "Odette" if alone else ""}
    answer = signed_in(donor).post(f"/solidarite/{needs[10].id}/donner", data=said)
    assert answer.status_code == 422
    assert "Dix dons attendent" in answer.text
    office.promise(donor, needs[3], 1000)  # but may change their mind


def test_accounts_without_an_address_keep_half_at_most_together_and_with_visitors(office, make):
    need = office.open(target_cents=60000)
    first, second = (make.resident(f"Nour {name}", verified=False) for name in ("A", "B"))
    with pytest.raises(TooMuchUnproved):
        office.promise(first, need, 30100)
    office.promise(first, need, 20000)
    promise(office, need, 9000)
    with pytest.raises(TooMuchUnproved):
        office.promise(second, need, 1100)
    office.promise(second, need, 1000)


def test_others_are_still_kept_from_what_is_reserved(need, donor, other, signed_in):
    go_and_pay(signed_in(donor), need, amount="15")
    page = plain(signed_in(other).get(f"/solidarite/{need.id}/donner").text)
    assert "Ce qui manque : 5 €" in page


def test_in_two_tabs_the_first_one_paid_counts(office, need, donor, signed_in):
    browser = signed_in(donor)
    first_tab = go_and_pay(browser, need, amount="20")
    second_tab = go_and_pay(browser, need, amount="15")
    answer = browser.post(first_tab, data={"decision": "pay"})
    assert "Vos 20 € sont bien arrivés" in plain(browser.get(local(answer.location)).text)
    late = browser.post(second_tab, data={"decision": "pay"})
    assert "Votre don vous est rendu" in browser.get(local(late.location)).text
    assert office.now(need).raised_cents == 2000


def test_a_gift_that_arrived_and_a_new_try_stand_beside_each_other(office, donor, need):
    office.give(donor, need, 500)
    live = office.promise(donor, need, 1500)
    assert office.settle(live).status is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 2000


def test_a_try_for_something_else_is_left_alone(office, donor, need):
    elsewhere = office.promise(donor, office.open(), 700)
    office.promise(donor, need, 500)
    assert office.pledge_now(elsewhere).status is PledgeStatus.RESERVED
