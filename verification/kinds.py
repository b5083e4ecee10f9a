"""What verification tells residents."""

from flask_babel import lazy_gettext as _l

from neighbourhood.notifications.kinds import declare

WELCOME = declare("welcome_home", _l("Bienvenue chez vous : votre adresse est confirmée."))
LETTER_POSTED = declare(
    "letter_posted",
    _l("Votre lettre est partie : elle arrive en général sous trois jours ouvrés."),
    by_mail=True,
)
CODE_EXPIRED = declare(
    "letter_code_expired",
    _l("Le code de votre lettre n’est plus valable. Vous pouvez en demander une autre."),
    by_mail=True,
)
CLAIM_CANCELLED = declare(
    "address_claim_cancelled",
    _l("La mairie n’a pas pu confirmer votre adresse. Passez à l’accueil, on vous aidera."),
    by_mail=True,
)
