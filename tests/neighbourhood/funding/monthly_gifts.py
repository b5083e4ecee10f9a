"""Somebody who gives the same each month, and the provider that keeps their card."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
import time_machine

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import charging
from neighbourhood.funding.actions import gifts, monthly, visiting
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import Charge, ChargeRefused
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.monthly import MonthlyGift, MonthlyTurn
from neighbourhood.packages.models import Package
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.visiting import colette
from tests.neighbourhood.packages.giving import Catalogue

__all__ = ["card_bank", "giver", "march"]


@pytest.fixture
def march():
    """It is the 31st of March: what begins today comes again on the 28th."""
    with time_machine.travel(datetime(2026, 3, 31, 9, tzinfo=UTC), tick=True):
        yield


def months_on(count: int = 1) -> date:
    """The day of the gift that comes so many months after March."""
    return date(2026, 3 + count, 28)


@dataclass
class CardBank:
    """A provider that charges, refuses or is cut off; `asked` for which gifts, in order."""

    answer: str = "paid"
    asked: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def charge_again(self, pledge, shown_in):
        self.asked.append((pledge.key, shown_in))
        if self.answer == "killed":
            raise KeyboardInterrupt
        if self.answer == "refused":
            raise ChargeRefused("authentication_required")
        return Charge(f"again-{pledge.key}", 0 if self.answer == "later" else pledge.amount_cents)

    def forget_card(self, shown_in):
        self.forgotten.append(shown_in)


@pytest.fixture
def card_bank(monkeypatch):
    bank = CardBank()
    monkeypatch.setattr(choosing, "chosen", lambda: bank)
    return bank


@dataclass
class Giver:
    """A town with one package, needs that miss 500 €, and who gives to it each month."""

    catalogue: Catalogue
    package: Package
    donor: Resident

    @property
    def office(self):
        return self.catalogue.office

    def begin(self, *, cents=500, visitor=None, wish=NOTHING_SAID, paid=True) -> int:
        """Promise a monthly gift and pay the first one; return its id."""
        with self.office.at_work():
            fund = db.session.get_one(Fund, self.package.fund_id)
            if visitor:
                giver = colette(email=visitor)
                made = visiting.pledge(giver, fund, amount_cents=cents, wish=wish)
            else:
                actor = Actor.of(db.session.get_one(Resident, self.donor.id))
                made = gifts.pledge(actor, fund, amount_cents=cents, wish=wish)
            number = monthly.begin(made).id
        if paid:
            self.office.settle(made)
        return number

    def come(self, day: date) -> None:
        """Let the job of a day run."""
        with self.office.app.app_context():
            ids = [each.id for each in db.session.query(MonthlyGift).order_by(MonthlyGift.id)]
            charging.charge([(number, day) for number in ids])

    def gift(self, number: int) -> MonthlyGift:
        with self.office.app.app_context():
            return db.session.get_one(MonthlyGift, number)

    def turns(self) -> list[str]:
        with self.office.app.app_context():
            found = db.session.query(MonthlyTurn).order_by(MonthlyTurn.id)
            return [turn.status.value for turn in found]

    def promises(self) -> list[Pledge]:
        with self.office.app.app_context():
            return list(db.session.query(Pledge).order_by(Pledge.id))

    def pledges(self) -> list[str]:
        with self.office.app.app_context():
            return [each.status.value for each in self.promises()]


@pytest.fixture
def giver(march, office, donor):
    office.open(target_cents=50000)
    catalogue = Catalogue(office)
    return Giver(catalogue, catalogue.add(), donor)
