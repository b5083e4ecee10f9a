"""What is read of what a town paid in before somebody presses, and what its team is told."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by, said_day
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.covering import CoverStatus
from neighbourhood.notifications.kinds import Importance, declare

READ_PAID_IN = Weighed(
    cents=Fact(label=_l("Montant"), say=euros),
    reference=Fact(label=_l("Référence de la banque")),
    day=Fact(label=_l("Date sur le relevé de la banque"), say=said_day),
    status=Fact(
        label=_l("Où il en est"),
        say=said_by(
            {
                CoverStatus.ENTERED: _l("à confirmer"),
                CoverStatus.CONFIRMED: _l("confirmé"),
                CoverStatus.REFUSED: _l("refusé"),
            }
        ),
    ),
)
PAID_IN_TO_CONFIRM = declare(
    "paid-in-to-confirm",
    _l(
        "Un paiement de %(amount)s de la commune, pour une somme qu’elle couvre, attend d’être "
        "confirmé par une autre personne."
    ),
    importance=Importance.WAITS,
    general=_l("Un paiement de la commune attend d’être confirmé"),
)
