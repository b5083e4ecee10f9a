"""What a donor may print: the receipt of a gift, and a card for the person in whose name it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response
from flask_babel import LazyString, get_locale, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper, sheets
from neighbourhood.foundation.outside.paper import MARGIN, write
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.kinds import Purpose, kind_of, purposes_of, rules_once_paid
from neighbourhood.funding.models.donors import GiftWish
from neighbourhood.funding.models.gifts import Means, Pledge
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine
from neighbourhood.funding.months import said_day
from neighbourhood.funding.queries import monthly
from neighbourhood.funding.queries.donors import wish_of
from neighbourhood.partners import siret

if TYPE_CHECKING:
    import fpdf

_LABEL_WIDTH = 52


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: who sends it, its title, then lines of a label and words, then a last sentence."""

    language: str
    sender: str
    title: str
    facts: Sequence[tuple[str, str]]
    closing: Sequence[str]
    is_card: bool = False


def handed(pledge: Pledge, which: str) -> Response:
    """Answer with the `recu` or the `carte` of a gift; `Missing` while it was not paid."""
    if which not in _SHEETS:
        raise Missing
    sheet = _SHEETS[which](pledge)
    return paper.hand_out(paper.printed(draw, sheet), f"{which}-{pledge.key[:8]}.pdf")


def receipt_of(pledge: Pledge) -> Sheet:
    """Write the receipt of a gift that counts, with what its donor said for it."""
    purpose, wish = _purpose(pledge), wish_of(pledge)
    words = kind_of(pledge.fund).words
    return Sheet(
        language=str(get_locale()),
        sender=gettext("Reçu d’un don"),
        title=euros(_cents(pledge)),
        facts=(
            (gettext("Date"), say_date(pledge.settled_at or pledge.created_at)),
            *_by_transfer(pledge),
            (str(words.target), paper.writable(pledge.fund.title)),
            (str(words.by), paper.writable(purpose.by)),
            *_said(wish),
            *_each_month(pledge),
            (gettext("Numéro"), pledge.key),
        ),
        closing=(
            *rules_once_paid([pledge.fund], {pledge.fund_id: purpose}),
            gettext("Ce reçu dit ce qui a été payé. Ce n’est pas un reçu fiscal."),
        ),
    )


def card_of(pledge: Pledge) -> Sheet:
    """Write the card for the person in whose name one gave: no amount, and nothing of a need."""
    wish, purpose = wish_of(pledge), _purpose(pledge)
    if not wish.in_name_of or not _cents(pledge):
        raise Missing
    return Sheet(
        language=str(get_locale()),
        sender=gettext("Un don entre voisins"),
        title=gettext("Au nom de %(name)s", name=wish.in_name_of),
        facts=(),
        closing=(
            gettext(
                "Un don a été fait en votre nom, pour aider des personnes qui habitent près d’ici. "
                "%(partner)s s’en occupe. Personne ne sait qui donne, ni qui reçoit.",
                partner=paper.writable(purpose.by),
            ),
        ),
        is_card=True,
    )


_SHEETS: Mapping[str, Callable[[Pledge], Sheet]] = {"recu": receipt_of, "carte": card_of}


def _cents(pledge: Pledge) -> int:
    if pledge.payment is None:
        raise Missing
    return pledge.payment.counted_cents


def _purpose(pledge: Pledge) -> Purpose:
    return purposes_of([pledge.fund])[pledge.fund_id]


def _said(wish: GiftWish) -> list[tuple[str, str]]:
    said = [
        (gettext("Donné par"), wish.organisation),
        (gettext("SIRET"), siret.spaced(wish.siret) if wish.siret else ""),
        (gettext("Au nom de"), wish.in_name_of),
    ]
    return [(label, words) for label, words in said if words]


def _by_transfer(pledge: Pledge) -> list[tuple[str, str]]:
    return [(gettext("Payé"), gettext("par virement"))] if pledge.is_by_transfer else []


def _each_month(pledge: Pledge) -> list[tuple[str, str]]:
    gift = monthly.of_pledge(pledge)
    return [(gettext("Don mensuel"), said_day(gift.day))] if gift else []


def draw(sheet: Sheet, fonts: Path) -> bytes:
    """Draw a sheet on one page: pure computation."""
    return draw_all([sheet], fonts)


