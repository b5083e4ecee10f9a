"""A weekly lift: its helper cannot on one day, and somebody who had offered stands in."""

from datetime import date, timedelta

import pytest

from neighbourhood.exchanges import days, jobs
from neighbourhood.exchanges.actions import absences, notices, replies, standing_in
from neighbourhood.exchanges.models.days import (
    ABSENCE_MOVES,
    STAND_IN_MOVES,
    Absence,
    AbsenceStatus,
    StandIn,
    StandInStatus,
)
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.exchanges.models.subjects import Category
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks, closing
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, plain, told, unread

ABSENT, LOOKED_FOR = "exchanges.absent on a day", "exchanges.day free"
OFFERED, TAKEN, COVERED = (
    "exchanges.stand-in",
    "exchanges.stand-in accepted",
    "exchanges.day covered",
)


class Lift:
    """Karima asks to be driven each week: Marcel does, Inès had offered too."""

    def __init__(self, town) -> None:
        self.town = town
        leaves = (now() + timedelta(days=2)).isoformat()
        way = {"lift_from": "la gare", "lift_to": "l’hôpital", "leaves": leaves, "rhythm": "weekly"}
        self.notice = town.notice(category=Category.LIFTS, particulars=way)
        self.his, self.hers = (town.reply(self.notice, who) for who in (town.marcel, town.ines))
        town.accept(self.his)

    @property
    def days(self) -> list[date]:
        with self.town.make.writing() as session:
            return days.next_days(session.get_one(Notice, self.notice.id))

    def cannot(self, nth: int = 1) -> Absence:
        return self.town.make.act(absences.cannot, self.town.marcel, self.his, day=self.days[nth])

    def called(self) -> StandIn:
        with self.town.make.writing() as session:
            return session.query(StandIn).one()

    def offer(self) -> StandIn:
        stand_in = self.called()
        self.town.make.act(standing_in.offer, self.town.ines, stand_in)
        return stand_in

    def at(self, stand_in, verb) -> str:
        return f"/entraide/remplacements/{stand_in.id}/{verb}"


@pytest.fixture
def lift(town) -> Lift:
    return Lift(town)


@pytest.fixture
def ten_minutes_later(app, move_clock):
    def later():
        move_clock(minutes=11)
        with app.app_context():
            jobs.look_at_places()
            jobs.look_at_places()

    return later


@pytest.fixture
def ines(town, signed_in):
    return signed_in(town.ines)


def read(client, path) -> str:
    return plain(client.get(path).text)


def test_a_helper_falls_ill_and_somebody_who_waited_takes_over_for_one_day(
    town, lift, karima, marcel, ines, ten_minutes_later
):
    notice = lift.notice
    way = f"/entraide/reponses/{lift.his.id}/jours/{lift.days[1]}/absence"
    assert way in marcel.get(notice.path).text
    assert marcel.post(way).location == notice.path
    assert told(town, town.karima, ABSENT) == 1
    assert "Marcel Dupont ne peut pas. Nous demandons" in read(karima, notice.path)
    assert "ne peut pas le" in read(karima, news(town, town.karima, ABSENT)[0].also)
    assert told(town, town.ines, LOOKED_FOR) == 0
    ten_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 1
    stand_in = lift.called()
    assert "On cherche quelqu’un ce jour-là." in read(ines, notice.path)
    ines.post(lift.at(stand_in, "je-peux"))
    assert told(town, town.karima, OFFERED) == 1
    assert lift.at(stand_in, "oui") in karima.get(notice.path).text
    karima.post(lift.at(stand_in, "oui"))
    assert told(town, town.ines, TAKEN) == told(town, town.marcel, COVERED) == 1
    assert "Inès Moreau remplace Marcel Dupont." in read(karima, notice.path)
    assert "Inès Moreau vous remplace." in read(marcel, notice.path)
    assert "Inès Moreau vous remplace." in read(marcel, news(town, town.marcel, COVERED)[0].also)
    assert "Vous venez ce jour-là. Merci !" in read(ines, notice.path)
    assert town.fresh(lift.his).status is ReplyStatus.ACCEPTED
    ten_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 1


def test_and_for_good_once_the_helper_leaves(town, act, lift, ten_minutes_later):
    act(replies.withdraw_reply, town.marcel, lift.his)
    ten_minutes_later()
    assert told(town, town.ines, "exchanges.place free") == 1
    town.accept(lift.hers)
    assert town.fresh(lift.hers).is_accepted


