"""Reading what was done by mandates."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.mandates.models import Mandate, MandateDeed


def journal(mandate: Mandate, after: Cursor | None) -> Page[MandateDeed]:
    """Return a page of what was done by a mandate, newest first."""
    return page_of(_deeds(mandate), (MandateDeed.created_at, MandateDeed.id), after)


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
