"""A form that somebody brings to the desk."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.actions.reports import make_reports
from neighbourhood.mandates.models import (
    Mandate,
)
from neighbourhood.mandates.queries import mandates, months
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import mandates as mandates_actions

SEEN = {"seen": "y"}


@pytest.fixture
def helper(make, neighbour_of, door):
    return neighbour_of(door)


@pytest.fixture
def prepare(make, helper, door):
    """Prepare a form: returns the mandate."""

    def prepare(name="Marcel Dupont", *, by=helper, at=door, days=31):
        with make.writing() as session:
            return giving.prepare_on_paper(
                Actor.of(session.get_one(Resident, by.id)),
                full_name=name,
                address=session.get_one(Address, at.id),
                terms=giving.Terms(scopes=frozenset({"post"}), days=days),
            )

    return prepare


@pytest.fixture
def record(make, clerk):
    def record(mandate, *, by=clerk, known=None):
        with make.writing() as session:
            mandates_actions.record_mandate(
                Actor.of(session.get_one(Resident, by.id)),
                session.get_one(Mandate, mandate.id),
                known=session.get_one(Resident, known.id) if known else None,
            )

    return record


@pytest.fixture
def stop(make, clerk):
    def stop(mandate, *, by=clerk):
        with make.writing() as session:
            mandates_actions.stop_mandate(
                Actor.of(session.get_one(Resident, by.id)), session.get_one(Mandate, mandate.id)
            )

    return stop


@pytest.fixture
def again(app):
    """Read a mandate again, None when nothing is left of it."""

    def again(mandate):
        with app.app_context():
            return mandates.by_id(mandate.id)

    return again


def look_up(hall, mandate):
    return hall.post("/accueil/mandats/reference", data={"reference": mandate.reference})


@pytest.fixture
def month(app):
    with app.app_context():
        return months.month_of(now())


@pytest.fixture
def reported(make, prepare, record, month):
    """A mandate of this month with its journal to print."""

    def reported(name="Marcel Dupont"):
        mandate = prepare(name)
        record(mandate)
        with make.writing():
            make_reports(month)
        return mandate

    return reported
