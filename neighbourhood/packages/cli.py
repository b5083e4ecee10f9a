"""`flask --app app funding share` and `replay`: hold a round, and check where gifts went.

They join the commands of funding, whose ledger it compares with.
"""

import sys

import click

from neighbourhood.funding.cli import funding
from neighbourhood.packages import serving
from neighbourhood.packages.queries import replay as replays

__all__ = ["funding", "replay", "share"]


@funding.command("share")
def share() -> None:
    """Hold a round of every package that holds something now, as the job does each hour."""
    found = serving.waiting()
    for package_id in found:
        serving.serve(package_id)
    click.echo(f"{len(found)} packages shared.")


@funding.command("replay")
def replay() -> None:
    """Find every round again from what it saw, and compare it with the ledger; 1 if one differs."""
    found = list(replays.differences())
    for difference in found:
        where = f"round {difference.round_id}" if difference.round_id else "no round"
        click.echo(f"{where}: {difference.why}", err=True)
    click.echo(f"{replays.count()} rounds replayed, {len(found)} differences.")
    sys.exit(1 if found else 0)
