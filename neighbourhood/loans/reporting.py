"""What can be reported of things to lend, of loans, and of what the two say of them."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.feed.reporting import reportable_posting, reportable_response
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.checks import LoanCheck
from neighbourhood.loans.models.incidents import Incident, IncidentVoice
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.queries.shelf import ITEMS
from neighbourhood.loans.telling import show_card
from neighbourhood.moderation.kinds import MESSAGE, REPORTABLES, Accounts, Reportable, accounts
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart

ITEM = REPORTABLES.declare(reportable_posting(ITEMS, show_card, one=_l("un objet à prêter")))
LOAN = REPORTABLES.declare(
    reportable_response(ITEMS, lambda loan: loan.text, one=_l("une demande de prêt"))
)


def _two(loan_id: Any, model: Any, number: Any, *through: Any) -> tuple[Accounts, ...]:
    """Select the two of a loan, and who wrote for one of them."""
    rows = select(model.id).select_from(model)
    for one in through:
        rows = rows.join(one)
    rows = rows.join(Loan, Loan.id == loan_id).join(Item, Item.id == Loan.item_id)
    rows = rows.where(model.id == number)
    both = (rows.with_only_columns(one) for one in (Loan.borrower_id, Item.author_id))
    return (
        *(one.correlate_except(model, Incident, Loan, Item) for one in both),
        accounts(model.agent_id, number, of=model.id),
    )


def _hide(said: Any) -> None:
    said.hidden_at = said.hidden_at or now()


def _restore(said: Any) -> None:
    said.hidden_at = None


def _between_two(
    model: Any,
    *,
    one: LazyString,
    loan: Callable[[Any], Loan],
    excerpt: Callable[[Any], str],
    witnessing: Callable[[Any], tuple[Accounts, ...]],
    is_read: Callable[[Any], bool] = lambda _said: True,
) -> Reportable:
    """Let either of the two report what the other wrote of a loan."""

    def sees(viewer: Resident, said: Any) -> bool:
        if said.author_id == viewer.id:
            return True
        met = loan(said).is_between(viewer.id) and not are_apart(viewer.id, said.author_id)
        return met and is_read(said)

    return REPORTABLES.declare(
        Reportable(
            code=model.ABOUT,
            one=one,
            load=lambda number: db.session.get(model, number),
            title=lambda said: loan(said).item.title,
            excerpt=excerpt,
            answering=lambda number: (accounts(model.author_id, number, of=model.id),),
            witnessing=witnessing,
            within=MESSAGE,
            published=False,
            town=lambda said: loan(said).item.quartier.municipality_id,
            path=lambda said: loan(said).path,
            sees=sees,
            hide=_hide,
            restore=_restore,
        )
    )


CHECK = _between_two(
    LoanCheck,
    one=_l("des notes sur l’état d’un objet"),
    loan=lambda noted: noted.loan,
    excerpt=lambda noted: noted.notes,
    witnessing=lambda number: _two(LoanCheck.loan_id, LoanCheck, number),
)
VOICE = _between_two(
    IncidentVoice,
    one=_l("ce qui est dit d’un souci avec un objet"),
    loan=lambda voice: voice.incident.loan,
    excerpt=lambda voice: voice.text,
    witnessing=lambda number: _two(Incident.loan_id, IncidentVoice, number, IncidentVoice.incident),
)
WORD = _between_two(
    LoanWord,
    one=_l("un mot après un prêt"),
    loan=lambda word: word.loan,
    excerpt=lambda word: word.text,
    witnessing=lambda number: _two(LoanWord.loan_id, LoanWord, number),
    is_read=lambda word: word.opened_at is not None,
)
