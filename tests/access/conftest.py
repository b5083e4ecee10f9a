"""A world of things that are not for everyone, and every route."""

import pytest
from werkzeug.routing import Rule

from tests.support.foreign.world import World
from tests.support.lately import lately
from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]

# What Flask itself serves: files that anyone may fetch.
FLASK_ONLY = {"static"}


@pytest.fixture
def world(app, make) -> World:
    return World(app, make)


@pytest.fixture
def signed_in(app, signed_in):
    """A browser whose owner has given the password lately: the strongest position to try from."""

    def sign_in(person):
        return lately(app, signed_in(person), person)

    return sign_in


@pytest.fixture
def rules(one_app) -> list[Rule]:
    return [rule for rule in one_app.url_map.iter_rules() if rule.endpoint not in FLASK_ONLY]
