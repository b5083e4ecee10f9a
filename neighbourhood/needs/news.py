"""What partners and donors are told about needs."""

from flask_babel import lazy_gettext as _l

from neighbourhood.notifications.kinds import declare

TO_APPROVE = declare(
    "need-to-approve", _l("Un besoin attend votre relecture : « %(title)s »."), by_mail=True
)
RETURNED = declare(
    "need-returned", _l("Un besoin vous revient avec une remarque : « %(title)s »."), by_mail=True
)
GONE = declare(
    "need-withdrawn",
    _l("Le besoin « %(title)s » est retiré."),
    by_mail=True,
    general=_l("Un besoin est retiré"),
)
APPROVED = declare(
    "need-approved", _l("Le besoin « %(title)s » est publié."), general=_l("Un besoin est publié")
)
ROUND = declare(
    "needs-published",
    _l("%(number)s de vos besoins sont publiés."),
    general=_l("Des besoins sont publiés"),
)
TO_PROVE = declare(
    "need-to-prove",
    _l("« %(title)s » est financé. Quand c’est fait, dites à quoi l’argent a servi."),
    by_mail=True,
    general=_l("Un besoin est financé"),
)

FILE_TO_READ = declare(
    "need-file-to-read",
    _l("Un fichier de besoins attend votre relecture : %(number)s besoins."),
    by_mail=True,
)
FILE_RETURNED = declare(
    "need-file-returned", _l("Un fichier de besoins vous revient avec une remarque."), by_mail=True
)
FILE_APPROVED = declare(
    "need-file-approved",
    _l("Votre fichier de besoins est relu et approuvé."),
    general=_l("Un fichier de besoins est approuvé"),
)

PROOF_TO_READ = declare(
    "need-proof-to-read",
    _l("Une preuve attend votre relecture : « %(title)s »."),
    by_mail=True,
)
CORRECTION_TO_READ = declare(
    "need-correction-to-read",
    _l("Une correction attend votre relecture : « %(title)s »."),
    by_mail=True,
)
THANKS_TO_READ = declare(
    "need-thanks-to-read",
    _l("Un mot de remerciement attend votre relecture : « %(title)s »."),
    by_mail=True,
)
REVISED = declare(
    "need-revised",
    _l("Votre texte sur « %(title)s » est publié."),
    general=_l("Votre texte sur un besoin est publié"),
)
CORRECTED = declare(
    "gift-need-corrected",
    _l("Ce besoin a été corrigé, voyez les deux versions : « %(title)s »."),
    by_mail=True,
)
PROOF_CORRECTED = declare(
    "gift-proof-corrected",
    _l("Ce que votre don a fait a été corrigé : voyez les deux versions, « %(title)s »."),
    by_mail=True,
)
THANKED = declare(
    "gift-thanked",
    _l("Un mot de remerciement vous attend sur votre reçu : « %(title)s »."),
    by_mail=True,
    general=_l("Un mot de remerciement vous attend sur votre reçu"),
)