def draw_all(pages: Sequence[Sheet], fonts: Path) -> bytes:
    """Draw sheets, one on each page."""
    pdf = paper.blank(fonts, pages)
    pdf.set_lang(pages[0].language)
    for sheet in pages:
        _draw_page(pdf, sheet)
    return paper.finished(pdf)


def _draw_page(pdf: "fpdf.FPDF", sheet: Sheet) -> None:
    pdf.add_page()
    paper.head(pdf, sheet.sender, size=12)
    pdf.set_xy(MARGIN, 110 if sheet.is_card else 60)
    write(pdf, sheet.title, size=26 if sheet.is_card else 22, style="B", after=6)
    for label, words in sheet.facts:
        pdf.set_x(MARGIN)
        pdf.set_font("DejaVu", "B", 12)
        pdf.cell(_LABEL_WIDTH, 6, label)
        write(pdf, words, width=pdf.epw - _LABEL_WIDTH, after=2)
    pdf.set_xy(MARGIN, pdf.get_y() + 6)
    for sentence in sheet.closing:
        write(pdf, sentence, size=14 if sheet.is_card else 11, after=3)


def tax_sheets(
    drawing: TaxDrawing, lines: Sequence[TaxLine], too_much: Mapping[int, int]
) -> list[Sheet]:
    """Write what a partner needs for the tax receipt of each donor of a list.

    `too_much` has the cents that a bank took back since, by the number of a line.
    """
    return [_tax_sheet(drawing, line, too_much.get(line.number, 0)) for line in lines]


def _tax_sheet(drawing: TaxDrawing, line: TaxLine, too_much: int) -> Sheet:
    by, donor = drawing.partner, line.paper
    facts = (
        (gettext("SIRET"), siret.spaced(by.siret) if by.siret else ""),
        (gettext("Adresse"), drawing.address),
        (gettext("Donné par"), donor.name),
        (gettext("SIRET"), siret.spaced(donor.siret) if donor.siret else ""),
        (gettext("Adresse"), donor.address),
        (gettext("Année du don"), str(drawing.year)),
        (gettext("Forme du don"), gettext("argent (numéraire)")),
        (gettext("Montant"), euros(line.cents)),
        *((str(TAX_MEANS[each]), euros(cents)) for each, cents in line.figures.items()),
        (gettext("Feuille faite le"), say_date(drawing.allowed_at)),
        (gettext("Numéro"), line.reference),
        (gettext("Attention"), _said_too_much(too_much)),
    )
    return Sheet(
        language=str(get_locale()),
        sender=gettext("Pour un reçu fiscal"),
        title=by.name,
        facts=[(label, words) for label, words in facts if words],
        closing=(
            gettext(
                "Cette feuille aide à écrire le reçu fiscal. Ce n’est pas un reçu fiscal. "
                "L’organisme vérifie qu’il y a droit, complète le reçu, le signe et l’envoie."
            ),
        ),
    )


def _said_too_much(cents: int) -> str:
    if not cents:
        return ""
    said: str = gettext(
        "%(amount)s de trop : la banque a repris un don. N’envoyez pas ce reçu ; s’il est parti, "
        "prévenez la personne.",
        amount=euros(cents),
    )
    return said


TAX_MEANS: Mapping[str, LazyString] = {
    Means.CARD: _l("Par carte"),
    Means.TRANSFER: _l("Par virement"),
}


def tax_table(drawing: TaxDrawing, lines: Sequence[TaxLine], too_much: Mapping[int, int]) -> bytes:
    """Return the same as a table, one donor in each row."""
    columns = (
        gettext("Numéro"),
        gettext("Donné par"),
        gettext("SIRET"),
        gettext("Adresse"),
        gettext("Année du don"),
        gettext("Montant en euros"),
        *TAX_MEANS.values(),
        gettext("De trop en euros : la banque a repris un don"),
    )
    rows: list[Sequence[sheets.Cell]] = [
        (
            line.reference,
            line.paper.name,
            line.paper.siret,
            ", ".join(line.paper.address.splitlines()),
            drawing.year,
            _in_figures(line.cents),
            *(_in_figures(line.figures.get(means, 0)) for means in TAX_MEANS),
            _in_figures(too_much.get(line.number, 0)),
        )
        for line in lines
    ]
    return sheets.sheet(columns, rows)


def _in_figures(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
