"""What donors hear of."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import mails, news
from neighbourhood.funding.kinds import is_for_all, public_path
from neighbourhood.funding.models.covering import CoverPayment
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.monthly import MonthlyGift
from neighbourhood.funding.models.paying import BankAccount, PayOut
from neighbourhood.funding.queries import donors, monthly, paying, pledges, provider
from neighbourhood.notifications.actions import notify, renew
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_in

OfTown: TypeAlias = Fund | BankAccount | PayOut | CoverPayment
GIFTS_PATH = "/solidarite/mes-dons"
MONEY_PATH = "/administration/argent"


def tell_donors(fund: Fund, kind: Kind, *, on_receipt: bool = False) -> None:
    """Tell everyone who gave what became of the thing, or of what their receipts alone say."""
    for donor_id, rank in donors.ranks_of_donors(fund):
        path = f"{GIFTS_PATH}/{fund.id}/{rank}" if on_receipt else fund.path
        notify(donor_id, kind, path=path, title=fund.title)
    for visitor in donors.visitors_of(fund):
        write_to(visitor, kind, title=fund.title)


def tell_those_paying(fund: Fund, kind: Kind) -> None:
    """Tell everyone who is paying right now, and has not given before."""
    for donor_id in sorted(set(donors.payers_of(fund)) - set(donors.donors_of(fund))):
        notify(donor_id, kind, path=fund.path, title=fund.title)
    gave = {visitor.id for visitor in donors.visitors_of(fund)}
    for visitor in donors.visitors_paying(fund):
        if visitor.id not in gave:
            write_to(visitor, kind, title=fund.title)


def tell_administrators(kind: Kind, **details: object) -> None:
    """Tell those who look after the site that something about money waits for them."""
    for resident_id in provider.administrators():
        notify(resident_id, kind, path=MONEY_PATH, also=None, by=None, **details)


def town_path(municipality_id: int) -> str:
    """Return where the money of a town is looked after."""
    return f"/administration/communes/{municipality_id}/argent"


def tell_town(about: OfTown, kind: Kind, *, but: int | None = None, **details: Any) -> None:
    """Tell those who run the site for a town that its money waits for them.

    All `but` whoever began it, where another person is waited for.
    """
    town = about.municipality_id
    told = staff_in(town, StaffRole.ADMINISTER) or provider.administrators()
    for resident_id in [each for each in told if each != but]:
        notify(resident_id, kind, path=town_path(town), **details)


def tell_partner(partner: Partner, kind: Kind, **details: Any) -> None:
    """Tell those who follow what a partner is paid."""
    for resident_id in paying.staff_following(partner):
        notify(resident_id, kind, path=f"/partenaires/{partner.id}/versements", **details)


def case_path(number: int) -> str:
    """Return where a case is looked at."""
    return f"{MONEY_PATH}/dossiers/{number}"


def tell_of_case(number: int, numbers: Iterable[int], **details: object) -> None:
    """Tell of a case in one line for all the cases of one payment, whatever comes after."""
    among = [case_path(each) for each in numbers]
    for resident_id in provider.administrators():
        renew(
            resident_id,
            news.CASE,
            among=among,
            path=case_path(number),
            also=MONEY_PATH,
            **details,
        )


def thank(promise: Pledge, *, receipt: bool = True) -> None:
    """Tell whoever gave that it has arrived, and send them the receipt if it goes alone."""
    if donors.visitor_of(promise) is None:
        tell(promise, news.RECEIVED)
    if receipt:
        enqueue_after_commit(mails.send_receipt, promise.id)


def tell(promise: Pledge, kind: Kind, *, cents: int = 0) -> None:
    """Tell whoever promised a part what became of it.

    They are sent to its receipt by its place among their own gifts to the fund: a path that names
    the pledge would still say whose it was once the row behind its pseudonym is erased.
    """
    cents = cents or promise.amount_cents
    variant = news.PART if cents < promise.paid_cents else ""
    paid, title = Amount(promise.paid_cents), promise.fund.title
    details: dict[str, Any] = {
        "amount": Amount(cents),
        "paid": paid,
        "title": title,
        "variant": variant,
    }
    donor_id, visitor = pledges.donor_of(promise), donors.visitor_of(promise)
    if donor_id is not None:
        path = f"{GIFTS_PATH}/{promise.fund_id}/{pledges.rank_of(promise)}"
        notify(donor_id, kind, path=path, also=GIFTS_PATH, **details)
    elif visitor is not None:
        write_to(visitor, kind, **details)
    # Erased meanwhile: the money moves, and nobody is left to hear of it.


def tell_of_month(gift: MonthlyGift, kind: Kind, *, variant: str = "") -> None:
    """Tell whoever gives each month what did not come, and where to give by hand."""
    fund = gift.fund
    details: dict[str, Any] = {
        "amount": Amount(gift.amount_cents),
        "title": fund.title,
        "variant": variant,
    }
    resident, visitor = monthly.resident_of(gift), donors.visitor_behind(gift.pseudonym)
    # What is offered no more has no page to give on.
    by_hand = is_for_all(fund)
    if resident is not None:
        path = f"{fund.path}/donner" if by_hand else GIFTS_PATH
        notify(resident.id, kind, path=path, also=GIFTS_PATH, **details)
    elif visitor is not None:
        write_to(visitor, kind, at=public_path(fund) if by_hand else "", **details)


def write_to(visitor: Visitor, kind: Kind, *, at: str = "", **details: object) -> None:
    """Tell a visitor by mail, in the words of a piece of news."""
    # In a queue, amounts are plain numbers; they are said in the language of the visitor.
    said = {
        name: {"cents": value.cents} if isinstance(value, Amount) else value
        for name, value in details.items()
    }
    enqueue_after_commit(mails.tell_visitor, visitor.id, kind.code, said, at)
