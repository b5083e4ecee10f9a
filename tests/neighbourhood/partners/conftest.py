"""An organisation that asks, those who decide, and a staff with somebody who manages it."""

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, applying, staffing
from neighbourhood.partners.models import Application, Partner, PartnerKind, StaffRole
from neighbourhood.partners.queries import staff
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import office, open_office
from tests.support.settings import limited, with_settings

__all__ = ["limited", "office", "open_office", "with_settings"]


@dataclass
class Town:
    """Marcel asks in the name of a workshop; Nadège and Aylin decide."""

    app: object
    make: object
    answers: dict = field(default_factory=dict)

    def __post_init__(self):
        self.town = self.make.municipality()
        self.marcel = self.make.resident("Marcel Dupont", verified=False)
        self.nadege = self.make.resident("Nadège Perrin", is_administrator=True)
        self.aylin = self.make.resident("Aylin Yıldız", is_administrator=True)

    @contextmanager
    def writing(self):
        with self.app.app_context(), transaction():
            yield

    def who(self, resident):
        return db.session.get_one(Resident, resident.id)

    def asked(self, **more):
        values = {
            "kind": PartnerKind.ASSOCIATION,
            "name": "Atelier de reliure",
            "municipality": db.session.get_one(Municipality, self.town.id),
            "siret": "73282932000074",
            "mailbox": "contact@reliure.example",
            "why": "Réparer les livres d’école.",
        }
        return applying.Asked(**{**values, **more})

    def draft(self, applicant=None, **more):
        with self.writing():
            return applying.apply(
                Actor.of(self.who(applicant or self.marcel)), self.asked(**more)
            ).id

    def submitted(self, applicant=None, **more):
        return self.submit(self.draft(applicant, **more))

    def submit(self, number):
        with self.writing():
            applying.submit(holding.hold(Application, number))
        return number

    def refuse(self, number, reason):
        with self.writing():
            found = holding.hold(Application, number)
            accrediting.refuse(Actor.of(self.who(self.nadege)), found, reason=reason)

    def approve(self, number, administrator):
        with self.writing():
            accrediting.approve(
                Actor.of(self.who(administrator)), holding.hold(Application, number)
            )

    def accredited(self, **more):
        number = self.submitted(**more)
        self.approve(number, self.nadege)
        self.approve(number, self.aylin)
        return self.now(number).partner_id

    def now(self, number):
        with self.app.app_context():
            return db.session.get_one(Application, number)

    def partner(self, number):
        with self.app.app_context():
            return db.session.get_one(Partner, number)

    def roles(self, resident, partner_id):
        with self.app.app_context():
            return staff.roles(self.who(resident), db.session.get_one(Partner, partner_id))

    def name(self, resident, partner_id, *roles):
        with self.writing():
            for role in roles:
                partner = db.session.get_one(Partner, partner_id)
                staffing.name_staff(partner, self.who(resident), role=role)

    def told(self, resident):
        with self.app.app_context():
            found = db.session.query(Notification).filter_by(resident_id=resident.id)
            return [one.kind for one in found.order_by(Notification.id)]


@pytest.fixture
def town(app, make):
    return Town(app, make)


@pytest.fixture
def managed(town):
    """Return the id of a partner that Marcel manages; Sophie publishes there."""
    number = town.accredited()
    town.sophie = town.make.resident("Sophie Martin")
    town.name(town.sophie, number, StaffRole.PUBLISH)
    return number
