"""A town hall with two who administer, and residents to put in a file."""

import csv
from io import StringIO

import pytest

from neighbourhood.exports.models import Export
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident
from tests.support.carried import press

WHY = "Préparer la fête des voisins"
YES = {"answer": "agree"}


@pytest.fixture
def tanneurs(make):
    return make.quartier("Les Tanneurs")


@pytest.fixture
def town(make, tanneurs):
    with make.writing() as session:
        return session.get_one(Municipality, tanneurs.municipality_id)


@pytest.fixture
def colleague_of(make):
    """Somebody who runs the site for a town: `colleague_of(town, "Claire Mairie")`."""

    def colleague_of(town, name, role=StaffRole.ADMINISTER, **more):
        person = make.resident(name, **more)
        with make.writing() as session:
            here = session.get_one(Municipality, town.id)
            hall = accrediting.accredit(
                here, name=f"Mairie {person.id}", kind=PartnerKind.CITY_SERVICE
            )
            staffing.name_staff(hall, session.get_one(Resident, person.id), role=role)
        return person

    return colleague_of


@pytest.fixture
def claire(colleague_of, town):
    return colleague_of(town, "Claire Mairie")


@pytest.fixture
def ali(colleague_of, town):
    return colleague_of(town, "Ali Mairie")


@pytest.fixture
def karima(make, tanneurs):
    return make.resident("Karima Benali", tanneurs, email="karima@example.org")


@pytest.fixture
def enter(app, signed_in):
    """Sign in, the password given lately."""

    def enter(resident):
        browser = signed_in(resident)
        with app.app_context():
            token = sign("confirmed", [resident.id, resident.credentials_mark])
        with browser.session_transaction() as session:
            session["confirmed"] = token
        return browser

    return enter


@pytest.fixture
def exports(app):
    """Every file that was asked for, as it stands."""

    def exports():
        with app.app_context():
            return db.session.scalars(db.select(Export).order_by(Export.id)).all()

    return exports


@pytest.fixture
def rows():
    """Read a file as a spreadsheet does."""

    def rows(answer):
        text = answer.data.decode("utf-8-sig")
        return list(csv.reader(StringIO(text, newline=""), delimiter=";"))

    return rows


@pytest.fixture
def home(town):
    return f"/administration/villes/{town.id}/fichiers"


@pytest.fixture
def asked(home, claire, ali, karima, enter):
    """Claire asks for the residents; Ali may answer."""
    answer = enter(claire).post(f"{home}/demander/residents", data={"reason": WHY})
    assert answer.status_code == 303
    return answer.location


@pytest.fixture
def ready(asked, ali, enter):
    press(enter(ali), asked, data=YES)
    return f"{asked}/telecharger"


@pytest.fixture
def statuses(exports):
    """Where every file is by now."""
    return lambda: [one.status.value for one in exports()]


@pytest.fixture
def is_stored(app, exports):
    """Tell whether the last file is there."""

    def is_stored():
        with app.app_context():
            try:
                return bool(storage().get(exports()[-1].file))
            except NothingStored:
                return False

    return is_stored
