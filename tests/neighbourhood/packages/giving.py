"""A town with packages, and gifts to them that are paid at once."""

from dataclasses import dataclass

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.ledger import AccountKind, LedgerAccount, LedgerEntry
from neighbourhood.needs.models import NeedKind
from neighbourhood.packages.actions import allocating, cataloguing
from neighbourhood.packages.actions.cataloguing import Told
from neighbourhood.packages.jobs import serve_packages
from neighbourhood.packages.models import AllocationReturn, AllocationRound, Package
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import Office


def told(**more) -> Told:
    values = {
        "title": "Une facture d’énergie",
        "covers": "Une part de gaz, payée au fournisseur.",
        "icon": "flame",
        "price_cents": 6000,
        "parts": ["quarter", "half", "whole", "free"],
        "kinds": [NeedKind.HEATING.value],
    }
    return Told(**{**values, **more})


@dataclass
class Catalogue:
    """The packages of the town of an office."""

    office: Office

    def add(self, **more) -> Package:
        with self.office.at_work():
            town = db.session.get_one(Municipality, self.office.quartier.municipality_id)
            return cataloguing.create(town, told(**more))

    def promise(self, donor: Resident, package: Package, cents: int) -> Pledge:
        with self.office.at_work():
            actor = Actor.of(db.session.get_one(Resident, donor.id))
            fund = db.session.get_one(Fund, package.fund_id)
            return gifts.pledge(actor, fund, amount_cents=cents)

    def arrive(self, donor: Resident, package: Package, cents: int) -> Pledge:
        """Pay a gift, which waits for the next round."""
        return self.office.settle(self.promise(donor, package, cents))

    def give(self, donor: Resident, package: Package, cents: int) -> Pledge:
        """Pay a gift, and have the round of the hour held."""
        paid = self.arrive(donor, package, cents)
        self.hold_rounds()
        return paid

    def hold_rounds(self) -> None:
        with self.office.app.app_context():
            serve_packages()

    def return_gift(self, promise: Pledge) -> None:
        with self.office.at_work():
            returns.return_gift(promise.key)

    def serve(self, package: Package) -> None:
        with self.office.at_work():
            allocating.allocate(package.id)

    def held_by(self, package: Package) -> int:
        with self.office.app.app_context():
            fund = db.session.get_one(Fund, package.fund_id)
            assert fund.raised_cents == self.balance(AccountKind.FUND, fund.id)
            return fund.raised_cents

    def balance(self, kind: AccountKind, fund_id: int | None = None) -> int:
        """Return what a credit account holds, by the ledger."""
        with self.office.app.app_context():
            found = select(func.coalesce(-func.sum(LedgerEntry.amount_cents), 0))
            found = found.join(LedgerAccount).where(LedgerAccount.kind == kind)
            if fund_id is not None:
                found = found.where(LedgerAccount.fund_id == fund_id)
            return int(db.session.scalar(found))

    def lines(self) -> list[tuple[int, int]]:
        """Return (fund, cents) of every line of every round, in order."""
        with self.office.app.app_context():
            rounds = db.session.scalars(select(AllocationRound).order_by(AllocationRound.id))
            return [(line.fund_id, line.cents) for one in rounds for line in one.lines]

    def returned(self) -> list[tuple[int, str]]:
        with self.office.app.app_context():
            found = db.session.scalars(select(AllocationReturn).order_by(AllocationReturn.id))
            return [(back.cents, back.why.value) for back in found]
