"""A few words of each of the two once the thing is home: read when both wrote, or later."""

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.actions.telling import tell, tell_other
from neighbourhood.loans.kinds import deeds, troubles
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.policies import words as policies
from neighbourhood.loans.queries import loans
from neighbourhood.loans.queries import words as queries
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


def write(actor: Actor, loan: Loan, *, text: str) -> LoanWord:
    """Write one’s words, once; the second who writes opens both."""
    item = loans.hold_with(loan)
    require(policies.may_write(actor, loan))
    require(policies.is_to_write(actor, loan), DomainError)
    undoing.forget(Loan.ABOUT, loan.id)
    theirs = queries.word_to(actor.id, loan)
    word = LoanWord(loan=loan, author=actor.resident, agent_id=actor.agent_id, text=text)
    db.session.add(word)
    if theirs is not None:
        word.open()
        theirs.open()
    db.session.flush()
    note_deed(actor, deeds.WROTE_WORD, title=item.title, path=loan.path)
    tell_other(loan, troubles.WORD_WRITTEN if theirs is None else troubles.WORD_TO_READ, by=actor)
    return word


def answer(actor: Actor, word: LoanWord, *, text: str) -> LoanWord:
    """Answer what one read of the other, once; it is read at once."""
    item = loans.hold_with(word.loan)
    require(policies.may_answer_word(actor, word))
    undoing.forget(Loan.ABOUT, word.loan_id)
    said = LoanWord(loan=word.loan, author=actor.resident, agent_id=actor.agent_id, text=text)
    said.answers, said.opened_at = word, now()
    db.session.add(said)
    db.session.flush()
    note_deed(actor, deeds.WROTE_WORD, title=item.title, path=word.loan.path)
    tell_other(word.loan, troubles.WORD_ANSWERED, by=actor)
    return said


def open_alone(word_id: int) -> None:
    """Let a word be read to which none came back for fourteen days; a second time does nothing."""
    word = db.session.get_one(LoanWord, word_id)
    loans.hold_with(word.loan)
    db.session.refresh(word)
    if word.opened_at is not None:
        return
    word.open()
    db.session.flush()
    reader = word.loan.other_than(word.author_id)
    tell(word.loan, reader, troubles.WORD_TO_READ, by=word.author)
