"""Reading files of needs: those of a partner, and what waits in one for its second reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.needs.batches import NeedFile, NeedFileStatus
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, Urgency
from neighbourhood.needs.queries import publishers
from neighbourhood.needs.versions import NeedRevision, RevisionStatus
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import those_at_home_of

PAGE_SIZE = 50
SAMPLE = 8
MOST_CORRECTIONS = 100
RECENT = 8
# Amounts are shown together: under 50 €, from 50 to 100, and so on.
BANDS = (50_00, 100_00, 250_00, 500_00, 1_000_00)


@dataclass(frozen=True, slots=True)
class Group:
    """How many needs that wait are alike, and what they ask for together."""

    kind: NeedKind
    quartier: str
    urgency: Urgency
    band: int
    number: int
    cents: int


def file_of(partner: Partner, file_id: int) -> NeedFile:
    """Return a file of `partner`, `Missing` for anyone else’s."""
    file = db.session.get(NeedFile, file_id)
    if file is None or file.partner_id != partner.id:
        raise Missing
    return file


def files_of(partner: Partner) -> Sequence[NeedFile]:
    """Return the last files of a partner that were not given up, newest first."""
    kept = NeedFile.partner_id == partner.id, NeedFile.status != NeedFileStatus.DROPPED
    chosen = select(NeedFile).options(joinedload(NeedFile.author)).where(*kept)
    return db.session.scalars(chosen.order_by(NeedFile.id.desc()).limit(RECENT)).all()


def unconfirmed_of(partner_id: int, author_id: int) -> Sequence[NeedFile]:
    """Return the files that somebody sent and nobody confirmed."""
    mine = NeedFile.partner_id == partner_id, NeedFile.author_id == author_id
    return db.session.scalars(select(NeedFile).where(*mine, _unconfirmed())).all()


def _unconfirmed() -> Any:
    return NeedFile.status.in_(NeedFile.MOVES.into(NeedFileStatus.DROPPED))


def is_writing(partner_id: int) -> bool:
    """Tell whether a file of this partner is being written."""
    being = NeedFile.partner_id == partner_id, NeedFile.status == NeedFileStatus.WRITING
    return db.session.scalar(select(NeedFile.id).where(*being).limit(1)) is not None


def unconfirmed_since(before: datetime) -> Sequence[int]:
    """Return the files that wait since before a moment to be confirmed."""
    old = select(NeedFile.id).where(NeedFile.created_at < before, _unconfirmed())
    return db.session.scalars(old).all()


def standing_still(before: datetime) -> Sequence[int]:
    """Return the files under way of which nothing was done since a moment."""
    under_way = (NeedFileStatus.READING, NeedFileStatus.WRITING, NeedFileStatus.APPROVING)
    still = NeedFile.status.in_(under_way), NeedFile.moved_at < before
    return db.session.scalars(select(NeedFile.id).where(*still)).all()


def _waiting(file: NeedFile) -> tuple[Any, ...]:
    return Need.file_id == file.id, Need.status == NeedStatus.SUBMITTED


def _corrections(file: NeedFile) -> tuple[Any, ...]:
    return NeedRevision.file_id == file.id, NeedRevision.status == RevisionStatus.SUBMITTED


def count_waiting(file: NeedFile) -> int:
    """Count the needs and the corrections of a file that wait for their second reader."""
    needs = select(func.count()).select_from(Need).where(*_waiting(file))
    revisions = select(func.count()).select_from(NeedRevision).where(*_corrections(file))
    return (db.session.scalar(needs) or 0) + (db.session.scalar(revisions) or 0)


def next_needs(file: NeedFile, most: int) -> Sequence[int]:
    """Return the first needs that wait."""
    chosen = select(Need.id).where(*_waiting(file)).order_by(Need.id).limit(most)
    return db.session.scalars(chosen).all()


def next_revisions(file: NeedFile, most: int) -> Sequence[NeedRevision]:
    """Return the first corrections that wait."""
    chosen = select(NeedRevision).where(*_corrections(file)).order_by(NeedRevision.id)
    return db.session.scalars(chosen.limit(most)).all()


def corrections(file: NeedFile) -> Sequence[tuple[NeedRevision, Need]]:
    """Return the corrections that wait, with the need as neighbours read it now."""
    chosen = select(NeedRevision, Need).join(Need, Need.id == NeedRevision.need_id)
    first = chosen.where(*_corrections(file)).order_by(NeedRevision.id).limit(MOST_CORRECTIONS)
    return [(revision, need) for revision, need in db.session.execute(first)]


def groups(file: NeedFile) -> dict[NeedKind, list[Group]]:
    """Return what waits, by kind, then counted by quartier, urgency and band of amount."""
    bands = [(Need.target_cents < most, place) for place, most in enumerate(BANDS)]
    by = Need.kind, Quartier.name, Need.urgency, case(*bands, else_=len(BANDS)).label("band")
    statement = (
        select(*by, func.count(), func.sum(Need.target_cents))
        .join(Quartier, Quartier.id == Need.quartier_id)
        .where(*_waiting(file))
        .group_by(Need.kind, Quartier.name, Need.urgency, "band")
        .order_by(Need.kind, Quartier.name, Need.urgency, "band")
    )
    found: dict[NeedKind, list[Group]] = {}
    for row in db.session.execute(statement):
        kind, quartier, urgency, band, number, cents = row
        group = Group(kind, quartier, urgency, band, number, int(cents))
        found.setdefault(kind, []).append(group)
    return found


def sample(file: NeedFile) -> Sequence[Need]:
    """Return a few of what waits, from one end of the file to the other."""
    ranked = (
        select(Need.id, func.row_number().over(order_by=Need.id).label("rank"))
        .where(*_waiting(file))
        .subquery()
    )
    number = db.session.scalar(select(func.count()).select_from(ranked)) or 0
    step = max(number // SAMPLE, 1)
    chosen = _needs().join(ranked, ranked.c.id == Need.id).where(ranked.c.rank % step == 0)
    return db.session.scalars(chosen.order_by(Need.id).limit(SAMPLE)).all()


def page(file: NeedFile, after: Cursor | None) -> Page[Need]:
    """Return a page of the needs that a file made or changed, newest first."""
    chosen = _needs().where(Need.file_id == file.id)
    return page_of(chosen, (Need.created_at, Need.id), after, size=PAGE_SIZE)


def _needs() -> Select[Need]:
    return select(Need).options(joinedload(Need.quartier))


def readers_of(file: NeedFile) -> Sequence[Resident]:
    """Return the staff who may read a file: they publish, and `reads_file_apart` holds."""
    too_near = those_at_home_of({file.author_id})
    return [one for one in publishers(file.partner_id) if one.id not in too_near]
