"""The days of a thing: which one may ask for, taking them, and giving them free again.

There is one row for each thing and day, and the database takes no second one: whoever comes second,
by a hundredth of a second, reads which days are taken.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.foundation.words.dates import say_date, say_near
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan, LoanDay
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.queries import days as queries

A_DAY = timedelta(days=1)
FURTHEST = timedelta(days=183)


class NotThoseDays(DomainError):
    """These days cannot be had: others may be."""


class DaysTaken(NotThoseDays):
    """Somebody else has one of these days."""

    sentence = _l(
        "Ces jours sont déjà pris : %(days)s. Choisissez d’autres jours dans le calendrier, ou "
        "faites-vous prévenir quand l’objet est libre. Rien n’est envoyé."
    )


class DaysPast(NotThoseDays):
    """Nobody borrows for yesterday."""

    sentence = _l("Le premier jour est passé. Choisissez un jour à partir d’aujourd’hui.")


class EndsBeforeItBegins(NotThoseDays):
    """The last day is before the first one."""

    sentence = _l("Le dernier jour vient avant le premier. Corrigez l’un des deux.")


class TooManyDays(NotThoseDays):
    """The owner lends it for fewer days."""

    sentence = _l(
        "Cet objet ne se prête pas aussi longtemps. Pour ce premier jour, choisissez un dernier "
        "jour au plus tard %(latest)s."
    )


class TooFarAhead(NotThoseDays):
    """Nobody knows what they will do then."""

    sentence = _l("C’est dans plus de six mois. Choisissez des jours jusqu’au %(latest)s.")


class LendsNothingThen(NotThoseDays):
    """The owner is away, or short of time."""

    sentence = _l(
        "Rien n’est prêté ces jours-là : %(days)s. Choisissez d’autres jours dans le calendrier."
    )


class NotHomeYet(NotThoseDays):
    """The thing is still with somebody, past the day agreed."""

    sentence = _l(
        "L’objet n’est pas encore rentré de chez la personne qui l’emprunte. Choisissez un premier "
        "jour à partir de demain."
    )


def span(first: date, last: date) -> list[date]:
    """Return each day from `first` to `last`."""
    return [first + n * A_DAY for n in range((last - first).days + 1)]


def say_days(days: Sequence[date]) -> str:
    """Say days, those that follow each other together: le 3 mars, du 5 au 7 mars."""
    return ", ".join(say_span(first, last) for first, last in _runs(days))


def say_span(first: date, last: date) -> str:
    """Say the days from one to another."""
    if first == last:
        return str(gettext("le %(day)s", day=say_near(first, "EEEE d MMMM")))
    return str(gettext("du %(first)s au %(last)s", first=_begins(first, last), last=say_near(last)))


def _begins(first: date, last: date) -> str:
    """Say the first of some days by what the last does not say of both: 5, 28 décembre."""
    if first.year != last.year:
        return say_near(first)
    return say_date(first, "d MMMM" if first.month != last.month else "d")


def last_kept(loan: Loan) -> date:
    """Return until which day a thing was away, or will be: what came home early stays no longer."""
    if loan.returned_at is None:
        return loan.last_day
    return max(loan.first_day, in_town(loan.returned_at).date())


def say_when(loan: Loan) -> str:
    """Say the days of a loan; of what is home, the day on which it came."""
    if loan.returned_at is None:
        return say_span(loan.first_day, loan.last_day)
    home = in_town(loan.returned_at).date()
    return say_span(home, home)


def say_free(item: Item) -> str:
    """Say until when a thing is free, or from when on; nothing of one that nobody has asked for."""
    now_out, spoken_for = queries.out_of(item), queries.taken(item, today(), today() + FURTHEST)
    if not (spoken_for or now_out):
        return ""
    if now_out or today() in spoken_for:
        return str(gettext("Prêté ou demandé en ce moment."))
    last = say_near(spoken_for[0] - A_DAY, "EEEE d MMMM")
    if spoken_for[0] == today() + A_DAY:
        return str(gettext("Libre aujourd’hui seulement, pris dès demain."))
    return str(gettext("Libre jusqu’au %(day)s.", day=last))


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + A_DAY == day:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs


def require_askable(item: Item, first: date, last: date) -> None:
    """Refuse days that nobody can have of a thing, and say which can be had."""
    if first < today():
        raise DaysPast
    if last < first:
        raise EndsBeforeItBegins
    latest = first + (item.days - 1) * A_DAY
    if last > latest:
        raise TooManyDays(latest=gettext("le %(day)s", day=say_near(latest, "EEEE d MMMM")))
    require_lent(item, first, last)
    away = queries.out_of(item)
    if first == today() and away is not None and away.last_day < first:
        raise NotHomeYet


def require_lent(item: Item, first: date, last: date) -> None:
    """Refuse days that are too far, on which its owner lends nothing, or that are taken."""
    if last > today() + FURTHEST:
        raise TooFarAhead(latest=say_near(today() + FURTHEST))
    breaks = queries.breaks_between(item, first, last)
    if breaks:
        spans = (say_span(each.first_day, each.last_day) for each in breaks)
        raise LendsNothingThen(days=", ".join(spans))
    require_free(item, first, last)


def require_free(item: Item, first: date, last: date) -> None:
    """Refuse days of which somebody else has one."""
    found = queries.taken(item, first, last)
    if found:
        raise DaysTaken(days=say_days(found))


def next_span(loan: Loan) -> tuple[date, date]:
    """Return the days that having it for longer takes."""
    return loan.last_day + A_DAY, loan.last_day + loan.item.days * A_DAY


def take(loan: Loan, first: date, last: date) -> None:
    """Take days for a loan, all of them or none; whoever took one meanwhile keeps it."""
    rows = [{"item_id": loan.item_id, "loan_id": loan.id, "day": day} for day in span(first, last)]
    try:
        with db.session.begin_nested():
            db.session.execute(insert(LoanDay), rows)
    except IntegrityError:
        others = queries.taken(loan.item, first, last, but=loan)
        raise DaysTaken(days=say_days(others)) from None


def give_back(loan: Loan) -> None:
    """Give free every day of a loan that needs none any more: who waits for some may have them."""
    later = update(Waiting).where(Waiting.item_id == loan.item_id, Waiting.was_free)
    db.session.execute(later.values(was_free=False))
    db.session.execute(delete(LoanDay).where(LoanDay.loan_id == loan.id))
