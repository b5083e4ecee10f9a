"""A browser whose owner has given the password lately."""

from flask import Flask, session
from flask.testing import FlaskClient

from neighbourhood.residents.access import note_confirmed
from neighbourhood.residents.models.residents import Resident


def lately(app: Flask, browser: FlaskClient, person: Resident) -> FlaskClient:
    """Note in `browser` that `person` has just said the password again."""
    with app.test_request_context():
        note_confirmed(person)
        proof = dict(session)
    with browser.session_transaction() as kept:
        kept.update(proof)
    return browser
