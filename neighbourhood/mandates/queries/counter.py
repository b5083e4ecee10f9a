"""Reading what a town hall needs of mandates: forms to record, some to stop, papers to post."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from neighbourhood.foundation.outside.letters import LATELY, MOST_LISTED
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.mandates.models import (
    Consent,
    Mandate,
    MandateAgent,
    MandateReport,
    MandateStatus,
)
from neighbourhood.places import homes
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents import names
from neighbourhood.residents.models.residents import Resident


def mandate_by_reference(municipality_ids: Collection[int], reference: str) -> Mandate | None:
    """Return the form to record, or the mandate to stop, of somebody in these towns."""
    statement = _mandates(municipality_ids, Mandate.reference == reference, _standing())
    found: Mandate | None = db.session.scalar(statement)
    return found


def mandates_at(municipality_ids: Collection[int], address: Address) -> Sequence[Mandate]:
    """Return the mandates on paper, under way, of those who live at an address of these towns."""
    lives_there = Resident.address_id == address.id
    statement = _mandates(
        municipality_ids, lives_there, Mandate.consent == Consent.PAPER, _is_live()
    )
    return db.session.scalars(statement.order_by(Mandate.id)).unique().all()


def _mandates(
    municipality_ids: Collection[int], *conditions: ColumnElement[bool]
) -> Select[Mandate]:
    # Where a form says so, what it says decides which desk looks at it; else where they live.
    home = func.coalesce(Mandate.address_id, Resident.address_id, type_=Home)
    chosen = select(Mandate).join(Mandate.principal).where(*conditions)
    written = db.session.scalars(chosen.with_only_columns(home).distinct())
    return chosen.where(homes.is_one_of(home, homes.in_towns(written, municipality_ids))).options(
        contains_eager(Mandate.principal),
        selectinload(Mandate.address),
        selectinload(Mandate.agents).joinedload(MandateAgent.agent),
    )


def _is_live() -> ColumnElement[bool]:
    return and_(Mandate.status == MandateStatus.LIVE, Mandate.ends_at > now())


def _standing() -> ColumnElement[bool]:
    waits = and_(Mandate.status == MandateStatus.PREPARED, Mandate.consent == Consent.PAPER)
    return or_(waits, _is_live())


def same_person(mandate: Mandate) -> Sequence[Resident]:
    """Return those without a mailbox who live where a form says, under a name much like its own."""
    statement = select(Resident).where(
        Resident.address_id == mandate.address_id,
        Resident.email.is_(None),
        Resident.verified_at.is_not(None),
        Resident.closed_at.is_(None),
        Resident.id != mandate.principal_id,
    )
    likely = db.session.scalars(statement.order_by(Resident.id)).all()
    return [one for one in likely if names.are_alike(one.full_name, mandate.principal.full_name)]


def waiting_reports(
    municipality_ids: Collection[int], *, lock: bool = False
) -> Sequence[MandateReport]:
    """Return the journals that these town halls have not posted yet, oldest first."""
    statement = (
        _reports(municipality_ids)
        .where(MandateReport.posted_at.is_(None))
        .order_by(MandateReport.month, MandateReport.id)
    )
    return db.session.scalars(held(statement, MandateReport) if lock else statement).all()


def posted_reports(
    municipality_ids: Collection[int], *, lock: bool = False
) -> Sequence[MandateReport]:
    """Return the journals that these town halls posted lately, latest first."""
    statement = (
        _reports(municipality_ids)
        .where(MandateReport.posted_at > now() - LATELY)
        .order_by(MandateReport.posted_at.desc(), MandateReport.id.desc())
        .limit(MOST_LISTED)
    )
    return db.session.scalars(held(statement, MandateReport) if lock else statement).all()


def _reports(municipality_ids: Collection[int]) -> Select[MandateReport]:
    chosen = (
        select(MandateReport)
        .join(MandateReport.mandate)
        .join(Mandate.principal)
        .where(Resident.closed_at.is_(None), Resident.address_id.is_not(None))
    )
    lived = db.session.scalars(chosen.with_only_columns(Resident.address_id).distinct())
    there = homes.in_towns(lived, municipality_ids)
    return chosen.where(homes.is_one_of(Resident.address_id, there)).options(
        contains_eager(MandateReport.mandate).options(
            contains_eager(Mandate.principal)
            .selectinload(Resident.address)
            .joinedload(Address.quartier)
            .joinedload(Quartier.municipality),
            selectinload(Mandate.agents).joinedload(MandateAgent.agent),
        )
    )
