"""Dates are made ahead; one is moved or called off without touching the others."""

import re
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import cancelling, moving
from neighbourhood.gatherings.actions import coming as coming_actions
from neighbourhood.gatherings.actions.dates import AHEAD
from neighbourhood.gatherings.actions.moving import Move
from neighbourhood.gatherings.jobs import look_at_gatherings
from neighbourhood.gatherings.models.gatherings import Gathering, Rhythm
from neighbourhood.gatherings.policies.gatherings import EarlierAtHome, TakenMoment

PARIS = ZoneInfo("Europe/Paris")


def weekly(court, **more) -> Gathering:
    return court.gathering(rhythm=Rhythm.WEEKLY, **more)


def to(occurrence, days=0, hour=18, place="place aux Herbes") -> Move:
    local = occurrence.starts_at.astimezone(PARIS) + timedelta(days=days)
    begins = local.time().replace(hour=hour)
    return Move(day=local.date(), begins=begins, minutes=120, place=place)


def test_dates_are_made_a_few_months_ahead_and_only_once(app, court):
    series = weekly(court)
    made = court.dates(series)
    assert made[-1].starts_at <= now() + AHEAD
    assert len(made) in {16, 17}
    with app.app_context():
        look_at_gatherings()
        look_at_gatherings()
    assert [one.id for one in court.dates(series)] == [one.id for one in made]


def test_the_page_of_a_date_marks_it_among_the_others_and_says_that_more_follow(court, marcel):
    series = weekly(court)
    second = court.dates(series)[1]
    page = marcel.get(second.path).text
    (here,) = re.findall(r'<li aria-current="true">.*?</li>', page, re.DOTALL)
    assert "<a " not in here
    assert "La série continue jusqu’au" in page


def test_as_time_goes_by_more_are_made_and_regulars_are_taken_along(app, court, move_clock):
    series = weekly(court)
    court.act(coming_actions.come_to_all, court.marcel, series, party=2)
    before = len(court.dates(series))
    move_clock(days=14)
    with app.app_context():
        look_at_gatherings()
    later = court.dates(series)
    assert len(later) == before + 2
    assert court.of(court.marcel, later[-1]).is_coming
    assert later[-1].taken == 2


def test_what_begins_in_half_a_year_has_its_first_date_at_once(court):
    far = now().date() + timedelta(days=200)
    assert len(court.dates(weekly(court, first_on=far))) == 1


def test_one_date_moves_and_the_others_stay(court):
    series = weekly(court)
    first, second, *rest = court.dates(series)
    court.act(moving.move, court.karima, second, to=to(second, days=1, hour=20, place="au parc"))
    moved = court.fresh(second)
    assert moved.starts_at.astimezone(PARIS).hour == 20
    assert moved.place == "au parc"
    assert moved.original_start == second.original_start
    assert [court.fresh(one).starts_at for one in (first, *rest)] == [
        one.starts_at for one in (first, *rest)
    ]


def test_this_one_and_those_that_follow_move_by_their_rank(app, court):
    series = weekly(court)
    first, second, *rest = court.dates(series)
    court.come(court.marcel, rest[0])
    move = to(second, days=1, hour=19, place="au parc")
    court.act(moving.move, court.karima, second, to=move, following=True)
    assert court.fresh(first).starts_at == first.starts_at
    assert court.fresh(first).place == "place aux Herbes"
    again = court.dates(series)[1:]
    assert [one.id for one in again[: len(rest) + 1]] == [second.id, *(one.id for one in rest)]
    assert {one.starts_at.astimezone(PARIS).hour for one in again} == {19}
    assert not any(one.place for one in again)
    assert court.fresh(series).place == "au parc"
    assert all(one.original_start == one.starts_at for one in again)
    assert court.of(court.marcel, rest[0]).is_asked_anew
    with app.app_context():
        look_at_gatherings()
    assert len(court.dates(series)) == len(again) + 1


