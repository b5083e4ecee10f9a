"""What is asked of the database does not grow with the dates of a series."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import coming
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.models.gatherings import Rhythm

PAGES = {"/rencontres": 6, "/rencontres/miennes": 6, "one": 24, "series": 24}


@pytest.fixture
def series(court):
    """A short series and a long one, to every date of which Marcel comes."""
    short = court.gathering(rhythm=Rhythm.WEEKLY, last_on=now().date() + timedelta(days=15))
    long = court.gathering(rhythm=Rhythm.WEEKLY, wanted=[Wanted(name="salades", number=3)])
    assert len(court.dates(long)) > 4 * len(court.dates(short))
    return short, long


def test_coming_to_all_dates_and_coming_back_ask_as_much_of_many_as_of_few(
    court, series, statements
):
    counts = []
    for each in series:
        said = court.act(coming.come_to_all, court.ines, each)
        court.act(coming.leave_all, court.ines, said)
        statements.clear()
        court.act(coming.put_all_back, court.ines, said)
        back = len(statements)
        statements.clear()
        court.act(coming.come_to_all, court.marcel, each)
        counts.append((back, len(statements)))
        assert all(court.of(court.ines, one).is_coming for one in court.dates(each))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_a_known_number_of_statements(court, series, marcel, statements, page):
    _, long = series
    for each in series:
        court.act(coming.come_to_all, court.marcel, each)
    one = court.gathering()
    path = {"one": one.path, "series": long.path}.get(page, page)
    marcel.get(path)
    statements.clear()
    assert marcel.get(path).status_code == 200
    assert len(statements) == PAGES[page], "\n".join(statements)
