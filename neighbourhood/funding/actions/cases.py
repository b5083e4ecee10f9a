"""What a person must look at."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import kinds
from neighbourhood.funding.actions.telling import tell_administrators
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.funding.queries import provider


def open_case(promise: Pledge, kind: CaseKind, cents: int) -> None:
    """Ask a person to look at a payment; one case of a kind at a time."""
    if provider.has_open_case(promise, kind):
        return
    db.session.add(MoneyCase(kind=kind, pledge_id=promise.id, amount_cents=cents))
    db.session.flush()
    tell_administrators(kinds.CASE, amount=Amount(cents), title=promise.fund.title)
