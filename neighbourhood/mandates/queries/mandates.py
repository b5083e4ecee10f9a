"""Reading mandates: who gave them, who holds them, which wait or are over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.mandates.models import Consent, Mandate, MandateAgent, MandateStatus
from neighbourhood.residents.models.residents import Resident

_STANDING = (MandateStatus.PREPARED, MandateStatus.LIVE)


def concerning(resident: Resident, mandate_id: int) -> Mandate:
    """Return a mandate that `resident` gave, prepared or holds; `Missing` for any other.

    What somebody holds through an organisation is for the pages of that organisation.
    """
    statement = with_people().where(Mandate.id == mandate_id, _concerns(resident))
    found: Mandate | None = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def with_people() -> Select[Mandate]:
    """Ask for mandates with everybody their pages name."""
    return select(Mandate).options(
        joinedload(Mandate.principal),
        joinedload(Mandate.partner),
        selectinload(Mandate.agents).joinedload(MandateAgent.agent),
    )


def _holds(resident: Resident) -> ColumnElement[bool]:
    named = select(MandateAgent.id).where(
        MandateAgent.mandate_id == Mandate.id, MandateAgent.agent_id == resident.id
    )
    return named.exists()


def _concerns(resident: Resident) -> ColumnElement[bool]:
    return or_(
        Mandate.principal_id == resident.id,
        and_(
            Mandate.partner_id.is_(None),
            or_(_holds(resident), Mandate.prepared_by_id == resident.id),
        ),
    )


def given_by(principal: Resident) -> Sequence[Mandate]:
    """Return the mandates of a principal, the newest first, whatever became of them."""
    statement = with_people().where(
        Mandate.principal_id == principal.id, Mandate.status != MandateStatus.ABANDONED
    )
    return db.session.scalars(statement.order_by(Mandate.id.desc())).unique().all()


def has_begun(principal: Resident) -> bool:
    """Tell whether a mandate of theirs ever began, or they ever had a home here."""
    begun = select(Mandate.id).where(
        Mandate.principal_id == principal.id, Mandate.begins_at.is_not(None)
    )
    return principal.may_read or db.session.scalar(begun.limit(1)) is not None


def held_by(agent: Resident) -> Sequence[Mandate]:
    """Return what `agent` holds or has prepared in their own name, the newest first."""
    prepared = (Mandate.prepared_by_id == agent.id) & (Mandate.principal_id != agent.id)
    statement = with_people().where(
        or_(_holds(agent), prepared),
        Mandate.partner_id.is_(None),
        Mandate.status != MandateStatus.ABANDONED,
    )
    return db.session.scalars(statement.order_by(Mandate.id.desc())).unique().all()


def live_of(principal_id: int) -> Sequence[Mandate]:
    """Return the mandates by which somebody may act for a principal now."""
    statement = with_people().where(
        Mandate.principal_id == principal_id,
        Mandate.status == MandateStatus.LIVE,
        Mandate.ends_at > now(),
    )
    return db.session.scalars(statement).unique().all()


def count_given(principal: Resident) -> int:
    """Count the mandates of a principal that run or wait."""
    return _count(Mandate.principal_id == principal.id)


def count_held(agent: Resident) -> int:
    """Count the mandates that a person holds, or has prepared, in their own name."""
    return _count(
        or_(_holds(agent), Mandate.prepared_by_id == agent.id),
        Mandate.principal_id != agent.id,
        Mandate.partner_id.is_(None),
    )


def _count(*clauses: ColumnElement[bool]) -> int:
    counted = select(func.count()).where(
        Mandate.status.in_(_STANDING),
        or_(Mandate.ends_at.is_(None), Mandate.ends_at > now()),
        *clauses,
    )
    return db.session.scalar(counted) or 0


def by_reference(reference: str) -> Mandate | None:
    """Return the mandate whose number is printed on a form or a letter."""
    found: Mandate | None = db.session.scalar(with_people().where(Mandate.reference == reference))
    return found


def by_id(mandate_id: int) -> Mandate | None:
    """Return a mandate for whoever has just proved that its paper is in their hands."""
    found: Mandate | None = db.session.scalar(with_people().where(Mandate.id == mandate_id))
    return found


def due(moment: datetime) -> Sequence[Mandate]:
    """Return the mandates whose time is over but which nobody has closed yet."""
    statement = select(Mandate).where(
        Mandate.status == MandateStatus.LIVE, Mandate.ends_at <= moment
    )
    return db.session.scalars(held(statement, Mandate)).all()


def forgotten(before: datetime) -> Sequence[Mandate]:
    """Return the mandates prepared before then that nobody took up or signed."""
    statement = select(Mandate).where(
        Mandate.status == MandateStatus.PREPARED, Mandate.created_at < before
    )
    return db.session.scalars(held(statement, Mandate)).all()


def waiting_for(principal: Resident) -> Mandate | None:
    """Return the mandate on paper that waits for the signature of somebody known already."""
    statement = with_people().where(
        Mandate.principal_id == principal.id,
        Mandate.status == MandateStatus.PREPARED,
        Mandate.consent == Consent.PAPER,
    )
    return db.session.scalars(statement).unique().first()
