"""Bank accounts and pay-outs: what may be paid, to whom, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund, FundStatus, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import AccountKind, LedgerAccount, LedgerEntry
from neighbourhood.funding.models.paying import (
    AccountStatus,
    BankAccount,
    PayOut,
    PayOutLine,
    PayOutStatus,
)
from neighbourhood.funding.queries.accounts import Accounts, accounts_of
from neighbourhood.funding.queries.standings import (
    RAISED,
    USED,
    WITH_PARTNER,
    Standing,
    of_partner,
    standings,
)
from neighbourhood.partners.models import Partner, StaffMember, StaffRole

LATELY = 50


def payable_to(partner: Partner) -> Sequence[Standing]:
    """Return what may be paid out to a partner that may act: complete, there, not disputed.

    A fund that is in a pay-out already waits for what becomes of that one.
    """
    if partner.accredited_at is None:
        return ()
    live = select(PayOutLine.fund_id).where(PayOutLine.is_live)
    disputed = select(Pledge.fund_id).where(Pledge.status == PledgeStatus.DISPUTED)
    found = standings(
        Fund.partner_id == partner.id,
        Fund.status == FundStatus.COMPLETED,
        Fund.id.not_in(live),
        Fund.id.not_in(disputed),
        having=RAISED > WITH_PARTNER + USED,
    )
    return [each for each in found if each.payable]


def is_disputed(fund: Fund) -> bool:
    """Tell whether a bank holds, or asks about, a gift to a fund."""
    asked = select(Pledge.id).where(
        Pledge.fund_id == fund.id, Pledge.status == PledgeStatus.DISPUTED
    )
    return db.session.scalar(asked.limit(1)) is not None


def never_paid_out(partner: Partner) -> Sequence[Fund]:
    """Return the funds of a partner that collect, or are complete, of which nothing left.

    A proof stands for money that the partner advanced: what it is for is done.
    """
    out = select(LedgerAccount.fund_id).join(LedgerEntry).group_by(LedgerAccount.fund_id)
    gone = out.where(LedgerAccount.kind.in_((AccountKind.WITH_PARTNER, AccountKind.USED)))
    statement = select(Fund).where(
        Fund.partner_id == partner.id,
        Fund.status != FundStatus.CLOSED,
        Fund.proved_cents.is_(None),
        Fund.id.not_in(select(PayOutLine.fund_id).where(PayOutLine.is_live)),
        Fund.id.not_in(gone.having(func.sum(LedgerEntry.amount_cents) != 0)),
    )
    return db.session.scalars(statement.order_by(Fund.id)).all()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the money desk of a town shows of one partner."""

    partner: Partner
    accounts: Accounts
    payable: Sequence[Standing]
    standing: Sequence[Standing]

    @property
    def cents(self) -> int:
        """What may be paid out now."""
        return sum(each.payable for each in self.payable)

    @property
    def to_prove(self) -> int:
        """What was paid out and is not proved yet."""
        return sum(each.to_prove for each in self.standing)

    @property
    def given_up(self) -> Sequence[Fund]:
        """What goes back to donors if a partner that acts no more does not come back."""
        return never_paid_out(self.partner) if self.partner.accredited_at is None else ()

    @property
    def left(self) -> int:
        """What is not needed any more, wherever it is."""
        return sum(each.left for each in self.standing)

    # What is read before a pay-out is drawn up.
    @property
    def funds(self) -> list[int]:
        """The funds it would be for."""
        return [each.fund.id for each in self.payable]

    @property
    def account_shown(self) -> str:
        """Where it would go."""
        return self.accounts.in_force.shown if self.accounts.in_force else ""

    @property
    def given_up_ids(self) -> list[int]:
        """The funds that would go back."""
        return [fund.id for fund in self.given_up]


def desk_of(partner: Partner) -> Desk:
    """Return what the money desk shows of a partner."""
    return Desk(
        partner,
        accounts_of(partner.municipality_id, partner.id),
        payable_to(partner),
        of_partner(partner.id),
    )


