"""Bank accounts, and the pay-outs that go from one to another."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    PrimaryKey,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.funding.iban import LONGEST, LONGEST_BIC, masked
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

HOLDER_LIMIT = 70  # signs, as the files of banks have it


class AccountStatus(StrEnum):
    """From what one person typed to what a second one typed as well."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REPLACED = "replaced"


class BankAccount(Moving, Base):
    """Where money goes, of a partner; or where it comes from, of a town (`partner_id` is empty).

    Another number is another row: what a pay-out was drawn up for never changes under it.
    """

    __tablename__ = "bank_account"
    __table_args__ = (
        CheckConstraint("confirmed_by_id <> entered_by_id", "two_people"),
        CheckConstraint(
            "status <> 'confirmed' OR (confirmed_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            "confirmed_by_somebody",
        ),
        only_one(
            "uq_bank_account_of_partner",
            "partner_id",
            "status",
            where="partner_id IS NOT NULL AND status IN ('entered', 'confirmed')",
        ),
        only_one(
            "uq_bank_account_of_town",
            "municipality_id",
            "status",
            where="partner_id IS NULL AND status IN ('entered', 'confirmed')",
        ),
    )
    MOVES = Moves(
        {
            AccountStatus.ENTERED: {
                AccountStatus.CONFIRMED,
                AccountStatus.REFUSED,
                AccountStatus.REPLACED,
            },
            AccountStatus.CONFIRMED: {AccountStatus.REPLACED},
            AccountStatus.REFUSED: (),
            AccountStatus.REPLACED: (),
        }
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    holder: Mapped[str] = mapped_column(Sealed("bank_account.holder", HOLDER_LIMIT))
    iban: Mapped[str] = mapped_column(Sealed("bank_account.iban", LONGEST))
    bic: Mapped[str] = mapped_column(Sealed("bank_account.bic", LONGEST_BIC), default="")
    status: Mapped[AccountStatus] = mapped_column(default=AccountStatus.ENTERED)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    entered_at: Mapped[CreatedAt]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    decided_at: Mapped[datetime | None]

    municipality: Mapped[Municipality] = relationship()
    partner: Mapped[Partner | None] = relationship()
    entered_by: Mapped[Resident] = relationship(foreign_keys=entered_by_id)

    is_entered = Stands(AccountStatus.ENTERED)
    is_confirmed = Stands(AccountStatus.CONFIRMED)

    @property
    def shown(self) -> str:
        """The number as pages show it."""
        return masked(self.iban)


class PayOutStatus(StrEnum):
    """From a list of needs to money on the account of a partner, or back."""

    DRAWN_UP = "drawn up"
    APPROVED = "approved"
    HANDED_OVER = "handed over"  # the file for the bank is made
    DONE = "done"
    BACK = "back"
    WITHDRAWN = "withdrawn"


class PainVersion(StrEnum):
    """As which message the bank reads a transfer (ISO 20022)."""

    V03 = "pain.001.001.03"
    V09 = "pain.001.001.09"


class PayOut(Moving, Base):
    """One transfer from a town to a partner; its amount never changes once it is drawn up.

    `document` is the file for the bank, made once and kept: taken again it is the same to the byte.
    """

    __tablename__ = "pay_out"
    __table_args__ = (
        UniqueConstraint("municipality_id", "year", "number"),
        CheckConstraint("cents > 0", "positive_amount"),
        CheckConstraint("approved_by_id <> author_id", "two_people"),
        CheckConstraint(
            "status NOT IN ('approved', 'handed over', 'done', 'back')"
            " OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)",
            "approved_first",
        ),
        CheckConstraint(
            "(status IN ('handed over', 'done', 'back')) = (handed_over_at IS NOT NULL)",
            "handed_over_when",
        ),
        CheckConstraint("(handed_over_at IS NULL) = (document = '')", "file_made"),
        CheckConstraint("status NOT IN ('done', 'back') OR bank_day IS NOT NULL", "day_of_bank"),
        Index("ix_pay_out_partner_id_status", "partner_id", "status"),
    )
    MOVES = Moves(
        {
            PayOutStatus.DRAWN_UP: {PayOutStatus.APPROVED, PayOutStatus.WITHDRAWN},
            PayOutStatus.APPROVED: {PayOutStatus.HANDED_OVER, PayOutStatus.WITHDRAWN},
            PayOutStatus.HANDED_OVER: {PayOutStatus.DONE, PayOutStatus.BACK},
            # A bank may send it back after days.
            PayOutStatus.DONE: {PayOutStatus.BACK},
            PayOutStatus.BACK: (),
            PayOutStatus.WITHDRAWN: (),
        }
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    debtor_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    year: Mapped[int]
    number: Mapped[int]
    cents: Mapped[Cents]
    status: Mapped[PayOutStatus] = mapped_column(default=PayOutStatus.DRAWN_UP)
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    drawn_up_at: Mapped[CreatedAt]
    approved_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    version: Mapped[PainVersion | None]
    document: Mapped[str] = mapped_column(Sealed("pay_out.document"), default="")
    bank_day: Mapped[date | None]
    word: Mapped[str] = mapped_column(Sealed("pay_out.word", 400), default="")

    municipality: Mapped[Municipality] = relationship()
    partner: Mapped[Partner] = relationship()
    account: Mapped[BankAccount] = relationship(foreign_keys=account_id)
    debtor: Mapped[BankAccount] = relationship(foreign_keys=debtor_id)
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    approved_by: Mapped[Resident | None] = relationship(foreign_keys=approved_by_id)
    lines: Mapped[list["PayOutLine"]] = relationship(order_by="PayOutLine.fund_id")

    is_drawn_up = Stands(PayOutStatus.DRAWN_UP)
    is_approved = Stands(PayOutStatus.APPROVED)
    is_handed_over = Stands(PayOutStatus.HANDED_OVER)
    is_done = Stands(PayOutStatus.DONE)
    is_back = Stands(PayOutStatus.BACK)
    is_withdrawn = Stands(PayOutStatus.WITHDRAWN)
    has_a_file = Stands(PayOutStatus.HANDED_OVER, PayOutStatus.DONE, PayOutStatus.BACK)
    may_still_be_withdrawn = Stands(PayOutStatus.DRAWN_UP, PayOutStatus.APPROVED)

    @property
    def reference(self) -> str:
        """The number that the town, the bank and the partner know it by: 2026-0012."""
        return f"{self.year}-{self.number:04}"


class PayOutLine(Base):
    """What one fund has in a pay-out; a fund is in one at a time, `is_live` until that is over."""

    __tablename__ = "pay_out_line"
    __table_args__ = (
        UniqueConstraint("pay_out_id", "fund_id"),
        CheckConstraint("cents > 0", "positive_amount"),
        only_one("uq_pay_out_line_live", "fund_id", where="is_live"),
    )

    id: Mapped[PrimaryKey]
    pay_out_id: Mapped[int] = mapped_column(ForeignKey("pay_out.id"))
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)
    cents: Mapped[Cents]
    is_live: Mapped[bool] = mapped_column(default=True)

    fund: Mapped[Fund] = relationship()
