from datetime import timedelta

import pytest

from neighbourhood.foundation.web.keeping import today
from tests.support.libraries import Counter, until_saturday


@pytest.fixture
def counter(app, make, move_clock) -> Counter:
    """A library on a Saturday, while its desk is open."""
    move_clock(seconds=until_saturday().total_seconds())
    return Counter(make)


@pytest.fixture
def on(app):
    """A day so many days from now: this Saturday is 0, next Wednesday 4, the next Saturday 7."""

    def day(number: int):
        with app.app_context():
            return today() + timedelta(days=number)

    return day


@pytest.fixture
def karima(counter, signed_in):
    return signed_in(counter.karima)


@pytest.fixture
def hassan(counter, signed_in):
    """Who keeps the desk."""
    return signed_in(counter.hassan)


@pytest.fixture
def sophie(counter, signed_in):
    """Who manages the team."""
    return signed_in(counter.sophie)
