"""What donors hear of."""

from collections.abc import Iterable
from typing import Any

from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import news
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.paying import BankAccount, PayOut
from neighbourhood.funding.queries import paying, pledges, provider
from neighbourhood.notifications.actions import notify, renew
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_in

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


def town_path(municipality_id: int) -> str:
    """Return where the money of a town is looked after."""
    return f"/administration/communes/{municipality_id}/argent"


def tell_town(about: Fund | BankAccount | PayOut, kind: Kind, **details: Any) -> None:
    """Tell those who run the site for a town that its money waits for them."""
    town = about.municipality_id
    for resident_id in staff_in(town, StaffRole.ADMINISTER) or provider.administrators():
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
