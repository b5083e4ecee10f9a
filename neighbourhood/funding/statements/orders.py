"""What a donor writes on a transfer, for their eyes and for the camera of their bank."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily
from neighbourhood.funding.statements.references import grouped

if TYPE_CHECKING:
    import segno.helpers as segno_helpers
else:
    segno_helpers = lazily("segno.helpers")


@dataclass(frozen=True, slots=True)
class Order:
    """What a donor writes on a transfer."""

    holder: str
    iban: str
    bic: str
    reference: str
    cents: int

    @property
    def iban_in_groups(self) -> str:
        """The number of the account in groups of four."""
        return grouped(self.iban)

    @property
    def reference_in_groups(self) -> str:
        """The reference in groups of four."""
        return grouped(self.reference)

    def drawn(self) -> str:
        """Draw the same for the camera of a banking application: a data URI of SVG (EPC069-12)."""
        code = segno_helpers.make_epc_qr(
            name=self.holder,
            iban=self.iban,
            amount=Decimal(self.cents) / 100,
            reference=self.reference,
            bic=self.bic or None,
        )
        return str(code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
