"""What donors hear of."""

from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import queries
from neighbourhood.funding.models import Fund, Pledge
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind

GIFTS_PATH = "/solidarite/mes-dons"


def tell_donors(fund: Fund, kind: Kind) -> None:
    """Tell everyone who gave what became of the thing."""
    for donor_id in queries.donors_of(fund):
        notify(donor_id, kind, path=fund.path, title=fund.title)


def tell_those_paying(fund: Fund, kind: Kind) -> None:
    """Tell everyone who is paying right now, and has not given before."""
    for donor_id in sorted(set(queries.payers_of(fund)) - set(queries.donors_of(fund))):
        notify(donor_id, kind, path=fund.path, title=fund.title)


def tell(promise: Pledge, kind: Kind) -> None:
    """Tell whoever promised a part what became of it.

    They are sent to the list of all their gifts: a path that names the pledge would still say
    whose it was once the row behind its pseudonym is erased.
    """
    donor_id = queries.donor_of(promise)
    if donor_id is None:  # erased meanwhile: the money moves, and nobody is left to hear of it
        return
    notify(
        donor_id,
        kind,
        path=GIFTS_PATH,
        amount=euros(promise.amount_cents),
        title=promise.fund.title,
    )
