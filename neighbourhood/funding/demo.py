"""The gifts behind the needs of the demonstration town, written in the ledger."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import ledger
from neighbourhood.funding.models import AccountKind, Pledge, PledgeStatus, TransferKind
from neighbourhood.needs.models import Need
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

_STEP_CENTS = 100
_FAVOURITE = "karima"


def build() -> None:
    """Give each need the gifts that its figures tell of; the ledger and the figures agree."""
    dice = random.Random(2026)
    people = by_local_part()
    neighbours = [person for person in people.values() if person.is_verified]
    needs = db.session.scalars(select(Need).where(Need.donors_count > 0).order_by(Need.id))
    for number, need in enumerate(needs):
        donors = dice.sample(neighbours, need.donors_count)
        # The account one looks around with has given too: its page of gifts is not empty.
        if number % 2 == 0 and people[_FAVOURITE] not in donors:
            donors[0] = people[_FAVOURITE]
        _collect(need, donors, dice)


def _collect(need: Need, donors: Sequence[Resident], dice: random.Random) -> None:
    first = need.published_at or now()
    length = (need.funded_at or now()) - first
    parts = split(need.raised_cents, len(donors), dice)
    for place, (donor, cents) in enumerate(zip(donors, parts, strict=True), start=1):
        _give(need, donor, cents, late=length * place / len(donors))


def split(total_cents: int, ways: int, dice: random.Random) -> list[int]:
    """Return `ways` amounts that sum to the total, whole euros but for the first."""
    parts = [_STEP_CENTS] * ways
    spare_steps, crumbs = divmod(total_cents - sum(parts), _STEP_CENTS)
    for _step in range(spare_steps):
        parts[dice.randrange(ways)] += _STEP_CENTS
    parts[0] += crumbs
    return parts


def _give(need: Need, donor: Resident, cents: int, *, late: timedelta) -> None:
    moment = (need.published_at or now()) + late
    key = f"demo-{need.id}-{donor.id}"
    pledge = Pledge(
        key=key,
        need=need,
        donor=donor,
        amount_cents=cents,
        status=PledgeStatus.SETTLED,
        reserved_until=moment,
        payment_reference=key,
        created_at=moment,
        settled_at=moment,
    )
    db.session.add(pledge)
    db.session.flush()
    sides = {
        ledger.account(AccountKind.PROVIDER): cents,
        ledger.account(AccountKind.NEED, need.id): -cents,
    }
    ledger.post(pledge, TransferKind.GIFT, sides, moment=moment)
