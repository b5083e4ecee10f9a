"""The neighbours of the demonstration town who give to its needs."""

import random
from collections.abc import Mapping
from datetime import datetime
from itertools import cycle

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.gifts import record_gift
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.demo import Sayings, visitors
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.residents.models.residents import Resident

_STEP_CENTS = 100
FAVOURITE = "karima"


class Donors:
    """Neighbours who give here and there; the same dice make the same town every time."""

    def __init__(self, people: Mapping[str, Resident]) -> None:
        self._dice = random.Random(2026)
        self._neighbours = [person for person in people.values() if person.is_verified]
        self._favourite = people[FAVOURITE]
        self._turn = 0
        self._visitors = cycle(visitors())
        self._sayings = Sayings()

    def give(self, fund: Fund, total_cents: int, ways: int, *, until: datetime) -> None:
        """Have `ways` of them give to `fund`, one after the other."""
        donors = self._dice.sample(self._neighbours, ways)
        # The account one looks around with has given too: its page of gifts is not empty.
        if self._turn % 2 == 0 and self._favourite not in donors:
            donors[0] = self._favourite
        self._turn += 1
        length = until - fund.created_at
        parts = split(total_cents, ways, self._dice)
        for place, (donor, cents) in enumerate(zip(donors, parts, strict=True), start=1):
            moment = fund.created_at + length * place / ways
            # Now and then the last one has no account.
            visitor = next(self._visitors, None) if place == ways > 2 and self._turn % 2 else None
            giver = {"resident_id": donor.id} if visitor is None else {"visitor_id": visitor.id}
            name = pseudonym_in(fund, **giver)
            pledge = _give(fund, name, cents, moment, key=f"demo-{fund.id}-{place}")
            self._sayings.say(pledge, visitor)


def split(total_cents: int, ways: int, dice: random.Random) -> list[int]:
    """Return `ways` amounts that sum to the total, whole euros but for the first."""
    parts = [_STEP_CENTS] * ways
    spare_steps, crumbs = divmod(total_cents - sum(parts), _STEP_CENTS)
    for _step in range(spare_steps):
        parts[dice.randrange(ways)] += _STEP_CENTS
    parts[0] += crumbs
    return parts


def _give(fund: Fund, pseudonym: str, cents: int, moment: datetime, *, key: str) -> Pledge:
    pledge = Pledge(
        key=key,
        fund=fund,
        pseudonym=pseudonym,
        amount_cents=cents,
        reserved_until=moment,
        payment_reference=key,
        created_at=moment,
    )
    db.session.add(pledge)
    db.session.flush()
    record_gift(pledge, fund, moment=moment)
    return pledge
