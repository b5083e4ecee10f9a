"""What donors gave to one partner in a year, and who lets it know; never for which need.

A gift counts once the whole of what its need received is with the partner, or used by it: money
that is held, contested or went back does not. Gifts to packages are of no single partner: which
need a euro of theirs went to is not known of one gift.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from typing import Any

from sqlalchemy import Select, and_, false, or_, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Payment, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import LedgerEntry, LedgerTransfer
from neighbourhood.funding.models.tax import (
    TaxDrawing,
    TaxDrawingStatus,
    TaxLine,
    TaxPaper,
    TaxRight,
)
from neighbourhood.funding.queries.donors import Donor, is_of
from neighbourhood.funding.queries.standings import RAISED, USED, WITH_PARTNER, standings
from neighbourhood.funding.queries.supporters import are_enough
from neighbourhood.partners.models import Partner


def year_of(moment: datetime) -> int:
    """Return the year of a moment on the clocks of the town."""
    return moment.astimezone(settings.current().time_zone).year


def this_year() -> int:
    """Return the year that is not over yet."""
    return year_of(now())


def _in_year(year: int) -> Any:
    # The first and the last year of the calendar have an hour beyond it, somewhere on Earth.
    if not MINYEAR < year < MAXYEAR - 1:
        return false()
    zone = settings.current().time_zone
    ends = (date(each, 1, 1) for each in (year, year + 1))
    first, after = (datetime.combine(day, time(), zone).astimezone(UTC) for day in ends)
    return and_(Pledge.settled_at >= first, Pledge.settled_at < after)


def right_of(partner_id: int) -> TaxRight | None:
    """Return what a town said of the receipts of a partner, None where it said nothing."""
    return db.session.scalar(select(TaxRight).where(TaxRight.partner_id == partner_id))


def giving(partner_id: int) -> TaxRight:
    """Return the same of a partner that gives receipts, `Missing` for any other."""
    found = right_of(partner_id)
    if found is None or not found.is_given:
        raise Missing
    return found


@dataclass(slots=True)
class Given:
    """Cents given to one partner in one year, in all and by means once paid out, and to which."""

    cents: int = 0
    paid_out: Counter[str] = field(default_factory=Counter)
    fund_ids: set[int] = field(default_factory=set)

    @property
    def paid_out_cents(self) -> int:
        """What of it the partner has received."""
        return sum(self.paid_out.values())


_COUNTS = (Pledge.status == PledgeStatus.SETTLED, Payment.counted_cents > 0)


def _gifts(*columns: Any) -> Select[Any]:
    return (
        select(*columns, Pledge.fund_id, Pledge.means, Payment.counted_cents)
        .select_from(Pledge)
        .join(Payment, Payment.pledge_id == Pledge.id)
        .join(Fund, Fund.id == Pledge.fund_id)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(*_COUNTS)
    )


def _summed(rows: Iterable[Any], at: datetime | None = None) -> Mapping[Any, Given]:
    """Return what was given by the first column of rows: a key, a fund, a means, cents."""
    rows = list(rows)
    there = _all_paid_out({fund_id for _key, fund_id, _means, _cents in rows}, at)
    found: dict[Any, Given] = {}
    for key, fund_id, means, cents in rows:
        given = found.setdefault(key, Given())
        given.cents += cents
        if fund_id in there:
            given.paid_out[means.value] += cents
            given.fund_ids.add(fund_id)
    return found


def _all_paid_out(fund_ids: set[int], at: datetime | None) -> set[int]:
    if not fund_ids:
        return set()
    whole = and_(RAISED > 0, RAISED == WITH_PARTNER + USED)
    which = [Fund.id.in_(fund_ids)]
    if at:
        by_then = select(LedgerTransfer.id).where(LedgerTransfer.created_at <= at)
        which.append(LedgerEntry.transfer_id.in_(by_then))
    found = standings(*which, having=whole)
    return {each.fund.id for each in found if not each.on_its_way}


def given_by(donor: Donor, partner_id: int, year: int) -> Given:
    """Return what a donor gave to a partner in a year."""
    mine = is_of(donor), Fund.partner_id == partner_id, _in_year(year)
    rows = db.session.execute(_gifts(Fund.partner_id).where(*mine))
    return _summed(rows).get(partner_id, Given())


def given_to(partner_id: int, year: int) -> Given:
    """Return what all donors gave to a partner in a year."""
    theirs = Fund.partner_id == partner_id, _in_year(year)
    rows = db.session.execute(_gifts(Fund.partner_id).where(*theirs))
    return _summed(rows).get(partner_id, Given())


@dataclass(frozen=True, slots=True)
class Asked:
    """One partner and year for which a donor may ask for a receipt, or did."""

    partner: Partner
    year: int
    paper: TaxPaper | None


def may_be_asked_by(donor: Donor) -> Sequence[Asked]:
    """Return for what a donor may ask: this year and the last, and whatever they asked for."""
    since = this_year() - 1
    mine = is_of(donor), Fund.partner_id.is_not(None), TaxRight.is_given
    rows = _gifts(Fund.partner_id, Pledge.settled_at).join(
        TaxRight, TaxRight.partner_id == Fund.partner_id
    )
    gave = {
        (partner_id, year_of(settled))
        for partner_id, settled, *_more in db.session.execute(rows.where(*mine))
    }
    papers = {(each.partner_id, each.year): each for each in papers_of(donor)}
    wanted = {key for key in gave if key[1] >= since} | papers.keys()
    partners = _partners({partner_id for partner_id, _year in wanted})
    found = [Asked(partners[one], year, papers.get((one, year))) for one, year in wanted]
    return sorted(found, key=lambda each: (-each.year, each.partner.name))


def _partners(ids: Iterable[int]) -> Mapping[int, Partner]:
    found = db.session.scalars(select(Partner).where(Partner.id.in_(ids)))
    return {each.id: each for each in found}


def whose(donor: Donor) -> Any:
    """Tell in SQL which papers are of a donor."""
    if isinstance(donor, Visitor):
        return TaxPaper.visitor_id == donor.id
    return TaxPaper.resident_id == donor.id


def papers_of(donor: Donor) -> Sequence[TaxPaper]:
    """Return what a donor lets partners know."""
    return db.session.scalars(select(TaxPaper).where(whose(donor))).all()


def has_drawn(donor: Donor) -> bool:
    """Tell whether a partner has the name of a donor, and keeps it."""
    drawn = select(TaxPaper.id).where(whose(donor), TaxPaper.id.in_(drawn_papers())).limit(1)
    return db.session.scalar(drawn) is not None


def drawn_papers() -> Select[int]:
    """Return the statement of what partners have."""
    allowed = TaxDrawing.status == TaxDrawingStatus.ALLOWED
    return select(TaxLine.paper_id).join(TaxLine.drawing).where(allowed)


def paper_of(donor: Donor, partner_id: int, year: int) -> TaxPaper | None:
    """Return what a donor lets one partner know of one year."""
    asked = whose(donor), TaxPaper.partner_id == partner_id, TaxPaper.year == year
    return db.session.scalar(select(TaxPaper).where(*asked))


SAME_DONOR = or_(
    DonorPseudonym.resident_id == TaxPaper.resident_id,
    DonorPseudonym.visitor_id == TaxPaper.visitor_id,
)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be written for one donor."""

    paper: TaxPaper
    given: Given


def due_for(partner_id: int, year: int) -> Sequence[Due]:
    """Return what a list drawn now would have, in the order in which donors asked."""
    given = by_paper(partner_id, year)
    papers = select(TaxPaper).where(TaxPaper.id.in_(given.keys())).order_by(TaxPaper.id)
    due = [Due(paper, given[paper.id]) for paper in db.session.scalars(papers)]
    return [each for each in due if each.given.paid_out_cents]


def hides(due: Sequence[Due]) -> bool:
    """Tell whether a list of these has too many people and needs to say who gave to which."""
    fund_ids = set().union(*(each.given.fund_ids for each in due))
    return are_enough(due, fund_ids)


def by_paper(partner_id: int, year: int, at: datetime | None = None) -> Mapping[int, Given]:
    """Return what counts of those who asked, by their papers: what was paid out by now, or `at`."""
    rows = _gifts(TaxPaper.id).join(TaxPaper, SAME_DONOR)
    of_both = Fund.partner_id == partner_id, TaxPaper.partner_id == partner_id
    found = db.session.execute(rows.where(*of_both, TaxPaper.year == year, _in_year(year)))
    return _summed(found, at)
