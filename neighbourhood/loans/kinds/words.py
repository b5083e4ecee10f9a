"""Where loans stand, in words, and the ready sentences of those who lend and borrow."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import NEXT_TIME, OFF_PHRASES, THANKS, Stage
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import IncidentKind, IncidentStatus
from neighbourhood.loans.models.loans import LoanStatus

STATUSES: Mapping[LoanStatus, LazyString] = {
    LoanStatus.ASKED: _l("Demandé"),
    LoanStatus.ACCEPTED: _l("C’est convenu"),
    LoanStatus.HANDED: _l("Prêté"),
    LoanStatus.RETURNED: _l("Rendu"),
    LoanStatus.NOT_RETURNED: _l("Pas rendu"),
    LoanStatus.DECLINED: _l("Pas cette fois"),
    LoanStatus.WITHDRAWN: _l("Demande retirée"),
    LoanStatus.CALLED_OFF: _l("Annulé"),
    LoanStatus.UNANSWERED: _l("Sans réponse"),
}
OPENINGS: tuple[LazyString, ...] = (
    _l("Bonjour, je voudrais vous l’emprunter. Ces jours vous vont-ils ?"),
    _l("Bonjour, il me rendrait bien service ces jours-là. J’en prendrai soin."),
    _l("Bonjour, est-ce possible ? Je peux aussi m’adapter à vos jours."),
)
GENTLE_DECLINES: tuple[LazyString, ...] = (
    _l("Pas cette fois, mais merci de demander."),
    _l("J’en ai besoin ces jours-là. Une autre fois, avec plaisir."),
    _l("Il est en réparation en ce moment. Ce sera pour une autre fois."),
)
CALLING_OFF: tuple[LazyString, ...] = (
    _l("J’ai un empêchement : je ne peux plus le prêter ces jours-là. Pardon de ce changement."),
    _l("Il est tombé en panne avant votre tour. Pardon de ce changement."),
    _l("Finalement, j’en ai besoin ces jours-là. Pardon de ce changement."),
)
_WHEN = _l("Quand cela vous arrange-t-il ?")
_WAITING = (_WHEN, _l("Je peux m’adapter à vos jours."), THANKS)
_AGREED = (
    _WHEN,
    _l("À quel endroit se retrouve-t-on ?"),
    _l("J’ai un empêchement : pouvons-nous changer d’heure ?"),
    THANKS,
)
_DONE = (THANKS, _l("C’était un plaisir."), NEXT_TIME)
PHRASES: Mapping[Stage, tuple[LazyString, ...]] = {
    Stage.WAITING: _WAITING,
    Stage.AGREED: _AGREED,
    Stage.DONE: _DONE,
    Stage.OFF: OFF_PHRASES,
}
CHECKS: Mapping[CheckMoment, LazyString] = {
    CheckMoment.OUT: _l("Au départ"),
    CheckMoment.BACK: _l("Au retour"),
}
INCIDENTS: Mapping[IncidentKind, LazyString] = {
    IncidentKind.LATE: _l("L’objet n’est pas rentré à temps"),
    IncidentKind.LOST: _l("L’objet est perdu"),
    IncidentKind.BROKEN: _l("L’objet est abîmé"),
}
INCIDENT_STATUSES: Mapping[IncidentStatus, LazyString] = {
    IncidentStatus.OPEN: _l("Un récit manque encore"),
    IncidentStatus.HEARD: _l("Chacun a raconté : une solution est à proposer"),
    IncidentStatus.PROPOSED: _l("Une solution est proposée"),
    IncidentStatus.SETTLED: _l("C’est réglé"),
    IncidentStatus.UNSETTLED: _l("Clos sans accord"),
    IncidentStatus.TAKEN_BACK: _l("Retiré : tout va bien"),
}
