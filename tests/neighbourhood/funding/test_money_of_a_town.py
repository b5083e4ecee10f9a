"""The money of a town is moved by those who run that town alone, and by nobody of another one."""

from datetime import date

import pytest

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import accounts, paying_out, using
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.models.paying import PainVersion
from neighbourhood.funding.treasury import MoneyMovedOn
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
