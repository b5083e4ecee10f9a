"""`make attack`: twenty accounts look for the people behind the needs of a town.

They know what everybody may know (who lives where, whom each kind of need may concern, when each of
these was seen at the partner's), the bills of the households on their stairs, who is behind a third
of the needs (whoever it is told them so), and the rules of the site. They collect everything that
is published, each time something appears. For each need they keep the households that could be
behind it; they have gained a person when fewer than eleven are left. Whatever they conclude is
sound: the true household is always among those left.
"""

import random
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from neighbourhood.needs.areas import PERIOD, Rule, Sight
from neighbourhood.needs.bands import banded
from neighbourhood.needs.rounds import USUAL
from neighbourhood.places.grid import FEWEST
from tests.support.attacked_town import (
    LONGEST_WRITING,
    Household,
    Population,
    Protection,
    Shown,
    Truth,
    naive,
    populate,
    publish,
)

PUPPETS = 20
ON_THE_STAIRS = 12
ON = Protection("everything on")
OFF = Protection("everything off", "own", in_rounds=False, shuffled=False, banded=False)
WITHOUT = (
    Protection("the quartier always shown", "own"),
    Protection("the quartier where it hides, else those around it", "naive"),
    Protection("published at once", in_rounds=False),
    Protection("in the order of writing", shuffled=False),
    Protection("to the cent", banded=False),
)


