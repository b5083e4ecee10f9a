"""Where a gift stands, and what a person must look at, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, ReversalStatus

STATE_WORDS: Mapping[PledgeStatus, LazyString] = {
    PledgeStatus.RESERVED: _l("pas payé"),
    PledgeStatus.EXPIRED: _l("pas payé"),
    PledgeStatus.CANCELLED: _l("pas payé"),
    PledgeStatus.SETTLED: _l("reçu"),
    PledgeStatus.OWED_BACK: _l("vous sera rendu"),
    PledgeStatus.RETURNING: _l("en route vers votre compte"),
    PledgeStatus.STUCK: _l("votre banque ne l’a pas repris : une personne s’en occupe"),
    PledgeStatus.REFUNDED: _l("rendu"),
    PledgeStatus.DISPUTED: _l("contesté : votre banque retient l’argent"),
    PledgeStatus.TAKEN_BACK: _l("repris par votre banque"),
}

# The same for the person at the desk, who gave nothing and whose bank it is not.
DESK_WORDS: Mapping[PledgeStatus, LazyString] = {
    **STATE_WORDS,
    PledgeStatus.OWED_BACK: _l("à rendre à la personne"),
    PledgeStatus.RETURNING: _l("en route vers le compte de la personne"),
    PledgeStatus.STUCK: _l("la banque de la personne ne l’a pas repris : à vous de décider"),
    PledgeStatus.DISPUTED: _l("contesté : la banque de la personne retient l’argent"),
    PledgeStatus.TAKEN_BACK: _l("repris par la banque de la personne"),
}

# What the provider said when it was the provider that ended a case.
ENDINGS: Mapping[str, LazyString] = {
    ReversalStatus.WON: _l("la contestation est gagnée, l’argent est revenu."),
    ReversalStatus.LOST: _l("la contestation est perdue, l’argent est rendu à la personne."),
    ReversalStatus.SUCCEEDED: _l("l’argent est rendu à la personne."),
    ReversalStatus.TOTAL: _l("l’argent est rendu à la personne."),
    ReversalStatus.PENDING: _l("l’argent repart vers la personne."),
    ReversalStatus.FAILED: _l("le remboursement est revenu, l’argent est là."),
    ReversalStatus.INQUIRY: _l("la banque de la personne pose une question."),
    ReversalStatus.OPENED: _l("la personne conteste le paiement."),
}


def parts_of(facts: Facts) -> Sequence[tuple[LazyString, int]]:
    """Say to a donor where each part of a gift is, once it is not all in one place."""
    parts = (
        (_l("Compte pour le besoin"), facts.still_counted),
        (_l("Rendu"), facts.returned),
        (_l("En route vers votre compte"), facts.pending),
        (_l("Vous sera rendu"), facts.owed),
        (_l("Repris par votre banque"), facts.lost),
    )
    there = [(word, cents) for word, cents in parts if cents]
    return there if len(there) > 1 else ()


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
        _l("Payé deux fois, peut-être"),
        _l(
            "La même personne a payé deux fois pour la même chose : une page de paiement était "
            "restée ouverte, ou la banque a débité deux fois."
        ),
        _l(
            "Un deuxième paiement du même don est rendu tout seul. Si ce don compte encore et que "
            "rien ne montre qu’il est voulu, rendez-le."
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
        _l("La banque de la personne n’a pas pris l’argent. Souvent, sa carte est fermée."),
        _l("Essayez de nouveau, ou rendez l’argent par un autre chemin, puis dites-le ici."),
    ),
    CaseKind.DISPUTE: CaseWords(
        _l("Un paiement contesté"),
        _l(
            "La banque de la personne demande des comptes. Le don compte encore, il n’est pas "
            "perdu."
        ),
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
    CaseKind.TOO_MUCH_BACK: CaseWords(
        _l("Plus d’argent rendu que reçu"),
        _l("Ce paiement est reparti deux fois : par un remboursement et par une contestation."),
        _l("Demandez à la banque d’annuler l’un des deux."),
    ),
}

# What the person at the desk decides upon.
READ_CASE = Reading(
    "pledge.fund",
    "pledge",
    kind=Fact(label=_l("Ce qui est arrivé"), say=said_by({k: w.title for k, w in CASES.items()})),
    amount_cents=Fact(label=_l("Montant"), say=euros),
    status=Fact(label=_l("Où en est ce don"), say=said_by(DESK_WORDS), of="pledge.status"),
)
