"""What only whoever runs the site may do to an account."""

from datetime import datetime

import click
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import witnessing
from neighbourhood.residents import mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.actions import closing, second_factors
from neighbourhood.residents.actions.erasing import replay
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts

residents = AppGroup("residents", help="Accounts of residents.")
privacy = AppGroup("privacy", help="What is held about people.")

# Two administrators decide who becomes a partner.
_ONE_IS_NOT_ENOUGH = "Partners need two administrators: name another account too."
_NAMED = _l(
    "Vous administrez maintenant Palier : vous décidez, à deux, quels organismes deviennent "
    "partenaires."
)
_DISMISSED = _l("Vous n’administrez plus Palier.")
_DROPPED = _l(
    "Votre deuxième preuve vient d’être retirée, à votre demande, par les responsables du site."
)


@residents.command("drop-second-factors")
@click.argument("email")
@click.confirmation_option(prompt="Did you check, face to face, that the account is theirs?")
def drop_second_factors(email: str) -> None:
    """Let in by password alone someone who lost device and codes; they are told by mail."""
    with transaction():
        resident = _account(email)
        second_factors.drop_second_factors(resident)
        mails.tell(resident, _DROPPED)
    click.echo("Done: the password alone opens this account now.")


@residents.command("close")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="How the person asked: a letter, at the desk.")
@click.option("--by", required=True, help="The mailbox of the administrator who does it.")
def close(number: int, reason: str, by: str) -> None:
    """Close the account NUMBER at the request of its owner, who may have no mailbox."""
    try:
        with transaction():
            resident = db.session.get(Resident, number)
            if resident is None:
                raise click.ClickException("There is no account with this number.")
            made = closing.close_for(Actor.of(_account(by)), resident, reason=reason)
            mails.closed(made)
    except DomainError as refusal:
        raise click.ClickException(refusal.say()) from None
    click.echo(f"Closed. It is erased after {made.due_at:%Y-%m-%d}, unless it is opened again.")


@residents.command("reopen")
@click.argument("number", type=int)
def reopen(number: int) -> None:
    """Open the closed account NUMBER again, for whoever cannot sign in to say so."""
    try:
        with transaction():
            resident = db.session.get(Resident, number)
            if resident is None:
                raise click.ClickException("There is no account with this number.")
            closing.come_back(resident)
    except DomainError as refusal:
        raise click.ClickException(refusal.say()) from None
    click.echo("Open again.")


@residents.command("administrator")
@click.argument("email")
@click.option("--dismiss", is_flag=True, help="Take the role back.")
def administrator(email: str, dismiss: bool) -> None:
    """Let the account of EMAIL administer this site: the first, the second, any other."""
    try:
        with transaction():
            resident = _account(email)
            if dismiss:
                accounts_actions.dismiss_administrator(resident)
            else:
                accounts_actions.name_administrator(resident)
            mails.tell(resident, _DISMISSED if dismiss else _NAMED)
            left = accounts.count_administrators()
    except DomainError as refusal:
        raise click.ClickException(refusal.say()) from None
    click.echo("Done." if left > 1 else f"Done. {_ONE_IS_NOT_ENOUGH}")


@residents.command("marks")
@click.argument("mark")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Of the line, UTC.")
def marks(mark: str, day: datetime) -> None:
    """Say which account MARK stands for ("who" in the journal), or what stands for a mailbox."""
    if "@" in mark:
        click.echo(witnessing.mark(_account(mark).id, day.date()))
        return
    numbers = db.session.scalars(select(Resident.id).order_by(Resident.id))
    found = next((each for each in numbers if witnessing.mark(each, day.date()) == mark), None)
    if found is None:
        raise click.ClickException("No account had this mark on that day (with this SECRET_KEY).")
    click.echo(f"It is the account number {found}.")


def _account(email: str) -> Resident:
    resident = accounts.by_email(email)
    if resident is None:
        raise click.ClickException("There is no account with this address: open one first.")
    return resident


@privacy.command("replay")
def replay_erasures() -> None:
    """Erase again whoever was erased since the backup that was restored."""
    click.echo(f"{replay()} accounts were erased again.")
