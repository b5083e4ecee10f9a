"""The figures of a town, by the ledger."""

from datetime import timedelta

import pytest

from neighbourhood.campaigns.queries import figures
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import ledger
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.queries import arrivals
from neighbourhood.needs.models import Need, NeedKind, NeedStatus
from neighbourhood.places.models import Municipality


@pytest.fixture
def told(app, town):
    def read():
        with app.app_context():
            return figures.of_town(db.session.get_one(Municipality, town.id))

    return read


@pytest.fixture
def shown(told):
    return lambda: (told().live.cents, told().live.people)


def test_nothing_is_told_before_eleven_gave(office, crowd, told, shown):
    need = office.open(target_cents=100_000)
    crowd(10, need)
    assert shown() == (None, None)
    assert told().sums.waiting is None
    assert set(told().kinds.values()) == {0}
    assert told().months == {}
    crowd(1, need)
    assert shown() == (5000, 10)
    assert told().kinds[NeedKind.HEATING] == 5000
    assert list(told().months.values()) == [5000]


def test_one_more_gift_moves_nothing(office, crowd, told):
    need = office.open(target_cents=100_000)
    crowd(11, need)
    before = told()
    crowd(1, need, cents=3700)
    assert told() == before


def test_each_town_has_its_own(open_office, office, crowd, shown, make):
    elsewhere = open_office("Ailleurs")
    need = elsewhere.open(target_cents=100_000)
    for rank in range(11):
        elsewhere.give(make.resident(f"Autre {rank}", elsewhere.quartier), need, 500)
    assert shown() == (None, None)
    crowd(11, office.open(target_cents=100_000), cents=1000)
    assert shown() == (11_000, 10)


def test_a_person_who_gives_to_several_needs_is_one_person(office, make, shown):
    donors = [make.resident(f"Voisin {rank}", office.quartier) for rank in range(6)]
    needs = [office.open(target_cents=100_000) for _ in range(2)]
    for need in needs:
        for donor in donors:
            office.give(donor, need, 500)
    assert shown() == (None, None)


def pay_out(office, need, cents):
    with office.at_work():
        fund = need.fund_id
        sides = {
            (AccountKind.PROVIDER, None): -cents,
            (AccountKind.WITH_PARTNER, fund): cents,
        }
        ledger.move(f"pay-out:{fund}", TransferKind.PAY_OUT, sides)


def use(office, need, cents):
    with office.at_work():
        fund = need.fund_id
        sides = {(AccountKind.WITH_PARTNER, fund): -cents, (AccountKind.USED, fund): cents}
        ledger.move(f"use:{fund}", TransferKind.USE, sides)


def test_what_partners_hold_and_what_is_used_is_what_the_ledger_says(office, crowd, told):
    need = office.open(target_cents=11_000)
    crowd(11, need, cents=1000)
    assert (told().sums.used, told().left, told().sums.waiting) == (
        0,
        [("Centre social", 0)],
        11_000,
    )
    pay_out(office, need, 11_000)
    assert (told().sums.used, told().left, told().sums.waiting) == (
        0,
        [("Centre social", 11_000)],
        0,
    )
    use(office, need, 9_000)
    found = told()
    assert (found.sums.used, found.left) == (9_000, [("Centre social", 2_000)])


def test_what_went_to_partners_was_given(office, crowd, told):
    # Their batch is not whole; what a partner received is told with the need, all the same.
    crowd(11, office.open(target_cents=100_000), cents=100)
    need = office.open(target_cents=9_000)
    crowd(9, need, cents=1000)
    pay_out(office, need, 9_000)
    assert (told().live.cents, told().sums.waiting) == (9_000, 0)


def test_a_need_proved_before_it_was_paid_out_is_owed_to_its_partner(office, crowd, told):
    need = office.open(target_cents=11_000)
    crowd(11, need, cents=1000)
    office.prove(need, cents=10_500)
    sums = told().sums
    assert (sums.used, sums.advanced, sums.with_partners, sums.waiting) == (0, 10_500, 0, 500)


def test_months_without_a_figure_are_there_up_to_now(office, crowd, told, move_clock):
    crowd(11, office.open(target_cents=100_000))
    move_clock(days=62)
    months = told().months
    assert list(months.values()) == [5000, *[0] * (len(months) - 1)]
    assert len(months) == 3


def finish(office, number, days):
    moment = now() - timedelta(days=30)
    for _ in range(number):
        need = office.open()
        with office.at_work():
            row = db.session.get_one(Need, need.id)
            row.published_at, row.funded_at = moment, moment + timedelta(days=days)
            row.status, row.proof_text = NeedStatus.PROVED, "La facture est payée."
            row.proof_recorded_at = row.funded_at + timedelta(days=2)


def test_how_long_it_takes_is_told_of_eleven_needs_or_more(office, told):
    finish(office, 10, days=8)
    assert (told().days_to_fund, told().days_to_prove, told().needs) == (None, None, None)
    finish(office, 1, days=30)
    assert (told().days_to_fund, told().days_to_prove, told().needs) == (8, 2, 11)


def test_another_ledger_is_counted_anew(app, office, crowd, shown, town):
    crowd(11, office.open(target_cents=100_000))
    assert shown() == (5000, 10)
    with app.app_context():
        known = arrivals._counted[db.engine][town.id, ""]
        wrong = arrivals.Told(until=known.told.until, mark="of another ledger", cents=10**7)
        arrivals._counted[db.engine][town.id, ""] = arrivals._Counted(known.rule, known.day, wrong)
    assert shown() == (5000, 10)
