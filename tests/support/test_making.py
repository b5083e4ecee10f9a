"""A neighbour whom tests make at once is the one who would have settled in step by step."""

from datetime import datetime

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import Base
from neighbourhood.places.models import Address
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.models.residents import Resident
from tests.support.making import Make


def _rows(session):
    """Everything that is kept, but when."""
    return {
        table.name: [
            {name: value for name, value in row.items() if not isinstance(value, datetime)}
            | {f"{name}?": value is not None for name, value in row.items()}
            for row in session.execute(select(table)).mappings()
        ]
        for table in Base.metadata.sorted_tables
    }


def _step_by_step(make):
    quartier = make.quartier()
    newcomer = make.resident(verified=False)
    home = make.address(quartier)
    with make.writing() as session:
        person = session.get_one(Resident, newcomer.id)
        accounts.settle_in(person, session.get_one(Address, home.id))


def _at_once(make):
    quartier = make.quartier()
    make.resident(quartier=quartier)


def _left_by(app, way):
    make = Make(app)
    way(make)
    with make.writing() as session:
        return _rows(session)


@pytest.fixture
def stepwise(grown_app):
    return _left_by(grown_app, _step_by_step)


@pytest.mark.postgres
def test_who_is_made_at_once_leaves_the_rows_of_who_settles_in(app, stepwise):
    assert _left_by(app, _at_once) == stepwise
