"""A calendar that a partner follows, with one event of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from neighbourhood.agenda.actions import outside
from neighbourhood.agenda.intake import Incoming
from neighbourhood.agenda.models.outside import OutsideCalendar, OutsideEvent
from neighbourhood.foundation.storing.clock import now
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

if TYPE_CHECKING:
    from tests.support.making import Make


@dataclass(frozen=True, slots=True)
class Followed:
    """A partner, who publishes for it, its calendar and an event."""

    partner: Partner
    publisher: Resident
    calendar: OutsideCalendar
    event: OutsideEvent


def following_partner(make: "Make", town: Municipality, person: str) -> Followed:
    """Follow the calendar of one more partner of a town, for whom one person publishes."""
    publisher = make.resident(person, make.quartier(f"Le Verger de {person}", town))
    with make.writing() as session:
        here = session.get_one(Municipality, town.id)
        name = f"Le Verger de {person}"
        partner = accrediting.accredit(here, name=name, kind=PartnerKind.ASSOCIATION)
        member = session.get_one(Resident, publisher.id)
        staffing.name_staff(partner, member, role=StaffRole.PUBLISH)
        said = {"name": "Le verger", "url": "https://verger.example/a.ics", "quartier_id": None}
        calendar = outside.follow(Actor.of(member), partner, **said)
        outside.take(calendar.id, [an_event()], digest="")
        event = session.query(OutsideEvent).filter_by(calendar_id=calendar.id).one()
        return Followed(partner, publisher, calendar, event)


def an_event() -> Incoming:
    """An event in three days."""
    begin = now() + timedelta(days=3)
    return Incoming(
        uid="taille",
        recurrence="",
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        whole_days=False,
        title="Tailler les pommiers",
        body="Apportez un sécateur.",
        place="Le verger",
        url="",
        is_cancelled=False,
    )
