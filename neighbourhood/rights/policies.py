"""Who may ask for what, and who answers."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.residents.acting import Actor
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
