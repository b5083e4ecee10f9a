"""Who may do what with what is shared in a group; whether it is seen is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.models.shared import Shared
from neighbourhood.groups.models.tasks import TaskLine
from neighbourhood.groups.policies.groups import may_edit, may_speak
from neighbourhood.residents.acting import Actor


class PollIsClosed(DomainError):
    """Nobody answers a poll that is closed."""

    sentence = _l(
        "Ce sondage est clos : votre réponse n’est pas partie. Demandez à qui l’a lancé de le "
        "rouvrir."
    )


class NoPlaceLeft(DomainError):
    """As many take care of it as are wanted."""

    sentence = _l(
        "Quelqu’un vient de prendre la dernière place. Merci quand même : choisissez autre chose "
        "dans la liste."
    )


class SomebodyDoes(DomainError):
    """What somebody takes care of stays in the list."""

    sentence = _l(
        "Quelqu’un s’occupe déjà de « %(words)s » : gardez cette ligne, avec assez de places. "
        "Rien n’est modifié."
    )


class EnoughNotes(DomainError):
    """What is at the top must be little."""

    sentence = _l(
        "Cinq notes sont déjà épinglées. Retirez-en une d’abord, ou complétez l’une d’elles."
    )


class NoRoomForFiles(DomainError):
    """The files of a group weigh enough together."""

    sentence = _l(
        "Les fichiers de ce groupe pèsent déjà 200 Mo, c’est le maximum. Retirez-en un qui ne "
        "sert plus, puis recommencez."
    )


def may_share(actor: Actor, membership: Membership | None) -> bool:
    """Allow everybody who may speak in the group to share something there."""
    return may_speak(actor, membership)


def may_pin(actor: Actor, membership: Membership | None) -> bool:
    """Allow its editors to pin notes."""
    return may_edit(actor, membership)


def may_tend(actor: Actor, membership: Membership | None, thing: Shared) -> bool:
    """Allow who shared it, and the editors of the group, to change it or to take it away."""
    return may_look_after(actor, membership, thing) and not thing.is_removed


def may_look_after(actor: Actor, membership: Membership | None, thing: Shared) -> bool:
    """Allow the same to go back on that; for how long is for the way back."""
    mine = thing.author_id == actor.id
    return (mine and may_speak(actor, membership)) or may_edit(actor, membership)


def may_answer(actor: Actor, membership: Membership | None, poll: Poll) -> bool:
    """Allow everybody in the group to answer, while the poll is open."""
    in_time = poll.closes_at is None or poll.closes_at > now()
    shown = poll.hidden_at is None and poll.is_open
    return may_speak(actor, membership) and shown and in_time


def may_close(actor: Actor, membership: Membership | None, poll: Poll) -> bool:
    """Allow who asked, and the editors, to close an open poll."""
    return may_tend(actor, membership, poll) and poll.is_open


def may_take(actor: Actor, membership: Membership | None, line: TaskLine) -> bool:
    """Allow everybody in the group to take care of what is not done yet."""
    shown = line.task_list.is_shown and line.task_list.hidden_at is None
    return may_speak(actor, membership) and shown and line.done_at is None


def may_tick(actor: Actor, membership: Membership | None, line: TaskLine) -> bool:
    """Allow who takes care of it, who wrote the list and the editors to say that it is done."""
    shown = line.task_list.is_shown and line.task_list.hidden_at is None
    takes = any(take.resident_id == actor.id for take in line.takes)
    tends = may_tend(actor, membership, line.task_list)
    return shown and (tends or (takes and may_speak(actor, membership)))
