"""The tool library of the demonstration town lends on whatever day the town is built."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import demo
from neighbourhood.libraries.hours import opening_days
from neighbourhood.libraries.models.libraries import Library
from neighbourhood.libraries.models.loans import ToolDay, ToolLoan
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole

MONDAY, WEDNESDAY, SATURDAY = 0, 2, 5
RESERVED = {"karima", "antoine.mercier"}
BORROWERS = (*RESERVED, "paulo.ferreira", "aylin", "jean-baptiste")


@pytest.fixture(params=[MONDAY, WEDNESDAY, SATURDAY])
def library(request, make, move_clock, monkeypatch, outbox) -> Library:
    """What the demonstration builds on a day when its library opens, or does not."""
    move_clock(days=(request.param - now().weekday()) % 7)
    town = make.municipality()
    quartier = make.quartier("Les Tanneurs", town)
    people = {name: make.resident(name, quartier) for name in ("sophie", *BORROWERS)}
    with make.writing() as session:
        here = {name: session.merge(one) for name, one in people.items()}
        name = "Centre social de Valbourg"
        partner = accrediting.accredit(session.merge(town), name=name, kind=PartnerKind.ASSOCIATION)
        staffing.name_staff(partner, here["sophie"], role=StaffRole.MANAGE)
        monkeypatch.setattr(demo, "by_local_part", lambda: here)
        demo.build()
        return session.query(Library).one()


def test_tools_are_reserved_one_is_due_soon_and_one_late(library, make, outbox):
    with make.writing() as session:
        loans = {loan.borrower.full_name: loan for loan in session.query(ToolLoan)}
        days = opening_days(session.merge(library), today(), today() + demo.hours.AHEAD)
        assert set(loans) == set(BORROWERS)
        assert {name for name, loan in loans.items() if loan.is_reserved} == RESERVED
        assert loans["karima"].first_day == next(day for day in days if day > today())
        assert loans["aylin"].due_on == next(day for day in days if day > today())
        assert loans["jean-baptiste"].due_on < today() < loans["paulo.ferreira"].due_on
        for loan in loans.values():
            kept = db.session.query(ToolDay).filter_by(loan_id=loan.id).count()
            assert kept == (loan.due_on - loan.first_day).days + 1
        unread = session.query(Notification).filter(Notification.read_at.is_(None))
        assert unread.count() == 0
    assert outbox() == []
