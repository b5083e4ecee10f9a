"""Reading cases; who may look at one is decided by `policies.may_handle`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case, CaseStatus
from neighbourhood.moderation.models.decisions import Decision
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.policies.reporting import may_handle
from neighbourhood.moderation.queries import decisions
from neighbourhood.residents.models.residents import Resident


def open_about(about: str, about_id: int) -> Case | None:
    """Return the open case about a thing, None when there is none."""
    return db.session.scalar(
        select(Case).where(
            Case.about == about, Case.about_id == about_id, Case.status == CaseStatus.OPEN
        )
    )


def is_kept_hidden(case: Case) -> bool:
    """Tell whether a decision that counts, or an open case, keeps the thing of a case hidden."""
    another = open_about(case.about, case.about_id)
    return decisions.count_hiding(case) > 0 or (another is not None and another.is_hidden)


def hold_open_about(about: str, about_id: int) -> Case | None:
    """Return the open case about a thing, held: its reports are counted one after the other."""
    found = open_about(about, about_id)
    if found is None:
        return None
    case = db.session.scalar(held(select(Case).where(Case.id == found.id), Case))
    return case if case is not None and case.is_open else None


def handled_by(resident: Resident, case_id: int) -> Case:
    """Return a case that `resident` may look at; `Missing` for any other."""
    case = db.session.get(Case, case_id)
    if case is None or not may_handle(resident, case):
        raise Missing
    return case


def standing_reports(case: Case) -> Sequence[Report]:
    """Return the reports of a case that were not taken back, oldest first."""
    statement = select(Report).where(Report.case_id == case.id, Report.taken_back_at.is_(None))
    return db.session.scalars(statement.order_by(Report.id)).all()


def rules_named(case: Case) -> dict[str, int]:
    """Count the standing reports of a case by the rule they name, the most named first."""
    statement = (
        select(Report.rule, func.count())
        .where(Report.case_id == case.id, Report.taken_back_at.is_(None))
        .group_by(Report.rule)
        .order_by(func.count().desc(), Report.rule)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def first_rule_of(case: Case) -> str | None:
    """Return the rule that a case was opened for, or that most reports name."""
    if case.opening is not None:
        return case.opening.rule
    return next(iter(rules_named(case)), None)


def every_rule_of(case: Case) -> list[str]:
    """Return the codes of the rules that were named in a case, by anybody."""
    opened = [case.opening.rule] if case.opening is not None else []
    return list(dict.fromkeys([*opened, *rules_named(case)]))


def words_said(case: Case) -> Sequence[str]:
    """Return what was said beside the rules: by nobody, as moderators read it."""
    return sorted(report.words for report in standing_reports(case) if report.words)


def counts_by_case(cases: Sequence[Case]) -> dict[int, int]:
    """Count the standing reports of each of some cases, in one statement."""
    statement = (
        select(Report.case_id, func.count())
        .where(Report.case_id.in_([case.id for case in cases]), Report.taken_back_at.is_(None))
        .group_by(Report.case_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def examined_since(resident_id: int) -> datetime | None:
    """Return since when something of somebody is examined and not decided, None when nothing is.

    A case that was opened again after an appeal counts from then on: what was shown stays shown.
    """
    answered = (
        select(func.max(Appeal.answered_at))
        .join(Appeal.decision)
        .where(Decision.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    under_way = select(func.min(func.coalesce(answered, Case.created_at))).where(
        Case.concerned_id == resident_id, Case.status == CaseStatus.OPEN
    )
    return db.session.scalar(under_way)


def is_late(case: Case, moment: datetime) -> bool:
    """Tell whether a case waits longer than it may."""
    return case.is_open and case.due_at <= moment
