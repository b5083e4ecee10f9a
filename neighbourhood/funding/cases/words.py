"""What a person must look at, what happened, and what can be done, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.cases import kept
from neighbourhood.funding.cases.states import DESK_WORDS, is_only_asked
from neighbourhood.funding.models.provider import CaseKind, MoneyCase, ReversalStatus
from neighbourhood.funding.policies import Decision, decisions_for

# What the provider said when it was the provider that ended a case.
ENDINGS: Mapping[str, LazyString] = {
    ReversalStatus.WON: _l("la contestation est gagnée, l’argent est là."),
    ReversalStatus.LOST: _l("la contestation est perdue, l’argent est rendu à la personne."),
    ReversalStatus.SUCCEEDED: _l("l’argent est rendu à la personne."),
    ReversalStatus.TOTAL: _l("l’argent est rendu à la personne."),
    ReversalStatus.PENDING: _l("l’argent repart vers la personne."),
    ReversalStatus.FAILED: _l("le remboursement est revenu, l’argent est là."),
    ReversalStatus.INQUIRY: _l("la banque de la personne pose une question."),
    ReversalStatus.OPENED: _l("la personne conteste le paiement."),
}


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a person reads of a case: what it is, what happened, what to do."""

    title: LazyString
    happened: LazyString
    todo: LazyString


CASES: Mapping[CaseKind, CaseWords] = {
    CaseKind.WRONG_AMOUNT: CaseWords(
        _l("Un autre montant que prévu"),
        _l(
            "La banque a reçu un autre montant que celui du don. Rien n’est compté, tout est rendu."
        ),
        _l("Cherchez sur le site de la banque d’où vient l’écart, puis fermez ce dossier."),
    ),
    CaseKind.PAID_AGAIN: CaseWords(
        _l("Plusieurs paiements pour un même don"),
        _l(
            "La même personne a ouvert deux pages de paiement pour la même chose, ou la banque a "
            "débité deux fois. Ce qui est connu de ses paiements est écrit ci-dessous."
        ),
        _l(
            "Sans décision, ce deuxième paiement est rendu trois jours après son arrivée. Gardez "
            "les deux seulement si la personne a dit qu’elle voulait donner deux fois."
        ),
    ),
    CaseKind.REFUND_ELSEWHERE: CaseWords(
        _l("Rendu sur le site de la banque"),
        _l(
            "Quelqu’un a rendu ce don, ou une partie, sur le site de la banque et non ici. Ce qui "
            "est rendu ne compte plus, et manque de nouveau."
        ),
        _l(
            "Demandez qui l’a fait et pourquoi. Si l’argent est déjà dépensé, prévenez le "
            "partenaire."
        ),
    ),
    CaseKind.REFUND_FAILED: CaseWords(
        _l("Un remboursement n’est pas arrivé"),
        _l("L’argent n’est pas arrivé chez la personne. Souvent, sa carte est fermée."),
        _l(
            "Essayez de nouveau. Si l’argent revient encore, appelez la banque qui encaisse les "
            "dons, avec le numéro du paiement : elle seule sait de quelle carte il vient. La "
            "personne est prévenue, et invitée à appeler sa propre banque."
        ),
    ),
    CaseKind.RETURN_BY_BANK: CaseWords(
        _l("Un virement à rendre"),
        _l(
            "Ce don est venu par virement, et il faut le rendre. Aucun prestataire ne peut s’en "
            "charger."
        ),
        _l(
            "Faites un virement de ce montant depuis le compte qui reçoit les dons, vers le compte "
            "d’où l’argent est venu : il est dans le relevé, au jour et au numéro écrits "
            "ci-dessus. Puis dites ici que c’est fait."
        ),
    ),
    CaseKind.DISPUTE: CaseWords(
        _l("Un paiement contesté"),
        _l("La banque de la personne a demandé des comptes sur ce paiement."),
        _l(
            "Répondez sur le site de la banque avant la date qu’elle donne. La suite s’écrira ici "
            "toute seule, et ce dossier se fermera ou dira que c’est perdu."
        ),
    ),
    CaseKind.DISPUTE_LOST: CaseWords(
        _l("Une contestation perdue"),
        _l("La banque a remboursé la personne. Le don ne compte plus, et manque de nouveau."),
        _l("Si l’argent est déjà dépensé, prévenez le partenaire."),
    ),
    CaseKind.SHARED_PAYMENT: CaseWords(
        _l("Un seul paiement pour deux dons"),
        _l(
            "La banque donne à ce don le numéro d’un paiement qui a déjà payé un autre don. Rien "
            "n’est écrit dans les comptes pour celui-ci : il n’est pas payé."
        ),
        _l(
            "Cherchez sur le site de la banque si la personne a payé une fois ou deux. Si un "
            "deuxième paiement existe, demandez à la banque de l’annoncer de nouveau."
        ),
    ),
    CaseKind.AMOUNT_CHANGED: CaseWords(
        _l("Un paiement annoncé avec un autre montant"),
        _l(
            "La banque a annoncé une deuxième fois un paiement déjà compté, avec le montant écrit "
            "ci-dessous. Les comptes gardent le premier montant."
        ),
        _l(
            "Regardez sur le site de la banque combien elle a vraiment reçu. Si c’est un autre "
            "montant que celui des comptes, rendez ce don : la personne pourra le refaire."
        ),
    ),
    CaseKind.TOO_MUCH_BACK: CaseWords(
        _l("Plus d’argent rendu que reçu"),
        _l("Ce paiement est reparti deux fois : par un remboursement et par une contestation."),
        _l("Demandez à la banque d’annuler l’un des deux."),
    ),
    CaseKind.LOSS_COVERED: CaseWords(
        _l("Un don reparti alors que son argent avait déjà servi"),
        _l(
            "Ce don était allé à des besoins déjà financés, qui gardent ce qui leur a été promis. "
            "Le montant écrit ci-dessous est une perte, écrite dans les comptes."
        ),
        _l(
            "Dites à la commune combien elle doit verser pour que la caisse soit juste, puis "
            "écrivez ci-dessous qui l’a fait."
        ),
    ),
}

