"""Who may do what with a group; whether it is found is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import may_put_up
from neighbourhood.feed.reaches import BUILDING
from neighbourhood.foundation.errors import DomainError
from neighbourhood.groups.models.groups import Entry, Group
from neighbourhood.groups.models.members import Membership, Role, Seat
from neighbourhood.residents.acting import Actor


class GroupFull(DomainError):
    """There is no place left."""

    sentence = _l(
        "Ce groupe compte déjà cinq cents personnes : il est complet. Vous pouvez en créer un "
        "autre, plus près de chez vous."
    )


class NoWayIn(DomainError):
    """Whoever was about to come in lives elsewhere by now, or moderation hides the group."""

    sentence = _l(
        "On ne peut pas entrer dans ce groupe maintenant : il faut une adresse vérifiée là où il "
        "se trouve, et un groupe que la modération ne masque pas. Rien n’a changé."
    )


class GroupIsClosed(DomainError):
    """Nothing more happens in a group that is closed."""

    sentence = _l("Ce groupe est fermé : on peut encore le lire, mais plus rien n’y change.")


class NotToRest(DomainError):
    """It sleeps already, was closed, or moderation looks at it."""

    sentence = _l("Ce groupe ne peut plus être mis en sommeil : il a changé. Relisez la liste.")


def may_make(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Group)


def may_read(actor: Actor, membership: Membership | None) -> bool:
    """Allow those who are in the group to read what is said in it."""
    return membership is not None and membership.is_standing and membership.resident_id == actor.id


def may_speak(actor: Actor, membership: Membership | None) -> bool:
    """Allow those who are in it, newcomers too, while their address is proved."""
    return _lives(actor, membership) and may_read(actor, membership)


def may_help(actor: Actor, membership: Membership | None) -> bool:
    """Allow those whom others trust to ask people in, and to trust others."""
    return may_speak(actor, membership) and _role(membership) is not Role.NEWCOMER


def may_edit(actor: Actor, membership: Membership | None) -> bool:
    """Allow its editors to change what it is, to answer at the door, to remove somebody."""
    return may_speak(actor, membership) and _role(membership) is Role.EDITOR


def may_enter(actor: Actor, group: Group, membership: Membership | None) -> bool:
    """Allow a neighbour to come in at once: it is open, or they were asked to."""
    invited = membership is not None and membership.is_invited
    return _may_come(actor, group, membership) and (group.entry is Entry.OPEN or invited)


def may_ask(actor: Actor, group: Group, membership: Membership | None) -> bool:
    """Allow a neighbour to ask to come in."""
    invited = membership is not None and membership.is_invited
    by_request = group.entry is Entry.REQUEST and not invited
    return _may_come(actor, group, membership) and by_request


def may_take_back(actor: Actor, membership: Membership | None) -> bool:
    """Allow whoever asks to come in, or is asked to, to say that they do not want to any more."""
    if membership is None or membership.resident_id != actor.id:
        return False
    return actor.lets(Group.SCOPE) and (membership.is_asking or membership.is_invited)


def may_leave(actor: Actor, membership: Membership | None) -> bool:
    """Allow everybody to leave, at any time."""
    return actor.lets(Group.SCOPE) and may_read(actor, membership)


def may_wake(actor: Actor, membership: Membership | None) -> bool:
    """Allow any of its members to wake a group that fell asleep."""
    asleep = membership is not None and membership.group.is_asleep
    return asleep and may_speak(actor, membership)


def may_close(actor: Actor, membership: Membership | None) -> bool:
    """Allow whoever looks after it, while they are in it."""
    keeps = membership is not None and membership.group.author_id == actor.id
    return keeps and may_speak(actor, membership)


def may_be_rested(group: Group) -> bool:
    """Allow what the whole town may know of, and what is awake: no group of a building."""
    known = group.hidden_at is None and group.reach != BUILDING.code
    return known and group.is_active


def _may_come(actor: Actor, group: Group, membership: Membership | None) -> bool:
    barred = (Seat.STANDING, Seat.ASKING, Seat.DECLINED, Seat.REMOVED)
    free = membership is None or membership.status not in barred
    shown = not group.is_closed and group.hidden_at is None
    return actor.is_verified and actor.lets(Group.SCOPE) and shown and free


def _lives(actor: Actor, membership: Membership | None) -> bool:
    open_still = membership is not None and not membership.group.is_closed
    return open_still and actor.is_verified and actor.lets(Group.SCOPE)


def _role(membership: Membership | None) -> Role | None:
    return membership.role if membership is not None else None
