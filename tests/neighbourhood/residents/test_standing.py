"""How an account stands: measures begin, add up, end by themselves and are lifted."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.errors import (
    DomainError,
    Excluded,
    NotVerified,
    ReadOnly,
    Suspended,
)
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import describe_oneself
from neighbourhood.residents.actions.standing import lift, restrict
from neighbourhood.residents.events import resident_restricted
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from neighbourhood.residents.policies import may_see_profile
from tests.support.news import plain

WEEK = timedelta(days=7)
REFUSED = {
    Measure.READ_ONLY: ReadOnly,
    Measure.SUSPENDED: Suspended,
    Measure.EXCLUDED: Excluded,
}
BARRED = {Measure.SUSPENDED, Measure.EXCLUDED}


@pytest.fixture
def marcel(make, in_app):
    return in_app.get_one(Resident, make.resident("Marcel Lefèvre").id)


def under(resident, measure):
    restrict(resident, measure, None if measure is Measure.EXCLUDED else now() + WEEK)
    return resident


@pytest.mark.parametrize("measure", Measure)
def test_a_measure_keeps_from_writing_and_the_heavy_ones_from_entering(marcel, measure):
    under(marcel, measure)
    assert marcel.measure is measure
    assert type(marcel.refusal_to_write) is REFUSED[measure]
    assert not marcel.is_verified
    assert marcel.is_barred is (measure in BARRED)
    assert marcel.bears_mark, "a measure says nothing of the address"


def test_nobody_is_under_a_measure_at_first(marcel):
    assert marcel.measure is None
    assert marcel.measure_until is None
    assert marcel.refusal_to_write is None
    assert not marcel.is_barred


@pytest.mark.parametrize("measure", [Measure.READ_ONLY, Measure.SUSPENDED])
def test_a_measure_ends_by_itself_at_its_date(marcel, measure, move_clock):
    under(marcel, measure)
    move_clock(days=6, hours=23)
    assert marcel.measure is measure
    move_clock(hours=2)
    assert marcel.measure is None
    assert marcel.is_verified


def test_an_exclusion_has_no_date(marcel, move_clock):
    under(marcel, Measure.EXCLUDED)
    move_clock(days=4000)
    assert marcel.measure is Measure.EXCLUDED
    assert marcel.measure_until is None


def test_a_measure_without_a_date_is_no_measure(marcel):
    with pytest.raises(DomainError):
        restrict(marcel, Measure.SUSPENDED)


def test_the_heaviest_measure_counts_and_leaves_the_lighter_ones(marcel):
    for measure in Measure:
        under(marcel, measure)
        assert marcel.measure is measure
    for left in (Measure.SUSPENDED, Measure.READ_ONLY, None):
        lift(marcel, marcel.measure)
        assert marcel.measure is left


@pytest.mark.parametrize("measure", [Measure.READ_ONLY, Measure.SUSPENDED])
def test_a_second_measure_makes_the_first_no_shorter(marcel, measure):
    end = now() + WEEK
    restrict(marcel, measure, end)
    restrict(marcel, measure, end - timedelta(days=3))
    assert marcel.measure_until == end
    restrict(marcel, measure, end + timedelta(days=3))
    assert marcel.measure_until == end + timedelta(days=3)


def test_excluding_twice_keeps_the_first_moment(marcel, move_clock):
    since = under(marcel, Measure.EXCLUDED).excluded_at
    move_clock(days=1)
    assert under(marcel, Measure.EXCLUDED).excluded_at == since


@pytest.mark.parametrize("measure", [Measure.READ_ONLY, Measure.SUSPENDED])
def test_the_refusal_says_until_when(app, marcel, measure):
    restrict(marcel, measure, now().replace(year=2099, month=3, day=1, hour=12))
    with pytest.raises(NotVerified) as refusal:
        require(marcel.is_verified, marcel.refusal_to_write)
    assert "jusqu’au 1er mars 2099" in plain(refusal.value.say())
    with app.test_request_context(), force_locale("en"):
        assert "March" in refusal.value.say()


def test_both_ends_are_told(marcel):
    heard = []
    with resident_restricted.connected_to(lambda one: heard.append(one.measure)):
        under(marcel, Measure.SUSPENDED)
        lift(marcel, Measure.SUSPENDED)
    assert heard == [Measure.SUSPENDED, None]


def test_in_read_only_a_name_is_put_right_but_nothing_new_is_said(marcel):
    marcel.about = "Je bricole."
    under(marcel, Measure.READ_ONLY)
    with pytest.raises(ReadOnly):
        describe_oneself(Actor.of(marcel), full_name=marcel.full_name, about="Venez tous !")
    describe_oneself(Actor.of(marcel), full_name="Marcel Lefevre", about="Je bricole.")
    assert marcel.full_name == "Marcel Lefevre"


def test_neighbours_do_not_see_the_profile_of_who_is_excluded(make, in_app):
    first = make.resident("Marcel Lefèvre")
    second = make.resident("Karima Benali", first.quartier)
    marcel, neighbour = in_app.get_one(Resident, first.id), in_app.get_one(Resident, second.id)
    under(marcel, Measure.SUSPENDED)
    assert may_see_profile(neighbour, marcel)
    under(marcel, Measure.EXCLUDED)
    assert not may_see_profile(neighbour, marcel)
    assert may_see_profile(marcel, marcel)