# While a dispute lasts; beside it stands whether the money is there.
_CONTESTED = _l(
    "La personne conteste ce paiement, et sa banque n’a pas encore décidé. La collecte affiche "
    "toujours ce don, mais l’argent n’est plus disponible."
)
_ASKED = _l("La banque de la personne demande d’où vient ce paiement. Le don compte.")


def happened(case: MoneyCase) -> LazyString | str:
    """Say what happened, as it stands now."""
    if said := kept.happened(case):
        return said
    if case.kind is CaseKind.DISPUTE and case.pledge.is_disputed:
        return _ASKED if is_only_asked(case.pledge) else _CONTESTED
    return CASES[case.kind].happened


# Of several payments for one gift: this one counts, or it could not, or it went its way.
_COUNTS = _l(
    "Ce paiement compte. S’il y en a un autre ci-dessus, et que la personne ne voulait donner "
    "qu’une fois, rendez celui-ci. Sinon, il n’y a rien de plus à faire."
)
_NO_ROOM = _l(
    "Ce paiement ne peut pas compter en ce moment : la collecte est terminée, ou il y manque moins "
    "que ce montant, une fois compté ce qui est en train d’être payé. Si la personne voulait "
    "donner deux fois, revenez voir dans la journée. Sinon, fermez ce dossier : le paiement lui "
    "est rendu."
)
_ITS_WAY = _l(
    "Il n’y a plus rien à choisir pour ce paiement : où il en est se lit ci-dessus. Fermez ce "
    "dossier."
)
_WHAT_IT_WAS = _l(
    "Regardez sur le site de la banque combien elle a vraiment reçu, et écrivez-le ci-dessous. Ce "
    "don ne compte plus : il n’y a rien d’autre à choisir."
)


def todo(case: MoneyCase) -> LazyString:
    """Say what a person can do about a case as it stands, and nothing that they cannot choose."""
    offered = decisions_for(case)
    if Decision.TRY_AGAIN in offered:
        return CASES[CaseKind.REFUND_FAILED].todo
    if Decision.SENT_BY_BANK in offered:
        return CASES[CaseKind.RETURN_BY_BANK].todo
    if case.kind in (CaseKind.REFUND_FAILED, CaseKind.RETURN_BY_BANK):
        return _ITS_WAY
    if case.kind is CaseKind.PAID_AGAIN and Decision.KEEP_BOTH not in offered:
        owed = _NO_ROOM if case.pledge.is_owed_back else _ITS_WAY
        return _COUNTS if Decision.GIVE_BACK in offered else owed
    if case.kind is CaseKind.AMOUNT_CHANGED and Decision.GIVE_BACK not in offered:
        return _WHAT_IT_WAS
    return kept.todo(case) or CASES[case.kind].todo


def amount_of(case: MoneyCase) -> str:
    """Say how much a case is about, and of what gift where that is another amount."""
    amount, paid = case.amount_cents, case.pledge.paid_cents
    if amount == paid:
        return euros(amount)
    return str(gettext("%(amount)s (don de %(paid)s)", amount=euros(amount), paid=euros(paid)))


# What the person at the desk decides upon.
READ_CASE = Weighed(
    "pledge.fund",
    "pledge",
    kind=Fact(label=_l("Ce qui est arrivé"), say=said_by({k: w.title for k, w in CASES.items()})),
    amount_cents=Fact(label=_l("Montant"), say=euros),
    status=Fact(label=_l("Où en est ce don"), say=said_by(DESK_WORDS), of="pledge.status"),
)
