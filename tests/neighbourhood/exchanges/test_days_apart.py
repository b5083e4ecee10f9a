"""Days of a weekly lift that are not needed, are over, or are of no concern to others."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges.actions import absences, notices, standing_in
from neighbourhood.exchanges.models.days import (
    ABSENCE_MOVES,
    STAND_IN_MOVES,
)
from neighbourhood.foundation.errors import DomainError
from neighbourhood.residents.actions import blocks
from tests.support.news import plain, told, unread

ABSENT, LOOKED_FOR = "exchanges.absent on a day", "exchanges.day free"
OFFERED, TAKEN, COVERED = (
    "exchanges.stand-in",
    "exchanges.stand-in accepted",
    "exchanges.day covered",
)


def read(client, path) -> str:
    return plain(client.get(path).text)


def test_the_author_needs_nobody_on_a_day_and_does_after_all(town, lift, karima, marcel):
    day = lift.days[1]
    path = f"/entraide/annonces/{lift.notice.id}/jours/{day}"
    assert f"{path}/sans" in karima.get(lift.notice.path).text
    karima.post(f"{path}/sans")
    assert told(town, town.marcel, "exchanges.day cleared") == 1
    assert "Rien ce jour-là." in read(marcel, lift.notice.path)
    with pytest.raises(absences.NotOneOfItsDays):
        lift.cannot()
    karima.post(f"{path}/avec")
    assert told(town, town.marcel, "exchanges.day stands") == 1
    assert "Rien ce jour-là." not in read(marcel, lift.notice.path)


def test_a_day_that_is_none_of_its_days_is_refused(town, act, lift, marcel):
    for day in (lift.days[0] - timedelta(days=7), lift.days[0] + timedelta(days=1)):
        with pytest.raises(absences.NotOneOfItsDays):
            act(absences.cannot, town.marcel, lift.his, day=day)
    assert marcel.post(f"/entraide/reponses/{lift.his.id}/jours/demain/absence").status_code == 404


def test_past_days_and_those_of_what_is_over_vanish(town, act, lift, marcel, move_clock):
    absence = lift.cannot(0)
    assert "Vous ne pouvez pas ce jour-là" in read(marcel, lift.notice.path)
    move_clock(days=3)
    assert "Vous ne pouvez pas ce jour-là" not in read(marcel, lift.notice.path)
    act(notices.finish, town.karima, lift.notice)
    assert "Jour par jour" not in read(marcel, lift.notice.path)
    with pytest.raises(DomainError):
        act(absences.can_after_all, town.marcel, absence)


def test_those_whom_it_does_not_concern_see_the_days_alone(town, lift, signed_in):
    lift.cannot()
    page = read(signed_in(town.ines), lift.notice.path)
    assert "Les prochaines fois" in page
    assert "Jour par jour" not in page
    assert "On cherche quelqu’un" not in page
    assert "absence" not in page


def test_nobody_else_says_anything_of_somebody_s_day(town, act, lift, some_minutes_later):
    absence = lift.cannot()
    some_minutes_later()
    stand_in = lift.called()
    for refused in (
        lambda: act(absences.cannot, town.ines, lift.hers, day=lift.days[1]),
        lambda: act(absences.can_after_all, town.ines, absence),
        lambda: act(standing_in.offer, town.marcel, stand_in),
        lambda: act(standing_in.accept, town.ines, stand_in),
    ):
        with pytest.raises(DomainError):
            refused()


def test_those_kept_apart_from_who_is_missing_are_not_called(town, lift, some_minutes_later):
    town.make.act(lambda who, other: blocks.block(who, other.id), town.ines, town.marcel)
    lift.cannot()
    some_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 0


@pytest.mark.parametrize("moves", [ABSENCE_MOVES, STAND_IN_MOVES])
def test_the_tables_of_moves_are_written_down(moves):
    assert all(
        set(following) <= {status for status, _ in moves.items()} for _, following in moves.items()
    )


def test_nothing_more_waits_for_who_was_called(town, lift, some_minutes_later):
    lift.cannot()
    some_minutes_later()
    assert LOOKED_FOR in {one.kind for one in unread(town, town.ines)}
