"""What would become of each line of a statement, and what became of those that were taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.sealing import blind
from neighbourhood.funding.models.bank import (
    BankLine,
    BankStatement,
    LineStatus,
    StatementStatus,
    TransferPromise,
)
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.policies import is_live
from neighbourhood.funding.statements.lines import EURO, StatementLine

T = TypeVar("T")
_AT_ONCE = 500
LATELY = 30
# Two files of one bank may date the same transfer by its own day and by that of its value.
SAME_TRANSFER = timedelta(days=7)


class Fate(StrEnum):
    """What becomes of a line when the statement is taken."""

    CREDITED = "credited"
    LATE = "late"
    OTHER_AMOUNT = "other amount"
    AGAIN = "again"
    REVERSED = "reversed"
    UNKNOWN = "unknown"
    KNOWN = "known"
    DEBIT = "debit"
    PENDING = "pending"
    OTHER_ACCOUNT = "other account"
    OTHER_CURRENCY = "other currency"


# With these something is written down; the others change nothing.
OF_A_GIFT = (Fate.CREDITED, Fate.LATE, Fate.OTHER_AMOUNT, Fate.AGAIN, Fate.REVERSED)
TAKEN = (*OF_A_GIFT, Fate.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, what becomes of it, and the gift that it is about."""

    line: StatementLine
    mark: str
    fate: Fate
    pledge: Pledge | None = None


def judge(statement: BankStatement, account: str) -> Sequence[Judged]:
    """Return the fate of each line that waits in a statement, as things stand now."""
    lines = [StatementLine.of(told) for told in statement.lines]
    return _Judge(statement.form, account, lines).all()


class _Judge:
    """What is known of the lines of one file: of each it may be asked once, in their order."""

    def __init__(self, form: str, account: str, lines: Sequence[StatementLine]) -> None:
        self._form, self._account = form, account
        self._lines = [(line, mark_of(line)) for line in lines]
        self._seen = _known_marks(mark for _line, mark in self._lines)
        self._pledges = _pledges_by_reference(line.reference for line in lines)
        self._paid = {pledge.id for pledge in self._pledges.values() if pledge.payment is not None}

    def all(self) -> Sequence[Judged]:
        return [self._judged(line, mark) for line, mark in self._lines]

    def _judged(self, line: StatementLine, mark: str) -> Judged:
        pledge = self._pledges.get(line.reference) if line.reference else None
        fate = self._beside(line, mark) or self._fate(line, pledge)
        if fate in TAKEN:
            self._seen.add(mark)
        if fate in (Fate.CREDITED, Fate.LATE, Fate.OTHER_AMOUNT) and pledge is not None:
            self._paid.add(pledge.id)
        return Judged(line, mark, fate, pledge if fate in OF_A_GIFT else None)

    def _beside(self, line: StatementLine, mark: str) -> Fate | None:
        """Tell of a line that is nothing to take."""
        if line.account != self._account:
            return Fate.OTHER_ACCOUNT
        if not line.is_booked:
            return Fate.PENDING
        if line.currency != EURO:
            return Fate.OTHER_CURRENCY
        if line.cents == 0 or (line.cents < 0 and not line.is_reversal):
            return Fate.DEBIT
        return Fate.KNOWN if mark in self._seen else None

    def _fate(self, line: StatementLine, pledge: Pledge | None) -> Fate:
        is_back = line.cents < 0
        if pledge is None or (is_back and pledge.id not in self._paid):
            return Fate.UNKNOWN
        if is_back:
            return Fate.REVERSED
        if line.is_reversal:  # what we sent came back: no gift
            return Fate.UNKNOWN
        if pledge.id in self._paid:
            return Fate.KNOWN if _is_in_another_file(pledge, line, self._form) else Fate.AGAIN
        if line.cents != pledge.amount_cents:
            return Fate.OTHER_AMOUNT
        return Fate.CREDITED if is_live(pledge) else Fate.LATE


def mark_of(line: StatementLine) -> str:
    """Return a keyed digest of all that tells a line from every other one."""
    return blind("bank_line", line.mark).hex()


def _known_marks(marks: Iterable[str]) -> set[str]:
    return {
        mark
        for some in _by(_AT_ONCE, marks)
        for mark in db.session.scalars(select(BankLine.mark).where(BankLine.mark.in_(some)))
    }


def _pledges_by_reference(references: Iterable[str]) -> Mapping[str, Pledge]:
    found: dict[str, Pledge] = {}
    for some in _by(_AT_ONCE, {each for each in references if each}):
        statement = (
            select(TransferPromise)
            .options(joinedload(TransferPromise.pledge).joinedload(Pledge.payment))
            .where(TransferPromise.reference.in_(some))
        )
        found |= {each.reference: each.pledge for each in db.session.scalars(statement)}
    return found


def _by(number: int, things: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = list(things)
    return (rest[place : place + number] for place in range(0, len(rest), number))


def _is_in_another_file(pledge: Pledge, line: StatementLine, form: str) -> bool:
    """Tell whether the same transfer came in a file of another form, where it looks different."""
    same = select(BankLine.id).where(
        BankLine.pledge_id == pledge.id,
        BankLine.form != form,
        BankLine.amount_cents == line.cents,
        BankLine.day.between(line.day - SAME_TRANSFER, line.day + SAME_TRANSFER),
    )
    return db.session.scalar(same.limit(1)) is not None


def statement(statement_id: int) -> BankStatement:
    """Return a statement, `Missing` when there is none."""
    found = db.session.get(BankStatement, statement_id)
    if found is None:
        raise Missing
    return found


def lately() -> Sequence[BankStatement]:
    """Return the last statements that were sent, the newest first."""
    found = select(BankStatement).order_by(BankStatement.id.desc()).limit(LATELY)
    return db.session.scalars(found).all()


def line(line_id: int) -> BankLine:
    """Return a line that was taken, `Missing` when there is none."""
    found = db.session.scalar(
        select(BankLine).options(joinedload(BankLine.pledge)).where(BankLine.id == line_id)
    )
    if found is None:
        raise Missing
    return found


def lines_with(*statuses: LineStatus) -> Sequence[BankLine]:
    """Return the lines that stand so, the oldest first."""
    found = select(BankLine).where(BankLine.status.in_(statuses)).order_by(BankLine.id)
    return db.session.scalars(found).all()


def number_waiting() -> int:
    """Count what a person must look at or send back, and the files that wait to be taken."""
    standing = BankLine.status.in_((LineStatus.WAITING, LineStatus.TO_RETURN))
    lines = db.session.scalar(select(func.count(BankLine.id)).where(standing)) or 0
    read = BankStatement.status == StatementStatus.READ
    return lines + (db.session.scalar(select(func.count(BankStatement.id)).where(read)) or 0)
