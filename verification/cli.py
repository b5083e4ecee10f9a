"""`flask --app app verification …`: codes for whole quartiers, and which proofs a town takes."""

from pathlib import Path

import click
from flask.cli import AppGroup

from neighbourhood.foundation import origins, settings
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing import files
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.places.queries import get_municipality, quartiers_of
from neighbourhood.places.spelling import tokens
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
@click.option("--street", metavar="NAME", help="One street of it only.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def print_codes(insee: str, quartier: str, street: str | None, output: Path | None) -> None:
    """Write one PDF with a letter and a code for each address; former codes are revoked.

    They are once the file is on the disk: as long as it is not, the former ones stay valid.
    """
    _must_be_reached()
    place = _quartier(insee, quartier)
    printed = household.draft_codes(household.doors_of(place, street))
    if not printed:
        raise click.ClickException(_no_door(quartier, street))
    able, pages = _able(printed)
    path = output or Path("-".join(["codes", place.slug, *tokens(street or "")]) + ".pdf")
    try:
        # The transaction ends first: what is on the disk is there before anything counts.
        with files.in_place(path, pages_letters.print_pages(pages)), transaction():
            household.put_in_force(place, able)
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be written ({error.strerror}): the former codes stay valid"
        ) from None
    click.echo(f"{len(pages)} letters in {path}. Print them, then delete the file.")


def _must_be_reached() -> None:
    here = settings.current()
    if not here.demo and origins.is_loopback(here.base_url):
        raise click.ClickException(
            f"the letters would send people to {here.base_url}, which only this machine reaches: "
            "give this command the BASE_URL of the site"
        )


def _no_door(quartier: str, street: str | None) -> str:
    if street is None:
        return f"{quartier} has no address: import them first"
    return f"{quartier} has no street named {street}"


def _able(printed: list[household.Printed]) -> tuple[list[household.Printed], list[words.Letter]]:
    """Compose the letters; say which doors have a name that no face of ours can write."""
    composed = [
        (one, words.compose_for_household(one.address, one.kept.expires_at, one.code))
        for one in printed
    ]
    if paper.unwritten([page for _one, page in composed]):
        for one, page in composed:
            if lacking := paper.unwritten(page):
                click.echo(f"not printed: {one.address.label} (no face has {lacking})", err=True)
        composed = [pair for pair in composed if not paper.unwritten(pair[1])]
    return [one for one, _page in composed], [page for _one, page in composed]


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
