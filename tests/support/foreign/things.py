"""One thing that is not for everyone, with who may have it and who may not."""

from collections.abc import Callable
from dataclasses import dataclass

from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.world import Values, World


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: how a route names it, who may have it, and who must not know it exists."""

    values: Values
    owner: Resident
    stranger: Resident


Maker = Callable[[World], Thing]
