import pytest

from tests.support.needs import office, open_office
from tests.support.treasury import bare_till, till

__all__ = ["bare_till", "office", "open_office", "till"]


@pytest.fixture
def donor(make, office):
    return make.resident("Karima Benali", office.quartier)


@pytest.fixture
def other(make, office):
    return make.resident("Marcel Petit", office.quartier)


@pytest.fixture
def funded(office, donor, other):
    """A need for which two neighbours gave all of its 150 €."""
    need = office.open(target_cents=15000)
    office.give(donor, need, 10000)
    office.give(other, need, 5000)
    return office.now(need)
