"""Reading mandates, their codes and their journal."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.mandates import (
    REFERENCE_LENGTH,
    Consent,
    Mandate,
    MandateAgent,
    MandateDeed,
    MandateStatus,
)
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 30
MOST_READERS = 3
_CONSENT, _STOP = "mandate consent", "mandate stop"
_STANDING = (MandateStatus.PREPARED, MandateStatus.LIVE)


def represented(agent: Resident, mandate_id: int) -> Actor | None:
    """Return the principal by the hand of `agent`; None when the mandate is over."""
    statement = (
        select(Mandate)
        .join(Mandate.agents)
        .options(
            joinedload(Mandate.principal).options(
                joinedload(Resident.quartier).defer(Quartier.boundary)
            )
        )
        .where(
            Mandate.id == mandate_id,
            MandateAgent.agent_id == agent.id,
            Mandate.status == MandateStatus.LIVE,
            Mandate.ends_at > now(),
        )
    )
    mandate = db.session.scalar(statement)
    if mandate is None or not mandate.principal.is_active:
        return None
    return as_held_by(mandate, agent)


def as_held_by(mandate: Mandate, agent: Resident) -> Actor:
    """Return the principal, acting by the hand of `agent`."""
    return Actor(
        resident=mandate.principal, by_id=agent.id, mandate_id=mandate.id, scopes=mandate.scopes
    )


def locked(mandate_id: int) -> Mandate:
    """Return a mandate that nobody ends or begins before this transaction does.

    One that was given up in the meantime is `Missing`: nothing may be left of it.
    """
    found = db.session.scalars(
        select(Mandate)
        .where(Mandate.id == mandate_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def concerning(resident: Resident, mandate_id: int) -> Mandate:
    """Return a mandate that `resident` gave, prepared or holds; `Missing` for any other.

    What somebody holds through an organisation is for the pages of that organisation.
    """
    statement = _with_people().where(Mandate.id == mandate_id, _concerns(resident))
    found: Mandate | None = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def _with_people() -> Select[Mandate]:
    return select(Mandate).options(
        joinedload(Mandate.principal),
        selectinload(Mandate.agents).joinedload(MandateAgent.agent),
    )


def _holds(resident: Resident) -> ColumnElement[bool]:
    held = select(MandateAgent.id).where(
        MandateAgent.mandate_id == Mandate.id, MandateAgent.agent_id == resident.id
    )
    return held.exists()


def _concerns(resident: Resident) -> ColumnElement[bool]:
    return or_(
        Mandate.principal_id == resident.id,
        and_(
            Mandate.organisation == "", or_(_holds(resident), Mandate.prepared_by_id == resident.id)
        ),
    )


def given_by(principal: Resident) -> Sequence[Mandate]:
    """Return the mandates of a principal, the newest first, whatever became of them."""
    statement = _with_people().where(
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
    statement = _with_people().where(
        or_(_holds(agent), prepared),
        Mandate.organisation == "",
        Mandate.status != MandateStatus.ABANDONED,
    )
    return db.session.scalars(statement.order_by(Mandate.id.desc())).unique().all()


def live_of(principal_id: int) -> Sequence[Mandate]:
    """Return the mandates by which somebody may act for a principal now."""
    statement = _with_people().where(
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
        Mandate.organisation == "",
    )


def _count(*clauses: ColumnElement[bool]) -> int:
    counted = select(func.count()).where(
        Mandate.status.in_(_STANDING),
        or_(Mandate.ends_at.is_(None), Mandate.ends_at > now()),
        *clauses,
    )
    return db.session.scalar(counted) or 0


def by_code(code: str, since: datetime) -> Mandate | None:
    """Return the mandate that waits for an agent with this code, made since then."""
    kept = codes.digest(settings.current().secret_key, code, _CONSENT)
    statement = _with_people().where(
        Mandate.code_hash == kept,
        Mandate.status == MandateStatus.PREPARED,
        Mandate.created_at > since,
    )
    found: Mandate | None = db.session.scalar(statement)
    return found


def by_reference(reference: str) -> Mandate | None:
    """Return the mandate whose number is printed on a form or a letter."""
    found: Mandate | None = db.session.scalar(_with_people().where(Mandate.reference == reference))
    return found


def code_of(nonce: str) -> str:
    """Return the code by which an agent takes up a mandate; the principal gives it in person."""
    return codes.derive(settings.current().secret_key, _CONSENT, nonce)


def hash_of(code: str) -> str:
    """Return what is kept of a code of consent."""
    return codes.digest(settings.current().secret_key, code, _CONSENT)


def by_id(mandate_id: int) -> Mandate | None:
    """Return a mandate for whoever has just proved that its paper is in their hands."""
    found: Mandate | None = db.session.scalar(_with_people().where(Mandate.id == mandate_id))
    return found


def stop_code_of(mandate: Mandate) -> str:
    """Return the code printed on paper by which the principal ends a mandate without an account."""
    return codes.derive(settings.current().secret_key, _STOP, mandate.nonce)


def fresh_reference() -> str:
    """Return a number for a form: nothing can be read from it."""
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(REFERENCE_LENGTH))


def journal(mandate: Mandate, after: Cursor | None) -> Page[MandateDeed]:
    """Return a page of what was done by a mandate, newest first."""
    statement = _deeds(mandate).order_by(MandateDeed.created_at.desc(), MandateDeed.id.desc())
    if after is not None:
        position = tuple_(MandateDeed.created_at, MandateDeed.id)
        statement = statement.where(position < (after.moment, after.id))
    rows = list(db.session.scalars(statement.limit(PAGE_SIZE + 1)))
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Page(rows, Cursor(rows[-1].created_at, rows[-1].id) if more else None)


def deeds_between(mandate: Mandate, begin: datetime, end: datetime) -> Sequence[MandateDeed]:
    """Return what was done by a mandate from `begin` to just before `end`, oldest first."""
    statement = _deeds(mandate).where(MandateDeed.created_at >= begin, MandateDeed.created_at < end)
    return db.session.scalars(statement.order_by(MandateDeed.created_at, MandateDeed.id)).all()


def _deeds(mandate: Mandate) -> Select[MandateDeed]:
    return (
        select(MandateDeed)
        .options(joinedload(MandateDeed.agent))
        .where(MandateDeed.mandate_id == mandate.id)
    )


def due(moment: datetime) -> Sequence[Mandate]:
    """Return the mandates whose time is over but which nobody has closed yet."""
    statement = select(Mandate).where(
        Mandate.status == MandateStatus.LIVE, Mandate.ends_at <= moment
    )
    return db.session.scalars(statement.with_for_update()).all()


def forgotten(before: datetime) -> Sequence[Mandate]:
    """Return the mandates prepared before then that nobody took up or signed."""
    statement = select(Mandate).where(
        Mandate.status == MandateStatus.PREPARED, Mandate.created_at < before
    )
    return db.session.scalars(statement.with_for_update()).all()


def mailboxes_for(resident: Resident) -> list[Resident]:
    """Return who reads the mail meant for `resident`: themselves, else those who act for them.

    Of the staff of an organisation, only `MOST_READERS`, those who acted last: what everybody is
    told, nobody reads.
    """
    if resident.email is not None:
        return [resident]
    readers = [reader for mandate in live_of(resident.id) for reader in _readers(mandate)]
    return list({reader.id: reader for reader in readers}.values())


def _readers(mandate: Mandate) -> list[Resident]:
    agents = [held.agent for held in mandate.agents if held.agent.is_active and held.agent.email]
    if not mandate.organisation:
        return agents
    lately = _last_deeds(mandate)
    # The sort is stable: among those who never acted, the longest-standing come first.
    agents.sort(key=lambda agent: lately.get(agent.id, 0), reverse=True)
    return agents[:MOST_READERS]


def _last_deeds(mandate: Mandate) -> dict[int, int]:
    last = (
        select(MandateDeed.agent_id, func.max(MandateDeed.id))
        .where(MandateDeed.mandate_id == mandate.id)
        .group_by(MandateDeed.agent_id)
    )
    return dict(db.session.execute(last).all())


def waiting_for(principal: Resident) -> Mandate | None:
    """Return the mandate on paper that waits for the signature of somebody known already."""
    statement = _with_people().where(
        Mandate.principal_id == principal.id,
        Mandate.status == MandateStatus.PREPARED,
        Mandate.consent == Consent.PAPER,
    )
    return db.session.scalars(statement).unique().first()
