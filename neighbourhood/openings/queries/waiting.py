"""Who waits for which quartier, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.openings.models.waiting import Waiting
from neighbourhood.openings.policies import missing
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True)
class Place:
    """A quartier that is not open, as those who wait read it; `mine` says that one waits for it."""

    quartier: Quartier
    missing: int
    mine: bool

    @property
    def opens_at(self) -> int:
        """How many neighbours open it."""
        return self.quartier.municipality.opening_number


def _counting() -> Select[int]:
    """Count those who wait with an open account whose mailbox answered."""
    real = Resident.closed_at.is_(None), Resident.email_confirmed_at.is_not(None)
    return select(func.count()).select_from(Waiting).join(Waiting.resident).where(*real)


def count(quartier_id: int) -> int:
    """Count those who wait for a quartier."""
    return db.session.scalar(_counting().where(Waiting.quartier_id == quartier_id)) or 0


def counts(municipality_id: int) -> Mapping[int, int]:
    """Count those who wait for each quartier of a town; one for which nobody does is not there."""
    found = _counting().add_columns(Waiting.quartier_id).join(Waiting.quartier)
    rows = db.session.execute(
        found.where(Quartier.municipality_id == municipality_id).group_by(Waiting.quartier_id)
    )
    return {quartier_id: number for number, quartier_id in rows}


def waits_for(resident_id: int) -> Quartier | None:
    """Return the quartier that somebody waits for."""
    mine = select(Quartier).join(Waiting, Waiting.quartier_id == Quartier.id)
    return db.session.scalar(mine.where(Waiting.resident_id == resident_id))


def those_who_wait(quartier_id: int) -> Sequence[int]:
    """Return who is to be told that a quartier opens."""
    waiting = select(Waiting.resident_id).where(Waiting.quartier_id == quartier_id)
    return db.session.scalars(waiting.order_by(Waiting.id)).all()


def place(quartier: Quartier, resident_id: int | None) -> Place:
    """Return how far a quartier is from opening, for somebody who reads it."""
    here = waits_for(resident_id) if resident_id is not None else None
    mine = here is not None and here.id == quartier.id
    return Place(quartier, missing(quartier, count(quartier.id)), mine)
