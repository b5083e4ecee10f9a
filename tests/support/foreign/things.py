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
MAKERS: dict[str, Maker] = {}


def asked_by(*endpoints: str) -> Callable[[Maker], Maker]:
    """Say which routes a thing is asked by: `@asked_by("needs.show")`."""

    def told(maker: Maker) -> Maker:
        assert not MAKERS.keys() & set(endpoints), endpoints
        MAKERS.update(dict.fromkeys(endpoints, maker))
        return maker

    return told
