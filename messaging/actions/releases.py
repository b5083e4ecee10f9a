"""Showing one’s address in a conversation, step by step, and taking it back at once."""

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note
from messaging.kinds import ADDRESS_WITHDRAWN, DOOR_SHOWN, STREET_SHOWN
from messaging.models import AddressRelease, Conversation, Level
from messaging.policies import NobodyThere, first_shown, may_show_address
from messaging.queries import conversations, parting, releases
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import StreetTooShort
from neighbourhood.residents.actions.areas import note_street
from neighbourhood.residents.models.residents import Resident

_SHOWN = {Level.STREET: STREET_SHOWN, Level.DOOR: DOOR_SHOWN}


class StreetFirst(DomainError):
    """The door comes after the street: one step at a time."""

    sentence = _l("Montrez d’abord votre rue. Vous pourrez ensuite montrer votre porte.")


def show_address(actor: Actor, conversation_id: int, *, level: Level) -> None:
    """Show the street, then the door, to those present; a second time changes nothing.

    Where the street would give the door away, it is never shown alone: only the door is.
    """
    member = conversations.locked_membership(actor.resident, conversation_id)
    require(may_show_address(actor, member), NotVerified)
    shown = {release.level for release in releases.not_withdrawn(actor.id, conversation_id)}
    if level in shown:
        return
    require(parting.is_anyone_there(conversation_id, actor.id), NobodyThere)
    if Level.STREET not in shown:
        refused = StreetTooShort if level is Level.STREET else StreetFirst
        require(level is first_shown(actor), refused)
    home = actor.resident.address
    if home is not None:
        note_street(actor.resident, home)
    db.session.add(
        AddressRelease(
            conversation_id=conversation_id,
            owner_id=actor.id,
            address_id=actor.address_id,
            level=level,
            shown_at=now(),
        )
    )
    db.session.flush()
    note(member.conversation, _SHOWN[level], by=actor, tell=True)


def hide_address(actor: Actor, conversation_id: int) -> None:
    """Take back whatever `actor` shows in a conversation."""
    member = conversations.locked_membership(actor.resident, conversation_id)
    _withdraw(actor.resident, member.conversation)


def hide_other_addresses(owner: Resident) -> None:
    """Take back what `owner` shows of a home that is not theirs any more."""
    for conversation in releases.conversations_shown(owner.id, but_address_id=owner.address_id):
        _withdraw(owner, conversation)


def hide_everywhere(owner: Resident) -> None:
    """Take back whatever `owner` shows, wherever."""
    for conversation in releases.conversations_shown(owner.id, but_address_id=None):
        _withdraw(owner, conversation)


def _withdraw(owner: Resident, conversation: Conversation) -> None:
    standing = releases.not_withdrawn(owner.id, conversation.id)
    for release in standing:
        release.withdrawn_at = now()
    if standing:
        note(conversation, ADDRESS_WITHDRAWN, by=Actor.of(owner))
