"""`flask --app app partners …`: accredit an organisation, name its staff."""

import click
from flask.cli import AppGroup

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.partners.queries import organisations
from neighbourhood.places.queries import get_municipality
from neighbourhood.residents.queries.accounts import by_email

partners = AppGroup("partners", help="Accredited organisations and their staff.")

_NAME = click.argument("name")
_INSEE = click.option("--insee", required=True, metavar="CODE", help="INSEE code of the town.")


@partners.command("accredit")
@_NAME
@_INSEE
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in PartnerKind]))
def accredit(name: str, insee: str, kind: str) -> None:
    """Let the organisation NAME act in a town."""
    with transaction():
        municipality = get_municipality(insee)
        if municipality is None:
            raise click.ClickException(f"no town has the INSEE code {insee}: import it first")
        if organisations.by_name(insee, name) is not None:
            raise click.ClickException(f"{name} is already accredited here")
        accrediting.accredit(municipality, name=name, kind=PartnerKind(kind))
    click.echo(f"{name} is accredited.")


@partners.command("name-staff")
@_NAME
@click.argument("email")
@_INSEE
@click.option("--role", required=True, type=click.Choice([role.value for role in StaffRole]))
def name_staff(name: str, email: str, insee: str, role: str) -> None:
    """Give the account of EMAIL a role in the organisation NAME."""
    try:
        with transaction():
            partner, resident = organisations.by_name(insee, name), by_email(email)
            if partner is None:
                raise click.ClickException(f"{name} is not accredited in {insee}")
            if resident is None:
                raise click.ClickException("no account has this mail address")
            staffing.name_staff(hold(Partner, partner.id), resident, role=StaffRole(role))
    except DomainError as refusal:
        raise click.ClickException(refusal.say()) from None
    click.echo("Done.")
