"""Which charters there are, which one stands, and what somebody has not agreed to yet."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.models.charters import Charter, CharterAcceptance
from neighbourhood.residents.models.residents import Resident

_CARRIED_ON = ("title", "text", "title_en", "text_en")
WORDS = (*_CARRIED_ON, "change", "change_en")
_PUBLISHED = Charter.published_at.is_not(None)


def of_town(town_id: int | None) -> ColumnElement[bool]:
    """Select the versions of a town, those of the instance where there is none."""
    if town_id is None:
        return Charter.municipality_id.is_(None)
    return Charter.municipality_id == town_id


def current(town_id: int | None) -> Charter | None:
    """Return the version that stands."""
    return next(iter(versions(town_id, most=1)), None)


def versions(town_id: int | None, *, most: int | None = None) -> list[Charter]:
    """Return what was published, the newest first."""
    found = select(Charter).where(of_town(town_id), _PUBLISHED)
    return list(db.session.scalars(found.order_by(Charter.version.desc()).limit(most)))


def standing_at(town_id: int | None, moment: datetime) -> Charter | None:
    """Return the version that stood at a moment; the first one, where none did yet."""
    found = versions(town_id)
    before = (one for one in found if one.published_at and one.published_at <= moment)
    return next(before, found[-1] if found else None)


def draft(town_id: int | None) -> Charter | None:
    """Return the draft of the next version, None when nobody has begun one."""
    return db.session.scalar(
        select(Charter).where(of_town(town_id), Charter.published_at.is_(None))
    )


def to_write(town_id: int | None) -> Charter:
    """Return the draft, or what one would begin with: the words that stand, in no table yet."""
    begun, stands = draft(town_id), current(town_id)
    if begun is not None:
        return begun
    words = {name: getattr(stands, name) if stands else "" for name in _CARRIED_ON}
    number = stands.version + 1 if stands else 1
    return Charter(municipality_id=town_id, version=number, change="", change_en="", **words)


def may_publish(charter: Charter) -> bool:
    """Tell whether a draft says something: its words, other ones than those that stand, and why."""
    stands = current(charter.municipality_id)
    whole = charter.published_at is None and bool(charter.title and charter.text)
    return whole and (stands is None or bool(charter.change and differs(charter, stands)))


def differs(charter: Charter, stands: Charter) -> bool:
    """Tell whether a version reads otherwise than the one that stands."""
    return any(_bare(charter, name) != _bare(stands, name) for name in _CARRIED_ON)


def _bare(charter: Charter, name: str) -> list[str]:
    return str(getattr(charter, name)).split()


def published(charter_id: int) -> Charter:
    """Return a version that anybody may read; a draft is `Missing`."""
    found = db.session.get(Charter, charter_id)
    if found is None or found.published_at is None:
        raise Missing
    return found


def town_of(insee: str) -> Municipality:
    """Return the town whose charter an address asks for; without any charter it is `Missing`."""
    town = db.session.scalar(select(Municipality).where(Municipality.insee == insee))
    if town is None or current(town.id) is None:
        raise Missing
    return town


def towns() -> list[Municipality]:
    """Return the towns that have a charter of their own."""
    has_one = exists().where(Charter.municipality_id == Municipality.id, _PUBLISHED)
    return list(db.session.scalars(select(Municipality).where(has_one).order_by(Municipality.name)))


@cache
def due_column() -> ScalarSelect[int | None]:
    """Return what the query of who is signed in asks along: the last version not agreed to.

    It goes beside `Resident` and their `Quartier`, which may be none.
    """
    return select(func.max(Charter.id)).where(*_standing_and_not_agreed()).scalar_subquery()


def _standing_and_not_agreed() -> tuple[ColumnElement[bool], ...]:
    later = aliased(Charter)
    one_town = or_(
        later.municipality_id == Charter.municipality_id,
        later.municipality_id.is_(None) & Charter.municipality_id.is_(None),
    )
    return (
        _PUBLISHED,
        or_(Charter.municipality_id.is_(None), Charter.municipality_id == Quartier.municipality_id),
        ~exists().where(one_town, later.version > Charter.version, later.published_at.is_not(None)),
        # Said in full: two levels down, a resident of one's own would be looked among instead.
        ~exists()
        .where(
            CharterAcceptance.charter_id == Charter.id, CharterAcceptance.resident_id == Resident.id
        )
        .correlate(Charter, Resident),
    )


def due(resident: Resident) -> Charter | None:
    """Return the first charter that `resident` has to read: that of the instance before the town’s.

    None when they agreed to all that stands.
    """
    return db.session.scalar(
        select(Charter)
        .select_from(Resident)
        .outerjoin(Quartier, Quartier.id == Resident.quartier_id)
        .join(Charter, and_(*_standing_and_not_agreed()))
        .where(Resident.id == resident.id)
        .order_by(Charter.municipality_id.is_not(None))
        .options(joinedload(Charter.municipality))
        .limit(1)
    )


def agreed_before(resident: Resident, town_id: int | None) -> Charter | None:
    """Return the last version of the same charter that `resident` agreed to."""
    mine = CharterAcceptance.resident_id == resident.id
    found = select(Charter).join(CharterAcceptance).where(mine, of_town(town_id))
    return db.session.scalar(found.order_by(Charter.version.desc()).limit(1))


def agreed(resident_id: int) -> list[CharterAcceptance]:
    """Return what somebody agreed to, and when, the newest first."""
    found = select(CharterAcceptance).where(CharterAcceptance.resident_id == resident_id)
    newest = CharterAcceptance.accepted_at.desc(), CharterAcceptance.charter_id.desc()
    return list(
        db.session.scalars(found.order_by(*newest).options(joinedload(CharterAcceptance.charter)))
    )


def how_many_read(town_id: int | None) -> int:
    """Return how many people are asked about a new version: open accounts, with a mailbox."""
    counted = select(func.count(Resident.id)).where(
        Resident.closed_at.is_(None), Resident.email_confirmed_at.is_not(None)
    )
    if town_id is not None:
        counted = counted.join(Quartier).where(Quartier.municipality_id == town_id)
    return db.session.scalar(counted) or 0
