"""What is held about those who ask for tax receipts, and how long."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
)
from neighbourhood.foundation.storing.rows import Rows, blot_rows, names_them, read_rows
from neighbourhood.funding.actions import tax_forgetting
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper, TaxRight
from neighbourhood.residents.traces import traces_of


def _read(resident_id: int) -> Rows:
    mine = TaxPaper.resident_id == resident_id
    yield from read_rows(TaxPaper, mine)
    yield from read_rows(TaxLine, TaxLine.paper_id.in_(select(TaxPaper.id).where(mine)))
    by_them = or_(TaxDrawing.author_id == resident_id, TaxDrawing.allowed_by_id == resident_id)
    yield from read_rows(TaxDrawing, by_them)
    yield from read_rows(TaxRight, TaxRight.set_by_id == resident_id)


def _erase(resident_id: int) -> None:
    """Drop what no partner has yet; what is on a list stays, for the partner, under no account."""
    tax_forgetting.forget(TaxPaper.resident_id == resident_id)
    traces = traces_of(resident_id)
    if traces.searched:
        for column in (TaxRight.text, TaxRight.address, TaxRight.contact):
            blot_rows(TaxRight, names_them(column, traces), traces, column.key)
        blot_rows(TaxDrawing, names_them(TaxDrawing.address, traces), traces, "address")


HOLDINGS.declare(
    Holding(
        code="tax-receipts",
        title=_l("Vos demandes de reçu fiscal"),
        purpose=_l("Pour qu’un organisme puisse vous envoyer le reçu fiscal que vous demandez."),
        basis=Basis.CONSENT,
        tables=frozenset({"tax_paper", "tax_line", "tax_drawing", "tax_right"}),
        kept=_l(
            "trois ans si l’organisme ne prépare pas de liste ; sur une liste, six ans, comme la "
            "loi fiscale le demande à l’organisme, même si le compte est effacé"
        ),
        read=_read,
        erase=_erase,
    )
)
for _retention in (
    Retention(
        code="tax-papers",
        of=_l("Une demande de reçu fiscal que l’organisme n’a pas reçue"),
        keep_for=timedelta(days=3 * 365 + 1),
        forget=at_once(tax_forgetting.forget_undrawn),
    ),
    # Article L102 B of the Livre des procédures fiscales: six years.
    Retention(
        code="tax-lists",
        of=_l("Une liste de reçus fiscaux, avec les noms et les adresses"),
        keep_for=timedelta(days=6 * 365 + 2),
        forget=at_once(tax_forgetting.forget_drawn),
    ),
):
    RETENTIONS.declare(_retention)
