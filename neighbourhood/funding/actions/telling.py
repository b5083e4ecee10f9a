"""What donors hear of."""

from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import queries
from neighbourhood.funding.models import Fund, Pledge
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind


def tell_donors(fund: Fund, kind: Kind) -> None:
    """Tell everyone who gave what became of the thing."""
    for donor_id in queries.donors_of(fund):
        notify(donor_id, kind, path=fund.path, title=fund.title)


def tell(promise: Pledge, kind: Kind) -> None:
    """Tell whoever promised a part what became of it."""
    donor_id = queries.donor_of(promise)
    if donor_id is None:  # erased meanwhile: the money moves, and nobody is left to hear of it
        return
    notify(
        donor_id,
        kind,
        path=f"/solidarite/mes-dons/{promise.key}",
        amount=euros(promise.amount_cents),
        title=promise.fund.title,
    )
