"""What moderation did in a town, month by month, as anybody may read it."""

from collections.abc import Iterable, Mapping
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
from neighbourhood.places.thresholds import Table, protected

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
    reports = select(Report.rule, func.count()).join(Report.case).where(here, *made)
    opened = _within(Opening.created_at, month)
    openings = select(Opening.rule, func.count()).join(Opening.case).where(here, *opened)
    rules = [rule.code for rule in in_order()]
    decisions = select(Decision.first_outcome, func.count()).join(Decision.case)
    appeals = select(Appeal.status, func.count()).join(Appeal.decision).join(Decision.case)
    answers = [status for status in AppealStatus if status is not AppealStatus.WAITING]
    made_decisions = _counted(decisions.where(here, *decided), Outcome)
    return Figures(
        month=month,
        reports=_counted(reports, rules),
        openings=_counted(openings, rules),
        decisions=made_decisions,
        appeals=_counted(appeals.where(here, *answered), answers),
        # Only where a figure that is told says that they are enough: it would tell of the sum.
        days=_days_waited(here, *decided) if _are_enough(made_decisions) else None,
    )


def _within(column: Any, month: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    begin, end = span_of(month)
    return column >= begin, column < end


def _counted(statement: Select[*tuple[Any, ...]], cells: Iterable[Any]) -> Table[Any]:
    """Count by the first column; a cell that nobody declares any more is not told."""
    column = statement.selected_columns[0]
    found: Mapping[Any, int] = {
        row[0]: row[1] for row in db.session.execute(statement.group_by(column))
    }
    return protected({cell: found.get(cell, 0) for cell in cells})


def _are_enough(table: Table[Outcome]) -> bool:
    return table.total is not None or table.at_least > 0


def _days_waited(*clauses: ColumnElement[bool]) -> int:
    """Return within how many days half of the cases were decided; there are some."""
    rows = db.session.execute(
        select(Case.created_at, Decision.in_force_at).join(Decision.case).where(*clauses)
    )
    waited = [(until - since) / A_DAY for since, until in rows if until is not None]
    return max(1, ceil(median(waited)))
