"""What donors hear of."""

from collections.abc import Iterable

from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import news
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.notifications.actions import notify, renew
from neighbourhood.notifications.kinds import Kind

GIFTS_PATH = "/solidarite/mes-dons"
MONEY_PATH = "/administration/argent"


def tell_donors(fund: Fund, kind: Kind) -> None:
    """Tell everyone who gave what became of the thing."""
    for donor_id in pledges.donors_of(fund):
        notify(donor_id, kind, path=fund.path, title=fund.title)


def tell_those_paying(fund: Fund, kind: Kind) -> None:
    """Tell everyone who is paying right now, and has not given before."""
    for donor_id in sorted(set(pledges.payers_of(fund)) - set(pledges.donors_of(fund))):
        notify(donor_id, kind, path=fund.path, title=fund.title)


def tell_administrators(kind: Kind, **details: object) -> None:
    """Tell those who look after the site that something about money waits for them."""
    for resident_id in provider.administrators():
        notify(resident_id, kind, path=MONEY_PATH, also=None, by=None, **details)


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


def tell(promise: Pledge, kind: Kind, *, cents: int = 0) -> None:
    """Tell whoever promised a part what became of it.

    They are sent to its receipt by its place among their own gifts to the fund: a path that names
    the pledge would still say whose it was once the row behind its pseudonym is erased.
    """
    donor_id = pledges.donor_of(promise)
    if donor_id is None:  # erased meanwhile: the money moves, and nobody is left to hear of it
        return
    cents = cents or promise.amount_cents
    notify(
        donor_id,
        kind,
        path=f"{GIFTS_PATH}/{promise.fund_id}/{pledges.rank_of(promise)}",
        also=GIFTS_PATH,
        variant=news.PART if cents < promise.paid_cents else "",
        amount=Amount(cents),
        paid=Amount(promise.paid_cents),
        title=promise.fund.title,
    )
