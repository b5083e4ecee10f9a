"""Those whom neighbours answer for: one who lacks a second word, and two stories to look at."""

from datetime import timedelta

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from verification.actions.vouching import vouch
from verification.demo.people import Town, ago, claim
from verification.models.claims import AddressClaim
from verification.proofs.vouching import VOUCHING
from verification.queries.homes import present_home
from verification.queries.vouching import live_invite, vouches_for

LONG_AGO = 120


def build(town: Town) -> None:
    """Have neighbours answer for newcomers: once, in a ring, and in a chain."""
    ines = town.newcomer("Inès Castelli", "ines.castelli", days=4)
    _answered_for(ines, town, by=[town.people["marcel"]], days=3)
    _circles(town)


def _circles(town: Town) -> None:
    marcel, helene = town.people["marcel"], town.people["helene.marchand"]
    solene = town.newcomer("Solène Brunel", "solene.brunel", days=200)
    settle_in(solene, town.door_near("marcel"))
    maxime = town.newcomer("Maxime Royer", "maxime.royer", days=LONG_AGO + 2)
    _answered_for(maxime, town, by=[solene, marcel], days=LONG_AGO)
    _age(maxime)
    # She moves, and is home again on the word of the one she answered for: a ring.
    _answered_for(solene, town, by=[maxime, helene], days=2)
    chloe = town.newcomer("Chloé Ravel", "chloe.ravel", days=3)
    # He is here on the word of others, and gives his own: a chain.
    _answered_for(chloe, town, by=[maxime, marcel], days=1)


def _answered_for(newcomer: Resident, town: Town, *, by: list[Resident], days: int) -> AddressClaim:
    made = claim(newcomer, town.door_near("marcel"), VOUCHING.code, days=days)
    invite = live_invite(made)
    for neighbour in by:
        if invite is not None:
            vouch(Actor.of(neighbour), invite.id)
    for given in vouches_for(made):
        given.created_at = made.created_at + timedelta(hours=3)
    db.session.flush()
    return made


def _age(resident: Resident) -> None:
    resident.verified_at = ago(days=LONG_AGO)
    home = present_home(resident)
    if home is not None:
        home.since = resident.verified_at
    db.session.flush()
