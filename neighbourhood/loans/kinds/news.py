"""What those hear who lend and borrow."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.loans.models.loans import LoanStatus
from neighbourhood.notifications.kinds import Importance, Kind, declare

WAITS, COUNTS, TELLS = Importance.WAITS, Importance.COUNTS, Importance.TELLS


def told(code: str, importance: Importance, sentence: LazyString, **more: Any) -> Kind:
    return declare(f"loans.{code}", sentence, importance=importance, **more)


ASKED = told(
    "asked",
    WAITS,
    _l("%(name)s voudrait vous emprunter « %(title)s »"),
    general=_l("Une personne voudrait vous emprunter un objet"),
)
THING_PROPOSED = told(
    "thing proposed",
    COUNTS,
    _l("%(name)s vous propose « %(title)s », que vous pouvez emprunter. Choisissez vos jours"),
    headline=_l("%(name)s vous propose « %(title)s »"),
    general=_l("Une personne vous propose un objet que vous cherchez"),
)
ACCEPTED = told(
    "accepted",
    COUNTS,
    _l("%(name)s vous prête « %(title)s ». Écrivez-vous pour convenir du lieu et de l’heure"),
    general=_l("Un objet vous est prêté"),
)
DECLINED = told(
    "declined",
    TELLS,
    _l("« %(title)s » : %(answer)s"),
    general=_l("Une personne vous répond que ce prêt ne sera pas possible"),
)
WITHDRAWN = told(
    "withdrawn",
    COUNTS,
    _l("%(name)s n’a plus besoin de « %(title)s ». Les jours sont libres de nouveau"),
    headline=_l("%(name)s n’a plus besoin de « %(title)s »"),
    general=_l("Une personne n’a plus besoin d’un de vos objets"),
)
CALLED_OFF = told(
    "called off",
    COUNTS,
    _l("%(name)s ne peut plus vous prêter « %(title)s » : %(answer)s"),
    headline=_l("%(name)s ne peut plus vous prêter « %(title)s »"),
    general=_l("Une personne ne peut plus vous prêter un objet"),
)
ENDED = told(
    "ended",
    COUNTS,
    _l("Le prêt de « %(title)s » ne se fera pas. Ce n’est pas contre vous"),
    general=_l("Un prêt ne se fera pas"),
)
REMINDED_ANSWER = told(
    "waiting",
    WAITS,
    _l(
        "« %(title)s » : quelqu’un attend votre réponse depuis trois jours. Un mot suffit, même "
        "« pas cette fois »"
    ),
    headline=_l("Quelqu’un attend votre réponse : « %(title)s »"),
    general=_l("Quelqu’un attend votre réponse depuis trois jours"),
)
UNANSWERED = told(
    "unanswered",
    TELLS,
    _l("« %(title)s » : personne n’a pu vous répondre. Ce n’est pas contre vous"),
    general=_l("Personne n’a pu vous répondre"),
)
CLOSED_UNANSWERED = told(
    "closed unanswered",
    TELLS,
    _l(
        "La demande de %(name)s pour « %(title)s » s’est refermée au bout de sept jours. Les jours "
        "sont libres de nouveau"
    ),
    headline=_l("La demande de %(name)s s’est refermée"),
)
AS_BEFORE = {
    LoanStatus.ACCEPTED: told(
        "back to asked",
        COUNTS,
        _l("%(name)s revient sur son oui à « %(title)s » : votre demande attend de nouveau"),
        headline=_l("%(name)s revient sur son oui : « %(title)s »"),
    ),
    LoanStatus.DECLINED: told(
        "asked again",
        COUNTS,
        _l("%(name)s revient sur son « non » à « %(title)s » : votre demande attend de nouveau"),
        headline=_l("%(name)s revient sur son « non » : « %(title)s »"),
    ),
    LoanStatus.WITHDRAWN: told(
        "wanted again",
        COUNTS,
        _l("%(name)s a finalement besoin de « %(title)s » : la demande tient toujours"),
        headline=_l("%(name)s a finalement besoin de « %(title)s »"),
        general=_l("Une personne a finalement besoin d’un de vos objets"),
    ),
    LoanStatus.CALLED_OFF: told(
        "lent again",
        COUNTS,
        _l("%(name)s peut finalement vous prêter « %(title)s » : le prêt tient toujours"),
        headline=_l("%(name)s peut vous prêter « %(title)s »"),
        general=_l("Une personne peut finalement vous prêter un objet"),
    ),
    LoanStatus.HANDED: told(
        "not handed yet",
        TELLS,
        _l("%(name)s revient en arrière : « %(title)s » n’est pas encore remis"),
        headline=_l("« %(title)s » n’est pas encore remis"),
    ),
    LoanStatus.RETURNED: told(
        "not back yet",
        COUNTS,
        _l("%(name)s revient en arrière : « %(title)s » n’est pas encore rentré"),
        headline=_l("« %(title)s » n’est pas encore rentré"),
    ),
}
HANDED = told(
    "handed",
    TELLS,
    _l("%(name)s a noté que « %(title)s » est remis"),
    general=_l("Un objet est remis"),
)
SAID_BACK = told(
    "said back",
    WAITS,
    _l("%(name)s dit avoir rendu « %(title)s ». Confirmez qu’il est bien rentré"),
    headline=_l("%(name)s dit avoir rendu « %(title)s »"),
    general=_l("Une personne dit avoir rendu un de vos objets"),
)
RETURNED = told(
    "returned",
    TELLS,
    _l("%(name)s a noté que « %(title)s » est rentré. Merci d’en avoir pris soin"),
    headline=_l("%(name)s a noté que « %(title)s » est rentré"),
    general=_l("Le retour d’un objet est noté"),
)
RETURNED_ALONE = told(
    "returned alone",
    TELLS,
    _l("Le retour de « %(title)s » est noté comme fait, une semaine après"),
    general=_l("Le retour d’un objet est noté comme fait"),
)
NOT_RETURNED = told(
    "not returned",
    COUNTS,
    _l(
        "« %(title)s » n’est pas revenu. Il est mis de côté : dites sur sa page si vous ne le "
        "prêtez plus"
    ),
    headline=_l("« %(title)s » n’est pas revenu"),
    general=_l("Un de vos objets n’est pas revenu"),
)
RENEWED = told(
    "renewed",
    COUNTS,
    _l("%(name)s garde « %(title)s » plus longtemps"),
    general=_l("Une personne garde un de vos objets plus longtemps"),
)
SOON = told(
    "soon due",
    COUNTS,
    _l("« %(title)s » est à rendre après-demain"),
    general=_l("Un objet est à rendre après-demain"),
)
TODAY = told(
    "due today",
    COUNTS,
    _l("« %(title)s » est à rendre aujourd’hui"),
    general=_l("Un objet est à rendre aujourd’hui"),
)
LATE = told(
    "late",
    COUNTS,
    _l(
        "« %(title)s » devait rentrer hier. Cela arrive : écrivez un mot, ou dites ici que c’est "
        "rendu"
    ),
    headline=_l("« %(title)s » devait rentrer hier"),
    general=_l("Un objet devait rentrer hier"),
)
LATE_FOR_LENDER = told(
    "late for lender",
    COUNTS,
    _l(
        "« %(title)s » devait rentrer hier, et nous l’avons rappelé. S’il est là, notez-le. Sinon, "
        "un mot suffit souvent"
    ),
    headline=_l("« %(title)s » devait rentrer hier"),
    general=_l("Un de vos objets devait rentrer hier"),
)
FREE = told(
    "free",
    COUNTS,
    _l(
        "« %(title)s » est libre. C’est votre tour : demandez-le dans les deux jours, ou ne faites "
        "rien"
    ),
    headline=_l("« %(title)s » est libre"),
    general=_l("Un objet que vous attendiez est libre"),
)
