"""The months of monthly gifts: promised, charged once, refused or skipped."""

from datetime import date, timedelta
from types import MappingProxyType

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import lasting
from neighbourhood.funding.actions import gifts, monthly, wishing
from neighbourhood.funding.actions.monthly import drop
from neighbourhood.funding.actions.telling import tell_of_month
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.kinds import is_for_all, kind_of
from neighbourhood.funding.models.donors import Showing
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.monthly import (
    MonthlyGift,
    MonthlyTurn,
    TurnStatus,
    WhyStopped,
)
from neighbourhood.funding.months import following, month_of
from neighbourhood.funding.policies import may_give, refusal_of
from neighbourhood.funding.queries import donors, pledges
from neighbourhood.funding.queries import monthly as queries
from neighbourhood.residents.acting import Actor

# A provider knows for a day that it was asked already: nobody asks again after that.
PATIENCE = timedelta(hours=20)
# Whoever asked and never came back with an answer is taken for dead.
ANSWERS_WITHIN = timedelta(minutes=30)
MOST_REFUSALS = 2
_WHY = MappingProxyType({WhyStopped.CLOSED: lasting.CLOSED})


def promise(monthly_id: int, today: date) -> None:
    """Reserve the gift of the month of `today`, if its day has come and nothing became of it yet.

    Fund and monthly gift are held: of two who come at once, the second finds the day moved on.
    """
    fund, gift = monthly.held(monthly_id)
    if not gift.is_active or gift.next_on is None or gift.next_on > today:
        return
    gift.next_on = following(today, gift.day)
    month = month_of(today)
    if not (fund.takes_gifts and kind_of(fund).monthly(fund)):
        _end(gift, WhyStopped.CLOSED)
    elif queries.is_contested(gift):
        _end(gift, WhyStopped.CARD)
    else:
        last = queries.last_turn(gift)
        if last is None or last.month < month:
            _take_up(fund, gift, month)


def _end(gift: MonthlyGift, why: WhyStopped) -> None:
    monthly.stop(gift.id, why)
    tell_of_month(gift, lasting.MONTHLY_STOPPED, variant=_WHY.get(why, ""))


def _take_up(fund: Fund, gift: MonthlyGift, month: date) -> None:
    room = pledges.remaining_cents(fund)
    if not _gives(fund, gift):
        _skip(gift, month, lasting.HELD)
    elif refusal_of(gift.amount_cents, room) is not None:
        _skip(gift, month)
    else:
        made = gifts.promise(fund, gift.pseudonym, amount_cents=gift.amount_cents, room=room)
        made.reserved_until = now() + PATIENCE
        _say_as_before(gift, made)
        db.session.add(MonthlyTurn(monthly_id=gift.id, month=month, pledge_id=made.id))
        db.session.flush()


def _gives(fund: Fund, gift: MonthlyGift) -> bool:
    resident = queries.resident_of(gift)
    return is_for_all(fund) if resident is None else may_give(Actor.of(resident), fund)


def _skip(gift: MonthlyGift, month: date, variant: str = "") -> None:
    # Of months that are skipped one after the other, the first one is told.
    last = queries.last_turn(gift)
    if last is None or not last.is_skipped:
        tell_of_month(gift, lasting.MONTHLY_SKIPPED, variant=variant)
    skipped = MonthlyTurn(monthly_id=gift.id, month=month, status=TurnStatus.SKIPPED)
    db.session.add(skipped)
    db.session.flush()


def _say_as_before(gift: MonthlyGift, made: Pledge) -> None:
    before = queries.paid(gift)
    if before:
        said = donors.wish_of(before[-1])
        wish = Wish(
            organisation=said.organisation,
            siret=said.siret,
            in_name_of=said.in_name_of,
            public_name=said.public_name,
            showing=Showing(said.showing),
            shows_amount=said.shows_amount,
        )
        wishing.say(made, wish)


def claim(turn_id: int) -> tuple[Pledge, str] | None:
    """Take a month to charge it: return its pledge, and the payment in which the card was shown.

    None when somebody else has it, when it is stopped meanwhile, or too late to ask for it.
    """
    fund_id = db.session.get_one(MonthlyTurn, turn_id).monthly.fund_id
    hold(Fund, fund_id)
    turn = queries.locked_turn(turn_id)
    if not turn.is_promised or turn.pledge is None or _is_asked_for(turn):
        return None
    gift = turn.monthly
    if turn.created_at < now() - PATIENCE:
        drop(turn, TurnStatus.SKIPPED)
        tell_of_month(gift, lasting.MONTHLY_SKIPPED, variant=lasting.UNANSWERED)
        return None
    turn.tried_at = now()
    db.session.flush()
    return turn.pledge, queries.paid(gift)[0].payment_reference


def _is_asked_for(turn: MonthlyTurn) -> bool:
    return turn.tried_at is not None and turn.tried_at > now() - ANSWERS_WITHIN


def refuse(turn_id: int) -> None:
    """Record that the bank refuses the card, or wants its owner: nothing is tried again.

    The donor hears of it once, and how to give by hand; after the second time in a row it ends.
    """
    hold(Fund, db.session.get_one(MonthlyTurn, turn_id).monthly.fund_id)
    turn = queries.locked_turn(turn_id)
    if not turn.is_promised:
        return
    drop(turn, TurnStatus.REFUSED)
    gift = hold(MonthlyGift, turn.monthly_id)
    gift.refusals += 1
    if gift.is_stopped:
        return
    if gift.refusals >= MOST_REFUSALS:
        _end(gift, WhyStopped.CARD)
    else:
        tell_of_month(gift, lasting.MONTHLY_REFUSED)


def forgot_card(monthly_id: int) -> None:
    """Record that the provider keeps the card of a stopped monthly gift no more."""
    hold(MonthlyGift, monthly_id).keeps_card = False
    db.session.flush()
