"""Who takes part in a conversation of many: as many as a page shows, or those it must name."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, not_, select
from sqlalchemy.orm import joinedload

from messaging.models import Member, Message
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

PAGE_SIZE = 20
# More than any page shows lines.
MOST_ASKED = 200


def _there(conversation_id: int, met_by: int) -> Select[Member]:
    return (
        select(Member)
        .join(Member.resident)
        .where(
            Member.conversation_id == conversation_id,
            Member.left_at.is_(None),
            Resident.closed_at.is_(None),
            not_(apart(met_by, Member.resident_id)),
        )
    )


def page(conversation_id: int, after: Cursor | None, *, met_by: int) -> Page[Member]:
    """Return a page of who takes part, who came last first; nobody kept apart from `met_by`."""
    there = _there(conversation_id, met_by).options(joinedload(Member.resident))
    return page_of(there, (Member.joined_at, Member.id), after, size=PAGE_SIZE)


def count(conversation_id: int, *, met_by: int) -> int:
    """Count who takes part, as `met_by` is told."""
    there = _there(conversation_id, met_by).subquery()
    return db.session.scalar(select(func.count()).select_from(there)) or 0


def all_there(conversation_id: int, *, met_by: int) -> Sequence[Resident]:
    """Return everybody whom `met_by` may name in a line."""
    there = _there(conversation_id, met_by).with_only_columns(Resident)
    others = there.where(Member.resident_id != met_by)
    return db.session.scalars(others.order_by(Member.id)).all()


def some(conversation_id: int, ids: Iterable[int], *, met_by: int) -> Sequence[Resident]:
    """Return those of `ids` who have, or had, a seat here."""
    wanted = set(ids)
    if not wanted:
        return ()
    seated = (
        select(Resident)
        .join(Member, Member.resident_id == Resident.id)
        .where(
            Member.conversation_id == conversation_id,
            Member.resident_id.in_(wanted),
            not_(apart(met_by, Member.resident_id)),
        )
    )
    return db.session.scalars(seated).all()


def spoken_of(lines: Iterable[Message]) -> set[int]:
    """Return whom lines name: who said them, and those whom they tell to have come."""
    found = set()
    for line in lines:
        found |= {line.author_id, *came(line.details)}
    return {one for one in found if one is not None}


def came(details: Mapping[str, object] | None) -> Sequence[int]:
    """Return who came at once, of whom one line tells."""
    told = (details or {}).get("residents")
    return [one for one in told if isinstance(one, int)] if isinstance(told, list) else ()
