"""On which day a table is set for a feast."""

from datetime import date

import pytest

from neighbourhood.invitations.feasts import next_day
from neighbourhood.invitations.models import Occasion

# As published: the evening for those that begin at nightfall.
KNOWN = [
    (Occasion.CHRISTMAS_EVE, "2026-12-24"),
    (Occasion.CHRISTMAS, "2026-12-25"),
    (Occasion.NEW_YEAR, "2026-12-31"),
    (Occasion.HANUKKAH, "2026-12-04"),
    (Occasion.LUNAR_NEW_YEAR, "2027-02-06"),
    (Occasion.EID, "2027-03-10"),
    (Occasion.NOWRUZ, "2027-03-21"),
    (Occasion.EASTER, "2027-03-28"),
    (Occasion.PASSOVER, "2027-04-21"),
    (Occasion.NEIGHBOURS_DAY, "2027-05-28"),
    (Occasion.DIWALI, "2027-10-29"),
]


@pytest.mark.parametrize(("occasion", "day"), KNOWN)
def test_the_next_day_of_a_feast(occasion, day):
    found = next_day(occasion, date(2026, 11, 28))
    assert found == date.fromisoformat(day)
    assert next_day(occasion, found) == found
    assert next_day(occasion, date(2027, 12, 31)) > found


def test_the_feast_of_this_year_comes_before_the_next_ones():
    assert next_day(Occasion.DIWALI, date(2026, 11, 1)) == date(2026, 11, 8)
    assert next_day(Occasion.EID, date(2026, 4, 1)) == date(2026, 5, 27)
    assert next_day(Occasion.HANUKKAH, date(2027, 12, 25)) == date(2028, 12, 12)


@pytest.mark.parametrize("occasion", [Occasion.BIRTHDAY, Occasion.SUNDAY, Occasion.OTHER])
def test_no_calendar_tells_the_others(occasion):
    assert next_day(occasion, date(2026, 11, 28)) is None
