"""A tool library at work: open on Wednesdays and Saturdays, kept by Hassan, managed by Sophie."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.storing.database import db
from neighbourhood.libraries.actions import cards, lending, reserving, shelves
from neighbourhood.libraries.actions.shelves import Description, Rules
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import ToolDay, ToolLoan
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

if TYPE_CHECKING:
    from tests.support.making import Make

HOURS = [
    {"weekday": 2, "opens": "14:00", "closes": "18:00"},
    {"weekday": 5, "opens": "10:00", "closes": "12:00"},
]
SATURDAY = 5
# Every refusal of a library: its class, its code, its status.
REFUSALS = {
    ("AlreadyHasLibrary", "already_has_library", 409),
    ("DaysTaken", "days_taken", 409),
    ("EnoughTools", "enough_tools", 409),
    ("LibraryIsClosed", "library_is_closed", 409),
    ("LateAlready", "late_already", 409),
    ("MayNotBorrow", "may_not_borrow", 403),
    ("NotBackYet", "not_back_yet", 409),
    ("NotOnShelf", "not_on_shelf", 409),
    ("NotOpenThen", "not_open_then", 409),
    ("NotOut", "not_out", 409),
    ("RenewedEnough", "renewed_enough", 409),
    ("ScannedLongAgo", "scanned_long_ago", 409),
    ("SpokenFor", "spoken_for", 409),
    ("UnknownCard", "unknown_card", 409),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A library with one tool, and who keeps it."""

    partner: Partner
    keeper: Resident
    library: Library
    tool: Tool


def rules_of(quartier_id: int, **more: Any) -> Rules:
    said = {"name": "L’outilthèque", "words": "Tout pour bricoler.", "place": "3 quai du Port"}
    lends = {"quartier_id": quartier_id, "days": 14, "renewals": 1, "at_once": 2, "hours": HOURS}
    return Rules(**{**said, **lends, **more})


def until_saturday() -> timedelta:
    """How long it is until the desk is open on a Saturday."""
    moment = datetime.now(UTC)
    day = moment + timedelta(days=(SATURDAY - moment.weekday()) % 7 or 7)
    return day.replace(hour=9, minute=30, second=0, microsecond=0) - moment


class Counter:
    """The library, its people, and neighbours who borrow."""

    def __init__(self, make: "Make") -> None:
        self.make = make
        self.town = make.municipality()
        self.quartier = make.quartier("Les Tanneurs", self.town)
        self.elsewhere = make.quartier("Le Port d’ailleurs")
        names = ("Sophie Martin", "Hassan Alaoui", "Karima Benali", "Marcel Dupont")
        people = [make.resident(name, self.quartier) for name in names]
        self.sophie, self.hassan, self.karima, self.marcel = people
        self.paul = make.resident("Paul Leroy", self.elsewhere)
        with make.writing() as session:
            here = session.get_one(Municipality, self.town.id)
            self.partner = accrediting.accredit(
                here, name="Les Ateliers", kind=PartnerKind.ASSOCIATION
            )
            for person, role in ((self.sophie, StaffRole.MANAGE), (self.hassan, StaffRole.LEND)):
                member = session.get_one(Resident, person.id)
                staffing.name_staff(self.partner, member, role=role)
        self.library = self.act(
            shelves.set_up, self.sophie, self.partner, rules=rules_of(self.quartier.id)
        )
        self.home = f"/partenaires/{self.partner.id}/outiltheque"
        self.desk = f"{self.home}/comptoir"

    def act(self, action: Any, actor: Resident, *rows: Any, **more: Any) -> Any:
        return self.make.act(action, actor, *rows, **more)

    def tool(self, title: str = "Perceuse", **more: Any) -> Tool:
        said = Description(**{"title": title, "category": "tools", **more})
        return self.act(shelves.add_tool, self.hassan, self.library, said=said)

    def reserve(self, who: Resident, tool: Tool, first: date, due: date) -> ToolLoan:
        return self.act(reserving.reserve, who, tool, first=first, due=due)

    def lend(self, tool: Tool, who: Resident, **more: Any) -> ToolLoan:
        return self.act(lending.lend, self.hassan, tool, who, **more)

    def give_back(self, tool: Tool) -> ToolLoan:
        return self.act(lending.give_back, self.hassan, tool)

    def card(self, who: Resident) -> str:
        return self.act(cards.hand_out, who).token

    def change(self, row: Any, **columns: Any) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row: Any) -> Any:
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)

    def loans(self) -> list[ToolLoan]:
        with self.make.writing():
            return db.session.query(ToolLoan).order_by(ToolLoan.id).all()

    def told(self, who: Resident) -> list[str]:
        """The kinds of news that somebody has had, the first first."""
        with self.make.writing():
            kinds = db.session.query(Notification.kind).filter_by(resident_id=who.id)
            return [kind for (kind,) in kinds.order_by(Notification.id)]

    def days(self, tool: Tool) -> list[date]:
        with self.make.writing():
            taken = db.session.query(ToolDay.day).filter_by(tool_id=tool.id)
            return sorted(day for (day,) in taken)

    def suspended(self) -> None:
        """Close the desk of the partner, as two administrators do."""
        chief = self.make.resident("Aylin Yıldız", is_administrator=True)
        with self.make.writing() as session:
            partner = session.get_one(Partner, self.partner.id)
            judge = session.get_one(Resident, chief.id)
            accrediting.suspend(Actor.of(judge), partner, reason="Plus de nouvelles.")

    def closed(self) -> None:
        self.act(shelves.close, self.sophie, self.fresh(self.library))


def lending_partner(make: "Make", town: Municipality, person: str = "Hassan Alaoui") -> Kept:
    """Open the library of one more partner of a town, managed and kept by one person."""
    quartier = make.quartier(f"Le Lavoir de {person}", town)
    keeper = make.resident(person, quartier)
    with make.writing() as session:
        here = session.get_one(Municipality, town.id)
        name = f"Les Ateliers de {person}"
        partner = accrediting.accredit(here, name=name, kind=PartnerKind.ASSOCIATION)
        member = session.get_one(Resident, keeper.id)
        for role in (StaffRole.MANAGE, StaffRole.LEND):
            staffing.name_staff(partner, member, role=role)
        actor, said = Actor.of(member), Description(title="Perceuse", category="tools")
        library = shelves.set_up(actor, partner, rules=rules_of(quartier.id))
        return Kept(partner, keeper, library, shelves.add_tool(actor, library, said=said))
