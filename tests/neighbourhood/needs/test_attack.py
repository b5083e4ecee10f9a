"""Twenty accounts look for the people behind needs: `make attack`, of fewer weeks."""

import pytest

from tests.support.attack import OFF, ON, WITHOUT, attacked
from tests.support.attacked_town import populate


@pytest.fixture(scope="module")
def town():
    return populate(seed=2027, weeks=10)


def test_nobody_is_gained(town):
    gained, published = attacked(town, ON)
    assert gained == 0
    assert published > 100, "or nothing was attacked"


def test_the_same_accounts_gain_people_where_nothing_protects_them(town):
    assert attacked(town, OFF)[0] > 10


def test_a_place_that_is_always_the_quartier_gives_people_away(town):
    always = next(each for each in WITHOUT if each.place == "own")
    assert attacked(town, always)[0] > 0
