"""`flask --app app funding …`: lay the chain over the ledger, and verify it."""

from collections.abc import Iterable, Mapping

import click
from flask.cli import AppGroup
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.funding.actions import linking
from neighbourhood.funding.cases.rules import RULES, WRONG
from neighbourhood.funding.queries import invariants, links, verifying
from neighbourhood.funding.queries.verifying import Verdict

funding = AppGroup("funding", help="The ledger of gifts, and the chain laid over it.")


@funding.command("link")
def link() -> None:
    """Link every movement that is not yet, as the job does each minute."""
    linked = linking.AT_ONCE
    while linked == linking.AT_ONCE:
        with transaction():
            linked = linking.link()
    _say_end(*links.last())


@funding.command("verify")
@click.option(
    "--head",
    "noted",
    multiple=True,
    metavar="NUMBER:HEAD",
    help="A head noted elsewhere, from the statement or a receipt; may be given several times.",
)
def verify(noted: tuple[str, ...]) -> None:
    """Recompute the chain from the ledger and ask for every rule of the books.

    The exit code is 1 if anything is wrong.
    """
    verdict, broken = verifying.verify(_heads(noted)), invariants.broken()
    _say_chain(verdict)
    for rule, times in broken.items():
        said = {"what": RULES[rule], "rule": rule, "times": times}
        click.echo(gettext("FAUX : %(what)s (%(rule)s : %(times)d)", **said))
    right = len(invariants.rules()) - len(broken)
    click.echo(gettext("Règles des comptes respectées : %(right)d", right=right))
    if verdict.wrong or broken:
        raise SystemExit(1)


def _say_chain(verdict: Verdict) -> None:
    _say_end(verdict.number, verdict.head)
    if verdict.wrong:
        number, why = verdict.number + 1, WRONG[verdict.wrong]
        click.echo(gettext("FAUX : ligne %(number)d, %(why)s.", number=number, why=why))
    waiting = max(links.count_unlinked(), 0)
    click.echo(gettext("Mouvements pas encore inscrits : %(waiting)d", waiting=waiting))


def _say_end(number: int, head: str) -> None:
    click.echo(gettext("Lignes justes : %(number)d, empreinte %(head)s", number=number, head=head))


def _heads(noted: Iterable[str]) -> Mapping[int, str]:
    heads = {}
    for each in noted:
        number, colon, head = each.partition(":")
        if not (colon and number.isdecimal()):
            raise click.BadParameter("NUMBER:HEAD", param_hint="--head")
        heads[int(number)] = head.strip().lower()
    return heads
