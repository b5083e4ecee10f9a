"""What the page of a thing says of its life: when it is free, who asked, how one asks."""

from calendar import Calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask import request, url_for
from flask_babel import format_date, gettext
from flask_login import current_user

from neighbourhood.feed.kinds import CARD_KINDS
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans import days
from neighbourhood.loans.forms.asking import AskForm
from neighbourhood.loans.kinds.pressing import READ_LOAN
from neighbourhood.loans.kinds.words import STATUSES
from neighbourhood.loans.models.items import Item, Proposal
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import days as taken
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.queries import proposals, waiting
from neighbourhood.residents.queries.neighbours import name_for

_WEEKS = Calendar()
MID_MONTH = 15


class Day(StrEnum):
    """What a day of a thing is to whoever looks at it."""

    FREE = "free"
    TAKEN = "taken"
    MINE = "mine"
    AWAY = "away"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a thing, by the weeks that are not over: each day with what it is, None beside."""

    title: str
    weeks: Sequence[Sequence[tuple[date, Day] | None]]


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are shown, and which are before and after them."""

    shown: Sequence[Month]
    before: str
    after: str


def life_of(item: Item) -> Mapping[str, object]:
    """Return what `of_item.html` reads."""
    mine = None
    is_author = item.author_id == current_user.id
    if not is_author:
        mine = queries.live_of(current_user.id, item)
    return {
        "months": months_of(item, mine.id if mine else None),
        "day_words": _day_words(),
        "weekdays": [format_date(each, "EEE") for each in days.span(*_A_WEEK)],
        "ask_form": AskForm(formdata=None),
        "mine": mine,
        "asked": queries.live_loans(item) if is_author else (),
        "waits": None if is_author else waiting.waiting_of(current_user.id, item.id),
        "proposal": None if is_author else proposals.proposed_to(current_user, item),
        "sought_path": sought_path,
        "free": days.say_free(item),
        "may_life": policies,
        "say_span": days.say_span,
        "first_possible": today().isoformat(),
        "last_possible": (today() + days.FURTHEST).isoformat(),
        "loan_statuses": STATUSES,
        "read_loan": READ_LOAN.drawn,
        "name_of": lambda resident: name_for(resident, current_user),
    }


def sought_path(proposal: Proposal) -> str:
    """Return where what somebody looks for is shown."""
    endpoint, name = CARD_KINDS[proposal.sought].page
    values: dict[str, Any] = {name: proposal.sought_id}
    return url_for(endpoint, **values)


# Any Monday and the Sunday after it: weeks begin on Monday here.
_A_WEEK = date(2024, 1, 1), date(2024, 1, 7)


def _day_words() -> Mapping[Day, str]:
    return {
        Day.FREE: gettext("libre"),
        Day.TAKEN: gettext("pris"),
        Day.MINE: gettext("à vous"),
        Day.AWAY: gettext("pause"),
        Day.PAST: gettext("passé"),
    }


def months_of(item: Item, mine: int | None) -> Months:
    """Return the month that is asked for, as the days of a thing stand in it.

    As this one ends, the next is shown with it.
    """
    first = _asked_month()
    last = first if today().day <= MID_MONTH or first > today() else _next(first)
    before, after = (first - days.A_DAY).replace(day=1), _next(last)
    return Months(
        shown=[_month_of(item, each, mine) for each in dict.fromkeys((first, last))],
        before=f"{before:%Y-%m}" if before >= today().replace(day=1) else "",
        after=f"{after:%Y-%m}" if after <= today() + days.FURTHEST else "",
    )


def _month_of(item: Item, first: date, mine: int | None) -> Month:
    known = _known(item, first, _next(first) - days.A_DAY, mine)
    weeks = [
        [None if day.month != first.month else (day, known(day)) for day in week]
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
        if week[-1] >= today()
    ]
    return Month(format_date(first, "LLLL y"), weeks)


def _known(item: Item, first: date, last: date, mine: int | None) -> Callable[[date], Day]:
    spoken_for = taken.taken_by(item, first, last)
    away = taken.out_of(item)
    is_late = away is not None and away.last_day < today()
    breaks = taken.breaks_between(item, first, last)

    def known(day: date) -> Day:
        if day < today():
            return Day.PAST
        if day in spoken_for:
            return Day.MINE if spoken_for[day] == mine else Day.TAKEN
        if is_late and day == today():
            return Day.TAKEN
        resting = any(each.first_day <= day <= each.last_day for each in breaks)
        return Day.AWAY if resting else Day.FREE

    return known


def _asked_month() -> date:
    here = today().replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.args.get('mois', '')}-01")
    except ValueError:
        return here
    return min(max(asked, here), (today() + days.FURTHEST).replace(day=1))


def _next(first: date) -> date:
    return (first + 31 * days.A_DAY).replace(day=1)
