"""Who may write a few words after a loan, and answer them."""

from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.policies.loans import are_both_here, is_either
from neighbourhood.loans.queries import words as queries
from neighbourhood.residents.acting import Actor


def may_write(actor: Actor, loan: Loan) -> bool:
    """Allow either of the two, once the thing has come home."""
    return actor.is_verified and is_either(actor, loan) and loan.is_returned and are_both_here(loan)


def is_to_write(actor: Actor, loan: Loan) -> bool:
    """Tell whether one may still write, having not written yet."""
    return may_write(actor, loan) and queries.word_of(actor.id, loan) is None


def may_read_word(actor: Actor, word: LoanWord) -> bool:
    """Keep what is not open yet from who acts in the writer’s place: they may be the other."""
    return word.opened_at is not None or actor.is_oneself


def may_answer_word(actor: Actor, word: LoanWord) -> bool:
    """Allow whoever read what the other wrote, once, unless that is an answer already."""
    to_read = word.opened_at is not None and word.hidden_at is None and word.answers_id is None
    theirs = word.author_id != actor.id and may_write(actor, word.loan)
    return to_read and theirs and not queries.is_answered(word)
