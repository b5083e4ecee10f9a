"""What left a town hall by post, and what waits to: letters with a code, journals of mandates."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, and_, literal, null, or_, select, union_all

from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.words.persons import beyond
from neighbourhood.mandates.models import Mandate, MandateReport
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim
from verification.models.letters import LetterCode


class PaperKind(StrEnum):
    """What a paper is for."""

    CODE = "code"
    JOURNAL = "journal"


class PaperState(StrEnum):
    """Where a paper stands: the last thing that was noted of it."""

    WAITING = "waiting"
    PRINTED = "printed"
    POSTED = "posted"
    RETURNED = "returned"
    DROPPED = "dropped"


class Paper(NamedTuple):
    """One paper: what for, whose name it bears, when each thing was noted."""

    kind: str
    full_name: str
    created_at: datetime
    printed_at: datetime | None
    posted_at: datetime | None
    returned_at: datetime | None
    ended_at: datetime | None

    @property
    def state(self) -> PaperState:
        """Where it stands, the same as `_stands`."""
        if self.returned_at is not None:
            return PaperState.RETURNED
        if self.posted_at is not None:
            return PaperState.POSTED
        if self.ended_at is not None:
            return PaperState.DROPPED
        return PaperState.WAITING if self.printed_at is None else PaperState.PRINTED

    @property
    def public_name(self) -> str:
        """The name as everybody may read it."""
        return beyond(self.full_name)

    @property
    def at(self) -> datetime:
        """When it came to stand there."""
        last = self.returned_at or self.posted_at or self.ended_at or self.printed_at
        return last or self.created_at


def papers(
    town_id: int, state: PaperState | None = None, after: Cursor | None = None
) -> Page[Paper]:
    """Return the papers of a town that stand like this, all when None, the latest begun first."""
    every = _both(town_id).subquery()
    shown = select(*(every.c[name] for name in Paper._fields))
    if state is not None:
        shown = shown.where(_stands(every.c, state))
    page = page_of(shown, (every.c.created_at, every.c.number), after)
    return Page([Paper(*row) for row in page.rows], page.next)


def _both(town_id: int) -> CompoundSelect[Any]:
    # Numbers of two tables, one even and one odd: no two papers of a moment have the same.
    letters = (
        select(
            literal(PaperKind.CODE.value).label("kind"),
            Resident.full_name,
            LetterCode.created_at,
            LetterCode.printed_at,
            LetterCode.posted_at,
            LetterCode.returned_at,
            LetterCode.ended_at,
            (LetterCode.id * 2).label("number"),
        )
        .join(LetterCode.claim)
        .join(AddressClaim.resident)
        .join(AddressClaim.address)
        .join(Address.quartier)
        .where(Quartier.municipality_id == town_id)
    )
    journals = (
        select(
            literal(PaperKind.JOURNAL.value),
            Resident.full_name,
            MandateReport.created_at,
            MandateReport.printed_at,
            MandateReport.posted_at,
            MandateReport.returned_at,
            null(),
            MandateReport.id * 2 + 1,
        )
        .join(MandateReport.mandate)
        .join(Mandate.principal)
        .join(Quartier, Quartier.id == Resident.quartier_id)
        .where(Quartier.municipality_id == town_id)
    )
    return union_all(letters, journals)


def _stands(paper: Any, state: PaperState) -> ColumnElement[bool]:
    left = or_(paper.posted_at.is_not(None), paper.returned_at.is_not(None))
    kept = and_(~left, paper.ended_at.is_(None))
    known: dict[PaperState, ColumnElement[bool]] = {
        PaperState.RETURNED: paper.returned_at.is_not(None),
        PaperState.POSTED: and_(paper.posted_at.is_not(None), paper.returned_at.is_(None)),
        PaperState.DROPPED: and_(~left, paper.ended_at.is_not(None)),
        PaperState.PRINTED: and_(kept, paper.printed_at.is_not(None)),
        PaperState.WAITING: and_(kept, paper.printed_at.is_(None)),
    }
    return known[state]
