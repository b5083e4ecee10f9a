"""What became of money that was paid out: used with a proof, returned, or for another need."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import using
from neighbourhood.funding.actions.funds import close_fund
from neighbourhood.funding.models.gifts import Fund, FundStatus, PledgeStatus
from neighbourhood.funding.treasury import (
    MoneyMovedOn,
    MoreThanRaised,
    MoreThanThere,
    PaidOutAlready,
    StillActing,
)
from neighbourhood.needs.models import NeedStatus
from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.models import PartnerKind
from neighbourhood.places.models import Municipality
from tests.neighbourhood.funding.test_ledger import books


def test_a_proof_after_the_pay_out_says_what_is_used(till, office, funded):
    till.done()
    assert till.where(funded) == (15000, 15000, 0)
    office.prove(funded, cents=12000)
    assert till.where(funded) == (15000, 3000, 12000)
    assert till.standing(funded).unused == 3000


def test_a_proof_before_the_pay_out_comes_to_the_same(till, office, funded):
    office.prove(funded, cents=12000)
    assert till.where(funded) == (15000, 0, 0)
    assert till.done().cents == 12000, "no more is paid than was spent"
    assert till.where(funded) == (15000, 0, 12000)
    assert till.standing(funded).left == 3000


def test_a_proof_that_is_corrected_moves_the_difference(till, office, funded):
    till.done()
    for cents in (12000, 9000, 15000):
        office.prove(funded, cents=cents)
        assert till.where(funded) == (15000, 15000 - cents, cents)


def test_no_proof_says_more_than_neighbours_gave(office, funded):
    with pytest.raises(MoreThanRaised):
        office.prove(funded, cents=15001)


def test_what_a_partner_gives_back_is_there_again(till, office, funded):
    till.done()
    office.prove(funded, cents=12000)
    with pytest.raises(MoreThanThere):
        till.returned(funded, 3001)
    till.returned(funded, 1000)
    assert till.where(funded) == (15000, 2000, 12000)
    assert books(office.app)["provider"] == 1000


def test_what_is_left_goes_to_the_need_that_waited_longest(till, office, funded):
    till.done()
    office.prove(funded, cents=12000)
    first, second = office.open(target_cents=2500), office.open(target_cents=20000)
    assert till.passed_on(funded) == 3000
    assert till.where(funded) == (12000, 0, 12000)
    assert office.now(first).status is NeedStatus.FUNDED
    assert till.where(first) == (2500, 2500, 0), "the partner has it already"
    assert till.where(second) == (500, 500, 0)
    after = office.now(funded)
    assert (after.status, after.fund.status) == (NeedStatus.PROVED, FundStatus.COMPLETED)
    assert after.missing_cents == 0, "it asks for no more than it keeps"
    with pytest.raises(MoneyMovedOn):
        till.passed_on(funded)


def test_what_is_left_goes_to_needs_of_the_same_partner_that_still_wait_alone(till, office, funded):
    elsewhere = office.open(target_cents=9000)
    with office.at_work():
        fund = db.session.get_one(Fund, elsewhere.fund_id)
        town = db.session.get_one(Municipality, fund.municipality_id)
        other = accrediting.accredit(town, name="Les Lilas", kind=PartnerKind.ASSOCIATION)
        fund.partner_id = other.id
    withdrawn = office.open(target_cents=9000)
    office.withdraw(withdrawn)
    till.done()
    office.prove(funded, cents=12000)
    assert till.passed_on(funded) == 0
    for need in (elsewhere, withdrawn):
        assert till.where(need) == (0, 0, 0)


def test_of_needs_that_waited_as_long_the_one_with_the_smaller_number_comes_first(
    till, office, funded
):
    first, second = (office.open(target_cents=3000) for _ in range(2))
    with office.at_work():
        same = db.session.get_one(Fund, first.fund_id).created_at
        db.session.get_one(Fund, second.fund_id).created_at = same
    till.done()
    office.prove(funded, cents=12000)
    assert till.passed_on(funded) == 3000
    assert (till.where(first), till.where(second)) == ((3000, 3000, 0), (0, 0, 0))


def test_what_is_left_waits_where_no_need_of_the_partner_waits(till, office, funded):
    till.done()
    office.prove(funded, cents=12000)
    assert till.passed_on(funded) == 0
    assert till.where(funded) == (15000, 3000, 12000)


def test_a_need_that_receives_it_never_misses_crumbs(till, office, funded, other):
    till.done()
    office.prove(funded, cents=12000)
    waiting = office.open(target_cents=3500)
    office.give(other, waiting, 450)
    assert till.passed_on(funded) == 2950
    assert office.now(waiting).missing_cents == 100


def test_what_was_paid_out_is_not_taken_back_as_if_it_were_there(till, office, funded):
    till.done()
    office.correct(funded, target_cents=16000)
    with pytest.raises(PaidOutAlready):
        office.withdraw(office.now(funded))
    assert office.now(funded).status is NeedStatus.OPEN
    with pytest.raises(PaidOutAlready), office.at_work():
        close_fund(funded.fund)


def test_of_a_partner_that_acts_no_more_what_was_not_paid_goes_back(till, office, funded, donor):
    till.done()
    complete = office.open(target_cents=4000)
    gift = office.give(donor, complete, 4000)
    collecting = office.open(target_cents=9000)
    other = office.give(donor, collecting, 700)
    with pytest.raises(StillActing):
        till.act(using.give_up, till.first, office.partner)
    till.close_partner()
    assert till.act(using.give_up, till.first, office.partner) == 2
    for need, given in ((complete, gift), (collecting, other)):
        assert office.now(need).status is NeedStatus.WITHDRAWN
        assert office.pledge_now(given).status is PledgeStatus.OWED_BACK
    assert till.where(funded) == (15000, 15000, 0), "what was paid is to be proved or returned"
    assert office.now(funded).status is NeedStatus.FUNDED
