"""What verification tells residents."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.notifications.kinds import declare
from verification.models.claims import Method, Refusal
from verification.models.homes import WithdrawalReason

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
VOUCHING_EXPIRED = declare(
    "vouching_expired",
    _l(
        "Votre code pour deux voisins a plus de 30 jours : votre demande est close. "
        "Choisissez votre adresse pour recommencer, avec eux ou autrement."
    ),
    by_mail=True,
)
DOCUMENT_FORGOTTEN = declare(
    "proof_document_forgotten",
    _l(
        "La mairie n’a pas pu lire votre document à temps : il est effacé. "
        "Vous pouvez en envoyer un autre, ou choisir une autre preuve."
    ),
    by_mail=True,
)
DOCUMENT_REFUSED = declare(
    "proof_document_refused",
    _l("Votre document n’a pas suffi à prouver votre adresse. Voyez pourquoi, et que faire."),
    by_mail=True,
)
VOUCHED = declare(
    "vouched_once",
    _l("Un voisin s’est porté garant pour vous. Il en faut encore un, d’un autre logement."),
)
CIRCLE_FOUND = declare(
    "vouching_circle_found",
    _l("Des voisins se portent garants les uns pour les autres : regardez si tout va bien."),
)
STILL_THERE = declare(
    "residency_to_reconfirm",
    _l("Habitez-vous toujours à la même adresse ? Un bouton suffit pour le confirmer."),
    by_mail=True,
)
EXPIRED = dict.fromkeys(Method, CODE_EXPIRED) | {
    Method.DOCUMENT: DOCUMENT_FORGOTTEN,
    Method.VOUCHING: VOUCHING_EXPIRED,
}
CIRCLES = "/accueil/garants"
STAYING = "/mon-adresse/rester"
CLAIM_CANCELLED = declare(
    "address_claim_cancelled",
    _l("La mairie n’a pas pu confirmer votre adresse. Passez à l’accueil, on vous aidera."),
    by_mail=True,
)
PROOF_WITHDRAWN = declare(
    "proof_withdrawn",
    _l(
        "La preuve de votre adresse a été retirée. Voyez pourquoi, et que faire : "
        "la prouver de nouveau, ou passer à l’accueil de la mairie si c’est une erreur."
    ),
    by_mail=True,
)
REFUSAL_WORDS = MappingProxyType(
    {
        Refusal.UNREADABLE: _l("On ne peut pas le lire"),
        Refusal.TOO_OLD: _l("Il a plus de 12 mois"),
        Refusal.OTHER_NAME: _l("Il est à un autre nom"),
        Refusal.OTHER_ADDRESS: _l("Il porte une autre adresse"),
        Refusal.NO_PROOF: _l("Ce genre de document ne prouve pas une adresse"),
    }
)
# Read by whoever decides and by whoever lived there.
WITHDRAWAL_WORDS = MappingProxyType(
    {
        WithdrawalReason.UNKNOWN_THERE: _l("À cette adresse, on ne connaît pas ce compte"),
        WithdrawalReason.VOUCHERS_UNSURE: _l("Les garants ne confirment pas ce qu’ils ont dit"),
        WithdrawalReason.FALSE_PROOF: _l("La preuve n’était pas valable"),
        WithdrawalReason.LEFT: _l("La personne n’habite plus à cette adresse"),
        WithdrawalReason.MISTAKE: _l("L’adresse avait été confirmée par erreur"),
        WithdrawalReason.OTHER: _l("Une autre raison, écrite ci-dessous"),
    }
)
METHOD_WORDS = MappingProxyType(
    {
        Method.LETTER: _l("par une lettre"),
        Method.HOUSEHOLD: _l("avec le code du foyer"),
        Method.VOUCHING: _l("grâce à deux voisins"),
        Method.DESK: _l("à l’accueil, en personne"),
        Method.DOCUMENT: _l("avec un document"),
    }
)
