"""`flask doctor`: one line each, and an answer for machines."""

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import force_locale

from neighbourhood.foundation.doctor import inside, outside, work
from neighbourhood.foundation.doctor.findings import CHECKS, examine

# Settings first, then what they name, in the order in which one thing needs the other.
ORDER = (
    "settings",
    "database",
    "queue",
    "work",
    "storage",
    "antivirus",
    "mail",
    "clock",
    "keys",
    "disk",
)


@click.command("doctor")
@click.option("--language", default="en", metavar="CODE", help="The language of the sentences.")
@with_appcontext
def doctor(language: str) -> None:
    """Say in one line each what is wrong; the exit code is 1 if anything is."""
    with force_locale(language):
        found = examine()
    for finding in found:
        mark = "ok   " if finding.is_well else "WRONG"
        click.echo(f"{mark} {finding.title}: {finding.said}")
    if not all(finding.is_well for finding in found):
        raise SystemExit(1)


def bind(app: Flask) -> None:
    """Give `app` the command."""
    app.cli.add_command(doctor)


_MODULES = (inside, outside, work)  # importing them declares what they examine
for _code in (*ORDER, *(code for code in CHECKS if code not in ORDER)):
    CHECKS[_code] = CHECKS.pop(_code)
