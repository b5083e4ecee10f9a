"""`flask --app app funding replay`: check that gifts went where the published order says.

It joins the commands of funding, whose ledger it compares with.
"""

import sys

import click

from neighbourhood.funding.cli import funding
from neighbourhood.packages.queries import replay as replays

__all__ = ["funding", "replay"]


@funding.command("replay")
def replay() -> None:
    """Find every round again from what it saw, and compare it with the ledger; 1 if one differs."""
    found = list(replays.differences())
    for difference in found:
        where = f"round {difference.round_id}" if difference.round_id else "no round"
        click.echo(f"{where}: {difference.why}", err=True)
    click.echo(f"{replays.count()} rounds replayed, {len(found)} differences.")
    sys.exit(1 if found else 0)
