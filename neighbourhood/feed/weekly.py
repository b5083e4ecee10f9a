"""Three things a week, for those who want it: chosen on Saturday, each shown once.

What was put up since the last choice is looked at, so that nothing is chosen twice; first what
nobody answered yet, in one’s own quartier.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.feed.handful import newest_of_others, seen_among
from neighbourhood.feed.lines import Line
from neighbourhood.feed.models import WeeklyChoice
from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

MOST = 3
PATH = "/entraide/cette-semaine"
_WEEK = timedelta(days=7)
# The work of a Saturday done twice, or a day late, chooses nothing anew.
_APART = timedelta(days=5)
_LOOKED_AT = 30

CHOSEN = declare(
    "feed.weekly",
    _l("Trois choses près de chez vous cette semaine, si vous avez un moment"),
    importance=Importance.TELLS,
    by_mail=True,
)


def choice_of(resident: Resident) -> WeeklyChoice | None:
    """Return what was chosen for a resident; None when they do not want it."""
    return db.session.get(WeeklyChoice, resident.id)


def who_wants() -> Sequence[int]:
    """Return the ids of the residents who want three things a week."""
    return db.session.scalars(select(WeeklyChoice.resident_id)).all()


def shown(viewer: Resident, choice: WeeklyChoice) -> list[Line]:
    """Return the things chosen last that `viewer` may still read."""
    lines = seen_among(viewer, choice.cards)
    return sorted(lines.values(), key=lambda line: line.created_at, reverse=True)


def want(actor: Actor) -> None:
    """Be shown three things a week from now on; a second time changes nothing."""
    require(actor.is_verified, NotVerified)
    hold(Resident, actor.id)
    if choice_of(actor.resident) is None:
        db.session.add(WeeklyChoice(resident_id=actor.id))
        db.session.flush()


def want_no_more(actor: Actor) -> None:
    """Be shown them no more."""
    hold(Resident, actor.id)
    choice = choice_of(actor.resident)
    if choice is not None:
        db.session.delete(choice)
        db.session.flush()


def choose(resident_id: int) -> None:
    """Choose what is new since the last choice, and tell a resident, if there is anything."""
    resident = hold(Resident, resident_id)
    choice = choice_of(resident)
    if choice is None:
        return
    last = choice.chosen_at
    if last is not None and last > now() - _APART:
        return
    since = max(last or choice.created_at - _WEEK, now() - 2 * _WEEK)
    found = newest_of_others(resident, since, _LOOKED_AT)
    # Sorting keeps what is alike in its order.
    found.sort(key=lambda one: bool(one[1].facts.get("replies")))
    if not found:
        return
    choice.cards, choice.chosen_at = [card_id for card_id, _line in found[:MOST]], now()
    db.session.flush()
    notify(resident.id, CHOSEN, path=PATH)
