"""Kinds of thing one can fund, what a receipt says, and what neighbours are told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import TransferKind
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What one fund is for, as it stands now."""

    by: str  # who sees to it
    where: str
    icon: str
    status: LazyString
    is_public: bool
    text: str = ""  # what the money pays for
    outcome: str = ""  # what the money did, once that is told


@dataclass(frozen=True, slots=True, kw_only=True)
class FundWords:
    """What the pages of a gift say of one kind of fund."""

    section: LazyString
    back: LazyString
    back_from_bank: LazyString
    look_again: LazyString
    see_all: LazyString
    see_others: LazyString
    by: LazyString
    being_paid: LazyString
    too_late: LazyString
    returned: LazyString


@dataclass(frozen=True, slots=True, kw_only=True)
class FundKind:
    """One kind of thing that neighbours may fund, declared by the slice that has it.

    `place` is the address of their list; one gives at `<place>/<id>/donner`. `find` returns the
    fund behind that id, `Missing` when the viewer may not read it. `purposes` tells by id of fund
    what each is for. `may_give` is asked once funding itself allows the gift.
    """

    code: str
    place: str
    find: Callable[[Resident, int], Fund]
    purposes: Callable[[Iterable[int]], Mapping[int, Purpose]]
    may_give: Callable[[Actor, Fund], bool]
    words: FundWords


FUND_KINDS: Register[FundKind] = Register("kind of fund")


def kind_of(fund: Fund) -> FundKind:
    """Return how the kind of `fund` was declared."""
    return FUND_KINDS[fund.kind]


def purposes_of(funds: Iterable[Fund]) -> Mapping[int, Purpose]:
    """Tell what each of `funds` is for, by its id: one question for each kind among them."""
    ids: dict[str, set[int]] = {}
    for fund in funds:
        ids.setdefault(fund.kind, set()).add(fund.id)
    found: dict[int, Purpose] = {}
    for code, those in ids.items():
        found.update(FUND_KINDS[code].purposes(those))
    return found


# What donors read before they give.
READ = {
    "title": Fact(label=_l("En une phrase")),
    "cents": Fact(label=_l("Montant"), say=euros),
    "text": Fact(label=_l("Ce que l’argent paie")),
    "by": Fact(label=_l("Partenaire")),
}


def read_of(fund: Fund) -> dict[str, Any]:
    """Return what a donor reads of a fund, as it stands."""
    purpose = purposes_of([fund])[fund.id]
    return {
        "title": fund.title,
        "cents": fund.ceiling_cents,
        "text": purpose.text,
        "by": purpose.by,
    }


def movement_words(kind: FundKind) -> Mapping[TransferKind, LazyString]:
    """Return what each line of a receipt says."""
    return {
        TransferKind.GIFT: _l("Don reçu"),
        TransferKind.LATE_PAYMENT: _l("Paiement reçu trop tard, à vous rendre"),
        TransferKind.WRONG_AMOUNT: _l("Paiement d’un autre montant que prévu, à vous rendre"),
        TransferKind.SECOND_PAYMENT: _l("Deuxième paiement du même don, à vous rendre"),
        TransferKind.RETURN: kind.words.returned,
        TransferKind.REFUND_SENT: _l("Remboursement parti vers votre banque"),
        TransferKind.REFUND: _l("Don rendu"),
        TransferKind.REFUND_FAILED: _l(
            "Remboursement revenu : il n’est pas arrivé sur votre compte"
        ),
        TransferKind.DISPUTE: _l("Don contesté : votre banque retient l’argent"),
        TransferKind.DISPUTE_WON: _l(
            "Contestation close : la banque a donné raison à la ville, l’argent est revenu"
        ),
        TransferKind.DISPUTE_LOST: _l("Contestation close : votre banque vous a remboursé"),
        TransferKind.BY_HAND: _l("Don rendu autrement"),
    }


