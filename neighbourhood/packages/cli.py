"""Checking from a terminal that gifts went where the published order says."""

import sys

import click
from flask.cli import AppGroup

from neighbourhood.packages.queries import replay as replays

cli = AppGroup("packages", help="Packages of support: what their gifts went to.")


@cli.command()
def replay() -> None:
    """Find every round again from what it saw, and compare it with the ledger; 1 if one differs."""
    found = list(replays.differences())
    for difference in found:
        where = f"round {difference.round_id}" if difference.round_id else "no round"
        click.echo(f"{where}: {difference.why}", err=True)
    click.echo(f"{replays.count()} rounds replayed, {len(found)} differences.")
    sys.exit(1 if found else 0)
