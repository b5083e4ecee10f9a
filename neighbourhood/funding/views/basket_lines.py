"""What is said of each line of a basket before it is paid, to who has it on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import kinds
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.policies import may_give, nearest_cents, refusal_of, why_not
from neighbourhood.funding.queries import pledges
from neighbourhood.funding.views.promising import found
from neighbourhood.funding.views.visiting import visitor_room
from neighbourhood.residents.access import current_actor


class OfferedNoLonger(DomainError):
    """What is in a basket is funded, taken back, or hidden from whoever has it there."""

    sentence = _l(
        "La collecte est finie, ou n’est plus proposée. Retirez cette ligne : le reste ne change "
        "pas."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line: its amount, what it is for, and why it cannot be given, if so.

    `fits` is what could be given instead, in cents; 0 when nothing can.
    """

    fund_id: int
    cents: int
    title: str
    by: str = ""
    icon: str = "info"
    fund: Fund | None = None
    trouble: DomainError | None = None
    fits: int = 0


def shown(
    lines: Mapping[int, int], refusals: Mapping[int, DomainError] | None = None
) -> Sequence[Shown]:
    """Return the lines as they stand now, with what they were just refused for."""
    said = refusals or {}
    return [_shown(fund_id, cents, said.get(fund_id)) for fund_id, cents in lines.items()]


def _shown(fund_id: int, cents: int, refusal: DomainError | None) -> Shown:
    fund = _readable(fund_id)
    if fund is None:
        gone = gettext("Ce n’est plus proposé")
        return Shown(fund_id=fund_id, cents=cents, title=gone, trouble=OfferedNoLonger())
    purpose = kinds.purposes_of([fund])[fund.id]
    room = _room(fund)
    trouble = refusal or _trouble(fund, cents, room)
    return Shown(
        fund_id=fund_id,
        cents=cents,
        title=fund.title,
        by=purpose.by,
        icon=purpose.icon,
        fund=fund,
        trouble=trouble,
        fits=nearest_cents(cents, room) if trouble else 0,
    )


def _readable(fund_id: int) -> Fund | None:
    """Return a fund that may be read by the same rules as on its own page, while it is offered."""
    fund = db.session.get(Fund, fund_id)
    if fund is None:
        return None
    declared, thing_id = kinds.kind_of(fund), kinds.thing_of(fund)
    try:
        if current_user.is_authenticated:
            again: Fund | None = found(declared, thing_id)
        else:
            again = declared.find_public(thing_id)
    except Missing:
        return None
    return again if again is not None and again.id == fund_id else None


def _room(fund: Fund) -> int:
    if not fund.takes_gifts:
        return 0
    if current_user.is_authenticated:
        return pledges.remaining_for(current_user.id, fund)
    return visitor_room(fund)


def _trouble(fund: Fund, cents: int, room: int) -> DomainError | None:
    if not fund.takes_gifts:
        return OfferedNoLonger()
    if current_user.is_authenticated and not may_give(current_actor(), fund):
        reason = why_not(current_actor())
        return reason if isinstance(reason, DomainError) else reason()
    return refusal_of(cents, room)