# The same lines for the person at the desk.
_AT_THE_DESK: Mapping[TransferKind, LazyString] = {
    TransferKind.LATE_PAYMENT: _l("Paiement reçu trop tard, à rendre à la personne"),
    TransferKind.WRONG_AMOUNT: _l("Paiement d’un autre montant que prévu, à rendre"),
    TransferKind.SECOND_PAYMENT: _l("Deuxième paiement du même don, à rendre"),
    TransferKind.RETURN: _l("Don qui ne compte plus, à rendre à la personne"),
    TransferKind.REFUND_SENT: _l("Remboursement parti vers la banque de la personne"),
    TransferKind.REFUND_FAILED: _l("Remboursement revenu : il n’est pas arrivé chez la personne"),
    TransferKind.DISPUTE: _l("Don contesté : la banque de la personne retient l’argent"),
    TransferKind.DISPUTE_LOST: _l("Contestation close : la personne est remboursée"),
}


def movement_words_at_desk(kind: FundKind) -> Mapping[TransferKind, LazyString]:
    """Return what each line says to somebody whose money it is not."""
    return {**movement_words(kind), **_AT_THE_DESK}


RECEIVED = declare(
    "gift-received", _l("Merci, votre don de %(amount)s est bien arrivé : « %(title)s ».")
)
FUNDED = declare(
    "gift-need-funded", _l("« %(title)s » est financé, et vous y êtes pour quelque chose.")
)
PROVED = declare(
    "gift-need-proved", _l("« %(title)s » : voyez à quoi votre don a servi."), by_mail=True
)
OWED_BACK = declare(
    "gift-owed-back",
    _l("Votre don de %(amount)s n’est plus nécessaire et vous sera rendu : « %(title)s »."),
    by_mail=True,
)
REFUNDED = declare("gift-refunded", _l("Votre don de %(amount)s vous a été rendu : « %(title)s »."))
PARTLY_REFUNDED = declare(
    "gift-partly-refunded",
    _l("%(amount)s de votre don vous ont été rendus : « %(title)s »."),
    by_mail=True,
)
RETURNING = declare(
    "gift-returning",
    _l(
        "%(amount)s de votre don sont en route vers votre compte : « %(title)s ». Cela prend "
        "quelques jours."
    ),
)
STUCK = declare(
    "gift-refund-failed",
    _l(
        "Le remboursement de %(amount)s n’est pas arrivé sur votre compte : « %(title)s ». "
        "L’argent n’est pas perdu, une personne s’en occupe. Si votre carte est fermée ou "
        "remplacée, appelez votre banque."
    ),
    by_mail=True,
)
WRONG_AMOUNT = declare(
    "gift-wrong-amount",
    _l(
        "Vous avez payé %(amount)s, un autre montant que celui de votre don : « %(title)s ». "
        "Tout vous sera rendu."
    ),
    by_mail=True,
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
)
QUESTIONED = declare(
    "gift-questioned",
    _l(
        "Votre banque demande d’où vient un paiement de %(amount)s : « %(title)s ». Elle n’a rien "
        "repris, votre don compte toujours. Si vous ne reconnaissez pas ce paiement, appelez-la."
    ),
    by_mail=True,
)
QUESTION_OVER = declare(
    "gift-question-over",
    _l(
        "Votre banque n’a plus de question sur votre paiement de %(amount)s : « %(title)s ». "
        "Votre don compte toujours."
    ),
)
DISPUTE_WON = declare(
    "gift-dispute-won",
    _l(
        "Contestation de votre paiement de %(amount)s : la banque a décidé en faveur de la ville. "
        "L’argent est là et votre don compte pour « %(title)s ». Si vous n’êtes "
        "pas d’accord, parlez-en à votre banque."
    ),
    by_mail=True,
)
TAKEN_BACK = declare(
    "gift-taken-back",
    _l("Votre banque a repris les %(amount)s de votre don : « %(title)s »."),
    by_mail=True,
)
CASE = declare(
    "money-case",
    _l("Un paiement de %(amount)s attend une décision : « %(title)s »."),
    importance=Importance.WAITS,
)
ODD_MESSAGE = declare(
    "money-odd-message",
    _l("La banque a envoyé un message que le site ne sait pas lire. Il est gardé."),
    importance=Importance.WAITS,
)
