"""The words of rights: why things are held, what one asks, what one is told."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.personal import Basis
from neighbourhood.foundation.web.facts import Fact, said_by, said_when
from neighbourhood.foundation.web.versions import Reading, Weighed
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.kinds import SIGHTS, SightKind
from neighbourhood.rights.models import RequestKind, RequestStatus

MY_DATA = "/moi/donnees"
MY_REQUESTS = "/moi/donnees/demandes"
BASIS_WORDS = MappingProxyType(
    {
        Basis.CONSENT: _l("Vous l’avez accepté, et vous pouvez changer d’avis."),
        Basis.CONTRACT: _l("C’est nécessaire au service que vous avez demandé."),
        Basis.LEGAL: _l("La loi l’impose."),
        Basis.PUBLIC: _l("C’est une mission de service public."),
        Basis.INTEREST: _l("C’est nécessaire à la sécurité de tous, sans léser vos droits."),
    }
)
ARTICLES = MappingProxyType(
    {
        Basis.CONSENT: "6.1 a",
        Basis.CONTRACT: "6.1 b",
        Basis.LEGAL: "6.1 c",
        Basis.PUBLIC: "6.1 e",
        Basis.INTEREST: "6.1 f",
    }
)
REQUEST_WORDS = MappingProxyType(
    {
        RequestKind.CORRECTION: _l("Corriger quelque chose que je ne peux pas changer moi-même"),
        RequestKind.OBJECTION: _l("M’opposer à un usage de mes données"),
        RequestKind.LIMITATION: _l("Mettre un usage en pause, le temps de vérifier"),
        RequestKind.QUESTION: _l("Poser une question"),
    }
)
STATUS_WORDS = MappingProxyType(
    {
        RequestStatus.WAITING: _l("en attente"),
        RequestStatus.ANSWERED: _l("répondue"),
        RequestStatus.WITHDRAWN: _l("retirée"),
    }
)
READ_REQUEST = Reading(
    kind=Fact(label=_l("Demande"), say=said_by(REQUEST_WORDS)),
    words=Fact(label=_l("Texte")),
    status=Fact(label=_l("Où elle en est"), say=said_by(STATUS_WORDS)),
    due_at=Fact(label=_l("À répondre avant"), say=said_when),
)
# The same, for whoever answers it.
READ_TO_ANSWER = Weighed(**READ_REQUEST.facts)
READY = declare(
    "rights.ready",
    _l("Votre fichier est prêt. Vous pouvez le télécharger pendant 7 jours."),
    importance=Importance.WAITS,
)
ASKED = declare(
    "rights.asked",
    _l("Quelqu’un demande quelque chose sur ses données : à répondre dans le mois."),
    importance=Importance.WAITS,
)
ANSWERED = declare(
    "rights.answered",
    _l("Une réponse à votre demande sur vos données est arrivée."),
    importance=Importance.BINDS,
)
REQUEST_SEEN, REQUEST_ANSWERED = (
    SIGHTS.declare(SightKind(code=f"rights.{code}", title=title)).code
    for code, title in (
        ("request", _l("Demande sur les données : ouverte")),
        ("answered", _l("Demande sur les données : répondue")),
    )
)
