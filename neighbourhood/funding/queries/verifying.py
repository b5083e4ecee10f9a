"""Recomputing the whole chain from the ledger: what is right, or the first link that is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Row, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.chain import NO_HEAD, head_after
from neighbourhood.funding.models.links import LedgerLink
from neighbourhood.funding.queries import links
from neighbourhood.funding.queries.links import Movement

_AT_ONCE = 1000
# Number, id of the movement, nonce, digest, head.
Link = Row[int, int, str, str, str]


class Wrong(StrEnum):
    """What is wrong with a link."""

    LINK_MISSING = "link missing"
    TRANSFER_MISSING = "transfer missing"
    ENTRIES_CHANGED = "entries changed"  # they do not even balance
    LINE_CHANGED = "line changed"  # kind, moment, reference, entries or nonce
    DIGEST_CHANGED = "digest changed"
    HEAD_CHANGED = "head changed"
    NOT_AS_NOTED = "not as noted"  # another head than one noted elsewhere


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain holds: the last number and head that are right, and what is wrong next."""

    number: int
    head: str
    wrong: Wrong | None = None


def verify(noted: Mapping[int, str] | None = None) -> Verdict:
    """Recompute the chain from the ledger, a part at a time.

    `noted` are heads by number, kept elsewhere: whoever rewrites the ledger and all the links
    after it makes a chain that holds, and is found out by these alone.
    """
    noted = noted or {}
    number, head = 0, NO_HEAD
    for link, movement in _with_movements():
        wrong = _wrong_with(link, movement, number, head)
        if wrong is None and noted.get(link.number, link.head) != link.head:
            wrong = Wrong.NOT_AS_NOTED
        if wrong:
            return Verdict(number, head, wrong)
        number, head = link.number, link.head
    if any(each > number for each in noted):
        return Verdict(number, head, Wrong.LINK_MISSING)
    return Verdict(number, head)


def _with_movements() -> Iterator[tuple[Link, Movement | None]]:
    after = 0
    while rows := _links_after(after):
        said = links.movements([row.transfer_id for row in rows])
        for row in rows:
            yield row, said.get(row.transfer_id)
        after = rows[-1].number


def _links_after(number: int) -> Sequence[Link]:
    statement = select(
        LedgerLink.number,
        LedgerLink.transfer_id,
        LedgerLink.nonce,
        LedgerLink.digest,
        LedgerLink.head,
    )
    after = statement.where(LedgerLink.number > number).order_by(LedgerLink.number)
    return db.session.execute(after.limit(_AT_ONCE)).all()


def _wrong_with(link: Link, movement: Movement | None, number: int, head: str) -> Wrong | None:
    if link.number != number + 1:
        return Wrong.LINK_MISSING
    if movement is None:
        return Wrong.TRANSFER_MISSING
    digest = movement.line(link.number, link.nonce).digest
    if digest == link.digest:
        return None if head_after(head, digest) == link.head else Wrong.HEAD_CHANGED
    # The head tells which of the two was changed: it was made of the digest as it was.
    if head_after(head, digest) == link.head:
        return Wrong.DIGEST_CHANGED
    if len(movement.entries) < 2 or sum(cents for _code, cents in movement.entries) != 0:
        return Wrong.ENTRIES_CHANGED
    return Wrong.LINE_CHANGED
