"""Rounds: what comes back first, then what a package holds goes on to needs.

A need whose bar moved right after a gift would tell which one it helped. Rounds are held at fixed
moments, and at once only when what they share was given by several people.
"""

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.packages.actions import returning
from neighbourhood.packages.actions.allocating import allocate
from neighbourhood.packages.models import Package
from neighbourhood.packages.queries import rounds

# So many people gave since the last round: what it shares points at none of them.
ENOUGH_GIVERS = 3


@job
def serve(package_id: int) -> None:
    """Serve the needs of a package, each step in a transaction of its own.

    Killed between the two, or run twice, nothing is lost and nothing comes twice.
    """
    bring_back(package_id)
    with transaction():
        allocate(package_id)


@job
def bring_back(package_id: int) -> None:
    """Give a package again what it had given to needs that were withdrawn."""
    with transaction():
        returning.bring_back(package_id)


@job
def serve_given(package_id: int) -> None:
    """Serve the needs of a package if enough people gave since the last round; it waits if not."""
    if rounds.givers_since_last(db.session.get_one(Package, package_id)) >= ENOUGH_GIVERS:
        serve(package_id)


def waiting() -> list[int]:
    """Return the ids of packages that a round has something to do for."""
    return sorted({*rounds.to_bring_back(), *rounds.to_share()})
