"""The money of a town is moved by those who run that town alone, and by nobody of another one."""

from datetime import date

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import accounts, paying_out, using
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.models.paying import BankAccount, PainVersion
from neighbourhood.funding.treasury import MoneyMovedOn, WorksForPayee
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.support.treasury import ANOTHER, Till

DAY = date(2026, 3, 12)
NUMBERS = Numbers(holder="Centre social", iban=ANOTHER)


def running(make, quartier, *names):
    """People who run the site for the town of a quartier, and no other one."""
    people = [make.resident(name, quartier) for name in names]
    with make.writing() as session:
        town = session.get_one(type(quartier), quartier.id).municipality
        hall = accrediting.accredit(town, name="Mairie", kind=PartnerKind.CITY_SERVICE)
        for person in people:
            member = session.get_one(Resident, person.id)
            staffing.name_staff(hall, member, role=StaffRole.ADMINISTER)
    return people


@pytest.fixture
def till(make, office):
    two = running(make, office.quartier, "Nadège Perrin", "Aylin Demir")
    with make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        author = session.get_one(Resident, office.author.id)
        staffing.name_staff(partner, author, role=StaffRole.PAY_OUT)
    till = Till(office, *two)
    till.town_account()
    till.account()
    return till


def entered(till):
    """An account of the partner that waits to be confirmed."""
    partner = till.office.partner
    return till.act(accounts.enter_for_partner, till.office.author, partner, numbers=NUMBERS)


def test_whoever_runs_the_town_sees_money_through_from_the_first_step_to_the_last(
    till, office, funded, donor
):
    till.back(till.done())
    till.act(paying_out.withdraw, till.second, till.approved())
    till.done()
    office.prove(funded, cents=12000)
    till.returned(funded, 1000)
    office.open(target_cents=2000)
    assert till.passed_on(funded) == 2000
    till.act(accounts.refuse, till.first, entered(till))
    office.give(donor, office.open(target_cents=9000), 700)
    till.close_partner()
    # The need that was passed something has it paid out already.
    assert till.act(using.give_up, till.first, office.partner) == 1
    with pytest.raises(MoneyMovedOn):
        till.act(using.give_up, till.first, office.partner)


def test_whoever_runs_another_town_moves_nothing_here(till, make, funded):
    elsewhere = make.quartier("Ailleurs", make.municipality("Ailleurs"))
    [stranger] = running(make, elsewhere, "Paul Ailleurs")
    office, drawn, account = till.office, till.draw_up(), entered(till)
    with office.app.app_context():
        here = db.session.get_one(Partner, office.partner.id).municipality
    for action, row, more in (
        (paying_out.draw_up, office.partner, {}),
        (paying_out.approve, drawn, {}),
        (paying_out.hand_over, drawn, {"version": PainVersion.V09}),
        (paying_out.confirm_done, drawn, {"day": DAY}),
        (paying_out.come_back, drawn, {"day": DAY, "word": "…"}),
        (paying_out.withdraw, drawn, {}),
        (using.take_back, funded.fund, {"cents": 1}),
        (using.pass_on, funded.fund, {}),
        (using.give_up, office.partner, {}),
        (accounts.enter_for_town, here, {"numbers": NUMBERS}),
        (accounts.confirm, account, {"iban": ANOTHER}),
        (accounts.refuse, account, {}),
    ):
        with pytest.raises(Forbidden) as refused:
            till.act(action, stranger, row, **more)
        assert type(refused.value) is Forbidden, action


def test_whoever_follows_what_a_partner_is_paid_does_not_allow_it(till, funded):
    drawn = till.draw_up()
    with till.office.at_work():
        both = db.session.get_one(Resident, till.second.id)
        partner = db.session.get_one(Partner, till.office.partner.id)
        staffing.name_staff(partner, both, role=StaffRole.PAY_OUT)
    with pytest.raises(WorksForPayee):
        till.act(paying_out.approve, till.second, drawn)
    assert till.now(drawn).is_drawn_up


def test_money_that_was_given_back_does_not_come_back_a_second_time(till, office, funded):
    done = till.done()
    till.returned(funded, 15000)
    with pytest.raises(MoneyMovedOn):
        till.back(done)
    assert till.where(funded) == (15000, 0, 0)


def test_the_file_names_the_banks_where_they_are_known(till, office, funded):
    with office.at_work():
        for account in db.session.scalars(select(BankAccount)):
            account.bic = "AGRIFRPP"
    assert "AGRIFRPP" in till.handed_over().document