def desks_in(municipality_id: int) -> Sequence[Desk]:
    """Return what it shows of every partner of a town that has a fund or an account."""
    funded = select(Fund.partner_id).where(Fund.municipality_id == municipality_id)
    known = select(BankAccount.partner_id).where(BankAccount.municipality_id == municipality_id)
    here = Partner.municipality_id == municipality_id
    partners = select(Partner).where(here, Partner.id.in_(funded) | Partner.id.in_(known))
    return [desk_of(each) for each in db.session.scalars(partners.order_by(Partner.name))]


def left_by_partner(municipality_id: int) -> Mapping[int, int]:
    """Return how many cents each partner of a town has and did not need, by its number."""
    here = Fund.municipality_id == municipality_id, Fund.partner_id.is_not(None)
    left: Counter[int] = Counter()
    for each in standings(*here, having=WITH_PARTNER != 0):
        left[each.fund.partner_id or 0] += min(each.left, each.with_partner)
    return left


def partner_in(municipality_id: int, partner_id: int) -> Partner:
    """Return a partner of a town, acting or not, `Missing` for any other."""
    found = db.session.get(Partner, partner_id)
    if found is None or found.municipality_id != municipality_id:
        raise Missing
    return found


def pay_out_in(municipality_id: int, pay_out_id: int) -> PayOut:
    """Return a pay-out of a town, `Missing` for any other."""
    found = db.session.get(PayOut, pay_out_id)
    if found is None or found.municipality_id != municipality_id:
        raise Missing
    return found


def paid_out_on(fund: Fund) -> date | None:
    """Return the last day on which the bank paid money of a fund to its partner."""
    done = PayOutLine.fund_id == fund.id, PayOut.status == PayOutStatus.DONE
    days = select(func.max(PayOut.bank_day)).join(PayOutLine).where(*done)
    return db.session.scalar(days)


def pay_outs_in(municipality_id: int) -> Sequence[PayOut]:
    """Return the last pay-outs of a town, the newest first."""
    here = select(PayOut).where(PayOut.municipality_id == municipality_id)
    return _last(here.options(joinedload(PayOut.partner)))


def pay_outs_to(partner: Partner) -> Sequence[PayOut]:
    """Return the last pay-outs to a partner but for those given up, the newest first."""
    theirs = select(PayOut).where(PayOut.partner_id == partner.id)
    return _last(theirs.where(PayOut.status != PayOutStatus.WITHDRAWN))


def _last(statement: Select[PayOut]) -> Sequence[PayOut]:
    return db.session.scalars(statement.order_by(PayOut.id.desc()).limit(LATELY)).all()


def waiting_count(municipality_id: int) -> int:
    """Count what waits for a person: accounts to confirm, pay-outs that are not over."""
    under_way = (PayOutStatus.DRAWN_UP, PayOutStatus.APPROVED, PayOutStatus.HANDED_OVER)
    counted = (
        select(func.count()).where(
            BankAccount.municipality_id == municipality_id,
            BankAccount.status == AccountStatus.ENTERED,
        ),
        select(func.count()).where(
            PayOut.municipality_id == municipality_id, PayOut.status.in_(under_way)
        ),
    )
    return sum(db.session.scalar(each) or 0 for each in counted)


def last_number(municipality_id: int, year: int) -> int:
    """Return the number of the last pay-out of a town in a year; the town is held."""
    statement = select(func.max(PayOut.number)).where(
        PayOut.municipality_id == municipality_id, PayOut.year == year
    )
    return db.session.scalar(statement) or 0


def staff_following(partner: Partner) -> Sequence[int]:
    """Return who of the staff of a partner follows what it is paid, by their numbers."""
    theirs = select(StaffMember.resident_id).where(
        StaffMember.partner_id == partner.id, StaffMember.role == StaffRole.PAY_OUT
    )
    return db.session.scalars(theirs.order_by(StaffMember.resident_id)).all()
