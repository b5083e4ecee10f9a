"""Reading the words of the two after a loan."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, not_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.afterword import OPENED_AFTER
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart


def _seen_by(viewer: Resident) -> Select[LoanWord]:
    """Select what `viewer` wrote, and what was written to them and is open."""
    between = or_(Loan.borrower_id == viewer.id, Item.author_id == viewer.id)
    away = or_(apart(viewer.id, Loan.borrower_id), apart(viewer.id, Item.author_id))
    is_open = and_(LoanWord.opened_at.is_not(None), LoanWord.hidden_at.is_(None))
    seen = or_(LoanWord.author_id == viewer.id, is_open)
    words = select(LoanWord).join(LoanWord.loan).join(Loan.item)
    return words.options(joinedload(LoanWord.author)).where(between, not_(away), seen)


def words_seen_by(viewer: Resident, loan: Loan) -> Sequence[LoanWord]:
    """Return the words about a loan that `viewer` wrote, or may read."""
    seen = _seen_by(viewer).where(LoanWord.loan_id == loan.id)
    return db.session.scalars(seen.order_by(LoanWord.id)).all()


def get_word(viewer: Resident, word_id: int) -> LoanWord:
    """Return words that `viewer` may read; `Missing` for any other."""
    found = db.session.scalar(_seen_by(viewer).where(LoanWord.id == word_id))
    if found is None:
        raise Missing
    return found


def _first_words(loan: Loan) -> Select[LoanWord]:
    return select(LoanWord).where(LoanWord.loan_id == loan.id, LoanWord.answers_id.is_(None))


def word_of(author_id: int, loan: Loan) -> LoanWord | None:
    """Return the words that one of the two wrote."""
    return db.session.scalar(_first_words(loan).where(LoanWord.author_id == author_id))


def word_to(reader_id: int, loan: Loan) -> LoanWord | None:
    """Return the words that the other of the two wrote."""
    return db.session.scalar(_first_words(loan).where(LoanWord.author_id != reader_id))


def is_answered(word: LoanWord) -> bool:
    """Tell whether words were answered."""
    answers = select(LoanWord.id).where(LoanWord.answers_id == word.id)
    return db.session.scalar(answers) is not None


def to_open(moment: datetime) -> Sequence[int]:
    """Return the words to which none came back for a fortnight."""
    late = LoanWord.opened_at.is_(None), LoanWord.created_at <= moment - OPENED_AFTER
    return db.session.scalars(select(LoanWord.id).where(*late)).all()
