"""Someone who lost everything comes to the town hall."""

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
