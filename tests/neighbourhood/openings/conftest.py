"""A town that is being set up by Nadège, who looks after the site."""

from io import BytesIO

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.openings.models.files import TownFile
from neighbourhood.places.communes import Pretend
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions import charters
from neighbourhood.residents.models.residents import Resident
from tests.support.carried import press
from tests.support.geojson import ban_row, collection, feature, polygon, ring
from tests.support.lately import lately
from tests.support.settings import with_settings

__all__ = ["with_settings"]

CODE = "99101"


def part(name, column=0, row=0, **more):
    """Draw a quartier inside Pontgivre."""
    return feature(name, polygon(ring(column, row, west=6.0, **more)))


def door(number, **more):
    return ban_row(number, **{"insee": CODE, "lon": 6.005, "lat": 46.005, **more})


def as_csv(rows):
    rows = list(rows)
    return "\n".join([";".join(rows[0]), *(";".join(row.values()) for row in rows)]).encode()


class SetUp:
    """Pontgivre, its pages, and who prepares it."""

    def __init__(self, app, client, town_id):
        self.app, self.client, self.id = app, client, town_id
        self.home = f"/administration/communes/{town_id}"

    def send(self, what, content):
        """Send a file; return the page of its trial."""
        more = {} if isinstance(content, dict) else {"file": (BytesIO(content), "file")}
        data = content if isinstance(content, dict) else more
        answer = self.client.post(
            f"{self.home}/{what}", data=data, content_type="multipart/form-data"
        )
        return answer.location or answer

    def quartiers(self, *features, **more):
        file = (BytesIO(collection(*features)), "quartiers.geojson")
        return self.send("quartiers", {"file": file, **more})

    def addresses(self, *rows):
        return self.send("adresses", as_csv(rows))

    def take(self, page):
        return press(self.client, f"{page}/importer", follow_redirects=True)

    def names(self):
        with self.app.app_context():
            chosen = select(Quartier.name).where(Quartier.municipality_id == self.id)
            return sorted(db.session.scalars(chosen))

    def file(self):
        with self.app.app_context():
            return db.session.scalars(select(TownFile).order_by(TownFile.id.desc())).first()

    def town(self):
        with self.app.app_context():
            return db.session.get_one(Municipality, self.id)


def agree(make, person):
    """Have somebody agree to the charter, that of the site included."""
    with make.writing() as session:
        charters.found()
        charters.accept_what_stands(session.get_one(Resident, person.id))
    return person


@pytest.fixture
def administrator(make):
    return make.resident("Nadège Perrin", verified=False, is_administrator=True)


@pytest.fixture
def nadege(app, administrator, signed_in):
    """Nadège, who gave her password lately."""
    return lately(app, signed_in(administrator), administrator)


@pytest.fixture
def setting_up(app, nadege):
    commune = Pretend().find(CODE)
    answer = nadege.post(f"/administration/communes/nouvelle/{commune.code}")
    return SetUp(app, nadege, int(answer.location.split("/")[-2]))


@pytest.fixture
def ready(setting_up, make, administrator):
    """Two quartiers, twelve doors, a service, a charter: it may open."""
    agree(make, administrator)
    setting_up.take(setting_up.quartiers(part("Le Pont"), part("La Givre", 1)))
    setting_up.take(setting_up.addresses(*(door(n) for n in range(1, 13))))
    service = {"name": "Vie des quartiers", "email": "mairie@pontgivre.example"}
    setting_up.client.post(f"{setting_up.home}/service", data=service)
    return setting_up
