"""What comes back to a package, and what never does."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.ledger import AccountKind
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.needs.models import NeedStatus


def cases(office):
    with office.app.app_context():
        return [(case.kind, case.amount_cents) for case in db.session.scalars(select(MoneyCase))]


def test_a_need_taken_back_gives_to_the_next_one_and_owes_only_its_own_donors(
    office, catalogue, donor, other
):
    first, second = office.open(target_cents=5000), office.open(target_cents=5000)
    direct = office.give(other, first, 1000)
    package = catalogue.add()
    gift = catalogue.give(donor, package, 3000)
    office.withdraw(first)
    assert (office.now(second).raised_cents, catalogue.held_by(package)) == (0, 3000)
    catalogue.hold_rounds()
    assert office.now(second).raised_cents == 3000
    assert catalogue.balance(AccountKind.FUND, first.fund_id) == 0
    assert catalogue.balance(AccountKind.OWED_BACK) == 1000
    assert office.pledge_now(direct).status is PledgeStatus.OWED_BACK
    assert office.pledge_now(gift).status is PledgeStatus.SETTLED
    assert catalogue.returned() == [(3000, "withdrawn")]


def test_a_gift_that_goes_back_takes_from_the_newest_need_that_is_still_collecting(
    office, catalogue, donor, other
):
    first, second = office.open(target_cents=5000), office.open(target_cents=5000)
    package = catalogue.add()
    catalogue.give(other, package, 2000)
    gift = catalogue.give(donor, package, 4000)
    assert [office.now(need).raised_cents for need in (first, second)] == [5000, 1000]
    catalogue.return_gift(gift)
    # The first one is complete and keeps all: the second one gives back, the rest is a loss.
    assert [office.now(need).raised_cents for need in (first, second)] == [5000, 0]
    assert office.now(first).status is NeedStatus.FUNDED
    assert catalogue.held_by(package) == 0
    assert catalogue.balance(AccountKind.LOSS) == -3000
    assert cases(office) == [(CaseKind.LOSS_COVERED, 3000)]
    assert office.pledge_now(gift).status is PledgeStatus.OWED_BACK


def test_a_gift_that_goes_back_from_an_open_need_loses_nothing(office, catalogue, donor, other):
    need, package = office.open(target_cents=9000), catalogue.add()
    catalogue.give(other, package, 2000)
    gift = catalogue.give(donor, package, 4000)
    catalogue.return_gift(gift)
    assert office.now(need).raised_cents == 2000
    assert catalogue.held_by(package) == 0
    assert catalogue.balance(AccountKind.LOSS) == 0
    assert catalogue.returned() == [(4000, "short")]
    assert cases(office) == []


def test_a_gift_that_is_still_there_goes_back_from_the_package_itself(office, catalogue, donor):
    need, package = office.open(target_cents=5000), catalogue.add()
    promise = catalogue.promise(donor, package, 3000)
    office.withdraw(need)
    office.settle(promise)
    catalogue.return_gift(promise)
    assert catalogue.held_by(package) == 0
    assert catalogue.returned() == []


def test_replaying_agrees_once_money_has_come_back(office, catalogue, donor, app):
    first, _second = office.open(target_cents=5000), office.open(target_cents=5000)
    catalogue.give(donor, catalogue.add(), 3000)
    office.withdraw(first)
    catalogue.hold_rounds()
    told = app.test_cli_runner().invoke(args=["funding", "replay"])
    assert (told.exit_code, told.stdout) == (0, "2 rounds replayed, 0 differences.\n")
