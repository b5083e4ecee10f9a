import pytest

from neighbourhood.places.models import Municipality
from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]


@pytest.fixture
def town(make, office) -> Municipality:
    with make.writing() as session:
        return session.get_one(Municipality, office.quartier.municipality_id)


@pytest.fixture
def crowd(make, office):
    """Have so many neighbours give to a need: `crowd(11, need, cents=500)`."""

    def give(number, need, cents=500):
        for rank in range(number):
            donor = make.resident(f"Voisin {rank}", office.quartier)
            office.give(donor, need, cents)

    return give
