import pytest

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
