"""Reading what somebody may end, and what ends with a circle, or when two are kept apart."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, or_, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.coming import Coming, Regular
from neighbourhood.gatherings.models.gatherings import Gathering, GatheringStatus
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.queries.coming import ahead
from neighbourhood.gatherings.queries.gatherings import HOSTING
from neighbourhood.residents.models.residents import Resident


def get_to_leave(resident: Resident, coming_id: int) -> Coming:
    """Return an answer of `resident`, who may always end it, even of what they hear no more."""
    found = db.session.get(Coming, coming_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def get_regular(resident: Resident, gathering_id: int) -> Regular:
    """Return that `resident` comes to every date of a gathering; `Missing` when they never did."""
    own = Regular.gathering_id == gathering_id, Regular.resident_id == resident.id
    found = db.session.scalar(select(Regular).where(*own))
    if found is None:
        raise Missing
    return found


def answers_between(one_id: int, other_id: int) -> Sequence[Coming]:
    """Return what each of two answered to a gathering of the other, be it over."""
    mine = and_(Coming.resident_id == one_id, Gathering.author_id == other_id)
    theirs = and_(Coming.resident_id == other_id, Gathering.author_id == one_id)
    rows = ahead().join(Coming.gathering).where(or_(mine, theirs))
    return db.session.scalars(rows.order_by(Coming.id)).all()


def answers_in(resident_id: int, reach: str) -> Sequence[Coming]:
    """Return what a resident answered to what has a reach, be it over."""
    own = Coming.resident_id == resident_id, Gathering.reach == reach
    rows = ahead().join(Coming.gathering).where(*own)
    return db.session.scalars(rows.order_by(Coming.id)).all()


def regulars_in(resident_id: int, reach: str) -> Sequence[Regular]:
    """Return the series of a reach to every date of which a resident comes."""
    own = Regular.resident_id == resident_id, Regular.ended_at.is_(None), Gathering.reach == reach
    return db.session.scalars(select(Regular).join(Regular.gathering).where(*own)).all()


def regulars_between(one_id: int, other_id: int) -> Sequence[Regular]:
    """Return the series of the one to every date of which the other comes."""
    mine = and_(Regular.resident_id == one_id, Gathering.author_id == other_id)
    theirs = and_(Regular.resident_id == other_id, Gathering.author_id == one_id)
    either = or_(mine, theirs), Regular.ended_at.is_(None)
    return db.session.scalars(select(Regular).join(Regular.gathering).where(*either)).all()


def hostings_in(resident_id: int, reach: str) -> Sequence[Host]:
    """Return what a resident holds with its author, or is asked to, of what has a reach."""
    own = Host.resident_id == resident_id, Host.status.in_(HOSTING), Gathering.reach == reach
    return db.session.scalars(_hostings().where(*own)).all()


def hostings_of(resident_id: int) -> Sequence[Host]:
    """Return what a resident holds with its author, or is asked to, and is still to be held."""
    own = Host.resident_id == resident_id, Host.status.in_(HOSTING)
    still = _hostings().where(*own, Gathering.status == GatheringStatus.OPEN)
    return db.session.scalars(still).all()


def hostings_between(one_id: int, other_id: int) -> Sequence[Host]:
    """Return what each of two holds, or is asked to, with the other."""
    mine = and_(Host.resident_id == one_id, Gathering.author_id == other_id)
    theirs = and_(Host.resident_id == other_id, Gathering.author_id == one_id)
    either = or_(mine, theirs), Host.status.in_(HOSTING)
    return db.session.scalars(_hostings().where(*either)).all()


def _hostings() -> Select[Host]:
    return select(Host).join(Host.gathering).order_by(Host.id)