def test_who_can_after_all_says_so_in_one_tap_and_nobody_was_disturbed(
    town, lift, marcel, ten_minutes_later
):
    absence = lift.cannot()
    way = f"/entraide/absences/{absence.id}/reprendre"
    assert way in marcel.get(lift.notice.path).text
    marcel.post(way)
    assert told(town, town.karima, "exchanges.comes after all") == 1
    ten_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 0
    lift.cannot()
    assert town.fresh(absence).status is AbsenceStatus.OPEN


def test_a_day_that_somebody_covers_is_taken_back_by_nobody(town, act, lift, ten_minutes_later):
    absence = lift.cannot()
    ten_minutes_later()
    act(standing_in.accept, town.karima, lift.offer())
    with pytest.raises(DomainError):
        act(absences.can_after_all, town.marcel, absence)


def test_who_likes_says_why_and_only_the_author_reads_it(
    town, lift, karima, marcel, ines, ten_minutes_later
):
    absence = lift.cannot()
    ten_minutes_later()
    path = f"/entraide/absences/{absence.id}/pourquoi"
    assert path in marcel.get(lift.notice.path).text
    marcel.post(path, data={"ready": "1", "own": "Une angine."})
    assert "Une angine." in karima.get(lift.notice.path).text
    assert "Une angine." not in ines.get(lift.notice.path).text
    assert marcel.get(path).status_code == 404


def test_the_author_goes_back_on_a_yes_for_ten_minutes(town, lift, karima, ines, ten_minutes_later):
    absence = lift.cannot()
    ten_minutes_later()
    stand_in = lift.offer()
    karima.post(lift.at(stand_in, "oui"))
    assert lift.at(stand_in, "revenir") in karima.get(lift.notice.path).text
    karima.post(lift.at(stand_in, "revenir"))
    assert town.fresh(stand_in).status is StandInStatus.OFFERED
    assert town.fresh(absence).status is AbsenceStatus.OPEN
    karima.post(lift.at(stand_in, "non"))
    assert told(town, town.ines, "exchanges.stand-in declined") == 1
    assert lift.at(stand_in, "je-peux") not in ines.get(lift.notice.path).text


def test_who_stands_in_and_cannot_either_leaves_the_day_open_again(
    town, act, lift, ten_minutes_later
):
    absence = lift.cannot()
    ten_minutes_later()
    stand_in = lift.offer()
    act(standing_in.accept, town.karima, stand_in)
    act(replies.withdraw_reply, town.ines, lift.hers)
    assert town.fresh(stand_in).status is StandInStatus.WITHDRAWN
    assert town.fresh(absence).status is AbsenceStatus.OPEN
    assert told(town, town.karima, "exchanges.stand-in left") == 1


def test_nobody_stands_in_who_closed_their_account(town, act, lift, ten_minutes_later):
    absence = lift.cannot()
    ten_minutes_later()
    act(standing_in.accept, town.karima, lift.offer())
    # Closed unanswered, the reply stands no more: only the day does.
    with town.make.writing() as session:
        session.get_one(Reply, lift.hers.id).status = ReplyStatus.UNANSWERED
    with town.make.writing() as session:
        closing.close(Actor.of(session.get_one(Resident, town.ines.id)))
    assert town.fresh(absence).status is AbsenceStatus.OPEN


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


def test_nobody_else_says_anything_of_somebody_s_day(town, act, lift, ten_minutes_later):
    absence = lift.cannot()
    ten_minutes_later()
    stand_in = lift.called()
    for refused in (
        lambda: act(absences.cannot, town.ines, lift.hers, day=lift.days[1]),
        lambda: act(absences.can_after_all, town.ines, absence),
        lambda: act(standing_in.offer, town.marcel, stand_in),
        lambda: act(standing_in.accept, town.ines, stand_in),
    ):
        with pytest.raises(DomainError):
            refused()


def test_those_kept_apart_from_who_is_missing_are_not_called(town, lift, ten_minutes_later):
    town.make.act(lambda who, other: blocks.block(who, other.id), town.ines, town.marcel)
    lift.cannot()
    ten_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 0


@pytest.mark.parametrize("moves", [ABSENCE_MOVES, STAND_IN_MOVES])
def test_the_tables_of_moves_are_written_down(moves):
    assert all(
        set(following) <= {status for status, _ in moves.items()} for _, following in moves.items()
    )


def test_nothing_more_waits_for_who_was_called(town, lift, ten_minutes_later):
    lift.cannot()
    ten_minutes_later()
    assert LOOKED_FOR in {one.kind for one in unread(town, town.ines)}
