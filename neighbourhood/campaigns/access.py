"""Pages of a town that anybody may open, while it is set up and offers needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.mandates.access import represented
from neighbourhood.needs.policies import NEEDS
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_municipality

P = ParamSpec("P")
R = TypeVar("R")


def offering(town: Municipality | None) -> Municipality:
    """Return a town that is open and offers needs; another one is not there."""
    if town is None or not town.is_open:
        raise Missing
    require_offered(NEEDS, codes_in(town.id))
    return town


def of_open_town(handler: Callable[Concatenate[Municipality, P], R]) -> Callable[..., R]:
    """Open a page to everybody; the view receives the `Municipality` in place of its number."""

    @wraps(handler)
    def found(insee: str, *args: P.args, **kwargs: P.kwargs) -> R:
        return handler(offering(get_municipality(insee)), *args, **kwargs)

    opened: Any = even_suspended(represented()(anyone(found)))
    return opened  # type: ignore[no-any-return]
