"""`flask --app app verification …`: codes for whole quartiers, and which proofs a town takes."""

from pathlib import Path

import click
from flask.cli import AppGroup

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.places.queries import get_municipality, quartiers_of
from verification.actions import household, rules
from verification.letters import pages as pages_letters
from verification.letters import words
from verification.proving.registry import proof_codes

verification = AppGroup("verification", help="Proofs of address.")

_INSEE = click.option("--insee", required=True, metavar="CODE", help="INSEE code of the town.")


def _known(_context: click.Context, _option: click.Parameter, code: str) -> str:
    if code not in proof_codes():
        raise click.BadParameter(f"{code} is none of {', '.join(proof_codes())}")
    return code


_METHOD = click.argument("method", callback=_known)


@verification.command("print-codes")
@_INSEE
@click.option("--quartier", required=True, metavar="NAME", help="Name of the quartier, or slug.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def print_codes(insee: str, quartier: str, output: Path | None) -> None:
    """Write one PDF with a letter and a code for each address; former codes are revoked."""
    with transaction():
        place = _quartier(insee, quartier)
        printed = household.print_codes(place)
        pages = [words.compose_for_household(one.kept, one.code) for one in printed]
        slug = place.slug
    if not pages:
        raise click.ClickException(f"{quartier} has no address: import them first")
    path = output or Path(f"codes-{slug}.pdf")
    path.touch(mode=0o600)
    path.write_bytes(pages_letters.print_pages(pages))
    click.echo(f"{len(pages)} letters in {path}. Print them, then delete the file.")


@verification.command("allow")
@_METHOD
@_INSEE
def allow(method: str, insee: str) -> None:
    """Take METHOD as a proof of address in a town."""
    with transaction():
        rules.allow(_town(insee), method)
    click.echo(f"{method} is a proof in {insee}.")


@verification.command("forbid")
@_METHOD
@_INSEE
def forbid(method: str, insee: str) -> None:
    """Take METHOD no more; claims under way go on."""
    try:
        with transaction():
            rules.forbid(_town(insee), method)
    except DomainError as refusal:
        raise click.ClickException(refusal.say()) from None
    click.echo(f"{method} is no proof in {insee}.")


def _town(insee: str) -> Municipality:
    found = get_municipality(insee)
    if found is None:
        raise click.ClickException(f"no town has the INSEE code {insee}: import it first")
    return found


def _quartier(insee: str, name: str) -> Quartier:
    wanted = name.casefold()
    for quartier in quartiers_of(_town(insee).id):
        if wanted in (quartier.name.casefold(), quartier.slug):
            return quartier
    raise click.ClickException(f"{insee} has no quartier named {name}")
