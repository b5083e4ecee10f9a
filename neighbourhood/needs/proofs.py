"""What a proof says of money: how it was spent, when, how much; in words, and as a form has it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString, format_date, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by, said_when
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.money import euros
from neighbourhood.needs.bands import banded
from neighbourhood.needs.kinds import AMOUNT
from neighbourhood.needs.models import ProofKind

PROOF_WORDS: Mapping[ProofKind, LazyString] = {
    ProofKind.INVOICE: _l("Facture payée"),
    ProofKind.VOUCHER: _l("Bon d’achat"),
    ProofKind.PURCHASE: _l("Achat direct"),
    ProofKind.TRANSFER: _l("Virement au fournisseur"),
}


def proof_line(said: Mapping[str, Any]) -> str:
    """Say how much a proof says was spent, when and how; nothing where it says none."""
    if not said.get("spent_cents"):
        return ""
    return str(
        gettext(
            "%(how)s, %(day)s : %(amount)s",
            how=PROOF_WORDS[ProofKind(said["proof_kind"])],
            day=say_date(date.fromisoformat(said["spent_on"])),
            amount=euros(said["spent_cents"]),
        )
    )


def proof_seen(said: Mapping[str, Any]) -> str:
    """Say the same as everybody reads it: a bill is known by its day and its cents."""
    if not said.get("spent_cents"):
        return ""
    return str(
        gettext(
            "%(how)s, %(month)s : %(amount)s au plus",
            how=PROOF_WORDS[ProofKind(said["proof_kind"])],
            month=format_date(date.fromisoformat(said["spent_on"]), "MMMM y"),
            amount=euros(banded(said["spent_cents"])),
        )
    )


def as_typed(said: Mapping[str, Any], raised_cents: int) -> dict[str, Any]:
    """Return what its form holds at first: all that was raised, until something else is said."""
    typed: dict[str, Any] = {"text": said.get("text", ""), "amount": raised_cents}
    if "spent_cents" in said:
        typed["kind"] = ProofKind(said["proof_kind"])
        typed["spent_on"] = date.fromisoformat(said["spent_on"])
        typed["amount"] = said["spent_cents"]
    return typed


PROOF_FACTS = {
    "text": Fact(label=_l("Le texte")),
    "proof_kind": Fact(label=_l("Comment l’argent a été dépensé"), say=said_by(PROOF_WORDS)),
    "spent_on": Fact(label=_l("Le jour de la dépense"), say=said_when),
    "spent_cents": Fact(label=_l("Montant dépensé"), say=euros, fields=AMOUNT),
}
