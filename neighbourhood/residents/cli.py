"""What only whoever runs the site may do to an account."""

import click
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.residents import mails
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.queries import accounts

residents = AppGroup("residents", help="Accounts of residents.")

_DROPPED = _l(
    "Votre deuxième preuve vient d’être retirée, à votre demande, par les responsables du site."
)


@residents.command("drop-second-factors")
@click.argument("email")
@click.confirmation_option(prompt="Did you check, face to face, that the account is theirs?")
def drop_second_factors(email: str) -> None:
    """Let in by password alone someone who lost device and codes; they are told by mail."""
    with transaction():
        resident = accounts.by_email(email)
        if resident is None:
            raise click.ClickException("There is no account with this address.")
        second_factors.drop_second_factors(resident)
        mails.tell(resident, _DROPPED)
    click.echo("Done: the password alone opens this account now.")
