"""Where a message of the provider goes wrong, said to a person who knows gifts and not programs."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

_MISSING: Mapping[str, LazyString] = {
    "gift": _l("La banque n’a pas dit de quel don elle parle."),
    "amount": _l("La banque n’a pas dit le montant."),
    "payment": _l("La banque n’a pas dit de quel paiement elle parle."),
    "refund": _l("La banque n’a pas donné le numéro du remboursement ou de la contestation."),
    "news": _l("La banque n’a pas dit ce qui est arrivé au paiement."),
    "currency": _l("La banque n’a pas dit dans quelle monnaie est le montant."),
}
_WRONG: Mapping[str, LazyString] = {
    "gift": _l("Le numéro du don ne se lit pas."),
    "amount": _l("Le montant ne se lit pas."),
    "payment": _l("Le numéro du paiement ne se lit pas."),
    "refund": _l("Le numéro du remboursement ou de la contestation ne se lit pas."),
    "news": _l("La banque dit du paiement une chose que le site ne connaît pas."),
    "currency": _l("Le montant est dans une monnaie qui n’existe pas."),
}
_UNREADABLE = _l("Ce message ne se lit pas.")
_INCOMPLETE = _l("Il manque une partie de ce message.")
_NOT_THE_EURO = _l("Le montant n’est pas en euros.")

# What providers call what a person knows by another name.
_MEANT: Mapping[str, str] = {
    "key": "gift",
    "client_reference_id": "gift",
    "pledge": "gift",
    "metadata": "gift",
    "amount_cents": "amount",
    "amount": "amount",
    "amount_total": "amount",
    "amount_received": "amount",
    "amount_refunded": "amount",
    "payment": "payment",
    "payment_intent": "payment",
    "reference": "refund",
    "id": "refund",
    "outcome": "news",
    "type": "news",
    "status": "news",
    "payment_status": "news",
    "currency": "currency",
}


def say_odd(reason: str) -> LazyString:
    """Say to a person where a message goes wrong; `reason` is for whoever sees to the program."""
    where, _colon, what = reason.partition(": ")
    if what == "not the euro":
        return _NOT_THE_EURO
    meant = _MEANT.get(where.rpartition(".")[2], "")
    if what == "missing":
        return _MISSING.get(meant, _INCOMPLETE)
    return _WRONG.get(meant, _UNREADABLE)
