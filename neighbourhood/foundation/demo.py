"""The demonstration town: filled once by the slices’ own builders, its mail read on screen."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import click
from flask import Blueprint, Flask, render_template
from flask.cli import AppGroup
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.parts import Builder, Part
from neighbourhood.foundation.storing.database import Base, db, transaction
from neighbourhood.foundation.web.access import anyone

PASSWORD = "bienvenue-valbourg"  # noqa: S105 - printed at start, for a town that does not exist
ACCOUNTS = (
    ("karima@valbourg.example", "neighbour, Les Tanneurs"),
    ("marcel@valbourg.example", "neighbour of 82, same quartier"),
    ("nouveau@valbourg.example", "has an account, address not proved yet"),
    ("sophie@valbourg.example", "staff of a partner: writes needs"),
    ("hassan@valbourg.example", "staff of the same partner: approves them"),
    ("mairie@valbourg.example", "town hall desk: prints letters"),
    ("admin@valbourg.example", "administrator: decides who becomes a partner"),
    ("aylin@valbourg.example", "the second administrator: partners need both"),
)
LATEST = 20

bp = Blueprint("demo", __name__)


def builders(parts: Iterable[Part]) -> list[Builder]:
    """Return who fills the town, from the ground up."""
    return [part.demo for part in parts if part.demo]


def set_back(by: timedelta, *rows: Base) -> None:
    """Let what these rows tell have happened so much earlier, their days by whole days.

    What a builder does by the actions of its slice happens as it builds; a town to look at has a
    past.
    """
    for row in rows:
        for column in inspect(type(row)).column_attrs:
            moment = getattr(row, column.key)
            if isinstance(moment, date):  # a moment is a day too
                setattr(row, column.key, moment - by)


def bind(app: Flask, parts: Sequence[Part], sample: type[Base]) -> None:
    """Offer `flask demo …`; the town counts as empty when `sample` has no row."""
    app.register_blueprint(bp)
    group = AppGroup("demo", help="The demonstration town of Valbourg.")
    app.cli.add_command(group)

    @group.command("load")
    @click.option("--if-empty", is_flag=True, help="Do nothing when there is data already.")
    def load(if_empty: bool) -> None:
        """Fill the database with the town of Valbourg."""
        if db.session.scalar(select(sample).limit(1)) is not None:
            if if_empty:
                return
            raise click.ClickException(
                "There is data already: the demo town goes into an empty database."
            )
        click.echo("Building the demonstration town…")
        for build in builders(parts):
            with transaction():
                build()

    @group.command("accounts")
    def accounts() -> None:
        """Print the address of the site and the accounts of the demonstration."""
        here = settings.current()
        click.echo(f"\nPalier: {here.base_url}\n")
        if here.demo:
            click.echo(f"Demo accounts (password: {PASSWORD})")
            for email, role in ACCOUNTS:
                click.echo(f"  {email:28} {role}")
            click.echo(f"Mail is readable at {here.base_url}/demo/courrier\n")


@bp.get("/demo/courrier")
@anyone
def mailbox() -> ResponseReturnValue:
    """Show the latest mails of the demonstration; anywhere else, there is no such page."""
    here = settings.current()
    if not here.demo or here.mail_server is not None:
        raise Missing
    files = sorted((here.instance / "mail").glob("*.eml"), reverse=True)[:LATEST]
    return render_template(
        "neighbourhood/foundation/mailbox.html", mails=[_read(file) for file in files]
    )


def _read(file: Path) -> dict[str, str]:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    return {"to": mail["To"], "subject": mail["Subject"], "body": mail.get_content()}
