"""Neighbours of trust: who serves, and which cases they read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.models.cases import Case, CaseStatus, HiddenFor, Opening, Opinion
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.models.reviewers import Reviewer, ReviewerStatus
from neighbourhood.moderation.queries.parties import is_party
from neighbourhood.moderation.rules import RULES
from neighbourhood.residents.models.residents import Resident

STANDING = (ReviewerStatus.ASKED, ReviewerStatus.SERVING)


def is_fit_for_neighbours() -> ColumnElement[bool]:
    """Tell in SQL whether a case may be read by neighbours.

    What was published, in a town, while it is open, and only where no urgent rule was named: those
    are about danger, children, and the private life of people.
    """
    urgent = [rule.code for rule in RULES.values() if rule.urgent]
    named = select(Report.id).where(Report.case_id == Case.id, Report.rule.in_(urgent))
    opened = select(Opening.id).where(Opening.case_id == Case.id, Opening.rule.in_(urgent))
    return and_(
        Case.status == CaseStatus.OPEN,
        Case.municipality_id.is_not(None),
        Case.about.in_([kind.code for kind in REPORTABLES.values() if kind.published]),
        or_(Case.hidden_for.is_(None), Case.hidden_for != HiddenFor.URGENT),
        not_(named.correlate_except(Report).exists()),
        not_(opened.correlate_except(Opening).exists()),
    )


def is_reviewed_by(resident: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether a case is one that `resident` reads as a neighbour of trust."""
    serves = select(Reviewer.municipality_id).where(
        Reviewer.resident_id == resident.id, Reviewer.status == ReviewerStatus.SERVING
    )
    return and_(
        Case.shared_at.is_not(None),
        Case.municipality_id.in_(serves),
        is_fit_for_neighbours(),
        not_(is_party(resident)),
    )


def holds(case: Case, condition: ColumnElement[bool]) -> bool:
    """Tell whether a condition in SQL holds for one case."""
    return db.session.scalar(select(Case.id).where(Case.id == case.id, condition)) is not None


def cases_for(resident: Resident) -> Sequence[Case]:
    """Return the cases that wait for the opinion of `resident`, or have it, the first due first."""
    statement = select(Case).where(is_reviewed_by(resident)).order_by(Case.due_at, Case.id)
    return db.session.scalars(statement).all()


def opinions_of(resident: Resident) -> dict[int, Opinion]:
    """Return what `resident` thinks, by case."""
    statement = select(Opinion).where(Opinion.resident_id == resident.id)
    return {one.case_id: one for one in db.session.scalars(statement)}


def opinion_of(resident: Resident, case: Case) -> Opinion | None:
    """Return what `resident` thinks of a case, None when they said nothing."""
    own = Opinion.case_id == case.id, Opinion.resident_id == resident.id
    return db.session.scalar(select(Opinion).where(*own))


def standing_of(resident: Resident) -> Reviewer | None:
    """Return what `resident` was asked, or does, as a neighbour of trust; None without."""
    own = Reviewer.resident_id == resident.id, Reviewer.status.in_(STANDING)
    return db.session.scalar(select(Reviewer).where(*own).order_by(Reviewer.id.desc()).limit(1))


def of_town(municipality_id: int) -> Sequence[Reviewer]:
    """Return the neighbours who were asked in a town, or help there, the first first."""
    statement: Any = (
        select(Reviewer)
        .options(joinedload(Reviewer.resident))
        .where(Reviewer.municipality_id == municipality_id, Reviewer.status.in_(STANDING))
        .order_by(Reviewer.id)
    )
    return db.session.scalars(statement).all()


def reviewer(municipality_id: int, reviewer_id: int) -> Reviewer:
    """Return a neighbour who was asked in a town, or helps there; `Missing` for any other."""
    found = db.session.get(Reviewer, reviewer_id)
    if found is None or found.municipality_id != municipality_id or found.ended_at is not None:
        raise Missing
    return found
