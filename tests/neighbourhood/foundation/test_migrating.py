from neighbourhood.foundation.storing.database import db


def test_commands_of_migrations_are_there_once_called(app):
    runner = app.test_cli_runner()
    assert "Perform database migrations." in runner.invoke(args=["--help"]).output
    told = runner.invoke(args=["db", "--help"])
    assert {"upgrade", "downgrade", "migrate"} <= set(told.output.split())
    assert runner.invoke(args=["db", "heads"]).exit_code == 0
    assert runner.invoke(args=["db", "no-such-command"]).exit_code == 2


def test_what_migrations_ask_of_the_application_is_answered(app):
    assert app.extensions["migrate"].db is db
    assert app.extensions["migrate"].configure_args["render_as_batch"] is True
