"""Who welcomes those who have just proved an address, and who these are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.directory.models import Listing, Welcome
from neighbourhood.directory.queries.listings import shown_in
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification, What
from neighbourhood.notifications.queries import mute_of
from neighbourhood.residents.models.residents import Resident

NEW_FOR = timedelta(days=30)
FEW, MOST = 2, 30
# The code of the news that somebody welcomes them; who turns it away mutes it.
WELCOMED = "directory.welcomed"


def is_newcomer(resident: Resident) -> bool:
    """Tell whether somebody has proved an address lately."""
    return resident.verified_at is not None and resident.verified_at > now() - NEW_FOR


def turned_away(resident: Resident) -> bool:
    """Tell whether somebody said that they want no welcomes."""
    return mute_of(resident.id, What.KIND, kind=WELCOMED) is not None


def _shown(viewer: Resident) -> Select[Welcome]:
    whose = contains_eager(Welcome.resident)
    statement = select(Welcome).join(Welcome.resident).options(whose, joinedload(Welcome.agent))
    others = Welcome.resident_id != viewer.id
    newest = Welcome.created_at.desc(), Welcome.id.desc()
    return statement.where(shown_in(Welcome, viewer), others).order_by(*newest)


def welcomes_for(viewer: Resident, most: int = MOST) -> Sequence[Welcome]:
    """Return who welcomes `viewer`, newest first; nobody where they are new no more."""
    if not is_newcomer(viewer) or turned_away(viewer):
        return ()
    return db.session.scalars(_shown(viewer).limit(most)).all()


def get_welcome(viewer: Resident, welcome_id: int) -> Welcome:
    """Return a welcome to a newcomer, one’s own always; `Missing` to anybody else."""
    own = Welcome.id == welcome_id, Welcome.resident_id == viewer.id
    found = db.session.scalar(select(Welcome).where(*own))
    if found is None and is_newcomer(viewer):
        found = db.session.scalar(_shown(viewer).where(Welcome.id == welcome_id))
    if found is None:
        raise Missing
    return found


def welcome_of(resident_id: int) -> Welcome | None:
    """Return the welcome of a resident, taken down or not."""
    return db.session.scalar(select(Welcome).where(Welcome.resident_id == resident_id))


def welcomes(viewer: Resident, resident_id: int) -> bool:
    """Tell whether somebody welcomes `viewer`, who has just come."""
    return is_newcomer(viewer) and (
        db.session.scalar(_shown(viewer).where(Welcome.resident_id == resident_id)) is not None
    )


def was_told(resident_id: int) -> bool:
    """Tell whether somebody was told once that they are welcome."""
    known = Notification.resident_id == resident_id, Notification.kind == WELCOMED
    return db.session.scalar(select(Notification.id).where(*known).limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the timeline: who welcomes its reader, whether they are listed."""

    welcomes: Sequence[Welcome]
    is_listed: bool


def beside(viewer: Resident) -> list[Beside]:
    """Return what the home page says of the directory."""
    mine = Listing.resident_id == viewer.id, Listing.left_at.is_(None)
    is_listed = db.session.scalar(select(Listing.id).where(*mine)) is not None
    return [Beside(welcomes_for(viewer, FEW), is_listed)]
