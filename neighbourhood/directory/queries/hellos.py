"""Reading hellos: each is for its two people alone, as long as nothing keeps them apart."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.directory.models import Hello, HelloStatus
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

A_DAY = timedelta(days=1)


def _mine(viewer_id: int) -> Select[Hello]:
    either = or_(Hello.greeter_id == viewer_id, Hello.greeted_id == viewer_id)
    hand = and_(Hello.greeted_id == viewer_id, apart(viewer_id, Hello.agent_id))
    away = or_(apart(viewer_id, Hello.greeter_id), apart(viewer_id, Hello.greeted_id), hand)
    both = joinedload(Hello.greeter), joinedload(Hello.greeted), joinedload(Hello.agent)
    return select(Hello).options(*both).where(either, not_(away), _stands_for(viewer_id))


def _stands_for(viewer_id: int) -> ColumnElement[bool]:
    """Leave out what was taken back, but for who said it, and what a block has ended."""
    own = and_(Hello.status == HelloStatus.TAKEN_BACK, Hello.greeter_id == viewer_id)
    return or_(Hello.status.not_in((HelloStatus.TAKEN_BACK, HelloStatus.PARTED)), own)


def get_hello(viewer: Resident, hello_id: int) -> Hello:
    """Return a hello to one of its two; `Missing` to anybody else."""
    found = db.session.scalar(_mine(viewer.id).where(Hello.id == hello_id))
    if found is None:
        raise Missing
    return found


def to_talk_about(hello_id: int) -> Hello | None:
    """Return a hello to those who talk since."""
    both = joinedload(Hello.greeter), joinedload(Hello.greeted)
    return db.session.scalar(select(Hello).options(*both).where(Hello.id == hello_id))


def hellos_of(viewer: Resident, after: Cursor | None = None) -> Page[Hello]:
    """Return a page of the hellos of a resident, said and received, newest first."""
    return page_of(_mine(viewer.id), (Hello.created_at, Hello.id), after, size=20)


def between(one_id: int, other_id: int) -> Hello | None:
    """Return what one of two said to the other."""
    low, high = sorted((one_id, other_id))
    return db.session.scalar(select(Hello).where(Hello.low_id == low, Hello.high_id == high))


def with_others(viewer_id: int, other_ids: Sequence[int]) -> dict[int, Hello]:
    """Return the hellos between one and several others, by the other."""
    said = and_(Hello.greeter_id == viewer_id, Hello.greeted_id.in_(other_ids))
    heard = and_(Hello.greeted_id == viewer_id, Hello.greeter_id.in_(other_ids))
    shown = or_(said, heard), _stands_for(viewer_id)
    rows = db.session.scalars(select(Hello).where(*shown))
    return {each.other_id(viewer_id): each for each in rows}


def said_lately(greeter_id: int) -> int:
    """Count the hellos that somebody said within a day."""
    lately = Hello.greeter_id == greeter_id, Hello.created_at > now() - A_DAY
    return db.session.scalar(select(func.count()).where(*lately)) or 0


def waiting_between(one_id: int, other_id: int) -> Sequence[Hello]:
    """Return the hello of two that waits for its answer."""
    found = between(one_id, other_id)
    return [found] if found is not None and found.status is HelloStatus.WAITING else []
