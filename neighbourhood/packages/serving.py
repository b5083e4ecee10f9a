"""One round: what comes back first, then what a package holds goes on to needs."""

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.packages.actions.allocating import allocate
from neighbourhood.packages.actions.returning import bring_back


@job
def serve(package_id: int) -> None:
    """Serve the needs of a package, each step in a transaction of its own.

    Killed between the two, or run twice, nothing is lost and nothing comes twice.
    """
    with transaction():
        bring_back(package_id)
    with transaction():
        allocate(package_id)
