"""Reading gatherings and their dates; who may see one is decided here."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.feed.boards import Wall
from neighbourhood.feed.circles import CIRCLES, is_in
from neighbourhood.feed.reaches import REACHES, Listener, Spoken, met, town_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.coming import Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    GatheringStatus,
    Occurrence,
    OccurrenceStatus,
)
from neighbourhood.gatherings.models.hosting import Host, HostStatus
from neighbourhood.places.models import PublicPlace, Quartier
from neighbourhood.residents.models.residents import Resident

RECENT = 40
FEW = 3
WEEKS_SHOWN = 6
_LIVE = (ComingStatus.ASKED, ComingStatus.COMING, ComingStatus.WAITING)
HOSTING = (HostStatus.ASKED, HostStatus.HOST)


def _hosted_by(resident_id: int) -> ColumnElement[bool]:
    """Tell in SQL whether a resident holds a gathering with its author, or is asked to."""
    return exists().where(
        Host.gathering_id == Gathering.id,
        Host.resident_id == resident_id,
        Host.status.in_(HOSTING),
    )


def still_heard_by(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether what somebody answered, or holds, is still theirs to deal with.

    Not once they are kept apart from its author, nor out of the circle in which it is held.
    """
    listener, of = Listener.of(viewer), Gathering
    spoken = Spoken(
        about=of.ABOUT,
        about_id=of.id,
        author_id=of.author_id,
        said_at=of.created_at,
        quartier_id=of.quartier_id,
        town_id=town_of(of.quartier_id),
        reach=of.reach,
    )
    inside = [circle.heard(spoken, listener) for circle in CIRCLES.values()]
    within = or_(of.author_id == viewer.id, of.reach.in_(list(REACHES)), *inside)
    return and_(within, met(of, listener))


def still_hears(resident: Resident, gathering: Gathering) -> bool:
    """Tell the same of one gathering."""
    one = select(Gathering.id).where(Gathering.id == gathering.id, still_heard_by(resident))
    return db.session.scalar(one) is not None


def may_have_place(resident: Resident, gathering: Gathering) -> bool:
    """Tell whether somebody who has no place may be given one: it is said where they live now.

    Whoever had one before they moved away keeps it, and may give it back.
    """
    if not resident.may_read or resident.quartier_id is None:
        return False
    said = or_(Gathering.reaches(resident), _hosted_by(resident.id)), still_heard_by(resident)
    one = select(Gathering.id).where(Gathering.id == gathering.id, *said)
    return db.session.scalar(one) is not None


class _Wall(Wall[Gathering, Coming]):
    """Gatherings are read by those who hold them, too; those of a circle by nobody out of it."""

    def _read_by(self, viewer: Resident) -> ColumnElement[bool]:
        either = or_(super()._read_by(viewer), _hosted_by(viewer.id))
        return and_(either, still_heard_by(viewer))


WALL = _Wall(Gathering, Coming)
visible_to = WALL.visible_to
get_visible = WALL.get_visible
get_own = WALL.get_own
concerning = WALL.concerning
heard_by = WALL.heard_by


def get_date(viewer: Resident, gathering_id: int, occurrence_id: int) -> Occurrence:
    """Return a date of a gathering that `viewer` may see; `Missing` for any other."""
    get_visible(viewer, gathering_id)
    one = Occurrence.id == occurrence_id, Occurrence.gathering_id == gathering_id
    found = db.session.scalar(select(Occurrence).where(*one))
    if found is None:
        raise Missing
    return found


def dates_of(gathering: Gathering) -> Sequence[Occurrence]:
    """Return the dates of a gathering, in order."""
    dates = select(Occurrence).where(Occurrence.gathering_id == gathering.id)
    return db.session.scalars(dates.order_by(Occurrence.starts_at, Occurrence.id)).all()


def dates_from(gathering: Gathering, moment: datetime) -> Sequence[Occurrence]:
    """Return the dates of a gathering that its rule has from a moment on, whatever they are."""
    since = Occurrence.gathering_id == gathering.id, Occurrence.original_start >= moment
    dates = select(Occurrence).where(*since)
    return db.session.scalars(dates.order_by(Occurrence.original_start)).all()


def dates_ahead(gathering: Gathering) -> Sequence[Occurrence]:
    """Return the dates of a gathering that are still to begin, as planned."""
    dates = select(Occurrence).where(Occurrence.gathering_id == gathering.id, is_ahead())
    return db.session.scalars(dates.order_by(Occurrence.starts_at, Occurrence.id)).all()


def is_ahead() -> ColumnElement[bool]:
    """Tell in SQL whether a date is still to begin, as planned."""
    return and_(Occurrence.status == OccurrenceStatus.PLANNED, Occurrence.starts_at > now())


def to_show(gathering: Gathering) -> Occurrence:
    """Return the date a page begins with: under way, the next, or the last there was."""
    dates = dates_of(gathering)
    planned = [one for one in dates if one.is_planned and one.ends_at > now()]
    held = [one for one in dates if one.is_planned]
    return (planned or held[-1:] or dates)[0]


def _whole() -> Select[Occurrence]:
    dates = select(Occurrence).join(Occurrence.gathering)
    whole = contains_eager(Occurrence.gathering)
    return dates.options(whole.joinedload(Gathering.author), whole.joinedload(Gathering.quartier))


