"""Someone who lost everything comes to the town hall."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents import policies

COMMAND = ["residents", "drop-second-factors"]


def test_whoever_lost_everything_enters_by_password_and_is_told(
    app, karima, application_of, enter, reread, outbox
):
    application_of(karima)
    done = app.test_cli_runner().invoke(args=[*COMMAND, "--yes", karima.email])
    assert done.exit_code == 0
    assert not policies.has_second_factor(reread(karima))
    assert enter(karima).first.location == "/"
    assert "To: karima@example.org" in outbox()[0]


def test_it_is_not_done_without_a_yes_nor_to_nobody(app, karima, application_of, reread):
    application_of(karima)
    assert app.test_cli_runner().invoke(args=[*COMMAND, karima.email], input="n").exit_code == 1
    refused = app.test_cli_runner().invoke(args=[*COMMAND, "--yes", "nobody@example.org"])
    assert refused.exit_code == 1
    assert policies.has_second_factor(reread(karima))


@pytest.fixture
def administrator(app):
    def administrator(*words):
        return app.test_cli_runner().invoke(args=["residents", "administrator", *words])

    return administrator


def test_the_first_administrator_is_made_and_the_second(
    karima, make, administrator, reread, outbox
):
    paul = make.resident("Paul Leroy", email="paul@example.org")
    first = administrator(" Karima@Example.org")
    assert first.exit_code == 0
    assert "name another account too" in first.output
    assert reread(karima).is_administrator
    second = administrator(paul.email)
    assert (second.exit_code, second.output) == (0, "Done.\n")
    assert reread(paul).is_administrator
    assert ["To: karima@example.org" in mail for mail in outbox()] == [True, False]


def test_it_is_taken_back(karima, administrator, reread):
    administrator(karima.email)
    assert administrator(karima.email, "--dismiss").exit_code == 0
    assert not reread(karima).is_administrator


def test_nobody_unknown_unconfirmed_or_gone_administers(make, administrator, reread, outbox):
    closed, newcomer = make.resident("Paul Leroy"), make.resident("Inès Moreau", verified=False)
    with make.writing() as session:
        session.merge(closed).closed_at = now()
        session.merge(newcomer).email_confirmed_at = None
    for email in (closed.email, newcomer.email, "nobody@example.org"):
        refused = administrator(email)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
    assert not reread(closed).is_administrator
    assert not reread(newcomer).is_administrator
    assert outbox() == []
