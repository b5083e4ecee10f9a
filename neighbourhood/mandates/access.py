"""Pages and socket events that whoever acts for somebody else may use, by a mandate."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g
from flask_login import current_user

from neighbourhood.mandates.policies import MandateOver, OutsideMandate
from neighbourhood.residents.access import current_actor

P = ParamSpec("P")
R = TypeVar("R")

# In the session, the mandate one acts by; in a request, that it turned out to be over.
ACTING = "acting"
OVER = "mandate_over"


def represented(*scopes: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a page or a socket event to who acts for another, by a mandate with one of `scopes`.

    Without any scope it is open to every mandate; what does not say so is open to none. It goes
    above the decorator that says who may call it.
    """
    wanted = frozenset(scopes) or None

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            stay_within(wanted)
            return handler(*args, **kwargs)

        guarded.scopes = wanted  # type: ignore[attr-defined]
        return guarded

    return declare


def stay_within(scopes: frozenset[str] | None) -> None:
    """Refuse who acts by a mandate that is over, or that holds none of `scopes`; None is any."""
    actor = current_actor() if current_user.is_authenticated else None
    if g.get(OVER):
        raise MandateOver
    held = actor.scopes if actor else None
    if held is not None and scopes is not None and held.isdisjoint(scopes):
        raise OutsideMandate(name=current_user.full_name)
