"""Doing one thing many times at the same moment."""

from types import SimpleNamespace

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once
from verification.actions import claims
from verification.queries import letters

WRONG = "0000000000"


def post_a_letter(app, make):
    """Return a newcomer with a letter in `app`, and the code in it."""
    here = type(make)(app)
    newcomer, door = here.resident("Nora Petit", verified=False), here.address()
    with here.writing() as session:
        claim = claims.claim_address(
            Actor.of(session.get_one(Resident, newcomer.id)),
            session.get_one(Address, door.id),
            method="letter",
        )
        return newcomer.id, letters.code_in(letters.live_letter(claim))


def type_at_once(app, resident_ids, code):
    def redeem(resident_id):
        return claims.confirm_code(Actor.of(db.session.get_one(Resident, resident_id)), code=code)

    return at_once(app, redeem, resident_ids)


def kept(app, model):
    with app.app_context():
        return db.session.scalars(select(model)).all()


def a_scene(stack, make):
    here = type(make)(stack)
    quartier = here.quartier()
    door, clerk = here.address(quartier), here.resident("Claire Mairie", verified=False)
    with here.writing() as session:
        town = session.get_one(Municipality, quartier.municipality_id)
        hall = accrediting.accredit(town, name="Accueil", kind=PartnerKind.CITY_SERVICE)
        clerk = session.get_one(Resident, clerk.id)
        staffing.name_staff(hall, clerk, role=StaffRole.VERIFY)

    def arrive(method, count):
        people = [here.resident("Nora Petit", verified=False) for _ in range(count)]
        for person in people:
            with here.writing() as session:
                claims.claim_address(
                    Actor.of(session.get_one(Resident, person.id)),
                    session.get_one(Address, door.id),
                    method=method,
                )
        return [person.id for person in people]

    return SimpleNamespace(here=here, quartier=quartier, door=door, clerk=clerk, arrive=arrive)


def redeem_at_once(app, resident_id, code, times):
    return type_at_once(app, [resident_id] * times, code)
