"""The file that a bank makes a transfer of: ISO 20022 pain.001, checked against its schema."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.lazily import lazily
from neighbourhood.funding.models.paying import PainVersion

if TYPE_CHECKING:
    import sepaxml
else:
    sepaxml = lazily("sepaxml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An account as the file has it."""

    holder: str
    iban: str
    bic: str = ""

    def said(self) -> dict[str, Any]:
        """Return it under the names of the library."""
        named: dict[str, Any] = {"name": self.holder, "IBAN": self.iban}
        return {**named, "BIC": self.bic} if self.bic else named


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One transfer: the same facts make the same file, to the byte.

    `message_id` is told to the bank once in its life: it refuses the same one a second time.
    `words` are read by whoever receives it.
    """

    message_id: str
    reference: str
    words: str
    cents: int
    moment: datetime
    payer: Side
    payee: Side


def written(transfer: Transfer, version: str) -> str:
    """Return the file; what the schema of `version` does not allow raises `ValidationError`."""
    made = sepaxml.SepaTransfer(
        {**transfer.payer.said(), "currency": "EUR", "batch": False}, schema=version, clean=True
    )
    payment = {
        **transfer.payee.said(),
        "amount": transfer.cents,
        "execution_date": transfer.moment.date(),
        "description": transfer.words,
        "endtoend_id": transfer.reference,
    }
    made.add_payment(payment)
    _name(made, transfer)
    document: bytes = made.export(validate=True)
    return document.decode()


def allows(side: Side) -> bool:
    """Tell whether every version of the message takes an account as it is written."""
    trial = Transfer(
        message_id="PALIER",
        reference="PALIER",
        words="Palier",
        cents=1,
        moment=datetime(2026, 1, 1, tzinfo=UTC),
        payer=side,
        payee=side,
    )
    try:
        for version in PainVersion:
            written(trial, version.value)
    except sepaxml.validation.ValidationError:
        return False
    return True


def _name(made: Any, transfer: Transfer) -> None:
    # The library draws numbers by chance and looks at the clock: two files would be two orders.
    said = {
        "MsgId": transfer.message_id,
        "PmtInfId": transfer.message_id,
        "CreDtTm": transfer.moment.strftime("%Y-%m-%dT%H:%M:%S"),
    }
    for tag, words in said.items():
        for node in made._xml.iter(tag):  # noqa: SLF001
            node.text = words
