"""Who may ask for what, and who answers."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.people.kinds import MATTERS, Matter
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights import queries
from neighbourhood.rights.models import DataRequest


class AlreadyPreparing(DomainError):
    """One file at a time."""

    sentence = _l("Votre fichier est déjà en préparation. Nous vous écrirons dès qu’il est prêt.")


class FileGone(DomainError):
    """Seven days are over, or the file was replaced."""

    status = 410
    sentence = _l(
        "Ce fichier n’est plus là : il est gardé 7 jours. Préparez-en un autre depuis "
        "« Mes données »."
    )


class RequestClosed(DomainError):
    """The request was answered or taken back meanwhile."""

    sentence = _l("Cette demande n’attend plus de réponse. Rechargez la page pour la relire.")


class OwnRequest(Forbidden):
    """Nobody answers themselves."""

    sentence = _l("C’est votre propre demande : une autre personne doit y répondre.")


class TooManyRequests(DomainError):
    """So many requests wait that no more is learnt from another."""

    sentence = _l("Vous avez déjà 5 demandes en attente. Attendez une réponse, ou retirez-en une.")


def may_answer(actor: Actor, asked: DataRequest) -> bool:
    """Anybody who runs the site for that town, but the one who asks."""
    return asked.resident_id != actor.by_id


def _waits(resident: Resident) -> Iterator[str]:
    waiting = queries.count_waiting(resident.id)
    if waiting:
        yield ngettext(
            "%(num)d demande sur ses données attend une réponse.",
            "%(num)d demandes sur ses données attendent une réponse.",
            waiting,
        )


MATTERS.declare(Matter(code="data requests", said=_waits))
