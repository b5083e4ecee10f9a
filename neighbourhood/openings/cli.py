"""`flask --app app openings …`: what a server starts beside itself."""

import click
from flask.cli import AppGroup

from neighbourhood.openings import trials

openings = AppGroup("openings", help="Files of towns that are being set up.")


@openings.command("handle")
@click.argument("file_id", type=int)
def handle(file_id: int) -> None:
    """Try the file FILE_ID, or take it in once it was confirmed."""
    trials.work(file_id)
