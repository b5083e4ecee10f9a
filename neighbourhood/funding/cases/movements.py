"""What each line of a receipt says: to whoever gave, and at the desk."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.funding.kinds import FundKind
from neighbourhood.funding.models.ledger import TransferKind


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
