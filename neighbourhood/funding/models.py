"""Funds, pledges, and the double-entry ledger that says where every cent is."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, Cents, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands


class FundStatus(StrEnum):
    """From the first gift to the last one, or to where it was taken back."""

    OPEN = "open"
    COMPLETED = "completed"
    CLOSED = "closed"


class FundRule(StrEnum):
    """What becomes of gifts when the deadline comes before the ceiling."""

    KEEP = "keep"


class Fund(Moving, Base):
    """What neighbours give to: how much it may receive, and how much it has.

    What it is for belongs to the slice that opened it, by its declared `kind`; the title and the
    page are repeated here for mails, receipts and the bank. `raised_cents` and `donors_count`
    repeat what the ledger says, so that lists need one table and the database itself refuses a
    fund that has received too much.
    """

    __tablename__ = "fund"
    __table_args__ = (
        CheckConstraint("length(title) > 0 AND length(path) > 0", "told"),
        CheckConstraint("minimum_cents BETWEEN 1 AND ceiling_cents", "positive_bounds"),
        CheckConstraint("raised_cents BETWEEN 0 AND ceiling_cents", "never_over_funded"),
        CheckConstraint("donors_count >= 0", "donors_not_negative"),
        CheckConstraint(
            "status <> 'completed' OR raised_cents = ceiling_cents", "completed_in_full"
        ),
    )
    MOVES = Moves(
        {
            FundStatus.OPEN: {FundStatus.COMPLETED, FundStatus.CLOSED},
            FundStatus.COMPLETED: {FundStatus.OPEN},
            FundStatus.CLOSED: (),
        }
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[ShortText]
    path: Mapped[ShortText]
    minimum_cents: Mapped[Cents]
    ceiling_cents: Mapped[Cents]
    raised_cents: Mapped[Cents] = mapped_column(default=0)
    donors_count: Mapped[int] = mapped_column(default=0)
    rule: Mapped[FundRule] = mapped_column(default=FundRule.KEEP)
    status: Mapped[FundStatus] = mapped_column(default=FundStatus.OPEN)
    deadline: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    is_open = Stands(FundStatus.OPEN)

    @property
    def missing_cents(self) -> int:
        """What has not been received yet."""
        return self.ceiling_cents - self.raised_cents

    @property
    def takes_gifts(self) -> bool:
        """Whether money is asked for, and it is not too late."""
        in_time = self.deadline is None or now() < self.deadline
        return self.is_open and in_time


class DonorPseudonym(Base):
    """Who stands behind a pseudonym: the only row that knows, and it may be erased.

    One for each fund somebody gives to, so that without this table nothing tells that two gifts
    to two funds come from one person.
    """

    __tablename__ = "donor_pseudonym"
    __table_args__ = (UniqueConstraint("resident_id", "fund_id"),)

    pseudonym: Mapped[str] = mapped_column(String(32), primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)


class PledgeStatus(StrEnum):
    """From the promise to the money, or back."""

    RESERVED = "reserved"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    OWED_BACK = "owed back"
    REFUNDED = "refunded"


class Pledge(Moving, Base):
    """A neighbour’s part of a fund; `key` is all the payment provider learns of it.

    Whose it is stands under `pseudonym`: `DonorPseudonym` tells, as long as it is kept.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", "positive_amount"),
        CheckConstraint("status <> 'settled' OR settled_at IS NOT NULL", "settled_when"),
        Index("ix_pledge_fund_status", "fund_id", "status"),
        Index("ix_pledge_status_until", "status", "reserved_until"),
    )
    # A payment may come after its reservation ended: it counts if there is room, else it is owed.
    MOVES = Moves(
        {
            PledgeStatus.RESERVED: {
                PledgeStatus.SETTLED,
                PledgeStatus.EXPIRED,
                PledgeStatus.CANCELLED,
                PledgeStatus.OWED_BACK,
            },
            PledgeStatus.EXPIRED: {PledgeStatus.SETTLED, PledgeStatus.OWED_BACK},
            PledgeStatus.CANCELLED: {PledgeStatus.SETTLED, PledgeStatus.OWED_BACK},
            PledgeStatus.SETTLED: {PledgeStatus.OWED_BACK},
            PledgeStatus.OWED_BACK: {PledgeStatus.REFUNDED},
            PledgeStatus.REFUNDED: (),
        }
    )

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"))
    pseudonym: Mapped[str] = mapped_column(String(32), index=True)
    amount_cents: Mapped[Cents]
    status: Mapped[PledgeStatus] = mapped_column(default=PledgeStatus.RESERVED)
    reserved_until: Mapped[datetime]
    payment_reference: Mapped[ShortText] = mapped_column(default="")
    created_at: Mapped[CreatedAt]
    settled_at: Mapped[datetime | None]

    fund: Mapped[Fund] = relationship()

    is_settled = Stands(PledgeStatus.SETTLED)
    is_owed_back = Stands(PledgeStatus.OWED_BACK)
    is_refunded = Stands(PledgeStatus.REFUNDED)


class AccountKind(StrEnum):
    """What an account stands for; debits are positive, credits negative."""

    PROVIDER = "provider"
    FUND = "fund"
    OWED_BACK = "owed back"


class TransferKind(StrEnum):
    """Why money changed accounts."""

    GIFT = "gift"
    LATE_PAYMENT = "late payment"
    RETURN = "return"
    REFUND = "refund"


class LedgerAccount(Base):
    """A place where cents are: with the provider, for a fund, or owed back to neighbours."""

    __tablename__ = "ledger_account"
    __table_args__ = (CheckConstraint("(kind = 'fund') = (fund_id IS NOT NULL)", "fund_named"),)

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[AccountKind]
    fund_id: Mapped[int | None] = mapped_column(ForeignKey("fund.id"))


class LedgerTransfer(Base):
    """One movement; its reference makes a second posting of the same movement impossible."""

    __tablename__ = "ledger_transfer"

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[TransferKind]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[CreatedAt]

    entries: Mapped[list["LedgerEntry"]] = relationship()


class LedgerEntry(Base):
    """One side of a movement; the sides of a transfer sum to zero."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("amount_cents <> 0", "not_nothing"),
        UniqueConstraint("transfer_id", "account_id"),
    )

    id: Mapped[PrimaryKey]
    transfer_id: Mapped[int] = mapped_column(ForeignKey("ledger_transfer.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), index=True)
    amount_cents: Mapped[Cents]

    account: Mapped[LedgerAccount] = relationship()


# Append-only is a promise to the town, so the database keeps it, whatever the code does.
APPEND_ONLY_DDL = append_only_ddl(
    "ledger",
    {
        "ledger_account": "id = NEW.id OR code = NEW.code",
        "ledger_transfer": "id = NEW.id OR reference = NEW.reference",
        "ledger_entry": (
            "id = NEW.id OR (transfer_id = NEW.transfer_id AND account_id = NEW.account_id)"
        ),
    },
    # An account is asked for as often as money comes: what exists stays, and that is no mistake.
    asked_again={"ledger_account"},
)

# The entries refer to the two other tables, so they are created last.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
