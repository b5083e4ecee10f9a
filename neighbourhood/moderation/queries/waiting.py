"""What waits for moderators: each list is decided in one statement, however long it is."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.queries.identities import is_somebody
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, CaseStatus, Opening
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus
from neighbourhood.moderation.policies.reporting import moderates
from neighbourhood.moderation.queries.parties import is_party
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import at_home

MOST = 200


def queue(resident: Resident, municipality_id: int | None) -> Sequence[Case]:
    """Return the open cases of a town (None: of no town) for `resident`, the first due first."""
    if not moderates(resident, municipality_id):
        return ()
    statement = (
        select(Case)
        .options(joinedload(Case.assigned), joinedload(Case.opening))
        .where(Case.status == CaseStatus.OPEN, _handled(resident, municipality_id))
        .order_by(Case.due_at, Case.id)
        .limit(MOST)
    )
    return db.session.scalars(statement).all()


def proposals(resident: Resident, municipality_id: int | None) -> Sequence[Decision]:
    """Return the heavy measures of a town that wait for `resident` as the second person."""
    if not (moderates(resident, municipality_id) and is_somebody(resident)):
        return ()
    statement = (
        select(Decision)
        .join(Decision.case)
        .options(joinedload(Decision.case))
        .where(
            Decision.status == DecisionStatus.PROPOSED,
            Decision.decided_by_id.not_in(at_home(resident)),
            _handled(resident, municipality_id),
        )
        .order_by(Decision.id)
    )
    return db.session.scalars(statement).all()


def appeals(resident: Resident, municipality_id: int | None) -> Sequence[Appeal]:
    """Return the appeals of a town that wait for an answer of `resident`, the first due first."""
    if not moderates(resident, municipality_id):
        return ()
    statement = (
        select(Appeal)
        .join(Appeal.decision)
        .join(Decision.case)
        .options(joinedload(Appeal.decision).joinedload(Decision.case))
        .where(
            Appeal.status == AppealStatus.WAITING,
            not_(_judged(resident)),
            _handled(resident, municipality_id),
        )
        .order_by(Appeal.due_at, Appeal.id)
    )
    return db.session.scalars(statement).all()


def count(municipality_id: int | None) -> int:
    """Count the open cases of a town, None: of the instance, and the appeals to answer."""
    contested = select(Decision.case_id).join(Appeal, Appeal.decision_id == Decision.id)
    waits = or_(
        Case.status == CaseStatus.OPEN,
        Case.id.in_(contested.where(Appeal.status == AppealStatus.WAITING)),
    )
    counted = select(func.count()).select_from(Case).where(waits, _of(municipality_id))
    return db.session.scalar(counted) or 0


def _handled(resident: Resident, municipality_id: int | None) -> ColumnElement[bool]:
    return _of(municipality_id) & not_(is_party(resident))


def _of(municipality_id: int | None) -> ColumnElement[bool]:
    if municipality_id is None:
        return Case.municipality_id.is_(None)
    return Case.municipality_id == municipality_id


def _judged(resident: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether somebody of one’s home opened a case, or took part in its decisions."""
    made, contested = aliased(Decision), aliased(Appeal)
    mine = or_(
        made.decided_by_id.in_(at_home(resident)),
        made.second_id.in_(at_home(resident)),
        contested.answered_by_id.in_(at_home(resident)),
    )
    decided = select(made.id).outerjoin(contested, contested.decision_id == made.id)
    counts = made.case_id == Case.id, made.in_force_at.is_not(None), mine
    opened = select(Opening.id).where(
        Opening.case_id == Case.id, Opening.by_id.in_(at_home(resident))
    )
    return or_(
        decided.where(*counts).correlate(Case).exists(),
        opened.correlate_except(Opening).exists(),
    )
