"""The published order, explained: an example that the rule itself works out, and late figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.packages.ordering import Waiting, share
from neighbourhood.packages.queries import rounds
from neighbourhood.places.thresholds import rule_of
from neighbourhood.residents.models.residents import Resident

LATELY = timedelta(days=90)
POOL_CENTS = 100_00
# Not the day of anything: the example counts weeks from it.
_DAY = date(2026, 1, 31)
# Letter, urgency, weeks of waiting, quartier 1 or 2, what it misses in cents.
_EXAMPLE = (
    ("A", 0, 2, 1, 60_00),
    ("B", 2, 0, 2, 30_00),
    ("C", 0, 5, 1, 35_00),
    ("D", 0, 5, 2, 45_00),
    ("E", 1, 1, 1, 20_00),
)
# Both quartiers had as much before.
_GIVEN = {1: 20_00, 2: 20_00}


@dataclass(frozen=True, slots=True)
class Row:
    """One need of the example, in the order in which it is served."""

    letter: str
    urgency: int
    weeks: int
    quartier: int
    missing_cents: int
    receives_cents: int


@dataclass(frozen=True, slots=True)
class Lately:
    """What packages of a town brought to needs lately, in cents, and to how many."""

    cents: int
    needs: int


def example() -> Sequence[Row]:
    """Return needs that do not exist, with what each receives by the published order."""
    needs = [
        Waiting(
            fund_id=number,
            urgency=urgency,
            published=_DAY - timedelta(weeks=weeks),
            part_id=quartier,
            missing_cents=missing,
        )
        for number, (_letter, urgency, weeks, quartier, missing) in enumerate(_EXAMPLE)
    ]
    shares = dict(share(POOL_CENTS, needs, _GIVEN, _DAY))
    served = [*shares, *(number for number in range(len(_EXAMPLE)) if number not in shares)]
    return [Row(*_EXAMPLE[number], shares.get(number, 0)) for number in served]


def lately(viewer: Resident | None) -> Lately | None:
    """Return the figures of the viewer’s town; None while they are of too few needs to be told."""
    if viewer is None or viewer.quartier is None:
        return None
    town = viewer.quartier.municipality
    cents, needs = rounds.shared_since(town.id, now() - LATELY)
    return Lately(cents, needs) if rule_of(town).allows(needs, None) else None
