"""A world of things that are not for everyone, and every route."""

import pytest
from flask import session as flask_session
from werkzeug.routing import Rule

from neighbourhood.residents.access import note_confirmed
from tests.support.foreign.world import World

# What Flask itself serves: files that anyone may fetch.
FLASK_ONLY = {"static"}


@pytest.fixture
def world(app, make) -> World:
    return World(app, make)


@pytest.fixture
def signed_in(app, signed_in):
    """A browser whose owner has given the password lately: the strongest position to try from."""

    def sign_in(person):
        browser = signed_in(person)
        with app.test_request_context():
            note_confirmed(person)
            proof = dict(flask_session)
        with browser.session_transaction() as session:
            session.update(proof)
        return browser

    return sign_in


@pytest.fixture
def rules(one_app) -> list[Rule]:
    return [rule for rule in one_app.url_map.iter_rules() if rule.endpoint not in FLASK_ONLY]
