"""The journal of a month, opened from the page of the mandate."""

from datetime import UTC, date, datetime, timedelta

import pytest

from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries import months as calendar
from tests.support.mandates import give
from tests.support.pdf import text_of


def file_of(browser, mandate_id, month):
    return browser.get(f"/mandats/{mandate_id}/journal/{month:%Y-%m}.pdf")


def test_the_agents_open_any_month_without_reading_the_door(
    signed_in, helper, mandate_id, month, note
):
    note((1, POSTED, "Une étagère"))
    browser = signed_in(helper)
    answer = file_of(browser, mandate_id, month)
    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Une étagère" in text_of(answer.data)
    assert "rue de la Tour" not in text_of(answer.data)
    assert f"/journal/{month:%Y-%m}.pdf" in browser.get(f"/mandats/{mandate_id}").text


def test_a_principal_with_an_account_opens_their_own(make, signed_in, helper, quartier, month):
    marcel = make.resident("Marcel Dupont", quartier)
    given = give(make, marcel, helper)
    assert "rue des Tanneurs" in text_of(file_of(signed_in(marcel), given, month).data)
    assert "rue des Tanneurs" not in text_of(file_of(signed_in(helper), given, month).data)


def test_it_is_not_there_for_others_nor_for_months_in_which_nothing_ran(
    make, signed_in, helper, mandate_id, quartier, month
):
    browser = signed_in(helper)
    other = signed_in(make.resident("Paul Leroy", quartier))
    assert file_of(other, mandate_id, month).status_code == 404
    for wrong in (calendar.month_before(month), month.replace(year=month.year + 1)):
        assert file_of(browser, mandate_id, wrong).status_code == 404
    for wrong in ("x", "2026-13", "2026-1", "2026-W01", "9999-12", "0001-01"):
        assert browser.get(f"/mandats/{mandate_id}/journal/{wrong}.pdf").status_code == 404


# Months


def test_months_begin_at_midnight_in_town(app):
    with app.app_context():
        assert calendar.span_of(date(2026, 12, 1)) == (
            datetime(2026, 11, 30, 23, tzinfo=UTC),
            datetime(2026, 12, 31, 23, tzinfo=UTC),
        )
        assert calendar.span_of(date(2026, 3, 1))[1] == datetime(2026, 3, 31, 22, tzinfo=UTC)
        assert calendar.month_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert calendar.month_before(date(2026, 1, 1)) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "ran"),
    [
        ((9, 1), (9, 30), False),
        ((9, 1), (10, 2), True),
        ((10, 5), (10, 6), True),
        ((10, 31), (11, 20), True),
        ((11, 2), (12, 2), False),
    ],
)
def test_a_month_counts_once_a_mandate_ran_at_some_moment_of_it(app, begins, ends, ran):
    mandate = Mandate(
        begins_at=datetime(2025, *begins, 12, tzinfo=UTC),
        ends_at=datetime(2025, *ends, 12, tzinfo=UTC),
    )
    with app.app_context():
        assert calendar.ran_during(mandate, date(2025, 10, 1)) is ran
        assert not calendar.ran_during(mandate, (now() + timedelta(days=40)).date().replace(day=1))
