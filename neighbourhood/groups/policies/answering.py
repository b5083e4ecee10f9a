"""Who answers at the door, whom one may ask to come, whose place one may take."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.groups.policies.groups import may_edit, may_help
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

__all__ = ["may_edit"]
_BARRED = (Seat.STANDING, Seat.REMOVED)


class AnsweredAlready(DomainError):
    """Another editor has answered, or whoever asked does not want to come any more."""

    sentence = _l("Cette demande a déjà sa réponse, ou la personne l’a reprise. Rien n’a changé.")


class NotToInvite(DomainError):
    """Whoever is asked is in it, was removed, or does not live where the group is for."""

    sentence = _l(
        "Cette invitation ne peut pas servir : la personne est déjà dans le groupe, n’habite pas "
        "là où il se trouve, ou ne peut plus y entrer. Rien n’est parti."
    )


def may_answer(actor: Actor, own: Membership | None, asking: Membership) -> bool:
    """Allow editors, while it waits; nobody deals with themselves by a mandate."""
    theirs = asking.resident_id not in (actor.id, actor.by_id)
    return may_edit(actor, own) and theirs and asking.is_asking


def may_remove(actor: Actor, own: Membership | None, other: Membership) -> bool:
    """Allow editors, of anybody but themselves and whoever looks after the group."""
    keeps = other.group.author_id == other.resident_id
    themselves = other.resident_id in (actor.id, actor.by_id)
    return may_edit(actor, own) and other.is_standing and not keeps and not themselves


def may_invite(
    actor: Actor, own: Membership | None, known: Membership | None, resident: Resident
) -> bool:
    """Allow members to ask a neighbour who is not in it; whoever was removed, editors alone."""
    stands = known.status if known is not None else None
    if stands is Seat.REMOVED:
        return may_edit(actor, own) and bool(resident.is_active)
    free = stands not in (Seat.STANDING, Seat.INVITED, Seat.ASKING)
    return may_help(actor, own) and free and bool(resident.is_active) and resident.may_read


def may_enter_by_link(actor: Actor, group: Group, known: Membership | None) -> bool:
    """Allow a verified neighbour who is not in it, and was not removed from it."""
    free = known is None or known.status not in _BARRED
    return actor.is_verified and actor.lets(Group.SCOPE) and not group.is_closed and free
