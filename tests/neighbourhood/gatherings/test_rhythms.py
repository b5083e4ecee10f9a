"""A series follows its rule on the clocks of the town: 18:00 stays 18:00."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as some

from neighbourhood.gatherings.models.gatherings import Rhythm
from neighbourhood.gatherings.rhythms import days_of, is_last, nth, placed, rule_of, starts_of

PARIS = ZoneInfo("Europe/Paris")
SERIES = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.ONCE]
RULES = {
    Rhythm.WEEKLY: {"freq": rrule.WEEKLY},
    Rhythm.FORTNIGHTLY: {"freq": rrule.WEEKLY, "interval": 2},
    Rhythm.MONTHLY_DAY: {"freq": rrule.MONTHLY},
}


@dataclass
class Series:
    rhythm: Rhythm
    first_on: date
    last_on: date | None = None
    begins: time = time(18)
    zone: str = "Europe/Paris"


days = some.dates(date(2024, 1, 1), date(2032, 12, 31))
rhythms = some.sampled_from(SERIES)


@given(rhythm=rhythms, first=days, length=some.integers(0, 730))
def test_every_day_of_a_series_is_one_that_dateutil_gives(rhythm, first, length):
    if rhythm is Rhythm.MONTHLY_LAST and not is_last(first):
        return
    last = first + timedelta(days=length)
    found = list(days_of(Series(rhythm, first, last)))
    weekday = rrule.weekday(first.weekday())
    usual = {
        Rhythm.MONTHLY_WEEKDAY: {"freq": rrule.MONTHLY, "byweekday": weekday(nth(first))},
        Rhythm.MONTHLY_LAST: {"freq": rrule.MONTHLY, "byweekday": weekday(-1)},
        **RULES,
    }[rhythm]
    begin = datetime.combine(first, time())
    expected = rrule.rrule(dtstart=begin, until=datetime.combine(last, time()), **usual)
    assert found == [one.date() for one in expected]
    assert found[0] == first


@given(rhythm=rhythms, first=days, hour=some.integers(4, 23), minute=some.integers(0, 59))
def test_the_hour_on_the_clock_never_changes(rhythm, first, hour, minute):
    series = Series(rhythm, first, first + timedelta(days=700), time(hour, minute))
    clocks = {one.astimezone(PARIS).time() for one in islice(starts_of(series), 60)}
    assert clocks <= {time(hour, minute)}


def test_over_the_week_in_which_the_clocks_change_six_stays_six():
    thursdays = Series(Rhythm.WEEKLY, date(2027, 3, 25), date(2027, 4, 8))
    assert list(starts_of(thursdays)) == [
        datetime(2027, 3, 25, 17, tzinfo=UTC),
        datetime(2027, 4, 1, 16, tzinfo=UTC),
        datetime(2027, 4, 8, 16, tzinfo=UTC),
    ]
    # An hour that the clocks leap over is the one that follows; one they have twice, the first.
    night = Series(Rhythm.WEEKLY, date(2027, 3, 21), date(2027, 10, 31), time(2, 30))
    assert placed(night, date(2027, 3, 28)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert placed(night, date(2027, 10, 31)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "rule"),
    [
        (Rhythm.ONCE, ""),
        (Rhythm.WEEKLY, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271230T170000Z"),
        (Rhythm.FORTNIGHTLY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20271230T170000Z"),
        (Rhythm.MONTHLY_WEEKDAY, "FREQ=MONTHLY;BYDAY=1TH;UNTIL=20271230T170000Z"),
        (Rhythm.MONTHLY_LAST, "FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20271230T170000Z"),
        (Rhythm.MONTHLY_DAY, "FREQ=MONTHLY;BYMONTHDAY=7;UNTIL=20271230T170000Z"),
    ],
)
def test_the_rule_is_written_as_calendars_read_it(rhythm, rule):
    assert rule_of(Series(rhythm, date(2027, 1, 7), date(2027, 12, 30))) == rule
