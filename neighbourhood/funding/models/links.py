"""The chain over the ledger, which only grows, and the rules of the books found broken."""

from datetime import date, datetime

from sqlalchemy import DDL, BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt
from neighbourhood.funding.models.ledger import LedgerTransfer

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class LedgerLink(Base):
    """What the public register says of one movement, numbered from 1 without a gap.

    `digest` is of the movement and the `nonce`; `head` is of the head before and the digest: it
    stands for all that was written so far. `day` is that of the link, in UTC.
    """

    __tablename__ = "ledger_link"
    __table_args__ = (
        CheckConstraint("number > 0", "numbered_from_one"),
        CheckConstraint(
            "length(nonce) = 32 AND length(digest) = 64 AND length(head) = 64", "written_whole"
        ),
        Index("ix_ledger_link_day", "day", "number"),
    )

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    transfer_id: Mapped[int] = mapped_column(ForeignKey(LedgerTransfer.id), unique=True)
    nonce: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))
    day: Mapped[date]


class BrokenRule(Base):
    """A rule of the books that did not hold when it was last asked, and by how many rows."""

    __tablename__ = "broken_rule"

    rule: Mapped[str] = mapped_column(String(40), primary_key=True)
    times: Mapped[int]
    first_at: Mapped[CreatedAt]
    last_at: Mapped[datetime] = mapped_column(default=now)


LINKS_DDL = append_only_ddl(
    "chain", {"ledger_link": "number = NEW.number OR transfer_id = NEW.transfer_id"}
)
for _dialect, _statements in LINKS_DDL.items():
    for _statement in _statements:
        event.listen(
            LedgerLink.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
