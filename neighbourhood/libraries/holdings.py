"""What is held of who borrows from a library, and of who keeps its desk."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.libraries.actions.reserving import free_days
from neighbourhood.libraries.models.loans import BorrowerCard, ToolLoan, ToolLoanStatus
from neighbourhood.residents.traces import traces_of

_WITHHELD = {
    "borrower_card.token": _l("il ouvre votre carte : lisez-le sur sa page"),
    "borrower_card.digest": _l("une empreinte de votre carte, sans autre sens"),
}


def _concerning(resident_id: int) -> Where:
    kept = ToolLoan.lent_by_id == resident_id, ToolLoan.returned_to_id == resident_id
    return or_(ToolLoan.borrower_id == resident_id, *kept)


def _read(resident_id: int) -> Rows:
    yield from read_rows(ToolLoan, _concerning(resident_id))
    yield from read_rows(BorrowerCard, BorrowerCard.resident_id == resident_id, but=_WITHHELD)


def _erase(resident_id: int) -> None:
    """Keep that a tool was lent and came back: not to whom, nor by whom."""
    traces = traces_of(resident_id)
    blot_rows(ToolLoan, _concerning(resident_id), traces, "note_lent", "note_back")
    for loan in db.session.scalars(select(ToolLoan).where(_concerning(resident_id))).all():
        undoing.forget(ToolLoan.ABOUT, loan.id)
        if loan.borrower_id == resident_id:
            _leave(loan)
        loan.lent_by_id = None if loan.lent_by_id == resident_id else loan.lent_by_id
        loan.returned_to_id = None if loan.returned_to_id == resident_id else loan.returned_to_id
    db.session.execute(delete(BorrowerCard).where(BorrowerCard.resident_id == resident_id))
    db.session.flush()


def _leave(loan: ToolLoan) -> None:
    for end in (ToolLoanStatus.CANCELLED, ToolLoanStatus.NOT_RETURNED):
        if loan.is_live and loan.may_become(end):
            loan.become(end)
            free_days(loan)
    loan.borrower_id = None
    loan.note_lent = loan.note_back = ""


HOLDINGS.declare(
    Holding(
        code="libraries",
        title=_l("Vos emprunts dans les outilthèques, et votre carte"),
        purpose=_l("Pour que chaque outil revienne, et que d’autres puissent l’emprunter."),
        basis=Basis.CONTRACT,
        tables=frozenset({"tool_loan", "borrower_card"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    )
)
impersonal(_l("ce qu’une organisation prête, et quand"), "library", "library_closure", "tool")
impersonal(_l("les jours où un outil est pris, sans dire par qui"), "tool_day")
