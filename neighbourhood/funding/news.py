"""What donors, and those who look after the site, are told of money."""

from flask_babel import lazy_gettext as _l

from neighbourhood.notifications.kinds import Importance, declare

# The way in which something happened to a part of a gift only.
PART = "part"
_GIVEN_BACK = _l(
    "%(amount)s sur les %(paid)s de votre don vous ont été rendus : « %(title)s ». Votre compte le "
    "montre d’ici quelques jours."
)

RECEIVED = declare(
    "gift-received",
    _l("Merci, votre don de %(amount)s est bien arrivé : « %(title)s »."),
    general=_l("Votre don est bien arrivé"),
)
TRANSFER_DUE = declare(
    "gift-transfer-due",
    _l(
        "Nous n’avons pas encore reçu votre virement de %(amount)s : « %(title)s ». Dans un jour "
        "ou deux, votre part ne sera plus gardée. S’il est parti, vous n’avez rien à faire."
    ),
    by_mail=True,
    general=_l("Nous n’avons pas encore reçu votre virement"),
)
FUNDED = declare(
    "gift-need-funded",
    _l("« %(title)s » est financé, et vous y êtes pour quelque chose."),
    general=_l("Un besoin est financé, et vous y êtes pour quelque chose"),
    headline=_l("Un besoin est financé, et vous y êtes pour quelque chose"),
)
PROVED = declare(
    "gift-need-proved",
    _l("« %(title)s » : voyez à quoi votre don a servi."),
    by_mail=True,
    general=_l("Voyez à quoi votre don a servi"),
    headline=_l("Voyez à quoi votre don a servi"),
)
OWED_BACK = declare(
    "gift-owed-back",
    _l("« %(title)s » n’attend plus d’argent : votre don de %(amount)s vous sera rendu."),
    by_mail=True,
    variants={
        PART: _l("%(amount)s sur les %(paid)s de votre don vous seront rendus : « %(title)s ».")
    },
    general=_l("Un don vous sera rendu : il n’est plus attendu"),
    headline=_l("Un don vous sera rendu : il n’est plus attendu"),
)
REFUNDED = declare(
    "gift-refunded",
    _l(
        "Votre don de %(amount)s vous a été rendu : « %(title)s ». Votre compte le montre d’ici "
        "quelques jours."
    ),
    variants={PART: _GIVEN_BACK},
    general=_l("Votre don vous a été rendu"),
)
PARTLY_REFUNDED = declare(
    "gift-partly-refunded",
    _l("%(amount)s de votre don vous ont été rendus : « %(title)s »."),
    by_mail=True,
    variants={PART: _GIVEN_BACK},
    general=_l("Une partie de votre don vous a été rendue"),
)
RETURNING = declare(
    "gift-returning",
    _l(
        "%(amount)s de votre don sont en route vers votre compte : « %(title)s ». Cela prend "
        "quelques jours."
    ),
    variants={
        PART: _l(
            "%(amount)s sur les %(paid)s de votre don sont en route vers votre compte : "
            "« %(title)s ». Cela prend quelques jours."
        )
    },
    general=_l("Votre don est en route vers votre compte"),
)
STUCK = declare(
    "gift-refund-failed",
    _l(
        "Le remboursement de %(amount)s n’est pas arrivé sur votre compte : « %(title)s ». "
        "L’argent n’est pas perdu, une personne s’en occupe. Si votre carte est fermée ou "
        "remplacée, appelez votre banque."
    ),
    by_mail=True,
    variants={
        PART: _l(
            "Le remboursement de %(amount)s, sur les %(paid)s de votre don, n’est pas arrivé sur "
            "votre compte : « %(title)s ». L’argent n’est pas perdu, une personne s’en occupe. Si "
            "votre carte est fermée ou remplacée, appelez votre banque."
        )
    },
    general=_l("Le remboursement de votre don n’est pas arrivé sur votre compte"),
)
WRONG_AMOUNT = declare(
    "gift-wrong-amount",
    _l(
        "Vous avez payé %(amount)s, un autre montant que celui de votre don : « %(title)s ». "
        "Tout vous sera rendu."
    ),
    by_mail=True,
    general=_l("Vous avez payé un autre montant que celui de votre don"),
)
PAID_AGAIN = declare(
    "gift-paid-again",
    _l(
        "Vous avez payé deux fois le même don : « %(title)s ». Le deuxième paiement, "
        "%(amount)s, vous sera rendu. Le reçu dit quoi faire si vous vouliez donner deux fois."
    ),
    by_mail=True,
)
DISPUTED = declare(
    "gift-disputed",
    _l(
        "Votre banque nous dit que vous contestez un paiement de %(amount)s : « %(title)s ». "
        "Si ce n’est pas vous, appelez-la."
    ),
    by_mail=True,
    variants={
        PART: _l(
            "Votre banque nous dit que vous contestez %(amount)s sur un paiement de %(paid)s : "
            "« %(title)s ». Si ce n’est pas vous, appelez-la."
        )
    },
    general=_l("Votre banque nous dit que vous contestez un paiement"),
)
QUESTIONED = declare(
    "gift-questioned",
    _l(
        "Votre banque demande d’où vient un paiement de %(amount)s : « %(title)s ». Elle n’a rien "
        "repris, votre don compte toujours. Si vous ne reconnaissez pas ce paiement, appelez-la."
    ),
    by_mail=True,
    general=_l("Votre banque demande d’où vient un paiement"),
)
QUESTION_OVER = declare(
    "gift-question-over",
    _l(
        "Votre banque n’a plus de question sur votre paiement de %(amount)s : « %(title)s ». "
        "Votre don compte toujours."
    ),
    general=_l("Votre banque n’a plus de question sur votre paiement"),
)
DISPUTE_WON = declare(
    "gift-dispute-won",
    _l(
        "Contestation de votre paiement de %(amount)s : la banque a décidé en faveur de la ville. "
        "L’argent est là et votre don compte pour « %(title)s ». Si vous n’êtes "
        "pas d’accord, parlez-en à votre banque."
    ),
    by_mail=True,
    general=_l("La banque a décidé que votre don compte toujours"),
)
TAKEN_BACK = declare(
    "gift-taken-back",
    _l("Votre banque a repris les %(amount)s de votre don : « %(title)s »."),
    by_mail=True,
    variants={
        PART: _l("Votre banque a repris %(amount)s sur les %(paid)s de votre don : « %(title)s ».")
    },
    general=_l("Votre banque a repris votre don"),
)
CASE = declare(
    "money-case",
    _l("Un paiement de %(amount)s attend une décision : « %(title)s »."),
    importance=Importance.WAITS,
    variants={
        "refund": _l(
            "Un remboursement de %(amount)s (don de %(paid)s) attend une décision : « %(title)s »."
        ),
        "dispute": _l(
            "Une contestation de %(amount)s (don de %(paid)s) attend une décision : « %(title)s »."
        ),
        "too much": _l(
            "%(amount)s rendus en trop (don de %(paid)s) attendent une décision : « %(title)s »."
        ),
    },
    general=_l("Un paiement attend une décision"),
)
ODD_MESSAGE = declare(
    "money-odd-message",
    _l(
        "La banque a envoyé un message que le site ne sait pas lire. Cherchez-le sur le site de la "
        "banque, et comparez avec la liste des dons. S’il manque un don ou un remboursement, "
        "écrivez à la banque avec le numéro du message."
    ),
    importance=Importance.WAITS,
)
BOOKS_BROKEN = declare(
    "money-books-broken",
    _l(
        "Les comptes ne tombent plus juste. Ouvrez la page Argent : elle dit quelle règle n’est "
        "pas respectée, et quoi faire."
    ),
    importance=Importance.WAITS,
    by_mail=True,
)
TO_COVER = declare(
    "money-to-cover",
    _l(
        "La commune couvre %(amount)s pour « %(title)s » : un don est reparti après le versement, "
        "ou après la dépense. Rien n’est demandé au partenaire."
    ),
    by_mail=True,
    general=_l("La commune couvre un don reparti après un versement ou une dépense"),
)
ACCOUNT_ENTERED = declare(
    "account-entered",
    _l(
        "%(whose)s : %(person)s a écrit un compte bancaire, qui finit par %(ending)s. Une autre "
        "personne de la commune doit le confirmer. Si cela vous étonne, parlez-en tout de suite."
    ),
    by_mail=True,
    general=_l("Un compte bancaire attend d’être confirmé"),
    headline=_l("Un compte bancaire attend d’être confirmé"),
)
ACCOUNT_DECIDED = declare(
    "account-decided",
    _l("Compte bancaire confirmé : %(whose)s, numéro qui finit par %(ending)s."),
    by_mail=True,
    variants={
        "refused": _l("Compte bancaire refusé : %(whose)s, numéro qui finit par %(ending)s.")
    },
    general=_l("Un compte bancaire est confirmé, ou refusé"),
)
PAY_OUT_TO_APPROVE = declare(
    "pay-out-to-approve",
    _l("Le versement %(number)s (%(partner)s, %(amount)s) attend l’accord d’une autre personne."),
    importance=Importance.WAITS,
    general=_l("Un versement attend l’accord d’une autre personne"),
    headline=_l("Un versement attend l’accord d’une autre personne"),
)
PAY_OUT_SENT = declare(
    "pay-out-sent",
    _l("La commune donne l’ordre de vous verser %(amount)s : versement %(number)s."),
    by_mail=True,
    general=_l("La commune vous fait un versement"),
)
PAY_OUT_BACK = declare(
    "pay-out-back",
    _l("Le versement %(number)s, %(amount)s, est revenu : la banque ne l’a pas fait."),
    by_mail=True,
    general=_l("Un versement est revenu"),
)
