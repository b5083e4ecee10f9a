"""What moderation did in a town, month by month, as anybody may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from statistics import median
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.queries.months import month_before, month_of, span_of
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, Opening
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.rules import in_order
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import Rule, Table, protected, rule_of

S = TypeVar("S", bound=StrEnum)
MOST_MONTHS = 12
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """One month of a town: `days` is how long half of the cases waited at most, None of few."""

    month: date
    reports: Table[str]
    openings: Table[str]
    decisions: Table[Outcome]
    appeals: Table[AppealStatus]
    days: int | None


def months_told() -> list[date]:
    """Return the months that are over, the latest first: the present one is told to nobody."""
    months = [month_before(month_of(now()))]
    while len(months) < MOST_MONTHS:
        months.append(month_before(months[-1]))
    return months


def month_told(written: str | None) -> date:
    """Return the month that is asked for, the last one that is over when none is."""
    told = months_told()
    if written is None:
        return told[0]
    for month in told:
        if f"{month:%Y-%m}" == written:
            return month
    raise Missing


def of_month(town: Municipality, month: date) -> Figures:
    """Return the figures of a month that is over.

    Each counts what happened in the month, and nothing that changes later: whoever comes back finds
    the same figures, and can subtract nothing.
    """
    if month not in months_told():
        raise Missing
    here = Case.municipality_id == town.id
    made = _within(Report.created_at, month)
    decided = _within(Decision.in_force_at, month)
    answered = _within(Appeal.answered_at, month)
    rule, counting = rule_of(town), func.count()
    reports = select(Report.rule, Report.reporter_id, counting).join(Report.case)
    opened = _within(Opening.created_at, month)
    # Of whom the thing concerns: those who open are the few of the desk.
    openings = select(Opening.rule, Case.concerned_id, counting).join(Opening.case)
    rules = [one.code for one in in_order()]
    decisions = select(Decision.first_outcome, Decision.concerned_id, counting)
    appeals = select(Appeal.status, Appeal.by_id, counting).join(Appeal.decision)
    answers = [status for status in AppealStatus if status is not AppealStatus.WAITING]
    decisions, appeals = decisions.join(Decision.case), appeals.join(Decision.case)
    made_decisions = _counted(decisions.where(here, *decided), Outcome, rule)
    return Figures(
        month=month,
        reports=_counted(reports.where(here, *made), rules, rule),
        openings=_counted(openings.where(here, *opened), rules, rule),
        decisions=made_decisions,
        appeals=_counted(appeals.where(here, *answered), answers, rule),
        # Only where a figure that is told says that they are enough: it would tell of the sum.
        days=_days_waited(here, *decided) if _are_enough(made_decisions) else None,
    )


def _within(column: Any, month: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    begin, end = span_of(month)
    return column >= begin, column < end


def _counted(statement: Select[*tuple[Any, ...]], cells: Iterable[Any], rule: Rule) -> Table[Any]:
    """Count by the first column, and by whom; a cell that nobody declares any more is not told.

    What concerns no account, an organisation for one, is of nobody twice.
    """
    cell, giver = statement.selected_columns[:2]
    givers: dict[Any, dict[Any, int]] = {each: {} for each in cells}
    for found, who, number in db.session.execute(statement.group_by(cell, giver)):
        if found in givers and who is not None:
            givers[found][who] = number
        elif found in givers:
            givers[found].update({("nobody", found, each): 1 for each in range(number)})
    return protected({each: sum(of.values()) for each, of in givers.items()}, rule, givers)


def _are_enough(table: Table[Outcome]) -> bool:
    return table.total is not None or table.at_least > 0


def _days_waited(*clauses: ColumnElement[bool]) -> int:
    """Return within how many days half of the cases were decided; there are some."""
    rows = db.session.execute(
        select(Case.created_at, Decision.in_force_at).join(Decision.case).where(*clauses)
    )
    waited = [(until - since) / A_DAY for since, until in rows if until is not None]
    return max(1, ceil(median(waited)))
