"""Visitors: giving with a mailbox alone, links to one’s gifts, being forgotten."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.upserting import upsert
from neighbourhood.foundation.words.mailboxes import tidy
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.actions import gifts, monthly, tax_forgetting, wishing
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.awaiting import TransferAwaitedHere, VisitorsTransferUnderWay
from neighbourhood.funding.codes import LINKS_LAST
from neighbourhood.funding.kinds import is_for_all
from neighbourhood.funding.models.donors import GiftWish, Visitor, VisitorLink
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Payment, Pledge
from neighbourhood.funding.models.monthly import WhyStopped
from neighbourhood.funding.models.tax import TaxPaper
from neighbourhood.funding.policies import (
    AlreadyFunded,
    TooMuchUnpaid,
    refusal_of,
    visitors_room,
)
from neighbourhood.funding.queries import donors, pledges, transfers
from neighbourhood.funding.queries.monthly import of_visitor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """A visitor at the screen: a valid mailbox, the language of the page, the browser’s mark."""

    email: str
    language: str
    browser: str


def pledge(giver: Giver, fund: Fund, *, amount_cents: int, wish: Wish) -> Pledge:
    """Keep a part of the fund for a visitor while they pay.

    Which tries are theirs is told by the browser, never by the mailbox: whoever types somebody
    else’s neither ends their reservation nor learns that there is one.
    """
    fund = hold(Fund, fund.id)
    require(fund.takes_gifts and is_for_all(fund), AlreadyFunded)
    require(not transfers.number_awaited_by(giver.browser, fund=fund), TransferAwaitedHere)
    visitor = known(giver)
    gifts.cancel_tries(Pledge.id.in_(donors.tries_from(fund, giver.browser)))
    room = pledges.remaining_cents(fund)
    most = visitors_room(room, donors.kept_by_visitors(fund))
    fits = refusal_of(amount_cents, room) is None
    require(amount_cents <= most or not fits, TooMuchUnpaid(most=euros(most)))
    made = gifts.promise(
        fund,
        pseudonym_in(fund, visitor_id=visitor.id),
        amount_cents=amount_cents,
        room=room,
    )
    wishing.say(made, wish, browser=giver.browser)
    return made


def known(giver: Giver) -> Visitor:
    """Return the visitor of a mailbox, written when it is new; seen now."""
    # Two first gifts from one mailbox at the same moment both write it: one insert is enough.
    row = {
        "email": tidy(giver.email),
        "mark": donors.mark_of(giver.email),
        "language": giver.language,
        "created_at": now(),
        "seen_at": now(),
    }
    db.session.execute(upsert(Visitor).values(row).on_conflict_do_nothing())
    found = donors.by_email(giver.email)
    if found is None:
        raise LookupError("a visitor who was just written is not there")
    found.language, found.seen_at = giver.language, now()
    return found


def forget_at_once(visitor_id: int) -> None:
    """Forget whoever asks for it; `Missing` when they were forgotten a moment ago."""
    forget(hold(Visitor, visitor_id))


def forget(visitor: Visitor) -> None:
    """Forget a visitor: amounts stay, under pseudonyms that lead to nobody."""
    require(not transfers.number_awaited_from(visitor), VisitorsTransferUnderWay)
    monthly.stop_all(of_visitor(visitor.id), WhyStopped.LEFT)
    theirs = select(DonorPseudonym.pseudonym).where(DonorPseudonym.visitor_id == visitor.id)
    # Anybody may begin to pay with this mailbox: that must not keep it here.
    gifts.cancel_tries(Pledge.pseudonym.in_(theirs))
    wishing.forget(Pledge.pseudonym.in_(theirs))
    tax_forgetting.forget(TaxPaper.visitor_id == visitor.id)
    for model in (VisitorLink, DonorPseudonym):
        db.session.execute(delete(model).where(model.visitor_id == visitor.id))
    db.session.delete(visitor)
    db.session.flush()


def bring_over(visitor: Visitor, resident: Resident) -> bool:
    """Make the gifts of a visitor those of the account that has the same mailbox.

    Where both gave to the same fund, the visitor’s stay as they are: two names of one donor are
    never one in the ledger. Returns whether all of them came.
    """
    held = donors.funds_of(resident)
    tax_forgetting.bring_over(visitor, resident)
    theirs = select(DonorPseudonym).where(DonorPseudonym.visitor_id == visitor.id)
    for row in db.session.scalars(theirs).all():
        if row.fund_id not in held:
            row.visitor_id, row.resident_id = None, resident.id
    db.session.flush()
    left = db.session.scalar(select(exists().where(DonorPseudonym.visitor_id == visitor.id)))
    if not left:
        forget(visitor)
    return not left


def forget_links(before: datetime) -> None:
    """Drop the links that nobody can open any more; `before` is when the last of them began."""
    expired = VisitorLink.expires_at < before + LINKS_LAST
    db.session.execute(delete(VisitorLink).where(expired))


def forget_long_gone(before: datetime) -> None:
    """Forget the visitors who have not been seen since."""
    for visitor in db.session.scalars(select(Visitor).where(Visitor.seen_at < before)).all():
        forget(visitor)


def forget_tries(before: datetime) -> None:
    """Forget what was said about gifts never paid, and the visitors who never paid one."""
    unpaid = Pledge.created_at < before, ~exists().where(Payment.pledge_id == Pledge.id)
    tried = select(Pledge.id).where(*unpaid)
    db.session.execute(delete(GiftWish).where(GiftWish.pledge_id.in_(tried)))
    paid = (
        select(DonorPseudonym.visitor_id)
        .join(Pledge, Pledge.pseudonym == DonorPseudonym.pseudonym)
        .join(Payment)
        .where(DonorPseudonym.visitor_id.is_not(None))
    )
    never = select(Visitor).where(Visitor.seen_at < before, Visitor.id.not_in(paid))
    for visitor in db.session.scalars(never).all():
        forget(visitor)
