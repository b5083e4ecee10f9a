from datetime import timedelta

import pytest

from neighbourhood.agenda.actions import addresses, outside
from neighbourhood.agenda.gateways import AddressSilent
from neighbourhood.agenda.models.outside import OutsideCalendar, OutsideEvent
from neighbourhood.agenda.trials import take_now
from neighbourhood.feed.happenings import Happening
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import coming, gatherings
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Invitation, Occasion, Side
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality, Reach
from neighbourhood.residents.models.residents import Resident
from tests.support.calendars import calendar
from tests.support.wordings import a_couscous, an_apero

URL = "https://agenda.example.org/centre.ics"


class Site:
    """Where calendars stand, in place of the network: what it says, or why it does not."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.why = ""

    def fetch(self, url: str) -> bytes:
        if self.why or url not in self.pages:
            raise AddressSilent(why=self.why or "Personne ne répond.")
        return self.pages[url]


class Hall:
    """Les Tanneurs, where Karima, Marcel and Inès live; Paul lives across the river, Rosa in
    another town. Sophie publishes for the social centre."""

    def __init__(self, app, make, site: Site) -> None:
        self.app, self.make, self.site = app, make, site
        valbourg = make.municipality()
        self.tanneurs = make.quartier("Les Tanneurs", valbourg)
        self.port = make.quartier("Le Port", valbourg)
        self.karima = make.resident("Karima Benali", self.tanneurs)
        self.marcel = make.resident("Marcel Dupont", self.tanneurs)
        self.ines = make.resident("Inès Moreau", self.tanneurs)
        self.paul = make.resident("Paul Leroy", self.port)
        elsewhere = make.quartier("Centre", make.municipality("Pontgivre"))
        self.rosa = make.resident("Rosa Lima", elsewhere)
        self.sophie = make.resident("Sophie Laurent", self.tanneurs)
        with make.writing() as session:
            town = session.get_one(Municipality, valbourg.id)
            centre = accrediting.accredit(town, name="Centre social", kind=PartnerKind.ASSOCIATION)
            sophie = session.get_one(Resident, self.sophie.id)
            staffing.name_staff(centre, sophie, role=StaffRole.PUBLISH)
            session.flush()
            self.centre = centre

    def act(self, action, actor, *rows, **more):
        return self.make.act(action, actor, *rows, **more)

    def gathering(self, author: Resident | None = None, **more) -> Gathering:
        return self.act(gatherings.publish, author or self.karima, **an_apero(**more))

    def date(self, gathering: Gathering) -> Occurrence:
        with self.make.writing() as session:
            found = session.query(Occurrence).filter_by(gathering_id=gathering.id)
            return found.order_by(Occurrence.starts_at).first()

    def come(self, who: Resident, gathering: Gathering) -> None:
        self.act(coming.come, who, self.date(gathering), party=1)

    def table(self, author: Resident | None = None, **more) -> Invitation:
        when = {"occasion": Occasion.SUNDAY, "held_at": now() + timedelta(days=7)}
        wording = a_couscous(**{**when, "title": "Un couscous", "reach": Reach.QUARTIER, **more})
        return self.act(invitations.publish, author or self.karima, side=Side.HOST, wording=wording)

    def address(self, who: Resident, *shows: str) -> str:
        """Make a secret address, and return its path."""
        _, token = self.act(addresses.make, who, shows=shows)
        return f"/agenda/flux/{token}.ics"

    def follow(self, *events: str, url: str = URL, quartier_id=None) -> OutsideCalendar:
        """Follow a calendar of the centre that holds these events."""
        self.site.pages[url] = calendar(*events)
        found = self.act(
            outside.follow,
            self.sophie,
            self.centre,
            name="Les ateliers",
            url=url,
            quartier_id=quartier_id,
        )
        self.read(found)
        return found

    def read(self, followed: OutsideCalendar) -> None:
        with self.app.app_context():
            take_now(followed.id)

    def events(self) -> list[OutsideEvent]:
        with self.app.app_context():
            return db.session.query(OutsideEvent).order_by(OutsideEvent.starts_at).all()

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)


def workshop(uid: str = "velo", title: str = "Atelier vélo", *, days: int = 7, more="") -> str:
    """An event of the centre, so many days from now, as its calendar writes it."""
    begin = (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    hours = f"DTSTART:{begin:%Y%m%dT%H%M%SZ}\nDTEND:{begin + timedelta(hours=2):%Y%m%dT%H%M%SZ}"
    return f"UID:{uid}\n{hours}\nSUMMARY:{title}\nLOCATION:Cour du centre\n{more}"


def month_of(one: Happening | Occurrence | OutsideEvent | Invitation) -> str:
    """The page of the month in which something is held."""
    when = getattr(one, "starts_at", None) or one.held_at
    return f"/agenda?mois={when:%Y-%m}"


@pytest.fixture
def site(monkeypatch) -> Site:
    found = Site()
    monkeypatch.setattr("neighbourhood.agenda.trials.calendars", lambda: found)
    return found


@pytest.fixture
def hall(app, make, site) -> Hall:
    return Hall(app, make, site)


@pytest.fixture
def karima(hall, signed_in):
    return signed_in(hall.karima)


@pytest.fixture
def marcel(hall, signed_in):
    return signed_in(hall.marcel)


@pytest.fixture
def sophie(hall, signed_in):
    return signed_in(hall.sophie)
