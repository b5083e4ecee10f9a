"""When something is done or told for several, one who fails keeps none of the others from it."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import (
    after_commit,
    db,
    each_apart,
    each_in_turn,
    transaction,
)
from neighbourhood.places.models import Municipality

NAMES = ("Amiens", "Brest", "Calais")


@pytest.fixture
def told():
    return []


@pytest.fixture
def found(told):
    """Keep a town and tell of it; the one called as `failing` says fails after all of it."""

    def keeping(failing):
        def keep(name):
            db.session.add(Municipality(insee=name, name=name))
            db.session.flush()
            after_commit(lambda: told.append(name))
            if name == failing:
                raise RuntimeError(name)

        return keep

    return keeping


def kept(app):
    with app.app_context():
        return sorted(db.session.scalars(select(Municipality.name)))


@pytest.mark.parametrize("failing", NAMES)
def test_after_the_commit_one_listener_that_fails_stops_no_other(app, told, failing, caplog):
    def tell(name):
        if name == failing:
            raise RuntimeError("nobody listens")
        told.append(name)

    with app.app_context(), transaction():
        for name in NAMES:
            after_commit(lambda name=name: tell(name))
    assert told == [name for name in NAMES if name != failing]
    assert "telling the world failed after a commit" in caplog.text


@pytest.mark.parametrize("failing", NAMES)
def test_in_turn_each_has_a_transaction_of_its_own(app, found, told, failing, caplog):
    with app.app_context():
        each_in_turn(NAMES, found(failing))
    assert kept(app) == told == [name for name in NAMES if name != failing]
    assert "one of several failed" in caplog.text


@pytest.mark.parametrize("failing", NAMES)
def test_apart_one_is_undone_alone_with_what_would_have_been_told(app, found, told, failing):
    with app.app_context():
        with transaction():
            after_commit(lambda: told.append("before"))
            done = each_apart(NAMES, found(failing))
        assert done == 2
    others = [name for name in NAMES if name != failing]
    assert kept(app) == others
    assert told == ["before", *others]
