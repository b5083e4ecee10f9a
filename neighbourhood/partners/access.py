"""Pages for the staff of a partner, who are in the address, and for the administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from flask import request
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.menu import Place
from neighbourhood.foundation.web.switches import require_open
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_of, works_for_town
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import second_factor_first, with_free_hands

P = ParamSpec("P")
R = TypeVar("R")


def staff(
    *any_of: StaffRole,
) -> Callable[[Callable[Concatenate[Partner, P], R]], Callable[..., R]]:
    """Ask for a role in the partner of the address, any when none; for others it is not there.

    The view receives the `Partner` in place of its id.
    """

    def declare(handler: Callable[Concatenate[Partner, P], R]) -> Callable[..., R]:
        @wraps(handler)
        def guarded(partner_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
            partners = {partner.id: partner for partner in staff_of(current_user, *any_of)}
            if partner_id not in partners:
                raise Missing
            require_open(request.endpoint, partners[partner_id].municipality_id)
            with_free_hands()
            first = second_factor_first(staff=True)
            if first is not None:
                return cast("R", first)
            return handler(partners[partner_id], *args, **kwargs)

        opened: Any = signed_in(guarded)
        opened.access = f"staff: {' or '.join(any_of) or 'any role'}"
        opened.place = Place.DESK
        return opened  # type: ignore[no-any-return]

    return declare


def administrator(handler: Callable[P, R]) -> Callable[P, R]:
    """Open to those who look after the whole site; for others it is not there."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if not current_user.is_administrator:
            raise Missing
        with_free_hands()
        first = second_factor_first(staff=False)
        return handler(*args, **kwargs) if first is None else first

    opened: Any = signed_in(guarded)
    opened.access = "administrator"
    opened.place = Place.DESK
    return opened  # type: ignore[no-any-return]


def town_staff(
    role: StaffRole,
) -> Callable[[Callable[Concatenate[Municipality, P], R]], Callable[..., R]]:
    """Ask for `role` in the service of the town in the address; administrators come in everywhere.

    The view receives the `Municipality` in place of its id; for others it is not there.
    """

    def declare(handler: Callable[Concatenate[Municipality, P], R]) -> Callable[..., R]:
        @wraps(handler)
        def guarded(municipality_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
            town = db.session.get(Municipality, municipality_id)
            here = current_user.is_administrator or works_for_town(
                current_user, municipality_id, role
            )
            if town is None or not here:
                raise Missing
            with_free_hands()
            first = second_factor_first(staff=True)
            return cast("R", first) if first is not None else handler(town, *args, **kwargs)

        opened: Any = signed_in(guarded)
        opened.access = f"staff of the town: {role}"
        opened.place = Place.DESK
        return opened  # type: ignore[no-any-return]

    return declare
