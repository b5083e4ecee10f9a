"""Marcel, who gives mandates, and Sophie, who acts by them."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.models import (
    Mandate,
    MandateStatus,
)
from tests.support import mandates

TERMS = giving.Terms(scopes=frozenset({"post", "chat"}), days=31)


@pytest.fixture
def marcel(make, quartier):
    return make.resident("Marcel Lefèvre", quartier)


@pytest.fixture
def sophie(make, quartier):
    return make.resident("Sophie Martin", quartier)


@pytest.fixture
def mandate(make, marcel, sophie):
    """The id of a mandate under way."""
    return mandates.give(make, marcel, sophie)


@pytest.fixture
def status(app):
    def read(mandate_id: int) -> MandateStatus:
        with app.app_context():
            return db.session.get_one(Mandate, mandate_id).status

    return read


def at(session, model, number):
    return session.get_one(model, number)
