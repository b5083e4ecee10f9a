"""Who is signed in is read by hand: it is what the session would have made of the row."""

import pytest
from sqlalchemy import column, inspect, select, table
from sqlalchemy.exc import OperationalError

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.places.models import Quartier
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.signed_in import by_sign_in


@pytest.fixture
def token(app, make):
    here = make.quartier("Les Tanneurs")
    karima = make.resident("Karima Benali", here, about="Je couds.")
    with app.app_context(), transaction():
        return sign_ins.begin_sign_in(db.session.get_one(Resident, karima.id), agent="a phone")


def columns_of(row):
    state = inspect(row)
    return {key: getattr(row, key) for key in state.mapper.columns.keys()}  # noqa: SIM118


def test_the_row_is_what_the_session_reads(in_app, token):
    found = by_sign_in(token)
    read = columns_of(found.resident)
    quartier = columns_of(found.resident.quartier)
    db.session.expunge_all()
    assert read == columns_of(db.session.scalars(select(Resident)).one())
    assert quartier == columns_of(db.session.get_one(Quartier, read["quartier_id"]))


def test_what_few_pages_ask_is_read_when_it_is_asked_for(in_app, token, statements):
    resident = by_sign_in(token).resident
    assert resident.quartier.name == "Les Tanneurs"
    assert len(statements) == 1
    assert (resident.about, resident.address_id is None) == ("Je couds.", False)
    assert len(statements) == 2


def test_what_is_changed_of_it_is_written(app, token):
    with app.app_context(), transaction():
        resident = by_sign_in(token).resident
        resident.language = "en"
    with app.app_context():
        assert by_sign_in(token).resident.language == "en"


def test_it_is_the_one_that_the_session_knows_already(in_app, token):
    known = db.session.scalars(select(Resident)).one()
    assert by_sign_in(token).resident is known


def test_nobody_is_signed_in_with_another_token(in_app, token):
    assert by_sign_in(f"{token}x") is None


def test_a_value_that_was_not_given_is_a_mistake(in_app):
    asked = Prepared(select(Resident.id).where(Resident.id == db.bindparam("reader")))
    with pytest.raises(KeyError):
        asked.find({})


def test_what_the_database_refuses_is_refused_as_ever(in_app, statements):
    asked = Prepared(select(column("name")).select_from(table("nowhere")))
    with pytest.raises(OperationalError):
        asked.find({})
    assert len(statements) == 1
