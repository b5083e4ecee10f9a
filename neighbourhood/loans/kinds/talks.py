"""Conversations about a loan: what stands beside them, and what happens in them."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment, Stage
from neighbourhood.loans.days import say_when
from neighbourhood.loans.kinds.pressing import READ_LOAN
from neighbourhood.loans.kinds.words import PHRASES, STATUSES
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import loans as queries

_STAGES = {
    LoanStatus.ASKED: Stage.WAITING,
    LoanStatus.ACCEPTED: Stage.AGREED,
    LoanStatus.HANDED: Stage.AGREED,
    LoanStatus.RETURNED: Stage.DONE,
}


def _phrases(loan: Loan, _resident_id: int) -> Sequence[LazyString]:
    return PHRASES[_STAGES.get(loan.status, Stage.OFF)]


LOAN = ABOUTS.declare(
    About(
        code=Loan.ABOUT,
        load=queries.to_talk_about,
        panel="neighbourhood/loans/panel.html",
        phrases=_phrases,
        is_asked=lambda loan: loan.is_live,
        facts={
            "may": policies,
            "is_read_by": queries.is_read_by,
            "read_loan": READ_LOAN.drawn,
            "loan_statuses": STATUSES,
            "say_when": say_when,
        },
    )
)


def _moment(code: str, theirs: LazyString, mine: LazyString | None = None) -> Moment:
    return MOMENTS.declare(Moment(f"loan {code}", theirs, mine))


ACCEPTED = _moment(
    "accepted",
    _l("%(name)s a dit oui. Convenez ici du lieu et de l’heure."),
    _l("Vous avez dit oui. Convenez ici du lieu et de l’heure."),
)
DECLINED = _moment(
    "declined",
    _l("%(name)s répond : pas cette fois, mais merci."),
    _l("Vous avez répondu : pas cette fois, mais merci."),
)
WITHDRAWN = _moment(
    "withdrawn",
    _l("%(name)s n’en a plus besoin. Les jours sont libres de nouveau."),
    _l("Vous n’en avez plus besoin. Les jours sont libres de nouveau."),
)
CALLED_OFF = _moment(
    "called off",
    _l("%(name)s ne peut plus prêter l’objet ces jours-là."),
    _l("Vous ne prêtez plus l’objet ces jours-là."),
)
NOT_HANDED = _moment(
    "not handed", _l("Personne n’a noté de remise : le prêt se referme, sans reproche.")
)
UNANSWERED = _moment(
    "unanswered", _l("Une semaine a passé sans réponse : la demande se referme, sans reproche.")
)
AS_BEFORE = _moment(
    "as before",
    _l("%(name)s revient en arrière : le prêt est comme avant."),
    _l("Vous revenez en arrière : le prêt est comme avant."),
)
HANDED = _moment(
    "handed",
    _l("%(name)s a noté que l’objet est remis."),
    _l("Vous avez noté que l’objet est remis."),
)
CHECKED = _moment(
    "checked",
    _l("%(name)s a noté dans quel état est l’objet."),
    _l("Vous avez noté dans quel état est l’objet."),
)
RENEWED = _moment(
    "renewed",
    _l("%(name)s garde l’objet plus longtemps."),
    _l("Vous gardez l’objet plus longtemps."),
)
SAID_BACK = _moment(
    "said back",
    _l("%(name)s dit avoir rendu l’objet. Confirmez qu’il est bien rentré."),
    _l("Vous dites avoir rendu l’objet."),
)
NOT_BACK = _moment(
    "not back",
    _l("%(name)s dit que l’objet n’est pas encore rentré."),
    _l("Vous dites que l’objet n’est pas encore rentré."),
)
RETURNED = _moment(
    "returned",
    _l("%(name)s a noté que l’objet est rentré. Merci !"),
    _l("Vous avez noté que l’objet est rentré."),
)
RETURNED_ALONE = _moment(
    "returned alone", _l("Une semaine après, le retour de l’objet est noté comme fait.")
)
NOT_RETURNED = _moment("not returned", _l("L’objet n’est pas revenu : le prêt est clos."))
INCIDENT = _moment(
    "incident",
    _l("%(name)s signale un souci avec l’objet. Chacun raconte ce qui s’est passé."),
    _l("Vous signalez un souci avec l’objet. Chacun raconte ce qui s’est passé."),
)
PROPOSED = _moment(
    "incident proposed",
    _l("%(name)s propose une solution."),
    _l("Vous proposez une solution."),
)
SETTLED = _moment(
    "incident settled",
    _l("%(name)s accepte : c’est réglé."),
    _l("Vous acceptez : c’est réglé."),
)
UNSETTLED = _moment(
    "incident unsettled",
    _l("%(name)s a clos le souci, sans accord entre vous."),
    _l("Vous avez clos le souci, sans accord entre vous."),
)
INCIDENT_TAKEN_BACK = _moment(
    "incident taken back",
    _l("%(name)s a retiré le souci signalé : tout va bien."),
    _l("Vous avez retiré le souci signalé : tout va bien."),
)
