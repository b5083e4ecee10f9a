"""Pages about one person, for those who run the site where that person lives."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.menu import Place
from neighbourhood.people.policies import may_look_after
from neighbourhood.residents.access import second_factor_first, with_free_hands
from neighbourhood.residents.models.residents import Resident

P = ParamSpec("P")
R = TypeVar("R")


def looking_after(handler: Callable[Concatenate[Resident, P], R]) -> Callable[..., R]:
    """Open to administrators, and to who runs the town of the person in the address.

    The view receives the `Resident` in place of their id; for others they are not there.
    """

    @wraps(handler)
    def guarded(resident_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
        person = db.session.get(Resident, resident_id)
        if person is None or not may_look_after(current_user, person):
            raise Missing
        with_free_hands()
        first = second_factor_first(staff=True)
        return cast("R", first) if first is not None else handler(person, *args, **kwargs)

    opened: Any = signed_in(guarded)
    opened.access = "who runs the town of a person"
    opened.place = Place.DESK
    return opened  # type: ignore[no-any-return]
