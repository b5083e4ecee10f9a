"""The public register: what is linked, what is not yet, and the line of one’s own gift."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, String, func, select, type_coerce

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.chain import NO_HEAD, Line, Opening
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.ledger import (
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from neighbourhood.funding.models.links import LedgerLink

# So many lines are asked for at once: a part that is full never changes.
PART = 5000
DAYS = 60
_AT_ONCE = 500


def hold_chain() -> None:
    """Keep any other linker waiting: all hold the first link. The very first is alone by number."""
    first = select(LedgerLink.number).where(LedgerLink.number == 1)
    db.session.execute(held(first, LedgerLink)).all()


def last() -> tuple[int, str]:
    """Return the number and the head of the last link."""
    statement = select(LedgerLink.number, LedgerLink.head).order_by(LedgerLink.number.desc())
    found = db.session.execute(statement.limit(1)).first()
    return (found.number, found.head) if found else (0, NO_HEAD)


def unlinked(most: int) -> Sequence[int]:
    """Return the ids of the oldest movements that have no link."""
    statement = (
        select(LedgerTransfer.id)
        .outerjoin(LedgerLink, LedgerLink.transfer_id == LedgerTransfer.id)
        .where(LedgerLink.number.is_(None))
        .order_by(LedgerTransfer.id)
    )
    return db.session.scalars(statement.limit(most)).all()


def count_unlinked() -> int:
    """Count the movements that have no link yet."""
    transfers = db.session.scalar(select(func.count()).select_from(LedgerTransfer)) or 0
    return transfers - (db.session.scalar(select(func.count()).select_from(LedgerLink)) or 0)


@dataclass(frozen=True, slots=True)
class Movement:
    """What the ledger says of a movement, in plain words: also one that no code would write."""

    transfer: Row[int, str, str, object]
    entries: Sequence[tuple[str, int]]

    def line(self, number: int, nonce: str) -> Line:
        """Return it as the chain sees it."""
        return Line(
            number=number,
            moment=self.transfer.created_at,
            kind=self.transfer.kind,
            entries=self.entries,
            reference=self.transfer.reference,
            nonce=nonce,
        )


def movements(transfer_ids: Sequence[int]) -> Mapping[int, Movement]:
    """Return what the ledger says of each of these transfers that is there."""
    statement = select(
        LedgerTransfer.id,
        LedgerTransfer.reference,
        type_coerce(LedgerTransfer.kind, String).label("kind"),
        LedgerTransfer.created_at,
    ).where(LedgerTransfer.id.in_(transfer_ids))
    transfers = db.session.execute(statement).all()
    sides: dict[int, list[tuple[str, int]]] = {transfer.id: [] for transfer in transfers}
    entries = (
        select(LedgerEntry.transfer_id, LedgerAccount.code, LedgerEntry.amount_cents)
        .outerjoin(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .where(LedgerEntry.transfer_id.in_(transfer_ids))
    )
    for transfer_id, code, cents in db.session.execute(entries):
        sides.setdefault(transfer_id, []).append((code or "", cents))
    return {each.id: Movement(each, sides[each.id]) for each in transfers}


def part(first: int, most: int) -> Sequence[Row[int, date, str, str]]:
    """Return the links from number `first` on, as anybody may read them."""
    statement = select(LedgerLink.number, LedgerLink.day, LedgerLink.digest, LedgerLink.head)
    within = LedgerLink.number.between(first, first + most - 1)
    return db.session.execute(statement.where(within).order_by(LedgerLink.number)).all()


def register() -> Iterator[Row[int, date, str, str]]:
    """Read every link, a few at a time."""
    number = 1
    while rows := part(number, _AT_ONCE):
        yield from rows
        number = rows[-1].number + 1


def heads_of_days(most: int = DAYS) -> Sequence[Row[date, int, str]]:
    """Return the last link of each of the last days on which something was linked, newest first."""
    ends = select(func.max(LedgerLink.number).label("number")).group_by(LedgerLink.day)
    newest = ends.order_by(LedgerLink.day.desc()).limit(most).subquery()
    statement = (
        select(LedgerLink.day, LedgerLink.number, LedgerLink.head)
        .join(newest, newest.c.number == LedgerLink.number)
        .order_by(LedgerLink.number.desc())
    )
    return db.session.execute(statement).all()


@dataclass(frozen=True, slots=True)
class Written:
    """A movement of a gift, and its opening once it stands in the register."""

    kind: TransferKind
    opening: Opening | None


def written_of(pledge: Pledge) -> Sequence[Written]:
    """Return the lines of one gift for whoever gave it, and nobody else, oldest first."""
    statement = (
        select(LedgerTransfer.id, LedgerTransfer.kind, LedgerLink)
        .outerjoin(LedgerLink, LedgerLink.transfer_id == LedgerTransfer.id)
        .where(LedgerTransfer.pledge_id == pledge.id)
        .order_by(LedgerTransfer.id)
    )
    rows = db.session.execute(statement).all()
    said = movements([row.id for row in rows])
    ends = _ends({link.day for _id, _kind, link in rows if link})
    return [Written(kind, _opened(link, said[i], ends) if link else None) for i, kind, link in rows]


def _opened(link: LedgerLink, said: Movement, ends: Mapping[date, tuple[int, str]]) -> Opening:
    at, head = ends[link.day]
    return Opening(line=said.line(link.number, link.nonce), day=link.day, at=at, head=head)


def _ends(days: set[date]) -> Mapping[date, tuple[int, str]]:
    ends = select(func.max(LedgerLink.number)).where(LedgerLink.day.in_(days))
    statement = select(LedgerLink.day, LedgerLink.number, LedgerLink.head).where(
        LedgerLink.number.in_(ends.group_by(LedgerLink.day))
    )
    return {day: (number, head) for day, number, head in db.session.execute(statement)}
