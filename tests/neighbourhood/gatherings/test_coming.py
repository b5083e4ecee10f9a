"""Places go in order, exactly once; leaving is one tap, with a way back."""

import pytest

from messaging.queries.conversations import members_of, thread_of
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.undoing import SinceThen
from neighbourhood.gatherings.actions import bringing, cancelling, coming, gatherings, hosts, moving
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.actions.moving import Move
from neighbourhood.gatherings.models.coming import Bringing
from neighbourhood.gatherings.models.gatherings import Gathering, Rhythm, Supply
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.policies.coming import NoMoreOfIt
from neighbourhood.gatherings.policies.gatherings import NotAsked, NotComing, TooFewPlaces
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import an_apero


@pytest.fixture
def told(court):
    """What somebody was told, oldest first."""

    def read(who: Resident) -> list[str]:
        with court.make.writing() as session:
            rows = session.query(Notification).filter_by(resident_id=who.id)
            return [row.kind.partition(".")[2] for row in rows.order_by(Notification.id)]

    return read


@pytest.fixture
def full(court):
    """Three places: Marcel has two of them, Inès one; Omar waits with three, Paul alone."""
    date = court.first(court.gathering(capacity=3, reach="town"))
    court.come(court.marcel, date, party=2)
    court.come(court.ines, date)
    court.come(court.omar, date, party=3)
    court.come(court.paul, date)
    return date


def test_whoever_comes_once_it_is_full_waits_in_order(court, full):
    assert court.states(full) == {
        "Marcel": "coming",
        "Inès": "coming",
        "Omar": "waiting",
        "Paul": "waiting",
    }
    assert court.fresh(full).taken == 3


def test_a_party_too_large_keeps_its_rank_and_lets_a_smaller_one_go_first(court, full, told):
    court.act(coming.leave, court.ines, court.of(court.ines, full))
    assert court.states(full)["Paul"] == "coming"
    assert court.states(full)["Omar"] == "waiting"
    assert told(court.paul) == ["promoted"]
    assert told(court.omar) == []
    court.act(coming.leave, court.paul, court.of(court.paul, full))
    court.act(coming.leave, court.marcel, court.of(court.marcel, full))
    assert court.states(full)["Omar"] == "coming"
    assert told(court.omar) == ["promoted"]
    assert court.fresh(full).taken == 3


def test_who_leaves_and_changes_their_mind_comes_again_unless_the_place_is_gone(court):
    date = court.first(court.gathering(capacity=1))
    court.come(court.marcel, date)
    own = court.of(court.marcel, date)
    court.act(coming.leave, court.marcel, own)
    court.act(coming.put_back, court.marcel, own)
    assert court.states(date) == {"Marcel": "coming"}
    court.come(court.ines, date)
    court.act(coming.leave, court.marcel, own)
    assert court.states(date)["Inès"] == "coming"
    with pytest.raises(SinceThen):
        court.act(coming.put_back, court.marcel, own)
    court.come(court.marcel, date)
    assert court.states(date)["Marcel"] == "waiting"


def test_more_places_go_to_who_waits_and_fewer_than_are_taken_are_refused(court, full):
    with court.make.writing() as session:
        from_now = session.get_one(Gathering, full.gathering_id)
    wording = an_apero(capacity=2, reach="town")["wording"]
    with pytest.raises(TooFewPlaces):
        court.act(gatherings.edit, court.karima, from_now, wording=wording)
    wording = an_apero(capacity=7, reach="town")["wording"]
    court.act(gatherings.edit, court.karima, from_now, wording=wording)
    assert set(court.states(full).values()) == {"coming"}


def test_at_home_a_host_says_yes_and_only_then_is_one_expected(court, told):
    date = court.first(court.gathering(at_home=True, capacity=1))
    asked = court.come(court.marcel, date)
    assert asked.is_asked
    court.act(coming.accept, court.karima, asked)
    assert court.states(date) == {"Marcel": "coming"}
    other = court.come(court.ines, date)
    court.act(coming.decline, court.karima, other)
    assert told(court.ines) == ["declined"]
    court.act(coming.put_back, court.karima, other)
    assert court.states(date)["Inès"] == "asked"
    assert told(court.ines)[-1] == "went back"
    with pytest.raises(DomainError):
        court.act(coming.accept, court.marcel, other)


def test_a_host_hears_that_somebody_asks_no_more_not_that_who_was_never_expected_stays_away(
    court, told
):
    date = court.first(court.gathering(at_home=True))
    court.act(coming.leave, court.marcel, court.come(court.marcel, date))
    assert told(court.karima) == ["asks", "asks no more"]


def test_coming_to_all_dates_and_leaving_them_goes_both_ways(court):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    regular = court.act(coming.come_to_all, court.marcel, series)
    dates = court.dates(series)
    court.act(coming.leave, court.marcel, court.of(court.marcel, dates[1]))
    assert [court.of(court.marcel, one).is_coming for one in dates[:3]] == [True, False, True]
    court.act(coming.leave_all, court.marcel, regular)
    assert not any(court.of(court.marcel, one).is_live for one in dates)
    court.act(coming.put_all_back, court.marcel, regular)
    assert [court.of(court.marcel, one).is_coming for one in dates[:3]] == [True, False, True]


