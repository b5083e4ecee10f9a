"""What calendars are told: two readers that know nothing of each other understand the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.foundation.outside import calendars
from neighbourhood.foundation.outside.calendars import Event, written
from tests.support.calendars import both, lines

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _inside(app):
    with app.app_context():
        yield


def at(*when: int, zone: ZoneInfo = PARIS) -> datetime:
    return datetime(*when, tzinfo=zone).astimezone(UTC)


def event(starts: date, ends: date | None = None, **more) -> Event:
    said = {"key": "occurrence-1", "title": "Apéro", "changed_at": at(2026, 1, 1)}
    return Event(starts=starts, ends=ends or starts + HOUR, **said | more)


def read(*events: Event) -> list[dict]:
    data = written("Agenda", events)
    lines(data)
    return both(data)


def test_six_in_the_evening_is_six_in_the_evening_whatever_the_season():
    days = {(2026, 3, 28): 17, (2026, 3, 29): 16, (2026, 10, 24): 16, (2026, 10, 25): 17}
    found = read(*(event(at(*day, 18), key=str(day[1:])) for day in days))
    assert [one["starts"] for one in found] == [
        datetime(*day, hour, tzinfo=UTC).isoformat() for day, hour in days.items()
    ]


def test_the_hour_that_comes_twice_and_those_beside_a_gap_keep_their_length():
    night = [
        event(datetime(2026, 3, 29, hour, tzinfo=UTC), key=f"march-{hour}") for hour in (0, 1, 2)
    ] + [event(datetime(2026, 10, 25, 2, tzinfo=UTC), key="october")]
    assert [one["starts"] for one in read(*night)] == [
        "2026-03-29T00:00:00+00:00",
        "2026-03-29T01:00:00+00:00",
        "2026-03-29T02:00:00+00:00",
        "2026-10-25T02:00:00+00:00",
    ]


def test_clocks_without_summer_and_those_of_an_island_are_told_as_well():
    reunion = ZoneInfo("Indian/Reunion")
    (one,) = read(event(at(2026, 7, 1, 18, zone=reunion), zone="Indian/Reunion"))
    assert one["starts"] == "2026-07-01T14:00:00+00:00"


def test_whole_days_end_the_day_after_the_last():
    (one,) = read(event(date(2026, 3, 28), date(2026, 3, 30)))
    assert (one["starts"], one["ends"]) == ("2026-03-28", "2026-03-30")


def test_a_series_goes_on_through_both_changes_of_the_clocks_with_its_exceptions():
    series = event(
        at(2026, 3, 5, 18),
        rule="FREQ=MONTHLY;BYDAY=1TH;COUNT=9",
        left_out=[at(2026, 6, 4, 18)],
    )
    moved = event(at(2026, 7, 3, 20), instead_of=at(2026, 7, 2, 18), title="Déplacé")
    found = read(series, replace(moved, sequence=1))
    assert [one["starts"] for one in found] == [
        "2026-03-05T17:00:00+00:00",
        "2026-04-02T16:00:00+00:00",
        "2026-05-07T16:00:00+00:00",
        "2026-07-03T18:00:00+00:00",
        "2026-08-06T16:00:00+00:00",
        "2026-09-03T16:00:00+00:00",
        "2026-10-01T16:00:00+00:00",
        "2026-11-05T17:00:00+00:00",
    ]
    assert [one["title"] for one in found if one["sequence"]] == ["Déplacé"]


WORDS = [
    "Soupe, pain ; fromage : à 19 h\\n pas une ligne",
    "حكايات للأطفال – قصص من كل مكان، للصغار والكبار، في المكتبة مساء كل أربعاء",
    "🥘🎉👨‍👩‍👧‍👦" * 20,
    "縁側のお茶会、みなさんどうぞ。" * 8,
    "é" * 200,
    "a" + "🎈" * 60,
    "A" * 62 + "é🎈",
]


def test_words_of_any_script_come_through_lines_of_75_octets():
    said = [
        event(at(2026, 5, 1, 10), key=f"{n}", title=words, place=words, body=f"{words}\n{words}")
        for n, words in enumerate(WORDS)
    ]
    found = read(*said)
    assert [one["title"] for one in found] == [one["place"] for one in found] == WORDS
    assert [one["body"] for one in found] == [f"{words}\n{words}" for words in WORDS]


def test_no_sign_that_a_line_cannot_hold_ends_one():
    (one,) = read(event(at(2026, 5, 1, 10), title="Un\rdeux\x00\x1b\r\nSTATUS:CANCELLED"))
    assert one["title"] == "Un\ndeux\nSTATUS:CANCELLED"
    assert one["status"] == "CONFIRMED"


def test_what_is_called_off_says_so_under_the_same_name_and_a_higher_number():
    called_off = event(at(2026, 5, 1, 10), status=calendars.CANCELLED, sequence=3)
    (one,) = read(called_off)
    assert (one["status"], one["sequence"]) == ("CANCELLED", 3)
    assert one["uid"] == "occurrence-1@localhost"


def test_an_empty_calendar_is_one():
    assert both(written("Rien", [])) == []
