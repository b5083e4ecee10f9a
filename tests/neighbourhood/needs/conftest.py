import pytest

from tests.support.needs import office, open_office
from tests.support.needs_files import Desk

__all__ = ["office", "open_office"]


@pytest.fixture
def neighbour(make, office):
    return make.resident("Karima Benali", office.quartier)


@pytest.fixture
def files(office, signed_in):
    return Desk(office, signed_in)
