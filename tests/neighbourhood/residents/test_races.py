"""What may happen once happens once, on the database where writers do not queue."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from flask import Flask

from neighbourhood.foundation import settings as foundation_settings
from neighbourhood.foundation.storing import database
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents import codes
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator
from neighbourhood.residents.queries import accounts
from neighbourhood.residents.queries import second_factors as second_factors_queries

AT_ONCE = 8


@pytest.fixture
def town(settings, new_database):
    """An application that is only a database, on PostgreSQL."""
    app = Flask("town")
    address = new_database()
    foundation_settings.bind(app, replace(settings, database_url=address))
    database.bind(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def karima(town):
    with town.app_context(), transaction():
        person = Resident(full_name="Karima", email="karima@example.org", password_hash="x")
        db.session.add(person)
    return person


@pytest.fixture
def secret(town, karima):
    chosen = codes.new_secret()
    with town.app_context(), transaction():
        person = accounts.locked(karima.id)
        assert second_factors.enrol_authenticator(
            Actor.of(person), secret=chosen, code=codes.code_at(chosen, now())
        )
        second_factors_queries.authenticator(person).last_step -= 60
    return chosen


@pytest.fixture
def at_once(town):
    """Do the same thing in several transactions that begin together; returns the outcomes."""

    def at_once(work):
        start, outcomes = Barrier(AT_ONCE), []

        def run():
            with town.app_context():
                try:
                    with transaction():
                        db.session.execute(db.text("SELECT 1"))
                        start.wait()
                        outcomes.append(work())
                except Exception as failure:  # noqa: BLE001 - told apart by the test
                    outcomes.append(failure)

        threads = [Thread(target=run) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    return at_once


def test_a_code_opens_once(at_once, karima, secret):
    code = codes.code_at(secret, now())
    outcomes = at_once(lambda: second_factors.use_code(accounts.locked(karima.id), code))
    assert sorted(outcomes) == [False] * (AT_ONCE - 1) + [True]


def test_without_the_lock_a_code_would_open_several_times(at_once, karima, secret):
    code = codes.code_at(secret, now())
    together = Barrier(AT_ONCE)

    def unlocked():
        person = db.session.get(Resident, karima.id)
        used = second_factors.use_code(person, code)
        together.wait()
        return used

    assert at_once(unlocked).count(True) > 1


def test_a_code_on_paper_opens_once(town, at_once, karima):
    with town.app_context(), transaction():
        paper = second_factors.renew_recovery_codes(Actor.of(accounts.locked(karima.id)))[0]
    outcomes = at_once(lambda: second_factors.use_code(accounts.locked(karima.id), paper))
    assert sorted(outcomes) == [False] * (AT_ONCE - 1) + [True]


def test_a_link_to_a_new_password_serves_once(at_once, karima):
    mark = karima.credentials_mark

    def use():
        person = accounts.locked(karima.id)
        if person.credentials_mark != mark:
            return False
        accounts_actions.change_password(person, password_hash="new")
        return True

    assert sorted(at_once(use)) == [False] * (AT_ONCE - 1) + [True]


def test_a_mailbox_gets_one_account(town, at_once):
    def register():
        made = accounts_actions.register(
            full_name="Nora", email="nora@example.org", password_hash="x", language="fr"
        )
        return made.id if made else None

    # Whoever reads after the first has written begins the same account anew: one all the same.
    assert len(set(at_once(register)) - {None}) == 1
    with town.app_context():
        assert db.session.query(Resident).filter_by(email="nora@example.org").count() == 1


def test_a_challenge_is_answered_once(at_once):
    outcomes = at_once(lambda: second_factors.spend_challenge(b"challenge"))
    assert sorted(outcomes) == [False] * (AT_ONCE - 1) + [True]


def test_an_application_is_enrolled_once(town, at_once, karima):
    chosen = codes.new_secret()
    code = codes.code_at(chosen, now())

    def enrol():
        person = db.session.get(Resident, karima.id)
        return second_factors.enrol_authenticator(Actor.of(person), secret=chosen, code=code)

    assert at_once(enrol) == [True] * AT_ONCE
    with town.app_context():
        assert db.session.query(Authenticator).count() == 1
