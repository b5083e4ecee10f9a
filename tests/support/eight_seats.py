"""Eight seats and twenty people who want one, some of whom press two or three times."""

from collections import Counter

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import coming, gatherings
from neighbourhood.gatherings.models.coming import Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import an_apero

SEATS, PEOPLE, PRESSES = 8, 20, 50


def set_out(make, seats=SEATS, people=PEOPLE) -> tuple[int, list[int]]:
    """Put up a gathering, and return its date and those who want to come."""
    quartier = make.quartier("Les Tanneurs")
    host, *others = [make.resident(f"Voisin Numéro{n}", quartier) for n in range(people + 1)]
    gathering = make.act(gatherings.publish, host, **an_apero(capacity=seats))
    with make.writing() as session:
        date = session.query(Occurrence).filter_by(gathering_id=gathering.id).one()
        return date.id, [one.id for one in others]


def come(date_id: int, resident_id: int) -> str:
    """Press « Je viens »."""
    actor = Actor.of(db.session.get_one(Resident, resident_id))
    return coming.come(actor, db.session.get_one(Occurrence, date_id)).status.value


def leave(date_id: int, resident_id: int) -> str:
    """Press « Je ne viens plus »."""
    own = select(Coming).where(Coming.occurrence_id == date_id, Coming.resident_id == resident_id)
    actor = Actor.of(db.session.get_one(Resident, resident_id))
    coming.leave(actor, db.session.scalars(own).one())
    return "left"


def stands(app, date_id: int) -> tuple[Counter, int, list[int]]:
    """Return how many come and wait, how many places are taken, and who waits, in order."""
    with app.app_context():
        rows = db.session.scalars(
            select(Coming)
            .where(Coming.occurrence_id == date_id, Coming.status != ComingStatus.LEFT)
            .order_by(Coming.since, Coming.id)
        ).all()
        taken = db.session.get_one(Occurrence, date_id).taken
        waiting = [row.resident_id for row in rows if row.is_waiting]
        return Counter(row.status.value for row in rows), taken, waiting


def promoted(app, people: list[int]) -> Counter:
    """Return who was told of a place, and how often."""
    with app.app_context():
        told = select(Notification.resident_id).where(
            Notification.kind == "gatherings.promoted", Notification.resident_id.in_(people)
        )
        return Counter(db.session.scalars(told))
