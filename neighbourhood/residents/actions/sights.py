"""Noting who saw or changed what concerns somebody else."""

from collections.abc import Iterable

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.kinds import SIGHTS, WORKS_FOR, Office
from neighbourhood.residents.models.sights import REASON_LIMIT, Sight, SightNames


def note(
    actor_id: int, about_id: int, act: str, reason: str = "", *, office: Office | None = None
) -> None:
    """Note that somebody saw or changed what concerns another; of oneself nothing is noted.

    `act` is the code of a declared `SightKind`. `office` is in whose name; found when not said.
    """
    if actor_id != about_id:
        _add(actor_id, [about_id], act, reason, office or office_of(actor_id))


def note_each(
    actor_id: int, about_ids: Iterable[int], act: str, reason: str = "", *, office: Office
) -> None:
    """Note the same for each of many people."""
    _add(actor_id, [one for one in about_ids if one != actor_id], act, reason, office)


def note_many(actor_id: int, act: str, reason: str = "", *, office: Office) -> None:
    """Note what somebody did with what concerns many at once."""
    _add(actor_id, [None], act, reason, office)


def office_of(actor_id: int, municipality_id: int | None = None) -> Office:
    """Return in whose name somebody acts for others: of those who run the site when in nobody’s."""
    found = (one.office(actor_id, municipality_id) for one in WORKS_FOR.values())
    return next(filter(None, found), Office())


def _add(
    actor_id: int, about_ids: Iterable[int | None], act: str, reason: str, office: Office
) -> None:
    moment, code = now(), SIGHTS[act].code
    for about_id in about_ids:
        sight = Sight(
            act=code, office=office.name, municipality_id=office.municipality_id, at=moment
        )
        sight.names = SightNames(actor_id=actor_id, about_id=about_id, reason=reason[:REASON_LIMIT])
        db.session.add(sight)
    db.session.flush()
