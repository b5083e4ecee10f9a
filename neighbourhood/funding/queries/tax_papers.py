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
from sqlalchemy.orm import selectinload

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Payment, Pledge, PledgeStatus
from neighbourhood.funding.models.tax import (
    TaxLine,
    TaxPaper,
    TaxRight,
)
from neighbourhood.funding.queries.donors import Donor, is_of
from neighbourhood.funding.queries.standings import RAISED, USED, WITH_PARTNER, standings
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
    """Cents that one donor gave to one partner in one year, in all and by means once paid out."""

    cents: int = 0
    paid_out: Counter[str] = field(default_factory=Counter)

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


def _summed(rows: Sequence[tuple[Any, int, Any, int]]) -> Mapping[Any, Given]:
    """Return what was given by the first column of rows: a key, a fund, a means, cents."""
    there = _all_paid_out({fund_id for _key, fund_id, _means, _cents in rows})
    found: dict[Any, Given] = {}
    for key, fund_id, means, cents in rows:
        given = found.setdefault(key, Given())
        given.cents += cents
        if fund_id in there:
            given.paid_out[means.value] += cents
    return found


def _all_paid_out(fund_ids: set[int]) -> set[int]:
    if not fund_ids:
        return set()
    whole = and_(RAISED > 0, RAISED == WITH_PARTNER + USED)
    found = standings(Fund.id.in_(fund_ids), having=whole)
    return {each.fund.id for each in found if not each.on_its_way}


def given_by(donor: Donor, partner_id: int, year: int) -> Given:
    """Return what a donor gave to a partner in a year."""
    mine = is_of(donor), Fund.partner_id == partner_id, _in_year(year)
    rows = db.session.execute(_gifts(Fund.partner_id).where(*mine)).all()
    return _summed([(a, b, c, d) for a, b, c, d in rows]).get(partner_id, Given())


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
    drawn = select(TaxPaper.id).join(TaxPaper.lines).where(whose(donor)).limit(1)
    return db.session.scalar(drawn) is not None


def paper_of(donor: Donor, partner_id: int, year: int) -> TaxPaper | None:
    """Return what a donor lets one partner know of one year."""
    asked = whose(donor), TaxPaper.partner_id == partner_id, TaxPaper.year == year
    return db.session.scalar(select(TaxPaper).where(*asked))


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be written for one donor: all that no earlier list has, by means."""

    paper: TaxPaper
    figures: Mapping[str, int]


def due_for(partner_id: int, year: int) -> Sequence[Due]:
    """Return what a list drawn now would have, in the order in which donors asked."""
    same_donor = or_(
        DonorPseudonym.resident_id == TaxPaper.resident_id,
        DonorPseudonym.visitor_id == TaxPaper.visitor_id,
    )
    rows = _gifts(TaxPaper.id).join(TaxPaper, same_donor)
    of_both = Fund.partner_id == partner_id, TaxPaper.partner_id == partner_id
    found = db.session.execute(rows.where(*of_both, TaxPaper.year == year, _in_year(year)))
    given = _summed([(a, b, c, d) for a, b, c, d in found])
    papers = select(TaxPaper).where(TaxPaper.id.in_(given.keys())).order_by(TaxPaper.id)
    told = db.session.scalars(papers.options(selectinload(TaxPaper.lines)))
    due = [Due(paper, _beyond(given[paper.id], paper.lines)) for paper in told]
    return [each for each in due if each.figures]


def _beyond(given: Given, lines: Iterable[TaxLine]) -> Mapping[str, int]:
    left = Counter(given.paid_out)
    for line in lines:
        left.subtract(line.figures)
    total = sum(left.values())
    if total <= 0:
        return {}
    # More went back of one means than came by it since: what is left came by another one.
    if min(left.values()) < 0:
        return {max(left, key=lambda means: left[means]): total}
    return {means: cents for means, cents in left.items() if cents}