@dataclass
class Attacker:
    """What twenty accounts know before they look."""

    town: Population
    protection: Protection
    puppets: set[int]
    acquaintances: set[int]
    confided: dict[int, Truth]

    @classmethod
    def of(cls, town: Population, protection: Protection, seed: int) -> "Attacker":
        """Place the accounts in all quartiers, in turn, and have a third of the needs confided."""
        dice = random.Random(seed)
        by_quartier: dict[int, list[Household]] = {}
        for household in town.households:
            by_quartier.setdefault(household.quartier_id, []).append(household)
        behind = {need.household.id for need in town.needs}
        puppets, stairs = set(), set()
        for number in range(PUPPETS):
            here = by_quartier[number % len(by_quartier)]
            place = dice.randrange(len(here) - ON_THE_STAIRS)
            beside = here[place : place + ON_THE_STAIRS]
            puppets |= {next(h.id for h in beside if h.id not in behind)}
            stairs |= {h.id for h in beside}
        told = dice.sample(list(town.needs), len(town.needs) // 3)
        return cls(town, protection, puppets, stairs - puppets, {need.id: need for need in told})

    def gains(self, rounds: Sequence[Sequence[Shown]]) -> set[int]:
        """Return the needs, not confided, of which fewer than eleven households are left."""
        truth = {need.id: need for need in self.town.needs}
        left = {shown.id: set(self._left(shown, rounds, at)) for shown, at in _each(rounds)}
        self._rule_out(left, truth)
        for need_id, candidates in left.items():
            assert truth[need_id].household.id in candidates, "an unsound conclusion"
        return {n for n, found in left.items() if len(found) < FEWEST and n not in self.confided}

    def _left(self, shown: Shown, rounds: Sequence[Sequence[Shown]], at: int) -> Iterable[int]:
        billed = self._billed(shown)
        if billed and not self.protection.banded:
            return billed  # nobody else has the same bill, to the cent
        after, before = self._approved_between(shown, rounds, at)
        part = frozenset(q for q in shown.filters if self._would_show(shown, rounds, at, q))
        return [
            household.id
            for household in self.town.concerned(shown.kind, part)
            if household.id not in self.puppets
            and _was_seen(household.visits[shown.kind], after - LONGEST_WRITING, before)
            and (household.id not in self.acquaintances or household.id in billed)
        ]

    def _billed(self, shown: Shown) -> set[int]:
        """Return who on the stairs has a bill of what is asked, to the cent or to its band."""
        rounded = banded if self.protection.banded else int
        return {
            need.household.id
            for need in self.town.needs
            if need.household.id in self.acquaintances
            and need.kind is shown.kind
            and rounded(need.cents) == shown.cents
        }

    def _approved_between(
        self, shown: Shown, rounds: Sequence[Sequence[Shown]], at: int
    ) -> tuple[datetime, datetime]:
        """Return when it was approved: what was ready for the round before went out with it."""
        if not self.protection.in_rounds:
            return shown.published_at, shown.published_at
        before = shown.published_at - USUAL.soonest
        # What hides among too few waits longer: nothing is certain of how long.
        after = (
            before - USUAL.longest - PERIOD
            if self._was_held(shown, rounds, at)
            else (rounds[at - 1][0].published_at - USUAL.soonest if at else before - USUAL.longest)
        )
        if self._order_is_known(rounds):
            ranks = {s.rank: self.confided[s.id] for s in rounds[at] if s.id in self.confided}
            after = max([after, *(n.approved_at for r, n in ranks.items() if r < shown.rank)])
            before = min([before, *(n.approved_at for r, n in ranks.items() if r > shown.rank)])
        return after, before

    def _was_held(self, shown: Shown, rounds: Sequence[Sequence[Shown]], at: int) -> bool:
        if not at:
            return False
        sight = self._sight(shown, rounds, at - 1)
        most = sight.most_together()
        return most is not None and sum(s.kind is shown.kind for s in rounds[at - 1]) >= most

    def _order_is_known(self, rounds: Sequence[Sequence[Shown]]) -> bool:
        """Believe an order when every need that was confided agrees with it."""
        for shown in rounds:
            told = [self.confided[s.id].approved_at for s in shown if s.id in self.confided]
            if told != sorted(told):
                return False
        return True

    def _sight(self, shown: Shown, rounds: Sequence[Sequence[Shown]], at: int) -> Sight:
        moment = rounds[at][0].published_at
        told = [
            each.filters
            for earlier in rounds[:at]
            for each in earlier
            if each.kind is shown.kind and each.published_at > moment - PERIOD
        ]
        together = sum(each.kind is shown.kind for each in rounds[at])
        return Sight(self.town.ground, shown.kind, Rule(), told, together)

    def _would_show(
        self, shown: Shown, rounds: Sequence[Sequence[Shown]], at: int, quartier_id: int
    ) -> bool:
        """Ask the rules, which are public: of a need there, would this part be shown?"""
        if self.protection.place != "naive":
            return True  # the parts in force are the same wherever it is
        sight = self._sight(shown, rounds, at)
        alone = Sight(sight.ground, sight.kind, sight.rule, sight.told)
        return naive(alone, quartier_id) == shown.filters

    def _rule_out(self, left: dict[int, set[int]], truth: dict[int, Truth]) -> None:
        """Strike from the others of its kind whoever is known to be behind a need."""
        known = {n: need.household.id for n, need in self.confided.items() if n in left}
        while True:
            for need_id, behind in known.items():
                for other, candidates in left.items():
                    if other != need_id and truth[other].kind is truth[need_id].kind:
                        candidates.discard(behind)
            found = {n: next(iter(c)) for n, c in left.items() if len(c) == 1 and n not in known}
            if not found:
                return
            known |= found


def _was_seen(visits: Sequence[datetime], after: datetime, before: datetime) -> bool:
    place = bisect_left(visits, after)
    return place < len(visits) and visits[place] <= before


def _each(rounds: Sequence[Sequence[Shown]]) -> Iterable[tuple[Shown, int]]:
    return ((shown, at) for at, those in enumerate(rounds) for shown in those)


def attacked(town: Population, protection: Protection, seed: int = 7) -> tuple[int, int]:
    """Return how many people are gained, of how many needs that were published."""
    rounds = publish(town, protection)
    found = Attacker.of(town, protection, seed).gains(rounds)
    return len(found), sum(map(len, rounds))


def main() -> int:
    """Attack twenty-six weeks of a town, with its protections and without them."""
    town = populate(seed=2027, weeks=26)
    say = sys.stdout.write
    say(f"{len(town.households)} households, {len(town.needs)} needs, {PUPPETS} accounts\n")
    results = {}
    for protection in (ON, OFF, *WITHOUT):
        gained, published = results[protection.name] = attacked(town, protection)
        say(f"{protection.name:<52} {gained:>4} people gained of {published} needs\n")
    safe, unsafe = results[ON.name][0] == 0, results[OFF.name][0] > 0
    published = results[ON.name][1] > 0
    return 0 if safe and unsafe and published else 1


if __name__ == "__main__":
    sys.exit(main())
