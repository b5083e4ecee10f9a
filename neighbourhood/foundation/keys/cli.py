"""`flask keys`: made, turned, dropped."""

import click
from flask import Flask
from flask.cli import AppGroup

from neighbourhood.foundation import starting
from neighbourhood.foundation.keys import numbering, rotating
from neighbourhood.foundation.storing import keyring

cli = AppGroup("keys", help="The keys that seal what the database keeps of people.")


@cli.command("create")
def create() -> None:
    """Make the file of keys, for a new database."""
    made = keyring.create()
    click.echo(f"{keyring.path()} is {'made' if made else 'there already'}.")
    if made:
        click.echo("Keep a copy of it, apart from those of the database.")


@cli.command("rotate")
@click.option(
    "--new", "anew", is_flag=True, help="Make a new key even if a rotation is unfinished."
)
def rotate(anew: bool) -> None:
    """Seal everything under a new key; what was interrupted is finished first."""
    done = rotating.rotate(_tell, anew=anew)
    click.echo(f"{done} values sealed; all are under the key {keyring.current().newest.name}.")


@cli.command("seal")
def seal() -> None:
    """Seal what is not, and finish what was interrupted; no new key is made."""
    click.echo(f"{rotating.finish(_tell)} values sealed.")


@cli.command("retire")
def retire() -> None:
    """Drop the keys that open nothing any more."""
    click.echo(f"{rotating.retire()} keys dropped.")
    for name, count in sorted(rotating.in_use().items()):
        click.echo(f"{name}: {count} values")


@cli.command("unseal")
@click.confirmation_option(prompt="Write everything that is sealed in plain words?")
def unseal() -> None:
    """Write in plain what is sealed, before one goes back to a release without keys."""
    click.echo(f"{rotating.unseal_all(_tell)} values written in plain.")


def _tell(column: str, done: int) -> None:
    click.echo(f"{column}: {done}")


def bind(app: Flask) -> None:
    """Give `app` the commands, and let no server start without the keys of its database."""
    app.cli.add_command(cli)
    starting.before_serving(app, keyring.current)
    starting.before_serving(app, numbering.seal_numbers)
