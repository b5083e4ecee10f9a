"""What those hear who lend and borrow."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.loans.models.loans import LoanStatus
from neighbourhood.notifications.kinds import Importance, Kind, declare

WAITS, COUNTS, TELLS = Importance.WAITS, Importance.COUNTS, Importance.TELLS


def _told(code: str, importance: Importance, sentence: LazyString, **more: Any) -> Kind:
    return declare(f"loans.{code}", sentence, importance=importance, **more)


ASKED = _told(
    "asked",
    WAITS,
    _l("%(name)s voudrait vous emprunter « %(title)s »"),
    general=_l("Une personne voudrait vous emprunter un objet"),
)
ACCEPTED = _told(
    "accepted",
    COUNTS,
    _l("%(name)s vous prête « %(title)s ». Écrivez-vous pour convenir du lieu et de l’heure"),
    general=_l("Un objet vous est prêté"),
)
DECLINED = _told(
    "declined",
    TELLS,
    _l("« %(title)s » : %(answer)s"),
    general=_l("Une personne vous répond que ce prêt ne sera pas possible"),
)
WITHDRAWN = _told(
    "withdrawn",
    COUNTS,
    _l("%(name)s n’a plus besoin de « %(title)s ». Les jours sont libres de nouveau"),
    headline=_l("%(name)s n’a plus besoin de « %(title)s »"),
)
CALLED_OFF = _told(
    "called off",
    COUNTS,
    _l("%(name)s ne peut plus vous prêter « %(title)s » : %(answer)s"),
    headline=_l("%(name)s ne peut plus vous prêter « %(title)s »"),
)
ENDED = _told(
    "ended",
    COUNTS,
    _l("Le prêt de « %(title)s » ne se fera pas. Ce n’est pas contre vous"),
    general=_l("Un prêt ne se fera pas"),
)
REMINDED_ANSWER = _told(
    "waiting",
    WAITS,
    _l(
        "« %(title)s » : quelqu’un attend votre réponse depuis trois jours. Un mot suffit, même "
        "« pas cette fois »"
    ),
    headline=_l("Quelqu’un attend votre réponse : « %(title)s »"),
    general=_l("Quelqu’un attend votre réponse depuis trois jours"),
)
UNANSWERED = _told(
    "unanswered",
    TELLS,
    _l("« %(title)s » : personne n’a pu vous répondre. Ce n’est pas contre vous"),
    general=_l("Personne n’a pu vous répondre"),
)
CLOSED_UNANSWERED = _told(
    "closed unanswered",
    TELLS,
    _l(
        "La demande de %(name)s pour « %(title)s » s’est refermée au bout de sept jours. Les jours "
        "sont libres de nouveau"
    ),
    headline=_l("La demande de %(name)s s’est refermée"),
)
AS_BEFORE = {
    LoanStatus.ACCEPTED: _told(
        "back to asked",
        COUNTS,
        _l("%(name)s revient sur son oui à « %(title)s » : votre demande attend de nouveau"),
        headline=_l("%(name)s revient sur son oui : « %(title)s »"),
    ),
    LoanStatus.DECLINED: _told(
        "asked again",
        COUNTS,
        _l("%(name)s revient sur son « non » à « %(title)s » : votre demande attend de nouveau"),
        headline=_l("%(name)s revient sur son « non » : « %(title)s »"),
    ),
    LoanStatus.WITHDRAWN: _told(
        "wanted again",
        COUNTS,
        _l("%(name)s a finalement besoin de « %(title)s » : la demande tient toujours"),
        headline=_l("%(name)s a finalement besoin de « %(title)s »"),
    ),
    LoanStatus.CALLED_OFF: _told(
        "lent again",
        COUNTS,
        _l("%(name)s peut finalement vous prêter « %(title)s » : le prêt tient toujours"),
        headline=_l("%(name)s peut finalement vous prêter « %(title)s »"),
    ),
    LoanStatus.HANDED: _told(
        "not handed yet",
        TELLS,
        _l("%(name)s revient en arrière : « %(title)s » n’est pas encore remis"),
        headline=_l("« %(title)s » n’est pas encore remis"),
    ),
    LoanStatus.RETURNED: _told(
        "not back yet",
        COUNTS,
        _l("%(name)s revient en arrière : « %(title)s » n’est pas encore rentré"),
        headline=_l("« %(title)s » n’est pas encore rentré"),
    ),
}
HANDED = _told(
    "handed",
    TELLS,
    _l("%(name)s a noté que « %(title)s » est remis"),
    general=_l("Un objet est remis"),
)
SAID_BACK = _told(
    "said back",
    WAITS,
    _l("%(name)s dit avoir rendu « %(title)s ». Confirmez qu’il est bien rentré"),
    headline=_l("%(name)s dit avoir rendu « %(title)s »"),
)
RETURNED = _told(
    "returned",
    TELLS,
    _l("%(name)s a noté que « %(title)s » est rentré. Merci d’en avoir pris soin"),
    headline=_l("%(name)s a noté que « %(title)s » est rentré"),
)
RETURNED_ALONE = _told(
    "returned alone",
    TELLS,
    _l("Le retour de « %(title)s » est noté comme fait, une semaine après"),
    general=_l("Le retour d’un objet est noté comme fait"),
)
NOT_RETURNED = _told(
    "not returned",
    COUNTS,
    _l(
        "« %(title)s » n’est pas revenu. Il est mis de côté : dites sur sa page si vous ne le "
        "prêtez plus"
    ),
    headline=_l("« %(title)s » n’est pas revenu"),
    general=_l("Un de vos objets n’est pas revenu"),
)
RENEWED = _told(
    "renewed",
    COUNTS,
    _l("%(name)s garde « %(title)s » plus longtemps"),
    general=_l("Une personne garde un de vos objets plus longtemps"),
)
SOON = _told(
    "soon due",
    COUNTS,
    _l("« %(title)s » est à rendre après-demain"),
    general=_l("Un objet est à rendre après-demain"),
)
TODAY = _told(
    "due today",
    COUNTS,
    _l("« %(title)s » est à rendre aujourd’hui"),
    general=_l("Un objet est à rendre aujourd’hui"),
)
LATE = _told(
    "late",
    COUNTS,
    _l(
        "« %(title)s » devait rentrer hier. Cela arrive : écrivez un mot, ou dites ici que c’est "
        "rendu"
    ),
    headline=_l("« %(title)s » devait rentrer hier"),
    general=_l("Un objet devait rentrer hier"),
)
LATE_FOR_LENDER = _told(
    "late for lender",
    COUNTS,
    _l(
        "« %(title)s » devait rentrer hier, et nous l’avons rappelé. S’il est là, notez-le. Sinon, "
        "un mot suffit souvent"
    ),
    headline=_l("« %(title)s » devait rentrer hier"),
    general=_l("Un de vos objets devait rentrer hier"),
)
FREE = _told(
    "free",
    COUNTS,
    _l(
        "« %(title)s » est libre. C’est votre tour : demandez-le dans les deux jours, ou ne faites "
        "rien"
    ),
    headline=_l("« %(title)s » est libre"),
    general=_l("Un objet que vous attendiez est libre"),
)
INCIDENT = _told(
    "incident",
    WAITS,
    _l("%(name)s signale un souci avec « %(title)s ». Racontez à votre tour ce qui s’est passé"),
    headline=_l("%(name)s signale un souci avec « %(title)s »"),
)
TOLD = _told(
    "incident told",
    WAITS,
    _l("%(name)s a raconté ce qui s’est passé avec « %(title)s ». Proposez une solution"),
    headline=_l("%(name)s a raconté ce qui s’est passé"),
)
PROPOSED = _told(
    "incident proposed",
    WAITS,
    _l("%(name)s propose une solution pour « %(title)s »"),
    headline=_l("%(name)s propose une solution"),
)
SETTLED = _told(
    "incident settled",
    COUNTS,
    _l("%(name)s accepte votre solution pour « %(title)s » : c’est réglé"),
    headline=_l("C’est réglé : « %(title)s »"),
)
UNSETTLED = _told(
    "incident unsettled",
    COUNTS,
    _l("%(name)s a clos le souci avec « %(title)s », sans accord. Vous lirez à qui en parler"),
    headline=_l("%(name)s a clos le souci avec « %(title)s »"),
)
INCIDENT_TAKEN_BACK = _told(
    "incident taken back",
    TELLS,
    _l("%(name)s a retiré le souci signalé avec « %(title)s » : tout va bien"),
    headline=_l("%(name)s a retiré le souci signalé"),
)
WORD_WRITTEN = _told(
    "word written",
    TELLS,
    _l(
        "%(name)s a écrit un mot pour vous à propos de « %(title)s ». Vous le lirez dans quatorze "
        "jours, ou dès que vous écrirez le vôtre. Rien ne vous y oblige"
    ),
    headline=_l("%(name)s a écrit un mot pour vous"),
)
WORD_TO_READ = _told(
    "word to read",
    TELLS,
    _l("Vous pouvez lire le mot de %(name)s à propos de « %(title)s »"),
    headline=_l("Vous pouvez lire le mot de %(name)s"),
)
WORD_ANSWERED = _told(
    "word answered",
    TELLS,
    _l("%(name)s répond à votre mot à propos de « %(title)s »"),
    headline=_l("%(name)s répond à votre mot"),
)
