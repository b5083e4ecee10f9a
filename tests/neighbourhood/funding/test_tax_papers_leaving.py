"""Tax receipts of donors who leave, and lists of long ago."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import retention
from neighbourhood.funding.actions import tax_forgetting
from neighbourhood.funding.models.tax import TaxDrawing, TaxPaper
from tests.neighbourhood.funding.receipts import next_year, receipts
from tests.neighbourhood.funding.test_tax_papers import CROWD

__all__ = ["next_year", "receipts"]


def test_who_leaves_stays_on_a_drawn_list(receipts, funded, donor, other, next_year):
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    with receipts.office.at_work():
        retention._erase(donor.id)
    with receipts.office.app.app_context():
        kept = db.session.scalars(select(TaxPaper).where(TaxPaper.resident_id.is_(None))).one()
        assert (kept.name, kept.line.figures) == ("Karima Benali", {"card": 10000})
    assert receipts.too_much(drawing) == {}, "what counts of somebody who left is not known"


def test_who_leaves_while_the_list_waits_is_not_on_it(receipts, funded, donor, other, next_year):
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    with receipts.office.at_work():
        retention._erase(donor.id)
    assert sorted(receipts.lines(drawing)) == sorted(CROWD)


def test_a_list_is_forgotten_after_six_years(receipts, funded, donor, other, next_year):
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    receipts.allow(receipts.draw_up())
    for ago, left in ((timedelta(days=30), 1), (timedelta(), 0)):
        with receipts.office.at_work():
            tax_forgetting.forget_drawn(now() - ago)
            assert db.session.query(TaxPaper).count() == 3 * left
            assert db.session.query(TaxDrawing).count() == left