def coming_dates(viewer: Resident, weeks: int = WEEKS_SHOWN) -> Sequence[Occurrence]:
    """Return what is held in the coming weeks, and `viewer` may see, those cancelled too."""
    until = now() + timedelta(weeks=weeks)
    shown = Gathering.status == GatheringStatus.OPEN, Gathering.hidden_at.is_(None)
    when = Occurrence.ends_at > now(), Occurrence.starts_at < until
    dates = _whole().where(visible_to(viewer), *shown, *when)
    return db.session.scalars(dates.order_by(Occurrence.starts_at, Occurrence.id)).all()


def has_dates_after(viewer: Resident, weeks: int) -> bool:
    """Tell whether something is held later than the weeks that are shown."""
    later = Occurrence.starts_at >= now() + timedelta(weeks=weeks)
    shown = Gathering.status == GatheringStatus.OPEN, Gathering.hidden_at.is_(None)
    dates = select(Occurrence.id).join(Occurrence.gathering).where(visible_to(viewer), *shown)
    return db.session.scalar(dates.where(later).limit(1)) is not None


def next_dates(viewer: Resident) -> Sequence[Occurrence]:
    """Return the next few dates that `viewer` may come to, one of each gathering."""
    if viewer.quartier_id is None:
        return []
    soonest = select(func.min(Occurrence.starts_at)).where(
        Occurrence.gathering_id == Gathering.id, is_ahead()
    )
    shown = Gathering.status == GatheringStatus.OPEN, Gathering.hidden_at.is_(None)
    first = Occurrence.starts_at == soonest.correlate(Gathering).scalar_subquery()
    dates = _whole().where(is_ahead(), first, *shown, visible_to(viewer))
    return db.session.scalars(dates.order_by(Occurrence.starts_at).limit(FEW)).all()


def my_dates(resident: Resident, *, past: bool = False) -> Sequence[Occurrence]:
    """Return the dates a resident comes to, waits for or holds: ahead, or the last held."""
    mine = exists().where(
        Coming.occurrence_id == Occurrence.id,
        Coming.resident_id == resident.id,
        Coming.status.in_(_LIVE),
    )
    held = or_(mine, Gathering.author_id == resident.id, _hosted_by(resident.id))
    dates = _whole().where(held, visible_to(resident))
    if past:
        over = Occurrence.ends_at <= now(), Occurrence.status == OccurrenceStatus.PLANNED
        return db.session.scalars(
            dates.where(*over).order_by(Occurrence.starts_at.desc()).limit(RECENT)
        ).all()
    ahead = dates.where(Occurrence.ends_at > now()).order_by(Occurrence.starts_at)
    return db.session.scalars(ahead.limit(RECENT)).all()


def hosts_of(gathering: Gathering) -> Sequence[Host]:
    """Return who holds a gathering with its author, and who is asked to."""
    chosen = Host.gathering_id == gathering.id, Host.status.in_(HOSTING)
    whole = joinedload(Host.resident).joinedload(Resident.quartier)
    return db.session.scalars(select(Host).options(whole).where(*chosen).order_by(Host.id)).all()


def host_ids(gathering: Gathering) -> list[int]:
    """Return the accounts of all who hold a gathering, the author first."""
    said_yes = [one.resident_id for one in hosts_of(gathering) if one.is_host]
    author_id = gathering.author_id
    return [author_id, *said_yes] if is_host(author_id, gathering) else said_yes


def host_row(resident_id: int, gathering: Gathering) -> Host | None:
    """Return what became of asking a resident to hold a gathering too."""
    own = Host.gathering_id == gathering.id, Host.resident_id == resident_id
    return db.session.scalar(select(Host).where(*own))


def is_host(resident_id: int | None, gathering: Gathering) -> bool:
    """Tell whether a resident holds a gathering: its author, while they are in its circle."""
    if resident_id is None:
        return False
    if gathering.author_id == resident_id:
        return is_in(resident_id, gathering.reach)
    own = host_row(resident_id, gathering)
    return own is not None and own.is_host


def open_series() -> Sequence[int]:
    """Return the ids of the gatherings of which more dates may have to be made, or that end."""
    still = select(Gathering.id).where(Gathering.status == GatheringStatus.OPEN)
    return db.session.scalars(still.order_by(Gathering.id)).all()


def standing_gatherings(author: Resident) -> Sequence[Gathering]:
    """Return the gatherings of `author` that are still to be held."""
    standing = Gathering.author_id == author.id, Gathering.status == GatheringStatus.OPEN
    return db.session.scalars(select(Gathering).where(*standing).order_by(Gathering.id)).all()


def public_places(quartier_id: int | None) -> Sequence[PublicPlace]:
    """Return the places open to all of a quartier."""
    shown = PublicPlace.quartier_id == quartier_id, PublicPlace.retired_at.is_(None)
    return db.session.scalars(select(PublicPlace).where(*shown).order_by(PublicPlace.name)).all()


def places_of_town(municipality_id: int) -> Sequence[PublicPlace]:
    """Return the places open to all of a town, quartier by quartier."""
    found = select(PublicPlace).join(PublicPlace.quartier).where(PublicPlace.retired_at.is_(None))
    found = found.options(contains_eager(PublicPlace.quartier))
    own = found.where(Quartier.municipality_id == municipality_id)
    return db.session.scalars(own.order_by(Quartier.name, PublicPlace.name)).all()
