import pytest

from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]


@pytest.fixture
def neighbour(make, office):
    return make.resident("Karima Benali", office.quartier)
