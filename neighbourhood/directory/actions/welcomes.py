"""Welcoming those who come, and stopping."""

from neighbourhood.directory import kinds, policies
from neighbourhood.directory.models import Welcome
from neighbourhood.directory.queries import welcomes
from neighbourhood.directory.subjects import DIRECTORY
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import mute
from neighbourhood.notifications.models import What
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

MINE = "/voisins/mon-bienvenue"


def write(actor: Actor, *, text: str) -> Welcome:
    """Welcome the newcomers of one’s quartier, or say it otherwise."""
    resident = hold(Resident, actor.id)  # one welcome each
    require(policies.may_be_listed(actor), NotVerified)
    require_offered(DIRECTORY, actor.resident.switched_off)
    welcome = welcomes.welcome_of(actor.id)
    if welcome is None:
        welcome = Welcome(resident_id=actor.id)
        db.session.add(welcome)
    elif welcome.stands:
        welcome.edited_at = now()
    else:
        undoing.forget(Welcome.ABOUT, welcome.id)
        welcome.created_at, welcome.edited_at, welcome.left_at = now(), None, None
    welcome.text, welcome.agent_id = text, actor.agent_id
    welcome.quartier_id = resident.quartier_id or 0
    db.session.flush()
    _note(actor, kinds.WELCOMED)
    return welcome


def _note(actor: Actor, deed: Deed) -> None:
    note_deed(actor, deed, title=called(actor.resident, None), path=MINE)


def stop(actor: Actor, welcome: Welcome) -> None:
    """Welcome nobody any more; after ten minutes nothing of it is kept."""
    welcome = hold(Welcome, welcome.id)
    require(policies.may_leave(actor, welcome), DomainError)
    undoing.keep(actor.id, Welcome.ABOUT, welcome.id)
    welcome.left_at = now()
    db.session.flush()
    _note(actor, kinds.STOPPED)


def come_back(actor: Actor, welcome: Welcome) -> None:
    """Go back on having stopped, for ten minutes."""
    welcome = hold(Welcome, welcome.id)
    require(policies.may_come_back(actor, welcome), DomainError)
    undoing.take(actor.id, Welcome.ABOUT, welcome.id)
    welcome.left_at = None
    db.session.flush()
    _note(actor, kinds.WELCOMES_AGAIN)


def turn_away(actor: Actor) -> None:
    """See no welcomes, and be told of none; the list of what is muted says how to see them."""
    mute(actor, What.KIND, kind=welcomes.WELCOMED)


def forget(welcome_id: int) -> None:
    """Leave nothing of a welcome that was taken down, unless its author came back."""
    welcome = hold(Welcome, welcome_id)
    if welcome.left_at is not None and welcome.left_at <= now() - undoing.LASTS:
        undoing.forget(Welcome.ABOUT, welcome.id)
        db.session.delete(welcome)