def test_a_week_earlier_no_two_dates_ever_have_the_same_moment(court):
    series = weekly(court, first_on=now().date() + timedelta(days=21))
    before = court.dates(series)
    court.act(moving.move, court.karima, before[0], to=to(before[0], days=-7), following=True)
    moved = [court.fresh(one) for one in before]
    assert [one.original_start for one in moved[1:]] == [one.original_start for one in before[:-1]]


def test_a_date_and_those_that_follow_are_not_moved_onto_an_earlier_one(court):
    first, second, *_ = court.dates(weekly(court, first_on=now().date() + timedelta(days=21)))
    onto = to(second, days=-7)
    with pytest.raises(TakenMoment):
        court.act(moving.move, court.karima, second, to=onto, following=True)
    assert court.fresh(second).starts_at == second.starts_at
    court.act(moving.move, court.karima, second, to=onto)
    assert court.fresh(second).starts_at == first.starts_at


def test_a_series_leaves_a_home_from_its_first_date_on_for_nobody_is_led_to_the_wrong_door(court):
    series = weekly(court, at_home=True)
    first, second, *_ = court.dates(series)
    with pytest.raises(EarlierAtHome):
        court.act(moving.move, court.karima, second, to=to(second, place="au parc"), following=True)
    assert court.fresh(series).is_at_home
    court.act(moving.move, court.karima, second, to=to(second, place="au parc"))
    assert [court.fresh(one).place for one in (first, second)] == ["", "au parc"]
    court.act(moving.move, court.karima, first, to=to(first, place="au square"), following=True)
    assert (court.fresh(series).place, court.fresh(series).is_at_home) == ("au square", False)
    assert {court.fresh(one).place for one in court.dates(series)} == {""}


def test_the_rest_of_a_series_is_called_off_and_made_no_more(app, court, move_clock):
    series = weekly(court)
    _first, second, *_rest = court.dates(series)
    court.act(cancelling.cancel_rest, court.karima, second)
    states = [one.is_cancelled for one in court.dates(series)]
    assert states == [False, *[True] * (len(states) - 1)]
    court.act(cancelling.put_back, court.karima, court.fresh(series))
    assert not any(one.is_cancelled for one in court.dates(series))
    court.act(cancelling.cancel_rest, court.karima, court.fresh(second))
    move_clock(days=30)
    with app.app_context():
        look_at_gatherings()
    assert len(court.dates(series)) == len(states)
    assert not court.fresh(series).is_open


def test_a_gathering_that_was_held_is_over(app, court, move_clock):
    once = court.gathering()
    move_clock(days=9)
    with app.app_context():
        look_at_gatherings()
    assert not court.fresh(once).is_open


def test_a_calendar_takes_the_whole_series_with_what_departs_from_it(court, marcel):
    series = weekly(court)
    first, second, third, *rest = court.dates(series)
    court.act(cancelling.cancel_date, court.karima, second)
    court.act(moving.move, court.karima, third, to=to(third, days=1, hour=20, place="au parc"))
    later = rest[2]
    there = to(later, days=1, hour=19)
    court.act(moving.move, court.karima, later, to=there, following=True)
    file = marcel.get(f"{series.path}/serie.ics")
    assert f'href="{series.path}/serie.ics"' in marcel.get(series.path).text
    planned = [one for one in court.dates(series) if one.is_planned]
    held = {(one.starts_at, one.place or "place aux Herbes") for one in planned}
    last = max(one.starts_at for one in planned)
    told = recurring_ical_events.of(icalendar.Calendar.from_ical(file.data))
    found = told.between(first.starts_at, last + timedelta(minutes=1))
    assert {(one["DTSTART"].dt.astimezone(UTC), str(one["LOCATION"])) for one in found} == held
    assert len(found) == len(held)
    assert any(one["DTSTART"].dt > last for one in told.after(last))
