"""Which place a need may be shown with: it says among how many households anybody must look.

The rule is a function of what everybody may know: how many households live in each quartier, what
is published already, how many needs go out together. The quartier of a need only chooses its part
of the town among those in force. Were the parts to depend on where needs are, a wide part would say
“not one of the quartiers that stand alone” (the minimality attack on k-anonymity, Wong et al.,
“Minimality attack in privacy preserving data publishing”, VLDB 2007).

Parts are branches of one tree that households and borders alone draw: of two parts in force at two
moments, one lies within the other or they share nothing. What was seen last month crossed with what
is seen today is never smaller than a part that was in force.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from neighbourhood.needs.models import NeedKind, ShownAs
from neighbourhood.places.grid import FEWEST

Part = frozenset[int]

# How many households in a hundred may plausibly have a need of a kind. Declared by us, and low on
# purpose; a town may lower them all, never raise them. A share too low shows a wider
# place; one too high would count on people who cannot be meant.
SHARES: Mapping[NeedKind, int] = MappingProxyType(
    {
        NeedKind.HEATING: 10,
        NeedKind.FOOD: 10,
        NeedKind.TRANSPORT: 8,
        NeedKind.EQUIPMENT: 8,
        NeedKind.SCHOOL: 6,
        NeedKind.HEALTH: 5,
        NeedKind.HOUSING: 4,
        NeedKind.CHILDCARE: 4,
    }
)
# Who looks may be several, and each knows of themselves: so many of those concerned do not count.
LOOKING = 20
# A need of this kind published within this time may be remembered, and its household ruled out.
PERIOD = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class Rule:
    """Of how many households one must be, and which part of each share the town counts on."""

    fewest: int = FEWEST
    concerned: int = 100

    def share(self, kind: NeedKind, households: int) -> int:
        """Return how many of these households may have a need of this kind, rounded down."""
        return households * SHARES[kind] * self.concerned // 10_000


@dataclass(frozen=True, slots=True)
class Ground:
    """A town: the households of each quartier (None: not known) and the quartiers beside it."""

    households: Mapping[int, int | None]
    beside: Mapping[int, frozenset[int]]

    @property
    def whole(self) -> Part:
        """Every quartier of the town."""
        return frozenset(self.households)

    @property
    def is_counted(self) -> bool:
        """Whether the households of every quartier are known."""
        return bool(self.households) and None not in self.households.values()

    def count(self, part: Iterable[int]) -> int:
        """Return how many households a part has at least: a quartier not counted adds none."""
        return sum(self.households[each] or 0 for each in part)


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the town, and the two it is made of; none below a quartier."""

    part: Part
    below: tuple["Branch", ...] = ()


def tree_of(ground: Ground) -> Branch:
    """Join quartiers two by two, the one of fewest households with the smallest beside it."""
    left = [Branch(frozenset({each})) for each in sorted(ground.households)]

    def size(branch: Branch) -> tuple[int, int]:
        return ground.count(branch.part), min(branch.part)

    while len(left) > 1:
        least = min(left, key=size)
        others = [each for each in left if each is not least]
        near = [each for each in others if _touch(ground, least.part, each.part)]
        other = min(near or others, key=size)
        joined = Branch(least.part | other.part, (least, other))
        left = [each for each in left if each is not least and each is not other] + [joined]
    return left[0] if left else Branch(frozenset())


def _touch(ground: Ground, one: Part, other: Part) -> bool:
    return any(ground.beside.get(each, frozenset()) & other for each in one)


@dataclass(frozen=True, slots=True)
class Sight:
    """What everybody may know when needs of one kind go out: `told` are the parts of earlier ones.

    `together` is how many go out at once: all of them but one may be known, and in any part.
    """

    ground: Ground
    kind: NeedKind
    rule: Rule
    told: Sequence[Part] = ()
    together: int = 1

    def crowd(self, part: Part) -> int:
        """Return among how many households of a part a need hides, whoever looks; maybe < 0."""
        concerned = self.rule.share(self.kind, self.ground.count(part))
        known = sum(1 for each in self.told if each & part)
        return concerned - known - (self.together - 1) - LOOKING

    def hides(self, part: Part) -> bool:
        """Tell whether a need may be shown with this part of the town."""
        return self.crowd(part) >= self.rule.fewest

    def most_together(self) -> int | None:
        """Return how many may go out at once in the whole town; None where nobody can count."""
        if not self.ground.is_counted and not self.hides(self.ground.whole):
            return None
        alone = Sight(self.ground, self.kind, self.rule, self.told)
        return max(0, alone.crowd(self.ground.whole) - self.rule.fewest + 1)

    def parts(self) -> tuple[Part, ...]:
        """Return the parts in force: the smallest in which every one of these needs hides."""
        return tuple(self._split(tree_of(self.ground)))

    def _split(self, branch: Branch) -> Iterator[Part]:
        # All or none: were one part shown alone, what is shown wider would be of the other.
        if branch.below and all(self.hides(each.part) for each in branch.below):
            for each in branch.below:
                yield from self._split(each)
        else:
            yield branch.part

    def part_of(self, quartier_id: int) -> Part:
        """Return the part in force in which a quartier lies."""
        return next(part for part in self.parts() if quartier_id in part)


def shown_as(part: Part, ground: Ground) -> ShownAs:
    """Return how a part is called: by its quartier, by its largest one, or by the town."""
    if part == ground.whole:
        return ShownAs.TOWN
    return ShownAs.QUARTIER if len(part) == 1 else ShownAs.AROUND


def named_after(part: Part, ground: Ground) -> int | None:
    """Return the quartier a part is called after, None for the town."""
    if part == ground.whole:
        return None
    return min(part, key=lambda each: (-(ground.households[each] or 0), each))
