"""Bills of firms that do not exist, drawn when the town is built."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import format_date

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.clock import now
from verification.letters.words import street_line
from verification.models.claims import AddressClaim
from verification.proofs.document import Kept, to_keep

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont
else:
    Image, ImageDraw, ImageFont = map(lazily, ("PIL.Image", "PIL.ImageDraw", "PIL.ImageFont"))

PAGE = (900, 1200)
EDGE, PAPER, INK = 70, "#fdfcf8", "#1e2a2b"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet somebody sends: a photo of it, or the PDF of whoever wrote it."""

    lines: tuple[str, ...]
    dated_on: date
    as_photo: bool

    def kept(self) -> Kept:
        """Return the sheet as a document that was sent is kept."""
        out = BytesIO()
        _draw(self.lines).save(out, "PNG" if self.as_photo else "PDF")
        return to_keep(out.getvalue())


def bill(claim: AddressClaim) -> Paper:
    """Return a photo of a bill for water."""
    dated_on = _days_ago(40)
    return Paper(
        (
            "Eaux du Val",
            "12 quai des Lavoirs",
            "",
            *_to(claim),
            "",
            f"Facture d’eau du {format_date(dated_on, 'd MMMM y')}",
            "",
            "Abonnement du trimestre : 14,20 €",
            "Consommation, 21 m³ : 71,40 €",
            "Total à payer : 85,60 €",
            "",
            "Document inventé pour la démonstration.",
        ),
        dated_on,
        as_photo=True,
    )


def rent(claim: AddressClaim) -> Paper:
    """Return a receipt for rent, as a PDF."""
    dated_on = _days_ago(12)
    return Paper(
        (
            "Agence du Beffroi",
            "3 place du Marché",
            "",
            *_to(claim),
            "",
            f"Quittance de loyer du {format_date(dated_on, 'd MMMM y')}",
            "",
            "Loyer du mois : 540,00 €",
            "Charges : 62,00 €",
            "Reçu la somme de 602,00 €",
            "",
            "Document inventé pour la démonstration.",
        ),
        dated_on,
        as_photo=False,
    )


def _to(claim: AddressClaim) -> tuple[str, ...]:
    door = claim.address
    return (claim.resident.full_name, street_line(door), f"{door.postcode} {door.town}")


def _days_ago(days: int) -> date:
    return (now() - timedelta(days=days)).date()


def _draw(lines: tuple[str, ...]) -> "Image.Image":
    sheet = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(sheet)
    fonts = Path(current_app.root_path) / "static" / "dist" / "letters"
    title, plain = (
        ImageFont.truetype(fonts / name, size)
        for name, size in (("DejaVuSans-Bold.ttf", 44), ("DejaVuSans.ttf", 27))
    )
    pen.text((EDGE, EDGE), lines[0], INK, font=title)
    for number, line in enumerate(lines[1:]):
        pen.text((EDGE, EDGE + 80 + 58 * number), line, INK, font=plain)
    return sheet
