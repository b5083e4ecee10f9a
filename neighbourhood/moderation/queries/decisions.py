"""Reading decisions and what contests them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.outcomes import OF_AN_ACCOUNT
from neighbourhood.residents.models.residents import Resident

_COUNTS = (DecisionStatus.IN_FORCE, DecisionStatus.LIGHTENED)
# What goes with a measure against an account stays hidden when the measure is over.
_OVER_AND_HIDES = and_(Decision.status == DecisionStatus.OVER, Decision.outcome.in_(OF_AN_ACCOUNT))
_COUNTS_FOR_THE_THING = or_(Decision.status.in_(_COUNTS), _OVER_AND_HIDES)


def decision(decision_id: int) -> Decision:
    """Return a decision, `Missing` when there is none; who may read it is a policy."""
    found = db.session.get(Decision, decision_id)
    if found is None:
        raise Missing
    return found


def appeal(appeal_id: int) -> Appeal:
    """Return an appeal, `Missing` when there is none."""
    found = db.session.get(Appeal, appeal_id)
    if found is None:
        raise Missing
    return found


def of_case(case: Case) -> Sequence[Decision]:
    """Return the decisions of a case, the first one first."""
    statement = select(Decision).where(Decision.case_id == case.id).order_by(Decision.id)
    return db.session.scalars(statement).all()


def proposed(case: Case) -> Decision | None:
    """Return the heavy measure that waits for a second person in a case, None without one."""
    return db.session.scalar(
        select(Decision).where(
            Decision.case_id == case.id, Decision.status == DecisionStatus.PROPOSED
        )
    )


def proposed_in(cases: Sequence[Case]) -> set[int]:
    """Return in which of some cases a heavy measure waits, in one statement."""
    waits = Decision.status == DecisionStatus.PROPOSED
    found = select(Decision.case_id).where(Decision.case_id.in_([one.id for one in cases]), waits)
    return set(db.session.scalars(found))


def was_proposed(case: Case) -> bool:
    """Tell whether somebody who moderates proposed a heavy measure in a case, refused or not."""
    before = DecisionStatus.PROPOSED, DecisionStatus.REFUSED
    found = select(Decision.id).where(Decision.case_id == case.id, Decision.status.in_(before))
    return db.session.scalar(found.limit(1)) is not None


def latest(case: Case) -> Decision | None:
    """Return the last decision of a case that came into force, None without one."""
    statement = (
        select(Decision)
        .where(Decision.case_id == case.id, Decision.in_force_at.is_not(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def about(code: str, thing_id: int) -> Decision | None:
    """Return the decision that counts about a thing, the last one, None without one."""
    statement = (
        select(Decision)
        .join(Decision.case)
        .where(Case.about == code, Case.about_id == thing_id, _COUNTS_FOR_THE_THING)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def judges_of(case: Case) -> set[int]:
    """Return who took part in the decisions of a case that came into force, or answered for it."""
    decided = select(Decision.decided_by_id, Decision.second_id, Appeal.answered_by_id)
    statement = decided.outerjoin(Appeal, Appeal.decision_id == Decision.id).where(
        Decision.case_id == case.id, Decision.in_force_at.is_not(None)
    )
    return {one for row in db.session.execute(statement) for one in row if one is not None}


def appeal_of(decision: Decision) -> Appeal | None:
    """Return what contests a decision, None when nothing does."""
    return db.session.scalar(select(Appeal).where(Appeal.decision_id == decision.id))


def concerning(resident: Resident) -> Sequence[Decision]:
    """Return the decisions about what `resident` answers for, the last one first."""
    statement = (
        select(Decision)
        .options(joinedload(Decision.case))
        .where(Decision.concerned_id == resident.id, Decision.in_force_at.is_not(None))
        .order_by(Decision.id.desc())
    )
    return db.session.scalars(statement).all()


def before(case: Case) -> Sequence[Decision]:
    """Return the other measures about what the person of a case answers for, the last one first.

    What was taken back, and what broke no rule, is nothing to hold against anybody.
    """
    counted = *_COUNTS, DecisionStatus.OVER
    statement = select(Decision).where(
        Decision.concerned_id == case.concerned_id,
        Decision.case_id != case.id,
        Decision.status.in_(counted),
        Decision.outcome != Outcome.NOTHING,
    )
    return db.session.scalars(statement.order_by(Decision.id.desc())).all()


def still_restricting(resident_id: int, outcome: Outcome, moment: datetime) -> list[Decision]:
    """Return the decisions in force that keep an account under a measure at `moment`."""
    statement = select(Decision).where(
        Decision.concerned_id == resident_id,
        Decision.outcome == outcome,
        Decision.status.in_(_COUNTS),
        Decision.until.is_(None) | (Decision.until > moment),
    )
    return list(db.session.scalars(statement))


def count_hiding(case: Case) -> int:
    """Count the decisions that keep the thing of a case hidden."""
    statement = (
        select(func.count())
        .select_from(Decision)
        .join(Decision.case)
        .where(
            Case.about == case.about,
            Case.about_id == case.about_id,
            _COUNTS_FOR_THE_THING,
            Decision.outcome.not_in((Outcome.NOTHING, Outcome.WARNING)),
        )
    )
    return db.session.scalar(statement) or 0


def past_their_date(moment: datetime) -> list[int]:
    """Return the ids of the decisions in force whose date is past."""
    statement = select(Decision.id).where(Decision.status.in_(_COUNTS), Decision.until <= moment)
    return list(db.session.scalars(statement.order_by(Decision.id)))
