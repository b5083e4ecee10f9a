"""How many households some neighbours are: one home is one, as far as anybody may know.

Behind one door there may be forty homes, and nothing says in which of them somebody lives. Two of
one family name count for one, and so do all who proved the address by one code of a household. So
there may be more households than are counted, hardly ever fewer.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.search import normalise
from neighbourhood.residents.models.residents import Resident

FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedProof:
    """A way of proving an address that everybody of a home has in common.

    `proved` tells which of these accounts proved theirs in that way.
    """

    code: str
    proved: Callable[[Collection[int]], set[int]]


SHARED_PROOFS: Register[SharedProof] = Register("proof that a home shares")


def households_among(people: Collection[Resident]) -> int:
    """Count the households of those who live behind one door, rather too few than too many."""
    known = {each.id for each in people}
    together = {one for way in SHARED_PROOFS.values() for one in way.proved(known)}
    shared = {_family(each.full_name) for each in people if each.id in together}
    alone = {_family(each.full_name) for each in people if each.id not in together}
    return len(alone - shared) + bool(shared)


def _family(full_name: str) -> str:
    words = normalise(full_name).split()
    return words[-1] if words else full_name
