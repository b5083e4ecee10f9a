"""Waiting for a quartier, and opening it: once, and told once."""

from sqlalchemy import delete

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import notify
from neighbourhood.openings.kinds import OPENED
from neighbourhood.openings.models.waiting import Waiting
from neighbourhood.openings.policies import AlreadyOpen, TownIncomplete, opens_at
from neighbourhood.openings.queries import towns, waiting
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.acting import Actor


def wait(actor: Actor, quartier_id: int) -> Quartier:
    """Put oneself on the list of a quartier, off that of any other; it may open by that."""
    require(actor.is_oneself and actor.resident.email_confirmed_at is not None)
    # Under the lock of the quartier: the last two to come cannot both be the last but one.
    quartier = hold(Quartier, quartier_id)
    require(not quartier.is_open, AlreadyOpen)
    wait_no_more(actor.id)
    db.session.add(Waiting(resident_id=actor.id, quartier_id=quartier.id))
    db.session.flush()
    open_if_enough(quartier)
    return quartier


def wait_no_more(resident_id: int) -> None:
    """Take somebody off every list."""
    db.session.execute(delete(Waiting).where(Waiting.resident_id == resident_id))


def open_those_that_may(town: Municipality) -> list[int]:
    """Open each quartier of a town that has neighbours enough; return which."""
    ids = [quartier.id for quartier in towns.quartiers_to_open(town)]
    return [one for one in ids if open_if_enough(hold(Quartier, one))]


def open_if_enough(quartier: Quartier) -> bool:
    """Open a quartier that is held, if enough neighbours wait for it; tell whether it did."""
    if not opens_at(quartier, waiting.count(quartier.id)):
        return False
    _open(quartier)
    return True


def open_by_hand(quartier: Quartier) -> None:
    """Open a quartier that is held, however many wait."""
    require(not quartier.is_open, AlreadyOpen)
    require(quartier.municipality.is_open, TownIncomplete)
    _open(quartier)


def _open(quartier: Quartier) -> None:
    quartier.waiting_since = None
    told = waiting.those_who_wait(quartier.id)
    for resident_id in told:
        path = f"/quartiers/{quartier.id}/ouverture"
        notify(resident_id, OPENED, path=path, by=None, quartier=quartier.name)
    db.session.execute(delete(Waiting).where(Waiting.quartier_id == quartier.id))
