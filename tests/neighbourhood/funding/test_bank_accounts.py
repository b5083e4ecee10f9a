"""Bank accounts: two people type the same number, and every change begins anew."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import accounts
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.models.paying import AccountStatus, BankAccount
from neighbourhood.funding.queries.accounts import accounts_of
from neighbourhood.funding.treasury import AnotherNumber, MoneyMovedOn, SecondPerson, WorksForPayee
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.support.treasury import ANOTHER, OF_PARTNER


def enter(till, iban=OF_PARTNER, who=None):
    numbers = Numbers(holder="Centre social", iban=iban)
    who = who or till.office.author
    return till.act(accounts.enter_for_partner, who, till.office.partner, numbers=numbers)


def of_partner(till):
    with till.office.app.app_context():
        return accounts_of(till.office.partner.municipality_id, till.office.partner.id)


def test_money_goes_by_no_number_before_a_second_person_typed_it(bare_till):
    written = enter(bare_till)
    assert of_partner(bare_till).in_force is None
    bare_till.act(accounts.confirm, bare_till.second, written, iban=OF_PARTNER)
    assert of_partner(bare_till).in_force.iban == OF_PARTNER


def test_another_number_than_the_first_one_confirms_nothing(bare_till):
    written = enter(bare_till)
    with pytest.raises(AnotherNumber):
        bare_till.act(accounts.confirm, bare_till.second, written, iban=ANOTHER)
    assert of_partner(bare_till).confirmed is None


def test_whoever_entered_it_does_not_confirm_it(bare_till, make):
    with make.writing() as session:
        session.get_one(Resident, bare_till.office.author.id).is_administrator = True
    written = enter(bare_till)
    with pytest.raises(WorksForPayee):
        bare_till.act(accounts.confirm, bare_till.office.author, written, iban=OF_PARTNER)


def test_nor_does_somebody_of_their_home(bare_till, make):
    with make.writing() as session:
        home = session.get_one(Resident, bare_till.office.author.id).address_id
        session.get_one(Resident, bare_till.second.id).address_id = home
    written = enter(bare_till)
    with pytest.raises(SecondPerson):
        bare_till.act(accounts.confirm, bare_till.second, written, iban=OF_PARTNER)
    bare_till.act(accounts.confirm, bare_till.first, written, iban=OF_PARTNER)


def test_the_town_confirms_its_own_with_two_as_well(bare_till):
    account = bare_till.town_account()
    with bare_till.office.app.app_context():
        now = db.session.get_one(BankAccount, account.id)
        assert now.entered_by_id != now.confirmed_by_id
    with pytest.raises(IntegrityError, match="two_people"), bare_till.office.at_work():
        db.session.execute(text("UPDATE bank_account SET confirmed_by_id = entered_by_id"))


def test_only_those_who_follow_its_money_write_it(bare_till):
    for stranger in (bare_till.office.reader, bare_till.first):
        with pytest.raises(Forbidden):
            enter(bare_till, who=stranger)


def test_only_those_who_run_the_town_confirm(bare_till, make):
    written = enter(bare_till)
    with make.writing() as session:
        partner = session.get_one(Partner, bare_till.office.partner.id)
        reader = session.get_one(Resident, bare_till.office.reader.id)
        staffing.name_staff(partner, reader, role=StaffRole.MANAGE)
    with pytest.raises(Forbidden):
        bare_till.act(accounts.confirm, bare_till.office.reader, written, iban=OF_PARTNER)


def test_a_change_begins_anew_and_no_money_goes_meanwhile(till):
    enter(till, ANOTHER)
    assert of_partner(till).in_force is None
    assert of_partner(till).confirmed.iban == OF_PARTNER
    third = enter(till, ANOTHER)
    till.act(accounts.confirm, till.second, third, iban=ANOTHER)
    assert of_partner(till).in_force.iban == ANOTHER
    with till.office.app.app_context():
        statuses = db.session.scalars(
            select(BankAccount.status)
            .where(BankAccount.partner_id.is_not(None))
            .order_by(BankAccount.id)
        ).all()
    assert statuses == [AccountStatus.REPLACED, AccountStatus.REPLACED, AccountStatus.CONFIRMED]


def test_a_number_that_is_refused_leaves_the_one_in_force(till):
    written = enter(till, ANOTHER)
    till.act(accounts.refuse, till.first, written)
    assert of_partner(till).in_force.iban == OF_PARTNER
    with pytest.raises(MoneyMovedOn):
        till.act(accounts.confirm, till.second, written, iban=ANOTHER)
    with pytest.raises(MoneyMovedOn):
        till.act(accounts.refuse, till.first, written)


def test_both_sides_are_told_by_the_last_signs_alone(bare_till):
    enter(bare_till)
    with bare_till.office.app.app_context():
        told = db.session.scalars(
            select(Notification).where(Notification.kind == "account-entered")
        ).all()
        said = str([one.details for one in told])
        kept = db.session.scalars(text("SELECT iban || holder || bic FROM bank_account")).all()
    assert {one.resident_id for one in told} == {
        bare_till.first.id,
        bare_till.second.id,
        bare_till.office.author.id,
    }
    assert OF_PARTNER[-4:] in said
    assert OF_PARTNER[4:-4] not in said + str(kept)
