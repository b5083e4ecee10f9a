"""Statements of the account: read first, then taken; money that nobody expected is for a person."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.upserting import upsert
from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.awaiting import LineDecided, StatementTaken, may_match
from neighbourhood.funding.models.bank import (
    BankLine,
    BankStatement,
    LineStatus,
    StatementStatus,
)
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.policies import YourOwnGift
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.funding.queries.statements import OF_A_GIFT, TAKEN, Fate, Judged
from neighbourhood.funding.statements.lines import Statement, StatementLine
from neighbourhood.residents.acting import Actor

# Money of these has not gone back yet to whoever sent it.
_OWED = (PledgeStatus.OWED_BACK, PledgeStatus.STUCK, PledgeStatus.RETURNING)


def receive(actor: Actor, read: Statement) -> BankStatement:
    """Keep what a file says until somebody takes its lines, or drops them."""
    require(may_match(actor))
    row = BankStatement(
        form=read.form,
        sent_by_id=actor.id,
        lines=[line.told() for line in read.lines],
        faults=list(read.faults),
    )
    db.session.add(row)
    db.session.flush()
    return row


def take(actor: Actor, statement: BankStatement, judged: Sequence[Judged]) -> None:
    """Write down each line by its fate; the statement is held, and judged under the same lock.

    A line comes in once, whoever else takes the same file at the same moment. Funds are held in the
    order of their numbers; what was taken back comes after what came in.
    """
    require(may_match(actor))
    require(statement.is_read, StatementTaken)
    for each in sorted(judged, key=_turn):
        if each.fate in TAKEN:
            _take_line(statement, each)
    statement.counts = dict(Counter(each.fate.value for each in judged))
    statement.lines = []
    statement.taken_at = now()
    statement.become(StatementStatus.TAKEN)
    db.session.flush()


def _turn(judged: Judged) -> tuple[bool, int]:
    return judged.fate is Fate.REVERSED, judged.pledge.fund_id if judged.pledge else 0


def _take_line(statement: BankStatement, judged: Judged) -> None:
    matched = judged.fate in OF_A_GIFT and judged.pledge is not None
    if judged.pledge is not None:
        returns.held(judged.pledge.key)  # first, as everyone does: a line points to its gift
    line = _enter(statement, judged, LineStatus.MATCHED if matched else LineStatus.WAITING)
    if line is not None and judged.pledge is not None and matched:
        _apply(line, judged.pledge)


def _enter(statement: BankStatement, judged: Judged, status: LineStatus) -> BankLine | None:
    """Keep a line; None when it is known: two who take the same file meet at its mark."""
    line = judged.line
    row = {
        "statement_id": statement.id,
        "mark": judged.mark,
        "form": statement.form,
        "day": line.day,
        "amount_cents": line.cents,
        "reference": line.reference,
        "bank_reference": line.bank_reference[:200],
        "status": status,
        "pledge_id": judged.pledge.id if judged.pledge else None,
        "payer": _payer(line),
        "word": "",
        "created_at": now(),
    }
    entered = upsert(BankLine).values(row).on_conflict_do_nothing().returning(BankLine.id)
    line_id = db.session.scalar(entered)
    return None if line_id is None else hold(BankLine, line_id)


def _payer(line: StatementLine) -> dict[str, str]:
    said = {"name": line.payer, "account": line.payer_account, "text": line.text}
    return {name: word for name, word in said.items() if word}


def _apply(line: BankLine, pledge: Pledge) -> None:
    """Credit a gift with what came, or take back what went; who paid is forgotten where it counts.

    Money that came a second time is a gift of its own number: the line is of that one.
    """
    if line.amount_cents < 0:
        hear_reversal(
            Told(
                line.payment_reference,
                pledges.by_key(pledge.key).payment_reference,
                -line.amount_cents,
                ReversalStatus.SUCCEEDED,
            )
        )
    else:
        gifts.settle(
            pledge.key, amount_cents=line.amount_cents, payment_reference=line.payment_reference
        )
    db.session.flush()
    paid = pledges.by_key(provider.by_payment(line.payment_reference) or pledge.key)
    line.pledge_id = paid.id
    if paid.status not in _OWED or line.amount_cents < 0:
        line.payer = {}
    db.session.flush()


def drop(statement: BankStatement) -> None:
    """Forget a statement that nobody took."""
    require(statement.is_read, StatementTaken)
    db.session.delete(statement)
    db.session.flush()


def match(actor: Actor, line_id: int, key: str, *, word: str) -> None:
    """Say that money is that of a gift, which it then pays for by the same rules as any other."""
    require(may_match(actor))
    _fund, promise = returns.held(key)
    require(not pledges.is_own(actor.resident, promise), YourOwnGift)
    line = _decided(actor, line_id, LineStatus.MATCHED, word, pledge=promise)
    _apply(line, promise)


def give_back(actor: Actor, line_id: int, *, word: str) -> None:
    """Say that money is to go back where it came from, by a transfer that a person makes."""
    require(may_match(actor))
    _decided(actor, line_id, LineStatus.TO_RETURN, word)


def note_returned(actor: Actor, line_id: int, *, word: str) -> None:
    """Say that money went back where it came from; who sent it is forgotten."""
    require(may_match(actor))
    _decided(actor, line_id, LineStatus.RETURNED, word).payer = {}
    db.session.flush()


def set_aside(actor: Actor, line_id: int, *, word: str) -> None:
    """Say that money is no gift, such as a subsidy, and why."""
    require(may_match(actor))
    _decided(actor, line_id, LineStatus.SET_ASIDE, word)


def _decided(
    actor: Actor, line_id: int, status: LineStatus, word: str, *, pledge: Pledge | None = None
) -> BankLine:
    line = hold(BankLine, line_id)
    require(line.may_become(status), LineDecided)
    line.pledge_id = pledge.id if pledge else None
    line.decided_at, line.decided_by_id, line.word = now(), actor.id, word
    line.become(status)
    db.session.flush()
    return line


def sent_back(key: str) -> None:
    """Record that a person sent a transfer back; who had sent it is forgotten."""
    returns.given_by_hand(key)
    whose = BankLine.pledge_id == pledges.by_key(key).id
    db.session.execute(update(BankLine).where(whose).values(payer={}))


def forget_untaken(before: datetime) -> None:
    """Forget the statements that nobody took since then."""
    untaken = BankStatement.status == StatementStatus.READ
    db.session.execute(delete(BankStatement).where(untaken, BankStatement.created_at < before))


def forget_payers(before: datetime) -> None:
    """Forget who paid, where nobody looks for it any more and nothing is to go back."""
    owed = BankLine.pledge.has(Pledge.status.in_(_OWED))
    over = BankLine.status.in_((LineStatus.MATCHED, LineStatus.RETURNED, LineStatus.SET_ASIDE))
    old = update(BankLine).where(over, ~owed, BankLine.created_at < before)
    db.session.execute(old.values(payer={}))
