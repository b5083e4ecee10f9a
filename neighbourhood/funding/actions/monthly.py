"""Monthly gifts: they begin with a first gift, go on by themselves, and are stopped in one tap."""

from sqlalchemy import ColumnElement

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.undoing import LASTS, TooLateToGoBack
from neighbourhood.foundation.web.keeping import today
from neighbourhood.funding.kinds import kind_of
from neighbourhood.funding.lasting import AlreadyMonthly, NotMonthly
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.models.monthly import (
    MonthlyGift,
    MonthlyStatus,
    MonthlyTurn,
    TurnStatus,
    WhyStopped,
)
from neighbourhood.funding.months import day_of, following, month_of
from neighbourhood.funding.queries import donors, monthly, pledges


def begin(promise: Pledge) -> MonthlyGift:
    """Have a gift that was just promised come again each month, once it is paid.

    A resident has one for each fund. A visitor is refused nothing: whoever types somebody else’s
    mailbox learns nothing of what is given with it.
    """
    fund = promise.fund
    require(kind_of(fund).monthly(fund), NotMonthly)
    if pledges.donor_of(promise) is not None:
        require(not monthly.is_active(promise.pseudonym), AlreadyMonthly)
    made = MonthlyGift(
        fund_id=fund.id,
        pseudonym=promise.pseudonym,
        amount_cents=promise.amount_cents,
        day=day_of(today()),
    )
    first = MonthlyTurn(
        monthly=made, month=month_of(today()), pledge_id=promise.id, status=TurnStatus.FIRST
    )
    db.session.add(first)
    db.session.flush()
    return made


def arrive(promise: Pledge) -> None:
    """Note that the gift of a month has arrived: with the first one, a monthly gift goes on."""
    turn = monthly.turn_of(promise)
    if turn is None:
        return
    gift = hold(MonthlyGift, turn.monthly_id)
    if turn.may_become(TurnStatus.PAID):
        turn.become(TurnStatus.PAID)
    gift.refusals = 0
    if gift.is_waiting and _is_another_one_active(gift):
        # Begun in two windows and paid twice: one of them goes on, the other was given once.
        stop(gift.id, WhyStopped.DONOR)
    elif gift.is_waiting:
        gift.become(MonthlyStatus.ACTIVE)
        gift.next_on = following(turn.month, gift.day)
    visitor = donors.visitor_of(promise)
    if visitor is not None:
        visitor.seen_at = now()
    db.session.flush()


def _is_another_one_active(gift: MonthlyGift) -> bool:
    # A visitor is told by a mailbox that anybody may type: only an account has one for each fund.
    return monthly.resident_of(gift) is not None and monthly.is_active(gift.pseudonym)


def stop(monthly_id: int, why: WhyStopped) -> MonthlyGift:
    """End a monthly gift at once; what was paid stays, a second call changes nothing.

    A month that nobody was asked to pay yet is not asked for. The provider forgets the card once
    nobody can go back on it.
    """
    _fund, gift = held(monthly_id)
    if gift.is_stopped:
        return gift
    gift.become(MonthlyStatus.STOPPED)
    gift.why, gift.stopped_at = why, now()
    for turn in monthly.promised_of(gift):
        drop(turn, TurnStatus.SKIPPED)
    db.session.flush()
    return gift


def go_on(monthly_id: int) -> MonthlyGift:
    """Go back on having stopped a monthly gift, for ten minutes: its next day is the same."""
    _fund, gift = held(monthly_id)
    require(may_go_on(gift), TooLateToGoBack)
    require(not _is_another_one_active(gift), AlreadyMonthly)
    gift.go_back_to(MonthlyStatus.ACTIVE)
    gift.why = gift.stopped_at = None
    db.session.flush()
    return gift


def may_go_on(gift: MonthlyGift) -> bool:
    """Whether whoever stopped a monthly gift may still go back on it."""
    since = gift.stopped_at
    in_time = since is not None and since > now() - LASTS
    by_donor = gift.why is WhyStopped.DONOR and donors.is_known(gift.pseudonym)
    return in_time and by_donor and gift.next_on is not None


def stop_all(which: ColumnElement[bool], why: WhyStopped) -> None:
    """End the monthly gifts of which `which` holds."""
    for monthly_id in monthly.not_over(which):
        stop(monthly_id, why)


def drop(turn: MonthlyTurn, status: TurnStatus) -> None:
    """Give free again what a month had reserved: it is `status` now."""
    turn.become(status)
    if turn.pledge is not None and turn.pledge.status is PledgeStatus.RESERVED:
        turn.pledge.become(PledgeStatus.CANCELLED)
    db.session.flush()


def held(monthly_id: int) -> tuple[Fund, MonthlyGift]:
    """Return a monthly gift and its fund, held in the order in which everyone holds them."""
    fund = hold(Fund, monthly.by_id(monthly_id).fund_id)
    return fund, hold(MonthlyGift, monthly_id)
