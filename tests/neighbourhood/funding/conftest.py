import pytest

from neighbourhood.funding.queries import invariants
from tests.support.needs import office, open_office
from tests.support.treasury import bare_till, till

__all__ = ["bare_till", "office", "open_office", "till"]

APPS = ("app", "grown_app", "stack")


@pytest.fixture
def donor(make, office):
    return make.resident("Karima Benali", office.quartier)


@pytest.fixture
def other(make, office):
    return make.resident("Marcel Petit", office.quartier)


@pytest.fixture
def broken_on_purpose():
    """What a test asks for that leaves the books wrong behind it."""


@pytest.fixture(autouse=True)
def books_keep_their_rules(request):
    """After every test of money, whatever it did, each rule of the books holds."""
    asked = {*request.fixturenames, *map(str, _parameters(request.node))}
    # Asked for here, they are still there when the test is over.
    apps = [request.getfixturevalue(each) for each in APPS if each in asked]
    yield
    if "broken_on_purpose" in asked:
        return
    for each in apps:
        with each.app_context():
            assert dict(invariants.broken()) == {}


def _parameters(test):
    return test.callspec.params.values() if hasattr(test, "callspec") else ()


@pytest.fixture
def funded(office, donor, other):
    """A need for which two neighbours gave all of its 150 €."""
    need = office.open(target_cents=15000)
    office.give(donor, need, 10000)
    office.give(other, need, 5000)
    return office.now(need)


@pytest.fixture
def boss(make, office):
    return make.resident("Nadège Admin", office.quartier, is_administrator=True)
