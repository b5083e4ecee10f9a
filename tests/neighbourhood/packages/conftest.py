import pytest

from neighbourhood.foundation.storing import switched_off
from tests.neighbourhood.packages.giving import Catalogue
from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]


@pytest.fixture
def catalogue(office):
    return Catalogue(office)


@pytest.fixture
def donor(make, office):
    return make.resident("Karima Benali", office.quartier)


@pytest.fixture
def other(make, office):
    return make.resident("Marcel Petit", office.quartier)


@pytest.fixture
def put_off(app):
    """Have the town of an office put something off."""

    def put_off(office, code):
        with office.at_work():
            switched_off.put_off(office.quartier.municipality_id, {code}, known={code})

    return put_off
