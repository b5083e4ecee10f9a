"""The demonstration town with two canaries in it: people whose traces can be told anywhere.

One is at home, the other waits for a letter. Nobody else has such a name, street or number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from app import PARTS
from neighbourhood.foundation.demo import builders
from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.actions.giving import Terms, prepare_on_paper
from neighbourhood.mandates.actions.reports import make_reports, print_reports
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries.months import month_of
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.places.queries import neighbours_of
from neighbourhood.residents import demo as residents
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident
from tests.support.canary_lending import have_her_lend
from tests.support.canary_talk import have_her_talk
from tests.support.mandates import ALL
from verification.actions.letters import print_letters
from verification.actions.mandates import record_mandate
from verification.models.claims import AddressClaim
from verification.policies.rules import served_by

BOUNDARY = {
    "type": "Polygon",
    "coordinates": [[[1.0, 45.0], [1.1, 45.0], [1.1, 45.1], [1.0, 45.1], [1.0, 45.0]]],
}


@dataclass(frozen=True, slots=True)
class Canary:
    """Someone whose name, mailbox and door are like no other."""

    first_name: str
    surname: str
    email: str
    number: int
    street: str

    @property
    def name(self) -> re.Pattern[str]:
        """What gives the full name away."""
        return re.compile(self.surname, re.IGNORECASE)

    @property
    def mailbox(self) -> re.Pattern[str]:
        """What gives the mail address away."""
        return re.compile(re.escape(self.email.partition("@")[0]), re.IGNORECASE)

    @property
    def door(self) -> re.Pattern[str]:
        """What gives the home away: its street, its key, its position to three decimals."""
        street, place = re.escape(self.street), rf"[.,]{self.number}\d\d\b"
        return re.compile(rf"{street}|CANARI_{self.number}|{place}", re.IGNORECASE)

    def settle(self, cell_id: int, quartier_id: int) -> Address:
        """Return a door of theirs, lent to a cell some streets away."""
        town = db.session.scalars(select(Address).where(Address.cell_id == cell_id)).first()
        door = Address(
            key=f"CANARI_{self.number}",
            number=self.number,
            street=self.street,
            postcode=town.postcode,
            town=town.town,
            insee=town.insee,
            lat=int(town.lat) + self.number / 1e4 + 1e-6,
            lon=int(town.lon) + self.number / 1e4 + 1e-6,
            quartier_id=quartier_id,
            cell_id=cell_id,
            # As if the street had others: it is shown, and must be read by nobody else.
            companions=FEWEST,
        )
        db.session.add(door)
        db.session.flush()
        return door


HOME = Canary(
    "Karima", "Zyzzogeton", "canari-7319@valbourg.example", 7319, "sente du Canari-Perché"
)
FORMER_MAILBOX = "karima@valbourg.example"
WAITING = Canary("Théo", "Quuxworthy", "canari-8423@valbourg.example", 8423, "venelle du Moqueur")
# Of these two, somebody of a far quartier prepared a mandate; the desk has recorded the second.
ON_PAPER = Canary("Odette", "Xylographe", "canari-9157@valbourg.example", 9157, "ruelle du Pivert")
ACTED_FOR = Canary("Armand", "Wyvernois", "canari-6281@valbourg.example", 6281, "allée du Geai")


def build(app: Flask) -> dict[str, int | None]:
    """Fill the town and return who reads it: the id of a resident by the part they play."""
    with app.app_context():
        for fill in builders(PARTS):
            with transaction():
                fill()
                if fill is residents.build:
                    _hide_at_home(by_local_part()["karima"])
        with transaction():
            readers = _readers(by_local_part())
        with transaction():
            have_her_talk(readers)
            have_her_lend(readers)
        with transaction():
            print_letters(Actor.of(db.session.get_one(Resident, readers["letters desk"])))
        with transaction():
            _have_mandates_on_paper(readers)
        _hide_mailboxes(readers)
        _do_what_is_due()
    return readers


def _hide_at_home(resident: Resident) -> None:
    resident.full_name = f"{HOME.first_name} {HOME.surname}"
    resident.address = HOME.settle(resident.cell_id, resident.quartier_id)


def move_next_door(app: Flask, resident_id: int) -> None:
    """Give a canary another door of the same cell; only they can tell."""
    with app.app_context(), transaction():
        mine = db.session.get_one(Resident, resident_id).address
        mine.number, mine.street, mine.key = 4, "rue de la Fontaine", "moved"
        mine.lat, mine.lon = mine.cell.lat + 2e-4, mine.cell.lon - 2e-4


def _readers(people: Mapping[str, Resident]) -> dict[str, int | None]:
    karima = people["karima"]
    _hide_in_waiting(people["nouveau"], karima)
    beside = {quartier.id for quartier in neighbours_of(karima.quartier_id)}
    staff = {people[name].id for name in ("sophie", "hassan", "mairie", "admin")}
    plain = [person for person in people.values() if person.is_verified and person.id not in staff]
    return {
        "nobody": None,
        "herself": karima.id,
        "her agent": _agent_of(karima, people["olivia.da-silva"]),
        "the newcomer": people["nouveau"].id,
        "not verified": people["odile"].id,
        "same quartier": people["marcel"].id,
        "next quartier": next(each.id for each in plain if each.quartier_id in beside),
        "far quartier": next(
            each.id for each in plain if each.quartier_id not in {*beside, karima.quartier_id}
        ),
        "other town": _somebody_elsewhere().id,
        "staff, same quartier": people["sophie"].id,
        "staff, other quartier": people["hassan"].id,
        "letters desk": people["mairie"].id,
        "administrator": people["admin"].id,
    }


def _agent_of(principal: Resident, agent: Resident) -> int:
    """Let a neighbour do in her place whatever a mandate can allow."""
    terms = giving.Terms(scopes=ALL, days=31)
    giving.take_up(Actor.of(agent), giving.give(Actor.of(principal), terms=terms))
    return agent.id


def _hide_in_waiting(resident: Resident, neighbour: Resident) -> None:
    resident.full_name = f"{WAITING.first_name} {WAITING.surname}"
    claim = db.session.scalars(
        select(AddressClaim).where(AddressClaim.resident_id == resident.id)
    ).one()
    claim.address = WAITING.settle(neighbour.cell_id, neighbour.quartier_id)


def _somebody_elsewhere() -> Resident:
    town = Municipality(insee="87085", name="Autreville")
    db.session.add(town)
    db.session.flush()
    quartier = Quartier(
        municipality_id=town.id, name="Le Bourg", slug="le-bourg", boundary=BOUNDARY
    )
    db.session.add(quartier)
    db.session.flush()
    door = Address(
        key="87085_1", number=1, street="rue Haute", postcode="87000", town="Autreville",
        insee="87085", lat=45.05, lon=1.05, quartier_id=quartier.id,
    )  # fmt: skip
    stranger = Resident(
        full_name="Paul Loin",
        email="paul@valbourg.example",
        password_hash="none",
        email_confirmed_at=now(),
    )
    db.session.add_all([door, stranger])
    db.session.flush()
    settle_in(stranger, door)
    return stranger


def _have_mandates_on_paper(readers: Mapping[str, int | None]) -> None:
    agent = db.session.get_one(Resident, readers["far quartier"])
    clerk = db.session.get_one(Resident, readers["letters desk"])
    _prepared, signed = (_on_paper(agent, canary) for canary in (ON_PAPER, ACTED_FOR))
    record_mandate(Actor.of(clerk), signed)
    make_reports(month_of(now()))
    print_reports(served_by(clerk))


def _on_paper(agent: Resident, canary: Canary) -> Mandate:
    return prepare_on_paper(
        Actor.of(agent),
        full_name=f"{canary.first_name} {canary.surname}",
        address=canary.settle(agent.cell_id, agent.quartier_id),
        terms=Terms(scopes=ALL, days=365),
    )


def _hide_mailboxes(readers: Mapping[str, int | None]) -> None:
    """Last, because the builders know people by their mailbox."""
    with transaction():
        db.session.get_one(Resident, readers["herself"]).email = HOME.email
        db.session.get_one(Resident, readers["the newcomer"]).email = WAITING.email


def _do_what_is_due() -> None:
    """Run whatever the clock would run, so that its mails are written."""
    for name in jobs._timetable:
        jobs._known[name]()
