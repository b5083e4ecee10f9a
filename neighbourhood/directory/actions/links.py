"""Inviting others by an address that is shown once, and taking it back."""

from neighbourhood.directory import policies
from neighbourhood.directory.models import LINK_LASTS, InviteLink
from neighbourhood.directory.subjects import DIRECTORY
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def make(actor: Actor) -> str:
    """Make a link and return its secret part, of which only the fingerprint is kept."""
    resident = hold(Resident, actor.id)  # they are counted
    require(policies.may_invite(actor), NotVerified)
    require_offered(DIRECTORY, actor.resident.switched_off)
    require(policies.has_links_left(actor), policies.EnoughLinks)
    token, moment = random_token(), now()
    link = InviteLink(
        resident_id=actor.id,
        quartier_id=resident.quartier_id,
        fingerprint=fingerprint(token),
        created_at=moment,
        expires_at=moment + LINK_LASTS,
    )
    db.session.add(link)
    db.session.flush()
    return token


def take_back(actor: Actor, link: InviteLink) -> None:
    """Let a link lead nowhere any more."""
    link = hold(InviteLink, link.id)
    require(policies.may_take_back(actor, link), DomainError)
    undoing.keep(actor.id, InviteLink.ABOUT, link.id)
    link.taken_back_at = now()
    db.session.flush()


def give_again(actor: Actor, link: InviteLink) -> None:
    """Go back on having taken a link back, for ten minutes."""
    link = hold(InviteLink, link.id)
    require(link.resident_id == actor.id and policies.may_invite(actor), DomainError)
    require(policies.has_links_left(actor), policies.EnoughLinks)
    undoing.take(actor.id, InviteLink.ABOUT, link.id)
    link.taken_back_at = None
    db.session.flush()


def forget(link_id: int) -> None:
    """Leave nothing of a link that leads nowhere."""
    link = hold(InviteLink, link_id)
    undoing.forget(InviteLink.ABOUT, link.id)
    db.session.delete(link)
