"""The poster for the hall of a building: one sheet of A4, in one language, about nobody."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask_babel import gettext

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.fitting import QUIET, write_address
from neighbourhood.foundation.outside.paper import GREEN, MARGIN, rule, write
from neighbourhood.places.models import Quartier

if TYPE_CHECKING:
    import fpdf

SIDE, TOP = 70, 160
# Where the address and the rule under it stand, whatever is written above.
ADDRESS, RULE = 250, 262
LARGEST = 14


@dataclass(frozen=True, slots=True)
class Poster:
    """What the poster says, and where its square leads."""

    town: str
    title: str
    lead: str
    points: tuple[str, ...]
    scan: str
    shared: str
    foot: str


def poster_of(quartier: Quartier, shared: str) -> Poster:
    """Return the words of the poster of a quartier, in the language of the moment."""
    return Poster(
        town=f"{quartier.name} · {quartier.municipality.name}",
        title=gettext("Et si l’on se connaissait, entre voisins ?"),
        lead=gettext(
            "Un bonjour, un coup de main, une échelle, un repas partagé : Palier réunit les "
            "personnes d’un même quartier."
        ),
        points=(
            gettext("C’est gratuit, et sans publicité."),
            gettext("Chaque personne prouve qu’elle habite ici."),
            gettext("Votre adresse n’est jamais montrée. Vous choisissez ce que l’on lit de vous."),
        ),
        scan=gettext("Scannez ce carré avec votre téléphone, ou tapez cette adresse :"),
        shared=shared,
        foot=gettext("Sans téléphone ? Demandez en mairie : quelqu’un peut vous aider."),
    )


def print_poster(poster: Poster) -> bytes:
    """Return the poster as a file."""
    return paper.printed(draw, poster)


def draw(poster: Poster, fonts: Path) -> bytes:
    """Draw the sheet: pure computation."""
    pdf = paper.blank(fonts, poster)
    pdf.set_title(poster.title)
    pdf.add_page()
    paper.head(pdf, poster.town, size=14)
    pdf.set_xy(MARGIN, 52)
    pdf.set_text_color(*GREEN)
    write(pdf, poster.title, size=34, style="B", width=pdf.epw, after=6)
    pdf.set_text_color(0, 0, 0)
    write(pdf, poster.lead, size=18, width=pdf.epw, after=5)
    for point in poster.points:
        write(pdf, f"– {point}", size=14, width=pdf.epw, after=2)
    _draw_square(pdf, poster)
    return paper.finished(pdf)


def _draw_square(pdf: "fpdf.FPDF", poster: Poster) -> None:
    """Draw the square in what room is left above the address, which stands above the rule."""
    top = max(pdf.get_y() + QUIET, TOP)
    side = min(SIDE, ADDRESS - QUIET - top)
    paper.square(pdf, poster.shared, MARGIN, top, side=side)
    beside = MARGIN + side + QUIET
    pdf.set_xy(beside, top + 4)
    write(pdf, poster.scan, size=18, width=pdf.w - MARGIN - beside)
    pdf.set_xy(MARGIN, ADDRESS)
    write_address(pdf, poster.shared, largest=LARGEST, style="B")
    rule(pdf, RULE)
    pdf.set_xy(MARGIN, RULE + 4)
    write(pdf, poster.foot, size=12, width=pdf.epw)
