"""A town whose money leaves: two people who may move it, accounts that are confirmed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions import accounts, paying_out, using
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.paying import BankAccount, PainVersion, PayOut
from neighbourhood.funding.queries import paying, standings
from neighbourhood.funding.queries.standings import Standing
from neighbourhood.needs.models import Need
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import Office

if TYPE_CHECKING:
    from tests.support.making import Make

OF_TOWN = "FR7699999000010000000000115"
OF_PARTNER = "FR7699999000010000000000212"
ANOTHER = "FR7699999000010000000000309"


@dataclass
class Till:
    """The money desk of the town of `office`: `first` begins, `second` allows."""

    office: Office
    first: Resident
    second: Resident

    def act(self, action, who: Resident, *rows, **more):
        with self.office.at_work():
            held = [hold(type(row), row.id) for row in rows]
            return action(Actor.of(db.session.get_one(Resident, who.id)), *held, **more)

    def account(self, iban: str = OF_PARTNER) -> BankAccount:
        """Write and confirm an account of the partner."""
        numbers = Numbers(holder="Centre social", iban=iban)
        written = self.act(
            accounts.enter_for_partner, self.office.author, self.office.partner, numbers=numbers
        )
        self.act(accounts.confirm, self.second, written, iban=iban)
        return written

    def town_account(self, iban: str = OF_TOWN) -> BankAccount:
        numbers = Numbers(holder="Commune", iban=iban)
        with self.office.app.app_context():
            town = db.session.get_one(Municipality, self.office.quartier.municipality_id)
        written = self.act(accounts.enter_for_town, self.first, town, numbers=numbers)
        self.act(accounts.confirm, self.second, written, iban=iban)
        return written

    def draw_up(self) -> PayOut:
        return self.act(paying_out.draw_up, self.first, self.office.partner)

    def approved(self) -> PayOut:
        drawn = self.draw_up()
        self.act(paying_out.approve, self.second, drawn)
        return drawn

    def handed_over(self, version: PainVersion = PainVersion.V09) -> PayOut:
        approved = self.approved()
        self.act(paying_out.hand_over, self.first, approved, version=version)
        return self.now(approved)

    def done(self) -> PayOut:
        handed = self.handed_over()
        self.confirm(handed)
        return self.now(handed)

    def confirm(self, handed: PayOut) -> None:
        """Note that the bank made it today."""
        self.act(paying_out.confirm_done, self.first, handed, day=now().date())

    def back(self, pay_out: PayOut) -> None:
        day = now().date()
        self.act(paying_out.come_back, self.first, pay_out, day=day, word="Compte clos.")

    def returned(self, need: Need, cents: int) -> None:
        self.act(using.take_back, self.first, need.fund, cents=cents)

    def passed_on(self, need: Need) -> int:
        return self.act(using.pass_on, self.first, need.fund)

    def close_partner(self) -> None:
        with self.office.at_work():
            partner = db.session.get_one(Partner, self.office.partner.id)
            partner.accredited_at = None

    def now(self, pay_out: PayOut) -> PayOut:
        with self.office.app.app_context():
            found = db.session.get_one(PayOut, pay_out.id)
            list(found.lines)
            return found

    def payable(self) -> bool:
        """Whether there is anything to pay the partner now."""
        with self.office.app.app_context():
            return bool(paying.payable_to(db.session.get_one(Partner, self.office.partner.id)))

    def standing(self, need: Need) -> Standing:
        with self.office.app.app_context():
            return standings.standing_of(db.session.get_one(Fund, need.fund_id))

    def where(self, need: Need) -> tuple[int, int, int]:
        """What a need raised, what of it is with its partner, what is used."""
        standing = self.standing(need)
        return standing.raised, standing.with_partner, standing.used


def open_till(make: "Make", office: Office) -> Till:
    """Two administrators of the site, in homes of their own; the author follows the money."""
    two = [
        make.resident(name, office.quartier, is_administrator=True)
        for name in ("Nadège Perrin", "Aylin Demir")
    ]
    with make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        member = session.get_one(Resident, office.author.id)
        staffing.name_staff(partner, member, role=StaffRole.PAY_OUT)
    return Till(office, *two)


@pytest.fixture
def bare_till(make: "Make", office: Office) -> Till:
    return open_till(make, office)


@pytest.fixture
def till(bare_till: Till) -> Till:
    bare_till.town_account()
    bare_till.account()
    return bare_till