def test_calling_off_reaches_all_who_count_on_it_with_a_mail_and_the_way_back_too(
    court, full, told, outbox
):
    court.act(cancelling.cancel_date, court.karima, full)
    for who in (court.marcel, court.ines, court.omar, court.paul):
        assert told(who)[-1] == "cancelled"
    assert len(outbox()) >= 4
    court.act(cancelling.put_back_date, court.karima, full)
    for who in (court.marcel, court.omar):
        assert told(who)[-1] == "stands"
    assert court.states(full)["Omar"] == "waiting"


def test_of_a_whole_series_everybody_hears_once(court, told):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    court.act(coming.come_to_all, court.marcel, series)
    court.act(cancelling.cancel, court.karima, series)
    assert told(court.marcel) == ["cancelled all"]
    assert all(one.is_cancelled for one in court.dates(series))
    court.act(cancelling.put_back, court.karima, court.fresh(series))
    assert court.fresh(series).is_open
    assert not any(one.is_cancelled for one in court.dates(series))


def test_a_change_is_put_to_who_comes_and_suits_them_in_one_tap(court, told):
    date = court.first(court.gathering())
    court.come(court.marcel, date)
    to = Move(day=date.starts_at.date(), begins=date.starts_at.time(), minutes=60, place="au parc")
    court.act(moving.move, court.karima, date, to=to)
    own = court.of(court.marcel, date)
    assert own.is_asked_anew
    assert told(court.marcel) == ["moved"]
    court.act(moving.agree, court.marcel, own)
    assert not court.fresh(own).is_asked_anew


def test_a_thing_is_brought_once_and_given_back_with_the_place(court):
    wanted = [Wanted(name="une enceinte")]
    date = court.first(court.gathering(wanted=wanted))
    with court.make.writing() as session:
        speaker = session.query(Supply).one()
    for who in (court.marcel, court.ines):
        court.come(who, date)
    court.act(bringing.take, court.marcel, date, speaker)
    with pytest.raises(NoMoreOfIt):
        court.act(bringing.take, court.ines, date, speaker)
    own = court.of(court.marcel, date)
    court.act(coming.leave, court.marcel, own)
    court.act(bringing.take, court.ines, date, speaker)
    court.act(coming.put_back, court.marcel, own)
    with court.make.writing() as session:
        assert session.query(Bringing).one().resident_id == court.ines.id


def test_who_comes_may_be_asked_to_hold_it_and_then_may_call_off_a_date(court):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    date = court.first(series)
    with pytest.raises(NotAsked):
        court.act(hosts.ask, court.karima, series, court.marcel)
    court.come(court.marcel, date)
    host = court.act(hosts.ask, court.karima, series, court.marcel)
    with pytest.raises(DomainError):
        court.act(cancelling.cancel_date, court.marcel, date)
    own = court.of(court.marcel, date)
    court.act(coming.leave, court.marcel, own)
    with pytest.raises(NotComing):
        court.act(hosts.answer, court.marcel, host, yes=True)
    court.act(coming.put_back, court.marcel, own)
    court.act(hosts.answer, court.marcel, host, yes=True)
    court.act(cancelling.cancel_date, court.marcel, date)
    assert court.fresh(date).is_cancelled
    with pytest.raises(DomainError):
        court.act(cancelling.cancel, court.marcel, series)
    court.act(hosts.stop, court.marcel, court.fresh(host))
    with court.make.writing() as session:
        assert not session.get_one(Host, host.id).is_host


def test_two_kept_apart_are_not_expected_by_each_other(court, told):
    date = court.first(court.gathering(capacity=1))
    court.come(court.marcel, date)
    court.come(court.ines, date)
    with court.make.writing():
        blocks.block(Actor.of(db.session.get_one(Resident, court.karima.id)), court.marcel.id)
    assert court.states(date) == {"Marcel": "left", "Inès": "coming"}
    with pytest.raises(DomainError):
        court.come(court.marcel, date)


def test_who_comes_no_more_hears_no_more_of_the_conversation_until_they_come_again(court):
    gathering = court.gathering(rhythm=Rhythm.WEEKLY)
    first, second = court.dates(gathering)[:2]
    mine = [court.come(court.marcel, date) for date in (first, second)]

    def talks() -> set[str]:
        with court.make.writing():
            thread = thread_of(Gathering.ABOUT, gathering.id)
            return {seat.resident.full_name.split()[0] for seat in members_of(thread.id)}

    assert talks() == {"Karima", "Marcel"}
    court.act(coming.leave, court.marcel, mine[0])
    assert talks() == {"Karima", "Marcel"}
    court.act(coming.leave, court.marcel, mine[1])
    assert talks() == {"Karima"}
    court.act(coming.put_back, court.marcel, mine[1])
    assert talks() == {"Karima", "Marcel"}
